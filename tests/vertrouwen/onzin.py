"""Sends nonsense: to every filter of every page, and to every field of every form that a page shows."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import quote, urlencode, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from .probe import LIJSTEN, adressen, als
from .wereld import Wereld

#: What breaks careless code: NUL, numbers too large or no number, dates that do not exist, other digits, half a
#: surrogate pair, very long, markup, a formula, an operator of the search.
ONZIN = (
    "", " ", "\x00", "a\x00b", "-1", "0", "1e400", "NaN", "99999999999999999999999", "2147483648",
    "9223372036854775808",
    "١٢٣", "²", "½", "2026-02-30", "2026-13-01", "0001-01-01", "9999-12-31", "31-12-9999", "25:61", "00000000-0000",
    "None",
    "true", "[]", "{}", "%", "%s", "_", "\\", "'", '"', "' OR 1=1--", "<script>alert(1)</script>", "{{ 7*7 }}",
    "=1+1", "../../etc/passwd", "https://", "http://[::1", "a@", "é" * 3000, "🙂" * 200, "\u202e", "\ufeff", "\r\nX: y",
    "& | ! ( )", "a:*", "<->", "123456782", "x" * 20_000,
)  # fmt: skip


#: Not followed: logging in and out, the admin, files, and what takes long to make.
ZONDER = ("/account/", "/beheer/", "/static/", "/hsds/", "/ontwerp/")


@dataclass
class Veld:
    """A field as the page has it."""

    naam: str
    waarde: str
    soort: str
    keuzes: list[str] = field(default_factory=list)


@dataclass
class Formulier:
    """A form as the page has it."""

    actie: str
    methode: str
    velden: list[Veld] = field(default_factory=list)


class Lezer(HTMLParser):
    """The forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.formulieren: list[Formulier] = []
        self._in: Formulier | None = None
        self._keuze: Veld | None = None
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = {naam: waarde or "" for naam, waarde in attrs}
        if tag == "a" and a.get("href", "").startswith("/"):
            self.links.append(a["href"].partition("#")[0])
        if tag == "form":
            self._in = Formulier(a.get("action", ""), a.get("method", "get").lower())
            self.formulieren.append(self._in)
        elif self._in is not None and a.get("name") and tag in ("input", "textarea", "select", "button"):
            veld = Veld(a["name"], a.get("value", ""), a.get("type", tag))
            self._in.velden.append(veld)
            self._keuze = veld if tag == "select" else None
        elif tag == "option" and self._keuze is not None:
            self._keuze.keuzes.append(a.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._in = None
        if tag == "select":
            self._keuze = None


@dataclass
class Uitslag:
    """What was sent, and what came back that never should."""

    gestuurd: int = 0
    waarden: int = 0
    formulieren: set[str] = field(default_factory=set)
    fouten: list[str] = field(default_factory=list)
    standen: dict[int, int] = field(default_factory=dict)

    def tel(self, wat: str, status: int) -> None:
        self.gestuurd += 1
        self.standen[status] = self.standen.get(status, 0) + 1
        if status >= 500:
            self.fouten.append(f"{wat}: {status}")


def lees(client: Client, pad: str) -> tuple[list[Formulier], list[str]]:
    """The forms on the page at this address, with the address they are sent to, and the pages it links to."""
    antwoord = client.get(pad)
    if antwoord.status_code != 200 or "html" not in antwoord.get("Content-Type", ""):
        return [], []
    lezer = Lezer()
    lezer.feed(antwoord.content.decode())
    for formulier in lezer.formulieren:
        formulier.actie = urlsplit(formulier.actie or pad).path or urlsplit(pad).path
    return [f for f in lezer.formulieren if "/account/" not in f.actie and f.velden], lezer.links


def vul_in(formulier: Formulier, rng: random.Random) -> list[tuple[str, object]]:
    """Some fields as they should be, some with nonsense, now and then one twice or one that does not exist."""
    uit: list[tuple[str, object]] = []
    for veld in formulier.velden:
        if veld.naam == "csrfmiddlewaretoken":
            continue
        if veld.soort == "file":
            inhoud = rng.choice([b"", b"\x00\xff\xfe", b'a;b\n"', b"PK\x03\x04kapot", "naam;titel\né;x".encode()])
            uit.append((veld.naam, SimpleUploadedFile(rng.choice(["a.csv", "b.xlsx", "c"]), inhoud)))
            continue
        kans = 0.15 if veld.soort == "hidden" else 0.6
        echt = rng.choice(veld.keuzes) if veld.keuzes else veld.waarde or "Een gewone tekst"
        uit.append((veld.naam, rng.choice(ONZIN) if rng.random() < kans else echt))
        if rng.random() < 0.05:
            uit.append((veld.naam, rng.choice(ONZIN)))
    if rng.random() < 0.1:
        uit.append((rng.choice(["page", "kies_taal", "zeker", "terug", "next"]), rng.choice(ONZIN)))
    return uit


def paginas(client: Client, rng: random.Random, *, hooguit: int) -> Iterator[tuple[str, list[Formulier]]]:
    """Pages of this person with their forms: the lists, and from there wherever a link leads."""
    rij = [reverse(naam) for naam in sorted(LIJSTEN)]
    gezien: set[str] = set()
    while rij and len(gezien) < hooguit:
        pad = rij.pop(rng.randrange(len(rij)))
        if pad in gezien:
            continue
        gezien.add(pad)
        forms, links = lees(client, pad)
        rij += [link for link in links if link not in gezien and not link.startswith(ZONDER)]
        yield pad, forms


def filters(wereld: Wereld, uitslag: Uitslag, rng: random.Random, *, hooguit: int) -> None:
    """Each page's own filter fields, and the parameters every list has, with nonsense."""
    while uitslag.gestuurd < hooguit:
        gebruiker = rng.choice([None, *wereld.mensen])
        client = als(gebruiker)
        for adres in [a for a in adressen(wereld, per_patroon=1, rng=rng) if not a.heeft_nummer][:]:
            if rng.random() > 0.15 or adres.naam.startswith("admin:"):
                continue
            namen = ["page", "q", "sort", "taal", "pc4"]
            for formulier in lees(client, adres.pad)[0]:
                if formulier.methode == "get":
                    namen += [veld.naam for veld in formulier.velden]
            for _ in range(4):
                gekozen = rng.sample(namen, k=min(len(namen), rng.randint(1, 3)))
                vraag = urlencode([(naam, rng.choice(ONZIN)[:3000]) for naam in gekozen], quote_via=quote)
                if rng.random() < 0.1:
                    vraag += "&q=%ED%A0%80&page=%FF"
                uitslag.waarden += len(gekozen)
                uitslag.tel(
                    f"{gebruiker} GET {adres.pad}?{vraag[:300]}", client.get(f"{adres.pad}?{vraag}").status_code
                )
                if uitslag.gestuurd >= hooguit:
                    return


def formulieren_vol_onzin(wereld: Wereld, uitslag: Uitslag, rng: random.Random, *, hooguit: int) -> None:
    """Every form that somebody of the city can open, filled in badly; what was saved is rolled back."""
    while uitslag.gestuurd < hooguit:
        gebruiker = rng.choice(wereld.mensen)
        client = als(gebruiker)
        for _pad, forms in paginas(client, rng, hooguit=25):
            for formulier in forms:
                if formulier.methode != "post":
                    continue
                velden: dict[str, list[object]] = {}
                for naam, waarde in vul_in(formulier, rng):
                    velden.setdefault(naam, []).append(waarde)
                with transaction.atomic():
                    status = client.post(formulier.actie, velden).status_code
                    transaction.set_rollback(True)
                uitslag.waarden += sum(map(len, velden.values()))
                uitslag.formulieren.add(re.sub(r"[0-9a-f-]{8,}|\d+", "N", formulier.actie))
                uitslag.tel(f"{gebruiker} POST {formulier.actie} {str(velden)[:300]}", status)
                if uitslag.gestuurd >= hooguit:
                    return
