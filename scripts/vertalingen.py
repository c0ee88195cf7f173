"""Translations of the public pages: collect the sentences, keep a .po per language, compile the .mo Django reads.

    .venv/bin/python scripts/vertalingen.py            collect new sentences into locale/*/…/django.po, compile
    .venv/bin/python scripts/vertalingen.py --check    change nothing; fail when a file is behind or has a hole in it

Needs no gettext tools: Django turns templates into something one can read, and both file formats are simple. The .po is
what people edit (any editor for translators opens it); the .mo is made from it and committed, so that an installation
needs nothing either. How to add a page or a language: docs/vertalen.md.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import struct
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

REPO = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPO))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netwerk.settings")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.utils.translation.template import templatize  # noqa: E402

from netwerk.kern.catalogus import gaten, lees_po, paden  # noqa: E402

#: Which templates are in more than one language; a pattern per page or folder (docs/vertalen.md).
SJABLONEN: tuple[str, ...] = (
    "base.html",
    "componenten/*.html",
    "bootstrap5/*.html",
    "portaal/openbaar.html",
    "aanbod/*.html",
    "400.html",
    "403_csrf.html",
    "404.html",
    "429.html",
    "portaal/over.html",
    "ontwerp/toegankelijkheid.html",
    *(
        f"vrijwilligers/{naam}.html"
        for naam in (
            "aanmelden",
            "bedankt",
            "bevestig",
            "link_klaar",
            "terug",
            "vacatures",
            "vacature",
            "certificaat_controle",
            "mijn_verlopen",
            "mijn",
            "mijn_antwoord",
            "mijn_gegevens",
            "mijn_scholing",
            "zelfcheck",
            "leerlijn_stappen",
        )
    ),
    *(f"overleg/{naam}.html" for naam in ("nieuwsbrieven", "nieuwsbrief", "nieuwsbrief_zin", "kennis", "artikel")),
    "overleg/mail/bevestig.txt",
    "account/*.html",
    "account/snippets/*.html",
    "mfa/authenticate.html",
    "socialaccount/*.html",
    "portaal/zoeken.html",
    "kern/verwerkingen.html",
    *(f"leermateriaal/{naam}.html" for naam in ("lijst", "_rij", "detail", "_score", "thema", "wat_ontbreekt")),
)
#: Python that calls gettext.
PYTHON: tuple[str, ...] = (
    "netwerk/kern/*.py",
    "netwerk/kern/views/*.py",
    "netwerk/kern/templatetags/*.py",
    "netwerk/overleg/**/*.py",
    "netwerk/portaal/**/*.py",
    "aanbod/**/*.py",
    "vrijwilligers/**/*.py",
    "leermateriaal/**/*.py",
)
#: Plural rules per language (https://www.gnu.org/software/gettext/manual/html_node/Plural-forms.html, CLDR).
MEERVOUD: dict[str, str] = {
    "en": "nplurals=2; plural=(n != 1);",
    "es": "nplurals=2; plural=(n != 1);",
    "fr": "nplurals=2; plural=(n > 1);",
    "tr": "nplurals=2; plural=(n != 1);",
    "pl": "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "uk": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
}
AANROEPEN = {"gettext", "_", "gettext_lazy", "ngettext"}

#: (singular, plural or "")
Sleutel = tuple[str, str]


STUK = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
AANROEP = re.compile(rf"(?<!\w)(?:ngettext\({STUK}, ?{STUK}|(?:gettext|_)\({STUK})")


def uit_sjabloon(tekst: str) -> Iterator[Sleutel]:
    """The sentences of one template."""
    for een, meer, alleen in AANROEP.findall(templatize(tekst)):
        yield (ast.literal_eval(een or alleen), ast.literal_eval(meer) if meer else "")


def uit_python(tekst: str) -> Iterator[Sleutel]:
    """Calls with a plain string in them."""
    for knoop in ast.walk(ast.parse(tekst)):
        if isinstance(knoop, ast.Call) and isinstance(knoop.func, ast.Name) and knoop.func.id in AANROEPEN:
            woorden = [a.value for a in knoop.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            if woorden:
                yield (woorden[0], woorden[1] if knoop.func.id == "ngettext" and len(woorden) > 1 else "")


def uit_keuzes() -> Iterator[tuple[Sleutel, str]]:
    """Labels that pages look up while they are made: choices, names of groups, labels of the filters, the menu."""
    from aanbod import choices as aanbod
    from aanbod.filters import AanbodFilter
    from aanbod.forms import MeldingFormulier
    from aanbod.zoekpagina import FACETTEN
    from netwerk.kern import choices as kern
    from netwerk.kern.navigatie import _PUNTEN, iedereen
    from netwerk.portaal.forms import ZoekHulp

    lijsten = (
        aanbod.Soort, aanbod.Kosten, aanbod.Begeleiding, aanbod.Waarborgsoort, aanbod.Dag,
        kern.Niveau, kern.NederlandsNiveau,
    )  # fmt: skip
    for lijst in lijsten:
        for label in lijst.labels:
            yield (str(label), ""), lijst.__name__
    for label in (*kern.DELEN, *(label for _, label in (*kern.DAGEN, *kern.DAGDELEN))):
        yield (label, ""), "dagdelen"
    for label, waarden in FACETTEN.values():
        for woord in (label, *waarden.values()):
            yield (woord, ""), "facetten"
    for rij in tomllib.loads((REPO / "netwerk/kern/data/doelgroepen.toml").read_text("utf-8"))["doelgroep"]:
        yield (rij["naam"], ""), "doelgroepen"
    for punt in _PUNTEN.values():
        if punt.wie is iedereen:
            yield (punt.label, ""), "menu"
    for naam, filter_ in AanbodFilter.base_filters.items():
        yield (str(filter_.label), ""), f"AanbodFilter.{naam}"
        leeg = filter_.extra.get("empty_label")
        for woord in (leeg, *(label for _, label in filter_.extra.get("choices") or () if isinstance(label, str))):
            if woord:
                yield (str(woord), ""), f"AanbodFilter.{naam}"
    for formulier in (ZoekHulp, MeldingFormulier):
        for naam, veld in formulier().fields.items():
            meldingen = [veld.error_messages.get("required"), veld.error_messages.get("max_length")]
            for woord in (veld.label, veld.help_text, veld.widget.attrs.get("placeholder"), *meldingen):
                if woord and not str(woord).startswith(("Dit veld", "Zorg")):
                    yield (str(woord), ""), f"{formulier.__name__}.{naam}"
    yield from uit_vrijwilligers()
    yield from uit_eigen_pagina()
    yield from uit_leermateriaal()
    yield from uit_overleg()


def _velden(velden: dict[str, Any], waar: str) -> Iterator[tuple[Sleutel, str]]:
    """Labels, help, the empty choice and fixed choices of fields; no instance is made, which may ask the database."""
    for naam, veld in velden.items():
        keuzes = getattr(veld, "_choices", None) or ()
        labels = [label for _, label in keuzes if isinstance(label, str)] if isinstance(keuzes, (list, tuple)) else []
        leeg = getattr(veld, "empty_label", "")
        for woord in (veld.label, veld.help_text, leeg, *labels):
            if woord:
                yield (str(woord), ""), f"{waar}.{naam}"


def uit_vrijwilligers() -> Iterator[tuple[Sleutel, str]]:
    """What the volunteers' public pages look up."""
    from vrijwilligers.choices import HulpRol
    from vrijwilligers.filters import VacaturesFilter
    from vrijwilligers.forms_werving import STAPPEN

    for label in HulpRol.labels:
        yield (str(label), ""), "HulpRol"
    for stap in STAPPEN:
        yield (stap.kop, ""), stap.__name__
        yield from _velden(stap.base_fields, stap.__name__)
    for woord in ("Welke talen spreekt u?", "Kies een taal", "Vul dit in."):  # set when the form is made
        yield (woord, ""), "aanmelden"
    yield from _velden(VacaturesFilter.base_fields, "VacaturesFilter")


