"""The newsletter of the demo city: one that was sent, one in the making, and subscribers who do not exist."""

from __future__ import annotations

from django.utils import timezone

from netwerk.kern.demo import Demostad

from .choices import Abonneestand, Briefstand, Netwerkthema, Nieuwssoort, Verzendstand
from .models import Abonnee, Bezorging, Nieuwsbrief, Nieuwsregel

REGELS = [
    (Nieuwssoort.AANBOD, "Digitaal spreekuur in Noord (demo)", "Inloop in De Brug", "/aanbod/", ["noord"]),
    (Nieuwssoort.MATERIAAL, "Oefenen met de muis, zonder te lezen (demo)", "", "/materiaal/", []),
    (Nieuwssoort.TAAK, "Wie maakt een poster over gratis wifi? (demo)", "", "/overleg/taken/", ["zuidoost"]),
]  # fmt: skip


def vul(stad: Demostad) -> None:
    """Twelve subscribers, an issue of last month with what became of each mail, and a draft."""
    nu = timezone.now()
    deelvoorkeur = {0: ["noord"], 3: ["zuidoost"], 7: ["noord", "west"]}
    actief = [
        Abonnee(
            email=f"lezer{nummer}@demo.example", status=Abonneestand.ACTIEF, bevestigd_op=stad.moment(-60),
            aangevraagd_op=stad.moment(-60), stadsdelen=deelvoorkeur.get(nummer, []),
        )
        for nummer in range(12)
    ]  # fmt: skip
    Abonnee.objects.bulk_create(
        [
            *actief,
            Abonnee(email="nieuw@demo.example", aangevraagd_op=nu),
            Abonnee(email="weg@demo.example", status=Abonneestand.AFGEMELD, afgemeld_op=stad.moment(-3)),
            Abonnee(email="stuk@demo.example", status=Abonneestand.GEWEIGERD, afgemeld_op=stad.moment(-20)),
        ]
    )
    vorige = Nieuwsbrief.objects.create(
        titel="Nieuws uit het netwerk: najaar (demo)", inleiding="Welkom bij de eerste nieuwsbrief.\n\n"
        "In **zes** buurthuizen is dit najaar de intake in gebruik. De goede cursus is sneller gevonden.",
        slot="Hebt u nieuws voor de volgende keer? Laat het de secretaris weten.", door=stad.gebruikers["secretaris"],
        status=Briefstand.VERZONDEN, gestart_op=stad.moment(-21), verzonden_op=stad.moment(-21, 11),
        aantal_verzonden=11, aantal_mislukt=1,
    )  # fmt: skip
    for plek, (soort, titel, tekst, url, delen) in enumerate(REGELS, 1):
        Nieuwsregel.objects.create(
            nieuwsbrief=vorige, volgorde=plek, soort=soort, titel=titel, tekst=tekst, url=url, stadsdelen=delen,
            thema=Netwerkthema.OVERIG,
        )  # fmt: skip
    Bezorging.objects.bulk_create(
        Bezorging(
            nieuwsbrief=vorige, abonnee=abonnee, verzonden_op=stad.moment(-21, 11), pogingen=1,
            verzendstand=Verzendstand.VERZONDEN if nummer else Verzendstand.GEWEIGERD,
        )
        for nummer, abonnee in enumerate(actief)
    )  # fmt: skip
    Nieuwsbrief.objects.create(
        titel="Nieuws uit het netwerk: december (demo)", door=stad.gebruikers["secretaris"],
        inleiding="De dagen worden kort. In dit nummer: waar het warm is en wifi gratis.",
    )  # fmt: skip
