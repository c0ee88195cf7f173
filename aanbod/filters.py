"""The directory's filters; the address in the browser holds the whole search."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from netwerk.kern.choices import DAGDELEN, Niveau
from netwerk.kern.eenmaal import Bewaard, even
from netwerk.kern.models import Leervraag, Locatie, Postcodegebied
from netwerk.kern.profiel import Plaats
from netwerk.kern.talen import komma, vertaal_formulier
from netwerk.kern.widgets import SnelleKeuze

from .choices import AanbodStatus, Begeleiding, Kosten, Soort
from .keuzelijsten import keuzelijsten
from .models import Aanbod, AanbodLocatie
from .models.aanbod import OUD_NA_DAGEN
from .querysets import AanbodQuerySet
from .rooster import nu_open
from .waarborgen import is_veilig
from .zoeken import heeft_alle, is_weinig, op_afstand, op_gelijkenis, op_woorden, tel, zoektermen

#: The form per language and content of its lists; a new content every few months.
FORMULIEREN: Bewaard[type[forms.Form]] = Bewaard(32)

STRALEN: tuple[tuple[str, str], ...] = (
    ("500", "500 meter (8 minuten lopen)"),
    ("1000", "1 kilometer (een kwartier lopen)"),
    ("2000", "2 kilometer (een half uur lopen)"),
    ("5000", "5 kilometer"),
)

#: Choices of which the counts are kept (:mod:`aanbod.bladeren`).
VAKKEN = frozenset(("soort", "formeel", "kosten", "gratis", "begeleiding"))
WEKEN: tuple[tuple[str, str], ...] = (("2", "2 weken"), ("4", "4 weken"), ("8", "8 weken"))
WACHTEN: tuple[tuple[str, str], ...] = (("0", "Ik wil niet wachten"), *WEKEN)
LEENT_UIT = {"aanbod__soort": Soort.LAPTOP_LENEN, "aanbod__status": AanbodStatus.GEPUBLICEERD}
#: What a place has: choice → condition on the place.
PLEK_HEEFT: dict[str, tuple[str, Q]] = {
    "rolstoel": ("Ruimte voor een rolstoel", Q(rolstoel=True)),
    "wifi": ("Gratis wifi", Q(gratis_wifi=True)),
    "computers": ("Een computer om te gebruiken", Q(computers__gt=0)),
    "laptops": (
        "Een laptop of tablet te leen",
        Q(pk__in=AanbodLocatie.objects.filter(**LEENT_UIT).values("locatie")),
    ),
    "prive": ("Een aparte ruimte voor privézaken", Q(prive_ruimte=True)),
}
PLEK = [(code, label) for code, (label, _) in PLEK_HEEFT.items()]


@even
def postcodes() -> dict[str, Postcodegebied]:
    """The areas of the city by their four digits; a few dozen."""
    return {gebied.pk: gebied for gebied in Postcodegebied.objects.select_related("stadsdeel")}


class PostcodeVeld(forms.CharField):
    """A Dutch postcode, with or without letters; ``clean`` gives the area or says that it lies outside the network."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.TextInput(attrs={"inputmode": "text", "autocomplete": "postal-code", "size": 7}), **kwargs
        )

    def clean(self, value: Any) -> Postcodegebied | None:
        tekst = "".join(str(super().clean(value) or "").split()).upper()
        if not tekst:
            return None
        if not re.fullmatch(r"[1-9][0-9]{3}([A-Z]{2})?", tekst):
            raise forms.ValidationError(_("Vul een postcode in, bijvoorbeeld 1024 of 1024 AB."))
        gebied = postcodes().get(tekst[:4])
        if gebied is None:
            raise forms.ValidationError(
                _("Postcode %(pc4)s ligt niet in deze stad. Wij kennen alleen aanbod in deze stad.")
                % {"pc4": tekst[:4]}
            )
        return gebied


class KeuzeVeld(django_filters.fields.ChoiceField):
    """A choice whose list is shared by the forms made from it: copying 160 needs took longer than reading them."""

    def __deepcopy__(self, memo: dict[int, Any]) -> KeuzeVeld:
        memo[id(self._choices)] = self._choices
        return super().__deepcopy__(memo)


class KeuzeFilter(django_filters.ChoiceFilter):
    field_class = KeuzeVeld


class PostcodeFilter(django_filters.CharFilter):
    field_class = PostcodeVeld


