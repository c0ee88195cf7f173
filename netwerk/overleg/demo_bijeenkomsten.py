"""Around the demo meetings: a poll with answers, people who come, a file to fetch, an agenda, regular contact."""

from __future__ import annotations

from datetime import time, timedelta

from netwerk.kern.demo import Demostad
from netwerk.kern.models import Gebruiker, Organisatie
from netwerk.kern.werkdagen import is_werkdag

from . import actions, bestanden
from .choices import Datumkeuze as D
from .choices import Komst, Verzendstand
from .models import (
    Agendapunt,
    Bijeenkomst,
    Contactafspraak,
    Contactmoment,
    Datumoptie,
    Deelname,
    Presentatie,
)

#: (days from today, from, until, what people say: key of the demo city → choice)
OPTIES = [
    (27, time(13, 30), time(16), {"coach": D.JA, "bieb": D.JA, "aanbieder": D.MISSCHIEN, "regie": D.JA}),
    (29, time(10), time(12, 30), {"coach": D.NEE, "bieb": D.JA, "aanbieder": D.JA, "regie": D.NEE, "curator": D.JA}),
    (34, time(13, 30), time(16), {"coach": D.MISSCHIEN, "bieb": D.NEE, "aanbieder": D.JA, "regie": D.JA}),
]  # fmt: skip

#: (title, formal, informal, who plans it, weeks, days until the next time, [(days ago, what was agreed)])
CONTACT = [
    (
        "Instroom bij het ROC vanuit Noord en Nieuw-West (demo)", "roc", ["brug", "linde"], "aanbieder", 6, 12,
        [(30, "Elke eerste maandag twee plekken vrij voor wie zonder intake van het ROC komt."),
         (72, "Nadia is het vaste aanspreekpunt. De buurthuizen bellen haar tussen 9 en 11 uur.")],
    ),
    (
        "Kleine groepen voor wie niet kan lezen (demo)", "volksuni", ["kompas", "zuiderlicht"], "aanbieder-stap", 8, -9,
        [(65, "De Stap begint een groep op woensdagmiddag. Het Kompas zoekt vijf deelnemers.")],
    ),
    ("Taal en digitaal in Zuidoost (demo)", "taal", ["bieb", "kompas"], "bieb", 4, 20, []),
]  # fmt: skip


def vul(stad: Demostad, afspraken: Bijeenkomst, starters: Bijeenkomst, volgend: Bijeenkomst) -> None:
    """Add to the meetings that stand: ``afspraken`` was, ``starters`` is planned, ``volgend`` has no date yet."""
    _prik(stad, volgend)
    _presentatie(stad, afspraken)
    _deelnames(stad, afspraken, starters)
    _agenda(stad, starters)
    _contact(stad)


def _prik(stad: Demostad, volgend: Bijeenkomst) -> None:
    for dagen, begin, eind, stemmen in OPTIES:
        dag = stad.dag(dagen)
        while not is_werkdag(dag):
            dag += timedelta(days=1)
        optie = Datumoptie.objects.create(bijeenkomst=volgend, datum=dag, begintijd=begin, eindtijd=eind)
        for wie, keuze in stemmen.items():
            actions.stem_datums(volgend, {optie.pk: keuze}, door=stad.gebruikers[wie])


def _presentatie(stad: Demostad, afspraken: Bijeenkomst) -> None:
    presentatie = Presentatie.objects.filter(bijeenkomst=afspraken).first()
    if presentatie is not None:
        inhoud = klein_pdf("Zo beantwoorden wij een doorverwijzing (demo)")
        naam = bestanden.schone_naam("Doorverwijzing beantwoorden (demo).pdf", bestanden.herken(inhoud)[0])
        bestand = bestanden.bewaar(naam, bestanden.herken(inhoud)[0], inhoud, door=stad.gebruikers["secretaris"])
        actions.bewaar_presentatie(presentatie, bestand=bestand, door=stad.gebruikers["secretaris"])


def klein_pdf(tekst: str) -> bytes:
    """A page with one line, written by hand: the demo needs a real file and no typesetter."""
    regel = f"BT /F1 20 Tf 60 760 Td ({tekst.replace('(', '[').replace(')', ']')}) Tj ET".encode("latin-1")
    delen = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(regel), regel),
    ]
    uit, plekken = bytearray(b"%PDF-1.4\n"), []
    for nummer, deel in enumerate(delen, 1):
        plekken.append(len(uit))
        uit += b"%d 0 obj\n%s\nendobj\n" % (nummer, deel)
    begin = len(uit)
    uit += b"xref\n0 %d\n0000000000 65535 f \n" % (len(delen) + 1)
    uit += b"".join(b"%010d 00000 n \n" % plek for plek in plekken)
    uit += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(delen) + 1, begin)
    return bytes(uit)


def _deelnames(stad: Demostad, afspraken: Bijeenkomst, starters: Bijeenkomst) -> None:
    def deel(bij: Bijeenkomst, wie: str, komst: str, aanwezig: bool | None) -> None:
        gebruiker = stad.gebruikers[wie]
        Deelname.objects.create(
            bijeenkomst=bij, gebruiker=gebruiker, organisatie=_van(gebruiker), komst=komst, aanwezig=aanwezig,
            verzendstand=Verzendstand.VERZONDEN, verzonden_op=stad.moment(-80 if aanwezig is not None else -3),
        )  # fmt: skip

    for wie in ("secretaris", "coach", "coach-west", "bieb", "aanbieder", "aanbieder-stap", "regie"):
        deel(afspraken, wie, Komst.KOMT, True)
    deel(afspraken, "curator", Komst.KOMT_NIET, False)
    for wie, komst in (
        ("coach-west", Komst.KOMT), ("bieb", Komst.KOMT), ("coordinator", Komst.MISSCHIEN), ("coach", Komst.ONBEKEND),
        ("aanbieder-stap", Komst.KOMT_NIET),
    ):  # fmt: skip
        deel(starters, wie, komst, None)


def _van(gebruiker: Gebruiker) -> Organisatie:
    return gebruiker.lidmaatschappen_nu[0].organisatie


def _agenda(stad: Demostad, starters: Bijeenkomst) -> None:
    for plek, (titel, minuten, wie) in enumerate(
        [
            ("Welkom en wie is wie", 10, "Lotte Secretaris"),
            ("Wat werkte bij u met een echte starter?", 40, "Samira Coach"),
            ("Welk materiaal missen wij?", 25, "Ingrid Curator"),
            ("Afspraken en wie wat oppakt", 15, "Lotte Secretaris"),
        ],
        1,
    ):
        Agendapunt.objects.create(bijeenkomst=starters, volgorde=plek, titel=titel, minuten=minuten, wie=wie)


def _contact(stad: Demostad) -> None:
    for titel, formeel, informeel, trekker, weken, dagen, momenten in CONTACT:
        afspraak = Contactafspraak.objects.create(
            titel=titel,
            formeel=stad.organisaties[formeel],
            trekker=stad.gebruikers[trekker],
            elke_weken=weken,
            volgende_op=stad.dag(dagen),
        )
        afspraak.informeel.set([stad.organisaties[sleutel] for sleutel in informeel])
        for geleden, tekst in momenten:
            Contactmoment.objects.create(
                afspraak=afspraak, datum=stad.dag(-geleden), afgesproken=tekst, door=stad.gebruikers[trekker]
            )