#: What goes wrong on the volunteer's own page, as the actions say it.
FOUTEN = (
    "Deze vraag is er niet meer.", "Deze vraag is al beantwoord.", "Deze vraag geldt niet meer.",
    "Deze dag moet nog komen.", "Deze dag is langer dan twee maanden geleden. Vraag het uw coördinator.",
    "Dit kan als de hulp begonnen is.", "Afmelden kan niet meer.",
    "Inschrijven kan niet meer: de sessie is geweest of gaat niet door.",
    "Vul een getal in, bijvoorbeeld 1,5.", "Vul een aantal van 0,25 tot en met 16 uur in.",
    "Kies de zin die het best past.",
)  # fmt: skip


def uit_eigen_pagina() -> Iterator[tuple[Sleutel, str]]:
    """What the volunteer's own page looks up, the sentences of the self-check included."""
    from netwerk.kern.choices import Domein
    from vrijwilligers import choices, eigen_woorden, forms_houden, forms_mijn
    from vrijwilligers.models.leerlijn import ResultaatStatus

    for lijst in (choices.KoppelingStatus, ResultaatStatus, choices.ModuleNiveau, Domein):
        for label in lijst.labels:
            yield (str(label), ""), f"mijn.{lijst.__name__}"
    formulieren = (
        forms_mijn.NeeFormulier, forms_mijn.BeschikbaarFormulier, forms_houden.TerugkoppelFormulier,
        forms_houden.UrenFormulier,
    )  # fmt: skip
    for formulier in formulieren:
        yield from _velden(formulier.base_fields, formulier.__name__)
    for trede in tomllib.loads((REPO / "netwerk/kern/data/niveaus.toml").read_text("utf-8"))["niveau"]:
        for zin in trede["herkenning"].values():
            yield (zin, ""), "zelfcheck"
    for zin in FOUTEN:
        yield (zin, ""), "mijn"
    for woord in eigen_woorden.te_vertalen():
        yield (woord, ""), "mijn_gegevens"


