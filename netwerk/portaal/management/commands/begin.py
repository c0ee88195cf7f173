"""`manage.py begin`: the first run for a new city, and after each upgrade. Every step may be repeated without harm."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import connection, transaction
from django.urls import reverse

from netwerk.kern.models import Gebruiker

#: Number of the advisory lock that keeps two machines from migrating at once.
SLOT = 7_240_011


class Command(BaseCommand):
    help = "Zet de database klaar, laadt de basisgegevens en maakt de eerste beheerder. Ook na een nieuwe versie."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", help="E-mailadres van de eerste beheerder.")
        parser.add_argument("--naam", default="Beheerder", help="Naam van de eerste beheerder.")
        parser.add_argument("--zonder-materiaal", action="store_true", help="Laad de startcatalogus niet.")

    def handle(self, *args: Any, email: str | None, naam: str, zonder_materiaal: bool, **options: Any) -> None:
        if email:
            try:
                validate_email(email)
            except ValidationError as fout:
                raise CommandError(f"{email} is geen e-mailadres.") from fout
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [SLOT])
            try:
                self.zet_klaar(zonder_materiaal)
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [SLOT])
        if email:
            self.maak_beheerder(email, naam)
        elif not Gebruiker.objects.filter(is_superuser=True, is_active=True).exists():
            self.stdout.write("Er is nog geen beheerder. Maak er een met --email naam@stad.example.")

    def zet_klaar(self, zonder_materiaal: bool) -> None:
        """Tables, cache and the data that every portal needs."""
        stappen = ["migrate", "createcachetable", "laad_basis", "laad_vragenlijst", "laad_handleiding"]
        for stap in stappen if zonder_materiaal else [*stappen, "laad_startcatalogus"]:
            self.stdout.write(f"{stap} …")
            call_command(stap, verbosity=0, **({"interactive": False} if stap == "migrate" else {}))

    @transaction.atomic
    def maak_beheerder(self, email: str, naam: str) -> None:
        """An account without a password, and a link to choose one: no password ever stands in a shell's history."""
        gebruiker = Gebruiker.objects.filter(email__iexact=email).first()
        if gebruiker and not gebruiker.is_superuser:
            raise CommandError(f"{email} is al een gewone gebruiker. Kies een ander adres.")
        if gebruiker is None:
            gebruiker = Gebruiker.objects.create_superuser(email, None, naam=naam)
            gebruiker.set_unusable_password()
            gebruiker.save()
            EmailAddress.objects.create(user=gebruiker, email=gebruiker.email, verified=True, primary=True)
        sleutel = default_token_generator.make_token(gebruiker)
        pad = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(gebruiker), sleutel])
        self.stdout.write(f"Kies een wachtwoord voor {email}:\n{settings.PORTAAL_URL}{pad}")
