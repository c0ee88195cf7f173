"""Nothing typed is lost when a session turns out to be over: the form is kept for a day, encrypted, for its writer."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta

from cryptography.fernet import InvalidToken
from django.http import QueryDict
from django.utils import timezone

from .bereik import bereik
from .models import Concept, Gebruiker
from .privacy import REGISTER
from .versleutel import sleutel

#: Larger forms are not kept: a person does not type this much.
MEESTE_TEKENS = 200_000
#: One person's drafts; a script that sends forms without a login fills no table.
MEESTE_PER_MENS = 20
#: Field that the page of a kept form sends along, so that it goes once it was saved.
VELD = "_bewaard"
#: Never kept: tokens, passwords and codes.
NOOIT = ("csrfmiddlewaretoken", "password", "wachtwoord", VELD)

Velden = dict[str, list[str]]


def bewaar(gebruiker_id: int, pad: str, velden: QueryDict) -> Concept | None:
    """Keep a form for this person; None when there is nothing to keep or too much."""
    schoon: Velden = {
        naam: waarden for naam, waarden in velden.lists() if not any(deel in naam.lower() for deel in NOOIT)
    }
    tekst = json.dumps(schoon)
    if not any(waarde.strip() for rij in schoon.values() for waarde in rij) or len(tekst) > MEESTE_TEKENS:
        return None
    if not Gebruiker.objects.filter(pk=gebruiker_id, is_active=True).exists():
        return None
    with bereik(alles=True):
        oudste = Concept.objects.filter(gebruiker_id=gebruiker_id).values("pk")[MEESTE_PER_MENS - 1 :]
        Concept.objects.filter(pk__in=list(oudste.values_list("pk", flat=True))).delete()
        return Concept.objects.create(
            gebruiker_id=gebruiker_id, pad=pad[:500], inhoud=sleutel("concept").encrypt(tekst.encode())
        )


def lees(pk: uuid.UUID, gebruiker: Gebruiker) -> tuple[Concept, Velden] | None:
    """A kept form of this very person, not older than its period; None for any other."""
    sinds = timezone.now() - timedelta(days=REGISTER[Concept].bewaren_dagen)
    with bereik(alles=True):
        concept = Concept.objects.filter(pk=pk, gebruiker=gebruiker, gemaakt_op__gte=sinds).first()
    if concept is None:
        return None
    try:
        return concept, json.loads(sleutel("concept").decrypt(bytes(concept.inhoud)))
    except InvalidToken:  # SECRET_KEY changed meanwhile
        return None


def gooi_weg(pk: uuid.UUID, gebruiker: Gebruiker) -> None:
    """It was saved, or is not wanted any more."""
    with bereik(alles=True):
        Concept.objects.filter(pk=pk, gebruiker=gebruiker).delete()
