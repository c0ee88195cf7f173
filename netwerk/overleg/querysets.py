"""What lists ask for. The network's own affairs are open to every member and closed to strangers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from netwerk.kern.models import Gebruiker

from .choices import SIGNAAL_OPEN, TAAK_OPEN, Artikelstand, Briefstand, SuggestieStatus, TaakStatus
from .permissions import is_lid, mag_overleg_beheren
from .zoektekst import kaal, termen

if TYPE_CHECKING:
    from .models import (  # noqa: F401 - used in the generics below
        Agendasuggestie,
        Artikel,
        Bestand,
        Bijeenkomst,
        Contactafspraak,
        Nieuwsbrief,
        Praktijkantwoord,
        Praktijkvraag,
        Signaal,
        Taak,
    )

M = TypeVar("M", bound=models.Model)


class LedenQuerySet(models.QuerySet[M]):
    def zichtbaar_voor(self, gebruiker: Gebruiker | AnonymousUser) -> Any:
        """Everything for a member of the network, nothing for anybody else."""
        return self.all() if is_lid(gebruiker) else self.none()


class BestandQuerySet(models.QuerySet["Bestand"]):
    def zichtbaar_voor(self, gebruiker: Gebruiker | AnonymousUser) -> BestandQuerySet:
        """All for members, what belongs to something public for everybody."""
        return self.all() if is_lid(gebruiker) else self.filter(openbaar=True)


class ContactafspraakQuerySet(LedenQuerySet["Contactafspraak"]):
    def lopend(self) -> ContactafspraakQuerySet:
        """Not stopped."""
        return self.filter(gestopt_op__isnull=True)

    def te_laat(self, vandaag: date | None = None) -> ContactafspraakQuerySet:
        """Running, and the next time should have been."""
        return self.lopend().filter(volgende_op__lt=vandaag or timezone.localdate())

    def van(self, gebruiker: Gebruiker) -> ContactafspraakQuerySet:
        """In which one of this person's organisations takes part."""
        eigen = gebruiker.organisatie_ids
        mee = self.model.informeel.through.objects.filter(contactafspraak_id=OuterRef("pk"), organisatie_id__in=eigen)
        return self.filter(Q(formeel_id__in=eigen) | Exists(mee))

    def voor_lijst(self) -> ContactafspraakQuerySet:
        """With what a row shows, in two queries."""
        return self.select_related("formeel", "trekker").prefetch_related("informeel")


class BijeenkomstQuerySet(LedenQuerySet["Bijeenkomst"]):
    def komend(self, vandaag: date | None = None) -> BijeenkomstQuerySet:
        """Still to come: with a date from today on (soonest first), then those without a date."""
        dag = vandaag or timezone.localdate()
        return self.filter(Q(datum__isnull=True) | Q(datum__gte=dag), afgelast_op__isnull=True).order_by(
            models.F("datum").asc(nulls_last=True), "pk"
        )

    def geweest(self, vandaag: date | None = None) -> BijeenkomstQuerySet:
        """Past meetings, latest first; called-off ones too, which nobody has to come to any more."""
        return self.filter(Q(datum__lt=vandaag or timezone.localdate()) | Q(afgelast_op__isnull=False)).order_by(
            models.F("datum").desc(nulls_last=True), "-pk"
        )

    def voor_lijst(self) -> BijeenkomstQuerySet:
        """With the counts a row shows."""
        return self.annotate(
            aantal_suggesties=Count("suggesties", distinct=True), aantal_themas=Count("themas", distinct=True)
        )


class SuggestieQuerySet(LedenQuerySet["Agendasuggestie"]):
    def voor_lijst(self, gebruiker: Gebruiker) -> SuggestieQuerySet:
        """With the number of supporters and whether this person is one; most support first."""
        from .models import Steun

        return (
            self.select_related("organisatie", "door", "bijeenkomst")
            .annotate(
                aantal_steun=Count("steunen"),
                steun_ik=Exists(Steun.objects.filter(suggestie=OuterRef("pk"), door=gebruiker)),
            )
            .order_by("-aantal_steun", "-aangemaakt_op", "pk")
        )

    def open(self) -> SuggestieQuerySet:
        """Still to be dealt with: proposed or on an agenda."""
        return self.filter(status__in=(SuggestieStatus.VOORGESTELD, SuggestieStatus.OP_AGENDA))


class TaakQuerySet(LedenQuerySet["Taak"]):
    def open(self) -> TaakQuerySet:
        """Not finished and not dropped."""
        return self.filter(status__in=TAAK_OPEN)

    def zoekt_eigenaar(self) -> TaakQuerySet:
        """Nobody has it yet."""
        return self.filter(status=TaakStatus.GEVRAAGD)

    def van(self, gebruiker: Gebruiker) -> TaakQuerySet:
        """Owned by this person."""
        return self.filter(eigenaar=gebruiker)

    def te_laat(self, vandaag: date | None = None) -> TaakQuerySet:
        """Open and past the date."""
        return self.open().filter(uiterlijk__lt=vandaag or timezone.localdate())

    def voor_lijst(self) -> TaakQuerySet:
        """With what a row shows."""
        return self.select_related("eigenaar_organisatie", "eigenaar", "stadsdeel", "bijeenkomst")


