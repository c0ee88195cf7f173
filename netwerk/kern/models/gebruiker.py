"""People with a login, and what they may do for which organisation."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, cached_property
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import connections, models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from ..choices import NETWERKROLLEN, Rol
from ..privacy import persoonsgegevens
from .organisatie import Organisatie


class GebruikerManager(BaseUserManager["Gebruiker"]):
    """Makes accounts by e-mail address; addresses are compared without regard to case."""

    def get_by_natural_key(self, email: str | None) -> Gebruiker:
        return self.get(email__iexact=email)

    def create_user(self, email: str, password: str | None = None, **velden: Any) -> Gebruiker:
        """Make an account; without a password it can only be opened through a reset mail."""
        if not email:
            raise ValueError("Een gebruiker heeft een e-mailadres nodig.")
        gebruiker = self.model(email=self.normalize_email(email).lower(), **velden)
        gebruiker.set_password(password)
        gebruiker.save(using=self._db)
        return gebruiker

    def create_superuser(self, email: str, password: str | None = None, **velden: Any) -> Gebruiker:
        """Make an administrator of the whole portal."""
        return self.create_user(email, password, **{"is_staff": True, "is_superuser": True, **velden})


@persoonsgegevens(
    "Inloggen, en weten wie iets vastlegde of inzag",
    grond="uitvoering van de afspraak met de organisatie (AVG art. 6 lid 1 f)",
    bewaren_dagen=5 * 365,
    vanaf="de laatste keer inloggen, zonder rol",
    zonder_beleid="hieruit wordt het bereik gemaakt",
)
class Gebruiker(AbstractBaseUser, PermissionsMixin):
    """Somebody who logs in with an e-mail address."""

    email = models.EmailField("e-mailadres", unique=True)
    naam = models.CharField(max_length=150)
    is_active = models.BooleanField("actief", default=True)
    is_staff = models.BooleanField("mag in het beheer", default=False)
    aangemaakt_op = models.DateTimeField(default=timezone.now, editable=False)

    objects = GebruikerManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["naam"]

    class Meta:
        ordering = ["naam"]
        verbose_name = "gebruiker"
        verbose_name_plural = "gebruikers"
        constraints = [
            models.UniqueConstraint(
                Lower("email"), name="kern_gebruiker_email", violation_error_message="Dit e-mailadres is al in gebruik."
            ),
        ]

    def __str__(self) -> str:
        return self.naam or self.email

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return self.naam.split(" ")[0] if self.naam else self.email

    @cached_property
    def lidmaatschappen_nu(self) -> tuple[Lidmaatschap, ...]:
        """The memberships that count today, in one query per request."""
        return tuple(Lidmaatschap.objects.van_gebruiker(self))

    @property
    def organisatie_ids(self) -> tuple[int, ...]:
        """Ids of the organisations this person works for: the width of the row-level scope."""
        return tuple(sorted({lid.organisatie_id for lid in self.lidmaatschappen_nu}))

    @property
    def rollen(self) -> frozenset[str]:
        """Every role, in whichever organisation."""
        return frozenset(lid.rol for lid in self.lidmaatschappen_nu)

    def heeft_rol(self, *rollen: str, organisatie_id: int | None = None) -> bool:
        """Whether one of the roles is held, in this organisation when one is named."""
        return any(
            lid.rol in rollen and (organisatie_id is None or lid.organisatie_id == organisatie_id)
            for lid in self.lidmaatschappen_nu
        )

    def organisaties_met_rol(self, *rollen: str) -> tuple[Organisatie, ...]:
        """The organisations for which one of the roles is held, by name."""
        gevonden = {lid.organisatie_id: lid.organisatie for lid in self.lidmaatschappen_nu if lid.rol in rollen}
        return tuple(sorted(gevonden.values(), key=lambda organisatie: organisatie.naam))


class LidmaatschapQuerySet(models.QuerySet["Lidmaatschap"]):
    def met_rol(self, *rollen: str) -> LidmaatschapQuerySet:
        """Memberships with one of the roles, of people who can log in."""
        return self.filter(rol__in=rollen, gebruiker__is_active=True)

    def van(self, organisaties: Iterable[int]) -> LidmaatschapQuerySet:
        """Memberships of these organisations."""
        return self.filter(organisatie_id__in=list(organisaties))

    def van_gebruiker(self, gebruiker: Gebruiker) -> list[Lidmaatschap]:
        """What counts today for one person, with the organisations. One query, put together once per process:

        every page asks this, and composing the same statement again cost more than answering it.
        """
        if gebruiker._state.adding:
            return []
        with connections[self.db].cursor() as cursor:
            cursor.execute(_lidmaatschappen_sql(self.db), [gebruiker.pk])
            rijen = cursor.fetchall()
        velden = [veld.attname for veld in Lidmaatschap._meta.concrete_fields]
        van_organisatie = [veld.attname for veld in Organisatie._meta.concrete_fields]
        gevonden = []
        for rij in rijen:
            lid = Lidmaatschap.from_db(self.db, velden, rij[: len(velden)])
            lid.organisatie = Organisatie.from_db(self.db, van_organisatie, rij[len(velden) :])
            lid.gebruiker = gebruiker
            gevonden.append(lid)
        return gevonden


@cache
def _lidmaatschappen_sql(database: str) -> str:
    """The statement as the ORM makes it, with one place left open: the person."""
    vraag = Lidmaatschap.objects.using(database).filter(organisatie__actief=True).select_related("organisatie")
    sql, waarden = vraag.filter(gebruiker=0).order_by("pk").query.sql_with_params()
    if waarden != (0,):
        raise AssertionError(f"one open place expected, not {waarden}")
    return sql


@persoonsgegevens(
    "Weten wie voor welke organisatie werkt, en wat die mag",
    grond="uitvoering van de afspraak met de organisatie (AVG art. 6 lid 1 f)",
    bewaren_dagen=5 * 365,
    vanaf="gebruiker",
    zonder_beleid="hieruit wordt het bereik gemaakt",
)
class Lidmaatschap(models.Model):
    """User × organisation × role. Outside row-level security: it is what the scope is made from."""

    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.CASCADE, related_name="lidmaatschappen")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.CASCADE, related_name="lidmaatschappen")
    rol = models.CharField(max_length=20, choices=Rol)
    sinds = models.DateField(default=timezone.localdate)

    objects = LidmaatschapQuerySet.as_manager()

    class Meta:
        ordering = ["organisatie", "gebruiker", "rol"]
        verbose_name = "lidmaatschap"
        verbose_name_plural = "lidmaatschappen"
        constraints = [
            models.UniqueConstraint(fields=["gebruiker", "organisatie", "rol"], name="kern_lidmaatschap_eenmaal"),
            models.CheckConstraint(condition=Q(rol__in=Rol.values), name="kern_lidmaatschap_rol"),
        ]

    def __str__(self) -> str:
        return f"{self.gebruiker} bij {self.organisatie} ({self.get_rol_display()})"

    @property
    def is_netwerkrol(self) -> bool:
        """Whether the role acts for the whole network."""
        return self.rol in NETWERKROLLEN
