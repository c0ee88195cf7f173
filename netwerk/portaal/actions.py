"""What changes through the front door: one's own name, and who works for an organisation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from netwerk.kern.choices import NETWERKROLLEN, Rol
from netwerk.kern.logboek import noteer
from netwerk.kern.models import Gebruiker, Lidmaatschap, Organisatie

from .forms import OrganisatieFormulier
from .leden import TE_GEVEN, mag_beheren
from .models import Ritme, Voorkeur
from .overdragen import draag_over


@transaction.atomic
def wijzig_naam(*, gebruiker: Gebruiker, naam: str, door: Gebruiker) -> None:
    """Set somebody's name; the log says that it changed, not into what."""
    gebruiker.naam = naam
    gebruiker.save(update_fields=["naam"])
    noteer("gebruiker:naam", gebruiker, door=door, organisaties=gebruiker.organisatie_ids)


@transaction.atomic
def nodig_uit(*, organisatie: Organisatie, email: str, naam: str, rollen: Iterable[str], door: Gebruiker) -> Gebruiker:
    """Give somebody roles here, with an account when there is none yet, and mail what to do.

    A new account has no password: the mail holds a link to choose one. ValidationError for who works here already.
    """
    _mag(door, organisatie)
    _slot(organisatie)
    gebruiker = Gebruiker.objects.filter(email__iexact=email).first()
    nieuw = gebruiker is None
    if gebruiker is None:
        gebruiker = Gebruiker.objects.create_user(email, naam=naam)
    elif Lidmaatschap.objects.filter(organisatie=organisatie, gebruiker=gebruiker).exists():
        raise ValidationError(f"{gebruiker} werkt al bij {organisatie}. Kies in de lijst ‘Rollen wijzigen’.")
    elif not gebruiker.is_active:
        raise ValidationError("Dit account is uitgezet. Vraag de beheerder van het portaal om hulp.")
    _geef(organisatie, gebruiker, rollen)
    noteer("lid:uitgenodigd", gebruiker, door=door, organisaties=[organisatie.pk], rollen=sorted(rollen))
    transaction.on_commit(lambda: _mail(gebruiker, organisatie, door, nieuw=nieuw))
    return gebruiker


@transaction.atomic
def zet_rollen(*, organisatie: Organisatie, gebruiker: Gebruiker, rollen: Iterable[str], door: Gebruiker) -> None:
    """Make these the roles of somebody here; none at all ends the membership, and access with the next click.

    Roles for the network stay. Raises ValidationError when nobody would be left to manage the organisation.
    """
    _mag(door, organisatie)
    _slot(organisatie)
    nu = Lidmaatschap.objects.filter(organisatie=organisatie, gebruiker=gebruiker).exclude(rol__in=NETWERKROLLEN)
    weg = nu.exclude(rol__in=list(rollen))
    anderen = Lidmaatschap.objects.van([organisatie.pk]).met_rol(Rol.BEHEERDER).exclude(gebruiker=gebruiker)
    if weg.filter(rol=Rol.BEHEERDER).exists() and not anderen.exists():
        raise ValidationError("Iemand moet de organisatie beheren. Maak eerst een ander beheerder.")
    weg.delete()
    _geef(organisatie, gebruiker, rollen)
    noteer("lid:rollen", gebruiker, door=door, organisaties=[organisatie.pk], rollen=sorted(rollen))


@transaction.atomic
def zet_voorkeur(*, gebruiker: Gebruiker, ritme: str, stadsdelen: Iterable[str]) -> Voorkeur:
    """Remember how somebody wants to hear what waits."""
    voorkeur, _ = Voorkeur.objects.update_or_create(
        gebruiker=gebruiker, defaults={"ritme": ritme, "stadsdelen": sorted(stadsdelen)}
    )
    return voorkeur


@transaction.atomic
def meld_af(*, gebruiker: Gebruiker) -> None:
    """No more overviews by mail; the districts chosen stay."""
    Voorkeur.objects.update_or_create(gebruiker=gebruiker, defaults={"ritme": Ritme.NOOIT})


@transaction.atomic
def bewaar_organisatie(form: OrganisatieFormulier, *, door: Gebruiker) -> Organisatie:
    """Save what others see of an organisation."""
    form.save()
    organisatie: Organisatie = form.instance
    velden = sorted(form.changed_data)
    noteer("organisatie:gegevens", organisatie, door=door, organisaties=[organisatie.pk], velden=velden)
    return organisatie


@transaction.atomic
def vertrek(
    *, organisatie: Organisatie, gebruiker: Gebruiker, naar: Mapping[str, Gebruiker | None], door: Gebruiker
) -> dict[str, int]:
    """Somebody stops working here: the open work goes to colleagues, access ends at once, also where it is open now.

    ``naar`` names a colleague per kind of work (``overdragen.SOORTEN``). Gives how much went over, by kind.
    """
    zet_rollen(organisatie=organisatie, gebruiker=gebruiker, rollen=[], door=door)
    gedaan = draag_over(van=gebruiker, organisatie=organisatie, naar=naar, door=door)
    if not gebruiker.is_staff and not Lidmaatschap.objects.filter(gebruiker=gebruiker).exists():
        for sessie in UserSession.objects.filter(user=gebruiker):
            sessie.end()
    return gedaan


def _mag(door: Gebruiker, organisatie: Organisatie) -> None:
    if not mag_beheren(door, organisatie):
        raise PermissionDenied


def _slot(organisatie: Organisatie) -> None:
    """One change at a time per organisation: two managers who remove each other would leave none."""
    Organisatie.objects.select_for_update().get(pk=organisatie.pk)


def _geef(organisatie: Organisatie, gebruiker: Gebruiker, rollen: Iterable[str]) -> None:
    for rol in rollen:
        if rol not in TE_GEVEN:
            raise PermissionDenied
        Lidmaatschap.objects.get_or_create(organisatie=organisatie, gebruiker=gebruiker, rol=rol)


def _mail(gebruiker: Gebruiker, organisatie: Organisatie, door: Gebruiker, *, nieuw: bool) -> None:
    pad = (
        reverse(
            "account_reset_password_from_key",
            kwargs={"uidb36": user_pk_to_url_str(gebruiker), "key": default_token_generator.make_token(gebruiker)},
        )
        if nieuw
        else reverse("portaal:home")
    )
    tekst = render_to_string(
        "portaal/uitnodiging.txt",
        {
            "gebruiker": gebruiker,
            "organisatie": organisatie,
            "door": door,
            "nieuw": nieuw,
            "url": settings.PORTAAL_URL + pad,
        },
    )
    send_mail(f"Netwerk Digitaal: u werkt nu bij {organisatie}", tekst, None, [gebruiker.email])