class SignaalQuerySet(LedenQuerySet["Signaal"]):
    def open(self) -> SignaalQuerySet:
        """An answer or a result is still to come."""
        return self.filter(status__in=SIGNAAL_OPEN)

    def te_laat(self, vandaag: date | None = None) -> SignaalQuerySet:
        """Open and past the date."""
        return self.open().filter(uiterlijk__lt=vandaag or timezone.localdate())

    def voor_lijst(self) -> SignaalQuerySet:
        """With what a row shows."""
        return self.select_related("organisatie", "stadsdeel").annotate(aantal_steun=Count("steunen"))


def _met_woorden(rijen: Any, tekst: str) -> Any:
    """Rows of which every term begins a stored word."""
    for term in termen(tekst):
        rijen = rijen.filter(zoekwoorden__contains=f" {term}")
    return rijen


class ArtikelQuerySet(models.QuerySet["Artikel"]):
    def gepubliceerd(self) -> ArtikelQuerySet:
        """On the shelf."""
        return self.filter(status=Artikelstand.GEPUBLICEERD)

    def zichtbaar_voor(self, gebruiker: Gebruiker | AnonymousUser) -> ArtikelQuerySet:
        """Members: published, and drafts and archive of their own organisations. Visitors: what is public."""
        if not is_lid(gebruiker):
            return self.gepubliceerd().filter(openbaar=True)
        assert isinstance(gebruiker, Gebruiker)
        return self.filter(
            Q(status=Artikelstand.GEPUBLICEERD) | Q(organisatie_id__in=gebruiker.organisatie_ids) | Q(auteur=gebruiker)
        )

    def met_woorden(self, tekst: str) -> tuple[ArtikelQuerySet, bool]:
        """What holds every word; else what looks like it, and True. Nearest first."""
        if (gevonden := _met_woorden(self, tekst)).exists():
            return gevonden, False
        gezocht = kaal(tekst).strip()
        lijkt = self.filter(zoekwoorden__trigram_word_similar=gezocht)
        return lijkt.annotate(lijkt=TrigramWordSimilarity(gezocht, "zoekwoorden")).order_by("-lijkt", "pk"), True

    def voor_keuze(self, *, q: str = "", thema: str = "", rol: str = "") -> tuple[ArtikelQuerySet, bool]:
        """By theme, by role (with what is for everybody), and by words: (articles, only alike)."""
        zoek = self
        if thema:
            zoek = zoek.filter(thema=thema)
        if rol:
            zoek = zoek.filter(Q(rollen__contains=[rol]) | Q(rollen=[]))
        return zoek.met_woorden(q) if q else (zoek, False)

    def voor_lijst(self) -> ArtikelQuerySet:
        """With what a card shows."""
        return self.select_related("organisatie", "auteur")


class PraktijkvraagQuerySet(LedenQuerySet["Praktijkvraag"]):
    def zonder_antwoord(self) -> PraktijkvraagQuerySet:
        """Nobody answered yet."""
        return self.filter(antwoorden__isnull=True)

    def met_woorden(self, tekst: str) -> PraktijkvraagQuerySet:
        """What holds every word; nothing when there is no word to look for."""
        return _met_woorden(self, tekst) if termen(tekst) else self.none()

    def voor_lijst(self) -> PraktijkvraagQuerySet:
        """With the number of answers, and whether one helped."""
        return (
            self.select_related("organisatie")
            .annotate(
                aantal_antwoorden=Count("antwoorden"),
                geholpen=Count("antwoorden", filter=Q(antwoorden__gekozen=True)),
            )
            .order_by("-aangemaakt_op", "-pk")
        )


class PraktijkantwoordQuerySet(models.QuerySet["Praktijkantwoord"]):
    def met_nuttig(self, gebruiker: Gebruiker) -> PraktijkantwoordQuerySet:
        """With how many it helped and whether this person is one; chosen first, then by use."""
        from .models import Nuttig

        return self.annotate(
            aantal_nuttig=Count("nuttig"),
            nuttig_ik=Exists(Nuttig.objects.filter(antwoord=OuterRef("pk"), door=gebruiker)),
        ).order_by("-gekozen", "-aantal_nuttig", "aangemaakt_op", "pk")


class NieuwsbriefQuerySet(models.QuerySet["Nieuwsbrief"]):
    def zichtbaar_voor(self, gebruiker: Gebruiker | AnonymousUser) -> NieuwsbriefQuerySet:
        """What was sent, for everybody; the secretary sees the rest too."""
        if mag_overleg_beheren(gebruiker):
            return self.all()
        return self.filter(status__in=(Briefstand.BEZIG, Briefstand.GEPAUZEERD, Briefstand.VERZONDEN))
