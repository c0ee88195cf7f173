"""Dutch as people type it, for search: no accents, plurals, compounds taken apart, words that mean the same.

PostgreSQL's Dutch stemmer fails on exactly the words that matter here (les/lessen, cursus/cursussen), so words are
brought to a base form in Python, when provision is saved and when somebody searches. Small and explicit on purpose: a
list that a practitioner can read and correct beats a model nobody can.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

#: What the rules below would get wrong.
ONREGELMATIG: dict[str, str] = {
    "lessen": "les", "cursussen": "cursus", "huizen": "huis", "brieven": "brief", "kaartjes": "kaart", "apps": "app",
    "fotos": "foto", "videos": "video", "auto": "auto",
    "kinderen": "kind", "volwassenen": "volwassene", "sites": "site",
    "banken": "bank", "bussen": "bus", "adressen": "adres",
    "smartphones": "smartphone", "cafe": "cafe", "cafes": "cafe",
    "moeders": "moeder", "vaders": "vader", "toeslagen": "toeslag", "plekken": "plek", "plaatsen": "plaats",
    "bejaarden": "bejaarde", "wachtwoorden": "wachtwoord", "typen": "typ", "tiepen": "typ", "printen": "print",
    "mailen": "mail", "mailtje": "mail", "appen": "app", "whatsappen": "whatsapp", "googelen": "google",
    "googlen": "google", "computeren": "computer",
    "internetten": "internet", "digitale": "digitaal", "gratis": "gratis",
    "buren": "buur", "formele": "formeel", "informele": "informeel", "veilige": "veilig", "overheden": "overheid",
    "solliciteren": "sollicitatie", "bellen": "bel", "leren": "leer", "reizen": "reis", "bankieren": "bank",
    "ouderen": "oudere", "jongeren": "jongere", "ouders": "ouder", "afspraken": "afspraak", "spreekuren": "spreekuur",
    "uren": "uur", "bibliotheken": "bibliotheek", "tablets": "tablet", "laptops": "laptop", "apparaten": "apparaat",
    "medewerkers": "medewerker", "problemen": "probleem", "zaken": "zaak", "namen": "naam", "maanden": "maand",
    "avonden": "avond", "middagen": "middag", "starters": "starter", "nieuwkomers": "nieuwkomer", "vragen": "vraag",
    "inburgeren": "inburgering", "kleinkinderen": "kleinkind", "kursus": "cursus", "kursussen": "cursus",
    "patienten": "patient", "surinaamse": "surinaams", "poolse": "pools", "turkse": "turks", "arabische": "arabisch",
    "mailtjes": "mail", "mails": "mail", "vullen": "invul", "ingevuld": "invul", "printer": "print",
    "studenten": "student", "docenten": "docent", "formulieren": "formulier", "loketten": "loket", "betalen": "bank",
}  # fmt: skip

#: Parts that Dutch glues together. A word is taken apart only when every part is known.
DELEN: frozenset[str] = frozenset(
    "computer laptop tablet telefoon mobiel smartphone internet digitaal digi digid taal les cursus training spreekuur "
    "inloop hulp cafe club avond ochtend middag dag groep beginner starter senior ouder jongere vrouw man kind school "
    "buurt wijk huis bieb bibliotheek overheid informatie punt plek plaats app mail bank geld "
    "belasting aangifte toeslag "
    "formulier brief wachtwoord veilig nep fraude zorg dokter huisarts patient portaal afspraak "
    "werk vacature sollicitatie "
    "cv reis trein ov chip kaart foto video bel beeld typ scherm muis toets bord wifi netwerk "
    "vrijwilliger docent trainer "
    "inburgering nederland engels turks arabisch pools lenen gratis online basis cursist vaardigheid loket service "
    "spel middagen uur helpdesk ondersteuning begeleiding maatje".split()
)

#: Groups of words that find each other. The first is what is stored.
SYNONIEMEN: tuple[tuple[str, ...], ...] = (
    ("cursus", "les", "training", "workshop", "klas", "opleiding"),
    ("telefoon", "mobiel", "mobieltje", "smartphone", "gsm", "iphone", "android", "foon", "tel"),
    ("computer", "pc", "desktop", "komputer", "conputer"),
    ("laptop", "notebook", "chromebook"),
    ("tablet", "ipad"),
    ("bibliotheek", "bieb", "oba"),
    ("oudere", "senior", "bejaarde", "gepensioneerde", "65plus", "50plus"),
    ("jongere", "jeugd", "tiener", "puber"),
    ("inloop", "spreekuur", "inloopspreekuur", "helpdesk"),
    ("hulp", "help", "ondersteuning", "bijstaan", "assistentie", "steun"),
    ("begeleiding", "maatje", "buddy", "begeleider"),
    ("veilig", "privacy", "veiligheid", "security"),
    ("fraude", "oplichting", "phishing", "oplichter", "scam", "nepmail"),
    ("digid", "digit", "didid", "dig-id", "diggid"),
    ("overheid", "gemeente", "stadsloket", "loket"),
    ("belasting", "belastingdienst", "aangifte", "blauwe envelop"),
    ("toeslag", "huurtoeslag", "zorgtoeslag", "kinderopvangtoeslag"),
    ("uitkering", "bijstand", "uwv", "ww", "wajong"),
    ("bank", "bankieren", "bankzaak", "ideal", "betalen"),
    ("huisarts", "dokter", "arts", "ziekenhuis"),
    ("mail", "email", "e-mail", "gmail", "outlook"),
    ("whatsapp", "wapp", "appje", "watsapp", "whatsap"),
    ("videobellen", "beeldbellen", "zoom", "teams", "facetime"),
    ("internet", "web", "online"),
    ("wifi", "draadloos", "wi-fi"),
    ("sollicitatie", "solliciteren", "vacature", "baan", "werk", "cv"),
    ("nederlands", "nederlandse", "taal", "nt2", "inburgering"),
    ("beginner", "starter", "nul", "beginnend", "begin"),
    ("gratis", "kosteloos", "niks"),
    ("lenen", "uitleen", "leen", "bruikleen"),
    ("school", "leerkracht", "meester", "juf", "parro", "magister"),
    ("reis", "ov", "ov-chipkaart", "9292", "ns", "trein"),
    ("arabisch", "arabic", "marokkaans"),
    ("turks", "turkish", "turkce"),
    ("engels", "english"),
    ("oekraiens", "oekraine", "ukrainian"),
    ("tigrinya", "eritrees", "eritrea"),
    ("typ", "typen", "toetsenbord"),
    ("excel", "rekenblad", "spreadsheet", "rekenbladen"),
    ("sranantongo", "surinaams", "sranan"),
    ("foto", "camera", "selfie"),
    ("kleinkind", "kleinzoon", "kleindochter", "oma", "opa"),
    ("patient", "patientportaal", "patientenportaal", "mijndossier"),
    ("print", "printen", "afdrukken", "kopie"),
    ("vrijwilliger", "vrijwillig", "vrijwillige"),
    ("minima", "armoede", "geldtekort", "stadspas"),
    ("ov-chipkaart", "chipkaart", "ovchipkaart", "reizen"),
)
_GROEP: dict[str, str] = {}
#: A text up to this many characters is one that comes back.
KORT = 200
STOPWOORDEN: frozenset[str] = frozenset(
    "de het een en of in op aan bij van voor naar met te om door uit dan als is zijn was wordt kan "
    "kunnen wil ik je jij u "
    "mijn jouw uw zijn haar we wij ze zij hoe wat waar wie wanneer welke niet geen ook nog maar er "
    "dat die dit deze mij me "
    "moet moeten graag zoek zoeken vinden".split()
)
#: Left out of a question when there is more in it: that somebody wants to learn is true of everybody here.
ZWAK: frozenset[str] = frozenset(
    "leren leer doen maken gebruiken krijgen worden iemand beter zelf samen nieuw nieuwe goed regelen hebben mensen"
    " vragen vraag werken spreken komt thuis digitaal digitale".split()
)
_WOORD = re.compile(r"[\w]+(?:-[\w]+)*", re.UNICODE)


def zonder_accenten(tekst: str) -> str:
    """Lower case without diacritics; other scripts stay as they are."""
    if tekst.isascii():
        return tekst.lower()
    ontleed = unicodedata.normalize("NFKD", tekst.casefold())
    return unicodedata.normalize("NFC", "".join(t for t in ontleed if not unicodedata.combining(t)))


def woorden(tekst: str) -> list[str]:
    """The words of a text, in order, with stop words and single letters left out; a digit says something (niveau 2)."""
    kaal = zonder_accenten(tekst).replace("'", "").replace("’", "")
    return [woord for woord in _WOORD.findall(kaal) if woord not in STOPWOORDEN and (len(woord) > 1 or woord.isdigit())]


@lru_cache(maxsize=20_000)
def basis(woord: str) -> str:
    """The base form: singular, no diminutive. ``lessen`` → ``les``, ``wachtwoorden`` → ``wachtwoord``."""
    woord = zonder_accenten(woord)
    if woord in ONREGELMATIG:
        return ONREGELMATIG[woord]
    if len(woord) <= 3 or not woord.isalpha():
        return woord
    for staart, weg in (("tjes", 4), ("jes", 3), ("tje", 3), ("heden", 5), ("ssen", 3), ("je", 2)):
        if woord.endswith(staart) and len(woord) - weg >= 3:
            return woord[:-weg] + ("heid" if staart == "heden" else "")
    if woord.endswith("en") and len(woord) >= 5:
        stam = woord[:-2]
        if len(stam) > 3 and stam[-1] == stam[-2] and stam[-1] not in "aeiou":
            return stam[:-1]  # bussen, groepen has no double
        if re.fullmatch(r".*[^aeiou][aeou][^aeiouwxj]", stam) and len(stam) <= 5 and stam[-1] not in "vz":
            return stam[:-1] + stam[-2] + stam[-1] if stam[-2] in "aeou" else stam  # muren → muur, talen → taal
        return stam[:-1] + {"v": "f", "z": "s"}[stam[-1]] if stam[-1] in "vz" else stam
    if (
        woord.endswith("s")
        and len(woord) >= 5
        and woord[-2] in "eiroaulnm"
        and not woord.endswith(("is", "us", "ss", "as", "os", "aals"))
    ):
        return woord[:-1]
    return woord


def groep(woord: str) -> str:
    """The first word of the synonym group, or the base form itself."""
    grond = basis(woord)
    return _GROEP.get(grond, _GROEP.get(woord, grond))


@lru_cache(maxsize=20_000)
def delen(woord: str) -> tuple[str, ...]:
    """A compound in known parts, or nothing: ``computercursus`` → (computer, cursus); linking s and en are dropped."""
    woord = zonder_accenten(woord)
    grond = basis(woord)
    if grond in DELEN or len(grond) < 6:
        return ()
    return _splits(grond) or _splits(woord)


def _splits(woord: str) -> tuple[str, ...]:
    for lengte in range(len(woord) - 2, 2, -1):
        kop, rest = woord[:lengte], woord[lengte:]
        if basis(kop) not in DELEN:
            continue
        for staart in (rest, rest[1:] if rest[:1] in "s-" else "", rest[2:] if rest[:2] == "en" else ""):
            if basis(staart) in DELEN:
                return (basis(kop), basis(staart))
            if len(staart) >= 6 and (verder := _splits(staart)):
                return (basis(kop), *verder)
    return ()


def zoekwoorden(teksten: Iterable[str]) -> str:
    """What is stored to be found by: every word, its base form, its parts, and the head word of their synonyms."""
    uit: dict[str, None] = {}
    for tekst in teksten:
        uit.update(_vormen_van(tekst) if len(tekst) <= KORT else _vormen_van.__wrapped__(tekst))
    return " ".join(uit)


@lru_cache(maxsize=10_000)
def _vormen_van(tekst: str) -> dict[str, None]:
    """All forms of all words of a text. Short ones are kept: names of needs, languages and places come back all day."""
    uit: dict[str, None] = {}
    for woord in woorden(tekst):
        uit.update(_vormen(woord))
    return uit


@lru_cache(maxsize=50_000)
def _vormen(woord: str) -> dict[str, None]:
    """A word in every form that is stored of it; kept, since a city's provision uses some thousands of words."""
    vormen = (woord, basis(woord), groep(woord), *(v for deel in delen(woord) for v in (deel, groep(deel))))
    return dict.fromkeys(vormen)