def uit_overleg() -> Iterator[tuple[Sleutel, str]]:
    """What the knowledge centre, the newsletter and the search box look up for visitors."""
    from netwerk.kern.choices import Rol
    from netwerk.overleg import forms
    from netwerk.overleg.choices import Netwerkthema

    for lijst in (Netwerkthema, Rol):
        for label in lijst.labels:
            yield (str(label), ""), lijst.__name__
    for formulier in (forms.AanmeldFormulier, forms.KennisFilter):
        yield from _velden(formulier.base_fields, formulier.__name__)
    for woord in ("Aanbod", "Lesmateriaal", "Leervragen", "Kennis"):
        yield (woord, ""), "zoeken"


def uit_leermateriaal() -> Iterator[tuple[Sleutel, str]]:
    """What the public pages of the catalogue look up."""
    from leermateriaal import choices
    from leermateriaal.filters import MateriaalFilter

    lijsten = (choices.Kosten, choices.LezenNodig, choices.Toon, choices.Uitkomst, choices.Vorm, choices.Apparaat)
    for lijst in (*lijsten, choices.Staat):
        for label in lijst.labels:
            yield (str(label), ""), f"leermateriaal.{lijst.__name__}"
    for naam, filter_ in MateriaalFilter.base_filters.items():
        keuzes = filter_.extra.get("choices") or ()
        labels = [label for _, label in keuzes] if isinstance(keuzes, (list, tuple)) else []
        for woord in (filter_.label, filter_.extra.get("empty_label"), *labels):
            if woord:
                yield (str(woord), ""), f"MateriaalFilter.{naam}"
    for woord in ("niet", "een beetje", "goed", "heel goed"):
        yield (woord, ""), "leermateriaal.ervaring"
    for woord in ("Leervragen", "Zonder internet", "Ja", "Nee"):
        yield (woord, ""), "leermateriaal.vergelijken"


def verzamel() -> dict[Sleutel, list[str]]:
    """Every sentence with where it stands, in the order of the pages."""
    uit: dict[Sleutel, list[str]] = {}

    def erbij(sleutel: Sleutel, waar: str) -> None:
        plekken = uit.setdefault(sleutel, [])
        if waar not in plekken:
            plekken.append(waar)

    for patroon in SJABLONEN:
        for pad in sorted((REPO / "templates").glob(patroon)):
            for sleutel in uit_sjabloon(pad.read_text("utf-8")):
                erbij(sleutel, f"templates/{pad.relative_to(REPO / 'templates')}")
    for patroon in PYTHON:
        for pad in sorted(REPO.glob(patroon)):
            if "migrations" not in pad.parts:
                for sleutel in uit_python(pad.read_text("utf-8")):
                    erbij(sleutel, str(pad.relative_to(REPO)))
    for sleutel, waar in uit_keuzes():
        erbij(sleutel, waar)
    return {sleutel: plekken for sleutel, plekken in uit.items() if re.search(r"[^\W\d]", sleutel[0])}