class AanbodFilter(django_filters.FilterSet):
    """Words, need, place, and what else must fit. An unknown value is an error at its field, never an empty page."""

    q = django_filters.CharFilter(
        label="Wat zoekt u?", method="op_tekst", widget=forms.TextInput(attrs={"type": "search", "maxlength": 100})
    )
    pc4 = PostcodeFilter(label="Uw postcode", method="niets")
    straal = KeuzeFilter(
        label="Hoe ver weg mag het zijn?", choices=STRALEN, empty_label="Maakt niet uit", method="niets"
    )
    leervraag = KeuzeFilter(label="Wat wilt u leren?", choices=(), empty_label="Alles", method="op_leervraag")
    taal = KeuzeFilter(
        label="Hulp in de taal",
        choices=(),
        empty_label="Maakt niet uit",
        method="op_taal",
    )
    niveau = KeuzeFilter(label="Niveau", choices=Niveau.choices, empty_label="Alle niveaus", method="op_niveau")
    soort = KeuzeFilter(label="Soort", choices=Soort.choices, empty_label="Alles")
    formeel = KeuzeFilter(
        label="Formeel of informeel",
        choices=[("ja", "Formeel: les van een school"), ("nee", "Informeel: in de buurt")],
        empty_label="Allebei",
        method="op_formeel",
    )
    stadsdeel = KeuzeFilter(label="Stadsdeel", choices=(), empty_label="De hele stad", method="op_stadsdeel")
    doelgroep = KeuzeFilter(label="Voor wie", choices=(), empty_label="Iedereen", method="op_doelgroep")
    begeleiding = KeuzeFilter(
        label="Begeleiding",
        choices=[(Begeleiding.GROEP, "In een groep"), (Begeleiding.EEN_OP_EEN, "Eén op één")],
        empty_label="Maakt niet uit",
        method="op_begeleiding",
    )
    kosten = KeuzeFilter(
        label="Kosten", field_name="kosten_soort", choices=Kosten.choices, empty_label="Maakt niet uit"
    )
    dagdeel = KeuzeFilter(label="Wanneer kunt u?", choices=DAGDELEN, empty_label="Maakt niet uit", method="op_dagdeel")
    begint = KeuzeFilter(label="Begint binnen", choices=WEKEN, empty_label="Maakt niet uit", method="op_begint")
    wacht = KeuzeFilter(
        label="Zo lang wil ik wachten", choices=WACHTEN, empty_label="Maakt niet uit", method="op_wacht"
    )
    plek = django_filters.MultipleChoiceFilter(
        label="Op de plek is",
        choices=PLEK,
        method="op_plek",
        widget=forms.CheckboxSelectMultiple,
    )
    blijvend = django_filters.BooleanFilter(
        label="Alleen blijvend aanbod", method="op_blijvend", widget=forms.CheckboxInput()
    )
    open = django_filters.BooleanFilter(label="Nu open", method="op_open", widget=forms.CheckboxInput())
    veilig = django_filters.BooleanFilter(
        label="Veilige plek voor DigiD, nagekeken", method="op_veilig", widget=forms.CheckboxInput()
    )
    gratis = django_filters.BooleanFilter(label="Alleen gratis", method="op_gratis", widget=forms.CheckboxInput())

    class Meta:
        model = Aanbod
        fields: Sequence[str] = []

    benaderd: bool = False
    #: What has all words, when what has some of them is shown too.
    alle: Q | None = None
    plaats: Plaats | None = None

    def __init__(self, *args: Any, precies: bool | None = None, **kwargs: Any) -> None:
        """``precies``: only what has all words, or (False) what looks like it too. None asks first (a statement)."""
        super().__init__(*args, **kwargs)
        self.precies = precies
        self.lijsten = keuzelijsten()
        # Labels, widgets and fixed choices stand in this class; only the lists differ (kern.eenmaal.filterveld).
        self.form.vaste_inhoud = self._soort

    @property
    def _soort(self) -> tuple[str, str]:
        return type(self).__qualname__, self.lijsten.inhoud

    def get_form_class(self) -> type[forms.Form]:
        """Made once for these lists and this language, instead of from seventeen filters on every page."""
        return FORMULIEREN.haal((*self._soort, get_language()), self._maak_formulier)

    def _maak_formulier(self) -> type[forms.Form]:
        for naam in ("leervraag", "taal", "stadsdeel", "doelgroep"):
            self.filters[naam].extra["choices"] = getattr(self.lijsten, naam)
        for filter_ in self.filters.values():
            if isinstance(filter_, django_filters.ChoiceFilter) and "widget" not in filter_.extra:
                filter_.extra["widget"] = SnelleKeuze
        return super().get_form_class()

    @property
    def form(self) -> Any:
        """The form, in the language of the page."""
        if not hasattr(self, "_form"):
            vertaal_formulier(super().form)
        return super().form

    def filter_queryset(self, queryset: AanbodQuerySet) -> AanbodQuerySet:
        schoon = self.form.cleaned_data
        zoek = super().filter_queryset(queryset)
        gebied = schoon.get("pc4")
        if gebied is not None:
            self.plaats = Plaats(gebied.lat, gebied.lon, gebied.pc4, gebied.stadsdeel_id)
            zoek = op_afstand(zoek, self.plaats)
            if schoon.get("straal"):
                zoek = zoek.filter(
                    Q(afstand__lte=float(schoon["straal"]))
                    | Q(online=True)
                    | Q(aan_huis=True, pk__in=_in_stadsdeel(gebied.stadsdeel_id))
                )
        return self._gesorteerd(zoek)

    @property
    def qs(self) -> AanbodQuerySet:
        """As always; also what nobody filters has an order of its own."""
        if not self.is_bound and not hasattr(self, "_qs"):
            self._qs = self._gesorteerd(self.queryset.all())
        return super().qs

    def _gesorteerd(self, zoek: AanbodQuerySet) -> AanbodQuerySet:
        """What nobody has looked at for a year stands after everything else: it may not exist any more.

        What has only some of the words comes after what has them all.
        """
        grens = timezone.localdate() - timedelta(days=OUD_NA_DAGEN)
        verouderd: Any = Case(When(gecontroleerd_op__gte=grens, then=0), default=1)
        if self.alle is not None:
            verouderd = verouderd + Case(When(self.alle, then=0), default=2)
        zoek = zoek.annotate(verouderd=verouderd)
        return zoek.order_by(*self._volgorde(zoek))

    def _volgorde(self, zoek: AanbodQuerySet) -> list[Any]:
        volgorde: list[Any] = ["verouderd"]
        if "afstand" in zoek.query.annotations:
            volgorde.append(F("afstand").asc(nulls_last=True))
        if "treffer" in zoek.query.annotations:
            volgorde.append("-treffer")
        return [*volgorde, "naam", "pk"]

    def alleen_plaats(self) -> Plaats | None:
        """The place, when nothing else is asked: what :mod:`aanbod.dichtbij` answers from an index."""
        if not self.is_bound or not self.form.is_valid():
            return None
        return self.plaats if self._gevraagd().keys() == {"pc4"} and self.qs is not None else None

    def alleen_vakken(self) -> dict[str, Any] | None:
        """The choices, when only what :mod:`aanbod.bladeren` counts is asked, or nothing; None when there is more."""
        if self.is_bound and not self.form.is_valid():
            return None
        gevraagd = self._gevraagd() if self.is_bound else {}
        return gevraagd if gevraagd.keys() <= VAKKEN else None

    def _gevraagd(self) -> dict[str, Any]:
        return {naam: waarde for naam, waarde in self.form.cleaned_data.items() if waarde not in (None, "", False, [])}

    def op_tekst(self, queryset: AanbodQuerySet, naam: str, waarde: str) -> AanbodQuerySet:
        gevonden = op_woorden(queryset, waarde)
        if self.precies or (self.precies is None and not is_weinig(tel(gevonden), waarde)):
            return gevonden
        self.benaderd = True
        if zoektermen(waarde):
            self.alle = heeft_alle(waarde)
        return op_gelijkenis(queryset, waarde)

    #: The same order, as columns of the match (:mod:`aanbod.zoekpagina`).
    VOLGORDE = ("verouderd", "afstand", "treffer", "naam")

    def niets(self, queryset: AanbodQuerySet, naam: str, waarde: Any) -> AanbodQuerySet:
        """Postcode and radius work together, in ``filter_queryset``."""
        return queryset

    def op_leervraag(self, queryset: AanbodQuerySet, naam: str, waarde: str) -> AanbodQuerySet:
        """A theme finds its needs too, a need finds what covers its whole theme."""
        thema = Leervraag.objects.filter(pk=waarde).values("thema_id")
        koppeling = Aanbod.leervragen.through.objects.filter(aanbod_id=OuterRef("pk")).filter(
            Q(leervraag_id=waarde) | Q(leervraag__thema_id=waarde) | Q(leervraag_id__in=thema)
        )
        return queryset.filter(Exists(koppeling))

    def op_taal(self, queryset: AanbodQuerySet, naam: str, waarde: str) -> AanbodQuerySet:
        return queryset.filter(Exists(Aanbod.talen.through.objects.filter(aanbod_id=OuterRef("pk"), taal_id=waarde)))

    def op_niveau(self, queryset: AanbodQuerySet, naam: str, waarde: str) -> AanbodQuerySet:
        return queryset.filter(niveau_van__lte=waarde, niveau_tot__gte=waarde)

    def op_formeel(self, queryset: AanbodQuerySet, naam: str, waarde: str) -> AanbodQuerySet:
        return queryset.filter(formeel=waarde == "ja")

    def op_stadsdeel(self, queryset: AanbodQuerySet, naam: str, waarde: str) -> AanbodQuerySet:
        return queryset.filter(pk__in=_in_stadsdeel(waarde))

    def op_doelgroep(self, queryset: AanbodQuerySet, naam: str, waarde: str) -> AanbodQuerySet:
        """Meant for this group, or for everybody."""
        koppeling = Aanbod.doelgroepen.through.objects.filter(aanbod_id=OuterRef("pk"))
        return queryset.filter(Exists(koppeling.filter(doelgroep_id=waarde)) | ~Exists(koppeling))

    def op_begeleiding(self, queryset: AanbodQuerySet, naam: str, waarde: str) -> AanbodQuerySet:
        return queryset.filter(begeleiding__in=[waarde, Begeleiding.BEIDE])

    def op_dagdeel(self, queryset: AanbodQuerySet, naam: str, waarde: str) -> AanbodQuerySet:
        return queryset.filter(dagdelen__contains=[waarde])

    def op_begint(self, queryset: AanbodQuerySet, naam: str, waarde: str) -> AanbodQuerySet:
        """Open now, or starting by then, without a longer waiting time; an unknown waiting time does not shut out."""
        weken = int(waarde)
        begin = Q(doorlopend=True) | Q(startdatum__lte=timezone.localdate() + timedelta(weeks=weken))
        return queryset.filter(begin, Q(wachttijd_weken=None) | Q(wachttijd_weken__lte=weken))

    def op_plek(self, queryset: AanbodQuerySet, naam: str, waarde: list[str]) -> AanbodQuerySet:
        """One place that has all of it."""
        if not waarde:
            return queryset
        plekken = Locatie.objects.all()
        for code in waarde:
            plekken = plekken.filter(PLEK_HEEFT[code][1])
        return queryset.filter(pk__in=AanbodLocatie.objects.filter(locatie__in=plekken).values("aanbod_id"))

    def op_wacht(self, queryset: AanbodQuerySet, naam: str, waarde: str) -> AanbodQuerySet:
        """Only what says how long one waits, and not longer; "full" means waiting whatever the weeks say."""
        zoek = queryset.filter(wachttijd_weken__lte=int(waarde))
        return zoek.exclude(vrije_plekken=0) if waarde == "0" else zoek

    def op_open(self, queryset: AanbodQuerySet, naam: str, waarde: bool | None) -> AanbodQuerySet:
        return queryset.filter(nu_open(timezone.now())) if waarde else queryset

    def op_veilig(self, queryset: AanbodQuerySet, naam: str, waarde: bool | None) -> AanbodQuerySet:
        return queryset.filter(is_veilig(timezone.localdate())) if waarde else queryset

    def op_blijvend(self, queryset: AanbodQuerySet, naam: str, waarde: bool | None) -> AanbodQuerySet:
        return queryset.filter(structureel=True) if waarde else queryset

    def op_gratis(self, queryset: AanbodQuerySet, naam: str, waarde: bool | None) -> AanbodQuerySet:
        return queryset.filter(kosten_soort=Kosten.GRATIS) if waarde else queryset

    def actief(self) -> dict[str, str]:
        """The filters in use, as name → words for on a pill."""
        if not self.form.is_valid():
            return {}
        uit = {}
        for naam, veld in self.form.fields.items():
            waarde = self.form.cleaned_data.get(naam)
            if waarde in (None, "", False, []):
                continue
            if naam == "q":
                uit[naam] = f"‘{waarde}’"
            elif naam == "gratis":
                uit[naam] = _("Gratis")
            elif naam in ("open", "veilig"):
                uit[naam] = str(veld.label)
            elif naam == "blijvend":
                uit[naam] = _("Blijvend")
            elif naam == "plek":
                uit[naam] = komma().join(_(PLEK_HEEFT[code][0]).lower() for code in waarde)
            elif naam == "pc4":
                uit[naam] = _("Bij %(pc4)s") % {"pc4": waarde.pc4}
            else:
                uit[naam] = str(_woorden(veld, self.form[naam].value()))
        return uit


def _in_stadsdeel(code: str) -> Any:
    """Ids of provision with a place in this district."""
    return AanbodLocatie.objects.filter(locatie__stadsdeel_id=code).values("aanbod_id")


def _woorden(veld: Any, waarde: Any) -> str:
    """The label of a choice, also inside groups."""
    for code, label in veld.choices:
        if isinstance(label, (list, tuple)):
            for binnen, tekst in label:
                if str(binnen) == str(waarde):
                    return tekst
        elif str(getattr(code, "value", code)) == str(waarde):
            return str(label)
    return str(waarde)
