"""The demo city, room by room, from the ground up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec

from django.conf import settings

from netwerk.kern import demo as kern_demo
from netwerk.kern.bereik import bereik
from netwerk.kern.demo import WACHTWOORD, Demostad
from netwerk.kern.models import Organisatie

from . import agendapunten, nieuwsaanvoer

KAMERS = ("netwerk.overleg", "leermateriaal", "aanbod", "vrijwilligers", "intake", "netwerk.rapportage")

#: One login per kind of user, as `make demo` prints them: (kind, e-mail address, password).
INLOGS: list[tuple[str, str, str]] = [
    ("Coach (buurthuis)", "coach@demo.example", WACHTWOORD),
    ("Vrijwilligerscoördinator", "coordinator@demo.example", WACHTWOORD),
    ("Formele aanbieder (ROC)", "aanbieder@demo.example", WACHTWOORD),
    ("Bibliotheek (coach, aanbieder, coördinator)", "bibliotheek@demo.example", WACHTWOORD),
    ("Neutrale curator", "curator@demo.example", WACHTWOORD),
    ("Gemeente (regie)", "regie@demo.example", WACHTWOORD),
    ("Secretaris van het netwerk", "secretaris@demo.example", WACHTWOORD),
    ("Beheerder van een organisatie", "beheerder@demo.example", WACHTWOORD),
    ("Beheer van het portaal (/beheer/)", "admin@demo.example", WACHTWOORD),
]


def is_gevuld() -> bool:
    """Whether the demo city stands already."""
    return Organisatie.objects.filter(demo=True).exists()


@contextmanager
def zonder_mail() -> Iterator[None]:
    """Filling three months of history must not write its mails over the screen, let alone send them."""
    echt = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    try:
        yield
    finally:
        settings.EMAIL_BACKEND = echt


def vul_demostad() -> Demostad:
    """Build the whole city, or nothing: one transaction."""
    stad = Demostad()
    with zonder_mail(), bereik(alles=True):
        kern_demo.vul(stad)
        for kamer in KAMERS:
            if find_spec(f"{kamer}.demo"):
                import_module(f"{kamer}.demo").vul(stad)
        agendapunten.bereken(stad.vandaag)
        nieuwsaanvoer.voer_aan(stad.vandaag)
    return stad
