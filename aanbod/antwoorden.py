"""Is this an answer? "Ik neem het mee" is not: the rule in pure functions, so that practitioners' examples test it.

The report of the network meeting is plain about it: what comes back must be concrete. An answer says what happens, who
does it and when; this module judges the first two texts, the date is a field.
"""

from __future__ import annotations

import re
import unicodedata

#: Sentences that promise nothing, after lower case and without punctuation. Longest first when they are taken out.
LEGE_ZINNEN: tuple[str, ...] = (
    r"(ik|wij|we|u|men) (neem|nemen) (het|dit|hem|haar|ze|deze)( even| graag| zeker| allemaal)? mee"
    r"( naar \w+| in \w+)?",
    r"(nemen|neem) (het|dit|we) mee",
    r"(wordt|word) (mee|op)genomen",
    r"wordt vervolgd",
    r"(ik|wij|we) (kom|komen) (hier|er)( later| nog| zo snel mogelijk| zsm)* op terug",
    r"(ik|wij|we) (ga|gaan|zal|zullen) (er|hier)( even| eens)? naar kijken",
    r"(ik|wij|we) (kijk|kijken)( er| hier)?( even| eens)?( naar)?( wat (mogelijk is|we kunnen doen))?",
    r"(ik|wij|we) (doe|doen) ons best",
    r"(ik|wij|we) (houd|hou|houden) (contact|het in de gaten|u op de hoogte|jullie op de hoogte|je op de hoogte)",
    r"(ik|wij|we) (laat|laten) (het )?(nog )?(iets )?(weten|horen)",
    r"(u|je|jullie) (hoort|horen)( nog| later)* van (ons|mij)",
    r"(in|onder) behandeling( genomen)?",
    r"(is |wordt )?(doorgegeven|doorgestuurd|intern besproken|besproken|bekeken|opgepakt)",
    r"(wordt|word) aan gewerkt",
    r"komt goed",
    r"(er )?(staat|zetten we) op de (agenda|lijst)",
    r"(ontvangen|gelezen|genoteerd|akkoord|prima|oke|ok|ja|nee|goed|top|super|duidelijk|begrepen|helaas|misschien)",
    r"(bedankt|dank je wel|dank u wel|dankjewel|dank|hartelijk dank)( voor (de|het|uw|je) \w+)?",
    r"(nog )?(niet bekend|onbekend|nader te bepalen|volgt( nog)?|later|binnenkort|zo snel mogelijk|zsm|asap)",
    r"(nvt|ntb|tbd|geen idee|weet ik( nog)? niet|xxx+|test)",
)
_LEEG = re.compile(r"\b(?:" + "|".join(sorted(LEGE_ZINNEN, key=len, reverse=True)) + r")\b")
_VULWOORDEN = frozenset(
    "de het een en of maar we wij ik u je jullie hij zij ze er hier dit dat die deze is zijn was "
    "wordt worden zal zullen "
    "ga gaat gaan kan kunnen wil willen nog wel ook al even eens graag zeker heel erg op in aan bij "
    "van voor naar met te "
    "om door uit zo snel mogelijk dan als nu straks later binnenkort hem haar hun ons mij me mail bericht".split()
)
NIEMAND: frozenset[str] = frozenset(
    "iemand niemand collega een collega collegas wij we ons ik zelf het team team onbekend nog niet bekend nvt ntb nb "
    "wie weet ik niet medewerker een medewerker docent een docent de docent x xx xxx".split()
) | {
    "een collega",
    "het team",
    "ons team",
    "nog niet bekend",
    "nog onbekend",
    "weet ik niet",
    "een medewerker",
    "een docent",
    "de docent",
    "de school",
    "de afdeling",
    "wie er is",
    "wie dan ook",
}


def plat(tekst: str) -> str:
    """Lower case, without accents and punctuation, single spaces: "N.v.t." → "nvt"."""
    zonder = "".join(t for t in unicodedata.normalize("NFKD", tekst.lower()) if not unicodedata.combining(t))
    zonder = re.sub(r"(?<=\b\w)\.(?=\w\b)|(?<=\b\w)\.(?!\w)", "", zonder)
    return " ".join(re.sub(r"[^\w\s]", " ", zonder.replace("'", "")).split())


def bezwaar_tegen_wat(tekst: str) -> str:
    """Why this text does not say what happens (Dutch, fit to show), or "" when it does."""
    kaal = plat(tekst)
    if not kaal:
        return "Schrijf wat er gebeurt."
    rest = _LEEG.sub(" ", kaal)
    inhoud = [woord for woord in rest.split() if woord not in _VULWOORDEN and len(woord) > 1]
    if rest != kaal and len(inhoud) < 3:
        return (
            "Dit zegt nog niet wat er gebeurt. Schrijf het zo dat de leerder weet waar hij aan toe is, "
            "bijvoorbeeld: ‘Intakegesprek in lokaal 2, daarna start in de maandaggroep.’"
        )
    if len(kaal) < 10 or len(inhoud) < 2:
        return "Dit is te kort. Schrijf wat er gebeurt, bijvoorbeeld: ‘Kennismaken met de docent, daarna start de les.’"
    return ""


def bezwaar_tegen_wie(tekst: str) -> str:
    """Why this is not a name of somebody who does it, or ""."""
    kaal = plat(tekst)
    if len(kaal) < 2 or kaal in NIEMAND or not any(teken.isalpha() for teken in kaal):
        return "Schrijf een naam: wie doet dit? Dan weet de leerder naar wie hij kan vragen."
    return ""