# --- .po: what people edit ----------------------------------------------------------------------------------------
def _citaat(tekst: str) -> str:
    return '"' + tekst.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def schrijf_po(taal: str, zinnen: dict[Sleutel, list[str]], oud: dict[str, list[str]], nagekeken: bool) -> str:
    """The whole file; what is translated stays, what is new is empty, what no page says any more goes."""
    vormen = int(re.search(r"nplurals=(\d)", MEERVOUD[taal])[1])  # type: ignore[index]
    regels = [
        f"# Netwerk Digitaal, public pages in {dict(settings.LANGUAGES)[taal]} ({taal}).",
        "# The sentences are Dutch. NOT REVIEWED by a native speaker while X-Nagekeken says nee, and pages say so. Who",
        "# has read them all adds the language to NAGEKEKEN in netwerk/kern/talen.py, which makes it ja here.",
        'msgid ""',
        'msgstr ""',
        '"Content-Type: text/plain; charset=UTF-8\\n"',
        f'"Language: {taal}\\n"',
        f'"Plural-Forms: {MEERVOUD[taal]}\\n"',
        f'"X-Nagekeken: {"ja" if nagekeken else "nee"}\\n"',
        "",
    ]
    for (een, meer), plekken in zinnen.items():
        regels.append(f"#: {' '.join(plekken[:4])}")
        if "%(" in een + meer:
            regels.append("#, python-format")
        regels.append(f"msgid {_citaat(een)}")
        vertaald = oud.get(een, [])
        if meer:
            regels.append(f"msgid_plural {_citaat(meer)}")
            regels += [f"msgstr[{n}] {_citaat(vertaald[n] if n < len(vertaald) else '')}" for n in range(vormen)]
        else:
            regels.append(f"msgstr {_citaat(vertaald[0] if vertaald else '')}")
        regels.append("")
    return "\n".join(regels)


# --- .mo: what Django reads ---------------------------------------------------------------------------------------
def maak_mo(tekst: str, taal: str) -> bytes:
    """The compiled catalogue of a .po (GNU format, little-endian, without the optional hash table)."""
    kop = f"Content-Type: text/plain; charset=UTF-8\nLanguage: {taal}\nPlural-Forms: {MEERVOUD[taal]}\n"
    paren = {"": kop}
    for blok in re.split(r"\n\s*\n", tekst):
        gelezen = lees_po(blok)
        for een, vormen in gelezen.items():
            meervoud = re.search(r"^msgid_plural (\".*\")$", blok, re.MULTILINE)
            if all(vormen):
                sleutel = f"{een}\0{ast.literal_eval(meervoud[1])}" if meervoud else een
                paren[sleutel] = "\0".join(vormen)
    rijen = sorted((k.encode(), v.encode()) for k, v in paren.items())
    aantal, begin = len(rijen), 28
    sleutels, waarden, tabel_k, tabel_v = b"", b"", [], []
    for sleutel, _ in rijen:
        tabel_k.append((len(sleutel), len(sleutels)))
        sleutels += sleutel + b"\0"
    for _, waarde in rijen:
        tabel_v.append((len(waarde), len(waarden)))
        waarden += waarde + b"\0"
    plek_k = begin + 16 * aantal
    plek_v = plek_k + len(sleutels)
    uit = struct.pack("<7I", 0x950412DE, 0, aantal, begin, begin + 8 * aantal, 0, begin + 16 * aantal)
    uit += b"".join(struct.pack("<2I", lengte, plek_k + plek) for lengte, plek in tabel_k)
    uit += b"".join(struct.pack("<2I", lengte, plek_v + plek) for lengte, plek in tabel_v)
    return uit + sleutels + waarden


def main() -> int:
    vraag = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    vraag.add_argument("--check", action="store_true")
    alleen_kijken = vraag.parse_args().check
    from netwerk.kern.talen import NAGEKEKEN

    zinnen, fout = verzamel(), False
    for taal in MEERVOUD:
        po, mo = paden(taal)
        was = po.read_text("utf-8") if po.exists() else ""
        nieuw = schrijf_po(taal, zinnen, lees_po(was), taal in NAGEKEKEN)
        open_ = gaten(nieuw)
        if alleen_kijken:
            achter = (
                set(lees_po(was)) != {een for een, _ in zinnen}
                or not mo.exists()
                or mo.read_bytes() != maak_mo(was, taal)
            )
            fout |= achter or bool(open_)
            print(f"{taal}: {'achter, draai dit script zonder --check' if achter else 'bij'}, {len(open_)} gaten")
            print(*(f"  {gat}" for gat in open_[:20]), sep="\n", end="\n" if open_ else "")
            continue
        po.parent.mkdir(parents=True, exist_ok=True)
        po.write_text(nieuw, "utf-8")
        mo.write_bytes(maak_mo(nieuw, taal))
        print(f"{taal}: {len(zinnen)} zinnen, {len(open_)} gaten")
    return int(fout)


if __name__ == "__main__":
    sys.exit(main())