def zoekopdracht(tekst: str) -> str:
    """A PostgreSQL tsquery for typed words: all of them, each in any of its forms. "" when nothing is left to search.

    Long words also match as a beginning ("biblio"), so that search works while somebody is still typing.
    """
    return " & ".join(stuk(woord) for woord in zoektermen(tekst))


def zoektermen(tekst: str) -> list[str]:
    """The words of a question that decide: weak ones only when there is nothing else."""
    alle = woorden(tekst)[:12]
    return [woord for woord in alle if woord not in ZWAK or woord in ("thuis", "digitaal", "digitale")] or alle


def stuk(woord: str, gewicht: str = "") -> str:
    """One typed word as part of a tsquery, in any of its forms; ``gewicht`` "A" only looks in the name."""
    vormen = dict.fromkeys((woord, basis(woord), groep(woord)))
    staart = {vorm: ("*" if len(vorm) >= 4 else "") + gewicht for vorm in vormen}
    keuzes = [f"'{vorm}'" + (f":{einde}" if einde else "") for vorm, einde in staart.items()]
    if splitsing := delen(woord):
        achter = f":{gewicht}" if gewicht else ""
        keuzes.append("(" + " & ".join(f"('{deel}'{achter} | '{groep(deel)}'{achter})" for deel in splitsing) + ")")
    return "(" + " | ".join(keuzes) + ")"


for _woorden in SYNONIEMEN:
    for _woord in _woorden:
        _GROEP.setdefault(basis(_woord), _woorden[0])
        _GROEP.setdefault(_woord, _woorden[0])
