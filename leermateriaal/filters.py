"""The catalogue's filters; the address in the browser holds the whole search."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_

import django_filters
from django import forms
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Case, Count, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from netwerk.kern.choices import Niveau
from netwerk.kern.forms import keuzes_van
from netwerk.kern.models import Doelgroep, Leervraag, Taal
from netwerk.kern.talen import leervraag_kort, taalnaam, vertaal_formulier

from .choices import Apparaat, Kosten, LezenNodig, NederlandsNiveau, Toon, Vorm
from .forms import leervraagkeuzes
from .models import Celscore, Materiaal
from .querysets import MateriaalQuerySet
from .taal import zoektermen

#: At most this many look-alikes of a typing error.
MAX_LIJKT = 200
#: Costs that mean: the learner pays nothing.
VRIJ = (Kosten.GRATIS, Kosten.VIA_BIBLIOTHEEK)


def _hooguit(code: str) -> list[str]:
    """The levels of Dutch that a material may ask of who speaks it at this level."""
    return [str(niveau) for niveau in NederlandsNiveau if niveau.rang <= NederlandsNiveau(code).rang]


def op_deel_van_woorden(zoek: MateriaalQuerySet, tekst: str) -> MateriaalQuerySet:
    """Materials that hold some of the words, those with the most first: when none has them all."""
    termen = [term for term in zoektermen(tekst) if len(term) > 2]
    if not termen:
        return zoek.none()
    delen = [Q(zoekwoorden__contains=f" {term}") for term in termen]
    punten = sum((Case(When(deel, then=1), default=0) for deel in delen), start=Value(0))
    return zoek.filter(reduce(or_, delen)).annotate(raak=punten).order_by("-raak", "titel", "pk")


def op_woorden(zoek: MateriaalQuerySet, tekst: str) -> MateriaalQuerySet:
    """Materials that hold every typed word, each as the beginning of a stored word."""
    for term in zoektermen(tekst):
        zoek = zoek.filter(zoekwoorden__contains=f" {term}")
    return zoek


def op_gelijkenis(zoek: MateriaalQuerySet, tekst: str) -> MateriaalQuerySet:
    """Materials that look like what was typed, nearest first: for typing errors.

    The operator of ``trigram_word_similar`` is answered from the index (``leermateriaal_zoek``); how alike is enough
    stands in the settings (``pg_trgm.word_similarity_threshold``).
    """
    gezocht = " ".join(zoektermen(tekst)) or tekst
    return (
        zoek.filter(zoekwoorden__trigram_word_similar=gezocht)
        .annotate(lijkt=TrigramWordSimilarity(gezocht, "zoekwoorden"))
        .order_by("-lijkt", "titel", "pk")
    )


def talen_met_materiaal() -> list[tuple[str, str]]:
    """The languages there is something in, in the language of the page."""
    koppeling = Materiaal.talen.through.objects.filter(taal_id=OuterRef("pk"))
    return [(code, taalnaam(naam)) for code, naam in Taal.objects.filter(Exists(koppeling)).values_list("code", "naam")]


class MateriaalFilter(django_filters.FilterSet):
    """Need and words first, then what must fit the learner. An unknown value is an error at its field."""

    q = django_filters.CharFilter(
        label="Zoekwoord", method="op_tekst", widget=forms.TextInput(attrs={"type": "search", "maxlength": 100})
    )
    leervraag = django_filters.ChoiceFilter(
        label="Wat wil iemand leren?", choices=leervraagkeuzes, empty_label="Alles", method="op_leervraag"
    )
    niveau = django_filters.ChoiceFilter(
        label="Niveau van de leerder", choices=Niveau.choices, empty_label="Alle niveaus", method="op_niveau"
    )
    taal = django_filters.ChoiceFilter(
        label="Taal van het materiaal",
        choices=talen_met_materiaal,
        empty_label="Maakt niet uit",
        method="op_taal",
    )
    lezen = django_filters.ChoiceFilter(
        label="Hoeveel lezen?",
        choices=[(LezenNodig.GEEN, "Zonder lezen"), (LezenNodig.WEINIG, "Hooguit een beetje")],
        empty_label="Maakt niet uit",
        method="op_lezen",
    )
    doelgroep = django_filters.ModelChoiceFilter(
        label="Voor wie", queryset=Doelgroep.objects.all(), empty_label="Iedereen", method="op_doelgroep"
    )
    vorm = django_filters.ChoiceFilter(
        label="Hoe", choices=Vorm.choices, empty_label="Maakt niet uit", method="op_lijst"
    )
    apparaat = django_filters.ChoiceFilter(
        label="Apparaat", choices=Apparaat.choices, empty_label="Maakt niet uit", method="op_lijst"
    )
    nederlands = django_filters.ChoiceFilter(
        label="Nederlands dat de leerder spreekt",
        choices=NederlandsNiveau.choices,
        empty_label="Maakt niet uit",
        method="op_nederlands",
    )
    toon = django_filters.ChoiceFilter(
        label="Toon",
        choices=[(Toon.JONGEREN, Toon.JONGEREN.label), (Toon.OUDEREN, Toon.OUDEREN.label)],
        empty_label="Maakt niet uit",
        method="op_toon",
    )
    offline = django_filters.BooleanFilter(
        label="Te gebruiken zonder internet", method="op_offline", widget=forms.CheckboxInput()
    )
    gratis = django_filters.BooleanFilter(
        label="Alleen gratis (ook via de bibliotheek)", method="op_gratis", widget=forms.CheckboxInput()
    )

    class Meta:
        model = Materiaal
        fields: Sequence[str] = []

    benaderd: bool = False
    _gelijkend: list[int] | None = None
    _woorden: bool = False

    @property
    def form(self) -> forms.Form:
        """The form, in the language of the page."""
        if not hasattr(self, "_form"):
            vertaal_formulier(super().form)
        return super().form

    def op_tekst(self, queryset: MateriaalQuerySet, naam: str, waarde: str) -> MateriaalQuerySet:
        """By the words; when no material at all has them, by likeness. Looked up once: every facet comes along here."""
        if self._gelijkend is None:
            basis = self.queryset.all()
            raak = op_woorden(basis, waarde).exists()
            self._gelijkend = (
                [] if raak else list(op_gelijkenis(basis, waarde).values_list("pk", flat=True)[:MAX_LIJKT])
            )
            self.benaderd, self._woorden = bool(self._gelijkend), raak
        if self._woorden:
            return op_woorden(queryset, waarde)
        if not self._gelijkend:
            return queryset.none()
        return op_gelijkenis(queryset.filter(pk__in=self._gelijkend), waarde)

    def op_leervraag(self, queryset: MateriaalQuerySet, naam: str, waarde: str) -> MateriaalQuerySet:
        koppeling = Materiaal.leervragen.through.objects.filter(materiaal_id=OuterRef("pk"), leervraag_id=waarde)
        # What worked for this need stands first; without experiences a material stands in the middle.
        score = Celscore.objects.filter(per=Celscore.Per.VRAAG, materiaal_id=OuterRef("pk"), leervraag_id=waarde)
        return (
            queryset.filter(Exists(koppeling))
            .annotate(vraagscore=Coalesce(Subquery(score.values("score")[:1]), Value(0.5)))
            .order_by("-vraagscore", "titel", "pk")
        )

    def op_niveau(self, queryset: MateriaalQuerySet, naam: str, waarde: str) -> MateriaalQuerySet:
        return queryset.filter(niveau_van__lte=waarde, niveau_tot__gte=waarde)

    def op_taal(self, queryset: MateriaalQuerySet, naam: str, waarde: str) -> MateriaalQuerySet:
        return queryset.filter(
            Exists(Materiaal.talen.through.objects.filter(materiaal_id=OuterRef("pk"), taal_id=waarde))
        )

    def op_lezen(self, queryset: MateriaalQuerySet, naam: str, waarde: str) -> MateriaalQuerySet:
        mag = [LezenNodig.GEEN] if waarde == LezenNodig.GEEN else [LezenNodig.GEEN, LezenNodig.WEINIG]
        return queryset.filter(lezen_nodig__in=mag)

    def op_doelgroep(self, queryset: MateriaalQuerySet, naam: str, waarde: Doelgroep) -> MateriaalQuerySet:
        """Made for this group, or for everybody."""
        through = Materiaal.doelgroepen.through.objects.filter(materiaal_id=OuterRef("pk"))
        return queryset.filter(Exists(through.filter(doelgroep_id=waarde.pk)) | ~Exists(through))

    def op_lijst(self, queryset: MateriaalQuerySet, naam: str, waarde: str) -> MateriaalQuerySet:
        if naam == "vorm":
            return queryset.filter(vormen__contains=[waarde])
        return queryset.filter(Q(apparaten__contains=[waarde]) | Q(apparaten=[]))

    def op_nederlands(self, queryset: MateriaalQuerySet, naam: str, waarde: str) -> MateriaalQuerySet:
        """What asks no more Dutch than the learner speaks."""
        return queryset.filter(nederlands_nodig__in=_hooguit(waarde))

    def op_toon(self, queryset: MateriaalQuerySet, naam: str, waarde: str) -> MateriaalQuerySet:
        return queryset.filter(toon=waarde)

    def op_offline(self, queryset: MateriaalQuerySet, naam: str, waarde: bool | None) -> MateriaalQuerySet:
        return queryset.filter(offline=True) if waarde else queryset

    def op_gratis(self, queryset: MateriaalQuerySet, naam: str, waarde: bool | None) -> MateriaalQuerySet:
        return queryset.filter(kosten__in=VRIJ) if waarde else queryset

    def deel(self, zonder: str = "") -> MateriaalQuerySet:
        """What is found with one filter left off; the form must be valid."""
        zoek = self.queryset.all()
        for naam, waarde in self.form.cleaned_data.items():
            if naam != zonder:
                zoek = self.filters[naam].filter(zoek, waarde)
        return zoek

    def tel_facetten(self) -> None:
        """Put behind every choice how many it would give beside the other filters in use.

        What stands in a column of the material is counted in one statement for all filters that are not in use, since
        those leave the same materials; each filter in use takes one of its own, and so do the two link tables.
        """
        geldig = self.is_bound and self.form.is_valid()
        gebruikt = {n for n, w in self.form.cleaned_data.items() if w not in (None, "", False)} if geldig else set()
        keuzes = {
            naam: [(str(code), label) for code, label in keuzes_van(self.form, naam) if code != ""]
            for naam in ("niveau", "taal", "lezen", "nederlands", "doelgroep", "toon", "vorm", "apparaat")
        }
        kolommen = {naam: rij for naam, rij in keuzes.items() if naam not in ("taal", "doelgroep")}
        kolommen |= {naam: [("", "")] for naam in ("offline", "gratis")}
        alles = (self.deel() if geldig else self.queryset.all()).order_by()
        aantal = self._tel_kolommen(alles, {naam: rij for naam, rij in kolommen.items() if naam not in gebruikt})
        for naam in kolommen.keys() & gebruikt:
            aantal |= self._tel_kolommen(self.deel(naam).order_by(), {naam: kolommen[naam]})
        for naam in ("taal", "doelgroep"):
            aantal |= self._tel_koppeling(naam, self.deel(naam).order_by() if naam in gebruikt else alles)
        for naam in ("offline", "gratis"):
            # The bound field holds a label of its own since the form was checked.
            self.form[naam].label = f"{self.form.fields[naam].label} ({aantal[naam, '']})"
        for naam, rij in keuzes.items():
            # What is for everybody counts for each group, as the filter does.
            vrij = aantal.get((naam, ""), 0)
            leeg = next((str(label) for code, label in keuzes_van(self.form, naam) if code == ""), "")
            self.form.fields[naam].widget.choices = [
                ("", leeg),
                *((code, f"{label} ({aantal.get((naam, code), 0) + vrij})") for code, label in rij),
            ]

    def _tel_kolommen(
        self, zoek: MateriaalQuerySet, keuzes: dict[str, list[tuple[str, object]]]
    ) -> dict[tuple[str, str], int]:
        """(filter, code) → how many, in one statement."""
        plekken = [(naam, code) for naam, rij in keuzes.items() for code, _ in rij]
        gevonden = zoek.aggregate(
            **{f"k{n}": Count("pk", filter=self._voorwaarde(*plek)) for n, plek in enumerate(plekken)}
        )
        return {plek: gevonden[f"k{n}"] for n, plek in enumerate(plekken)}

    @staticmethod
    def _tel_koppeling(naam: str, zoek: MateriaalQuerySet) -> dict[tuple[str, str], int]:
        """(filter, code) → how many by a link table; under an empty code what is for every group."""
        through = getattr(Materiaal, "talen" if naam == "taal" else "doelgroepen").through
        veld = f"{naam}_id"
        rijen = through.objects.filter(materiaal_id__in=zoek.values("pk")).values_list(veld).annotate(n=Count("pk"))
        aantal = {(naam, str(code)): n for code, n in rijen.order_by()}
        if naam == "doelgroep":
            aantal[naam, ""] = zoek.filter(~Exists(through.objects.filter(materiaal_id=OuterRef("pk")))).count()
        return aantal

    @staticmethod
    def _voorwaarde(naam: str, code: str) -> Q:
        if naam == "offline":
            return Q(offline=True)
        if naam == "gratis":
            return Q(kosten__in=VRIJ)
        if naam == "niveau":
            return Q(niveau_van__lte=code, niveau_tot__gte=code)
        if naam == "lezen":
            return Q(lezen_nodig=LezenNodig.GEEN) if code == LezenNodig.GEEN else ~Q(lezen_nodig=LezenNodig.NORMAAL)
        if naam == "nederlands":
            return Q(nederlands_nodig__in=_hooguit(code))
        if naam == "toon":
            return Q(toon=code)
        if naam == "vorm":
            return Q(vormen__contains=[code])
        return Q(apparaten__contains=[code]) | Q(apparaten=[])

    def actief(self) -> dict[str, str]:
        """The filters in use, as name → words for on a pill."""
        if not self.is_bound or not self.form.is_valid():
            return {}
        uit: dict[str, str] = {}
        for naam, waarde in self.form.cleaned_data.items():
            if waarde in (None, "", False):
                continue
            if naam == "q":
                uit[naam] = f"‘{waarde}’"
            elif naam in ("gratis", "offline"):
                uit[naam] = gettext("Gratis") if naam == "gratis" else gettext("Zonder internet")
            elif naam == "nederlands":
                uit[naam] = f"{gettext('Nederlands')}: {gettext(str(NederlandsNiveau(waarde).label))}"
            elif naam == "leervraag":
                uit[naam] = leervraag_kort(waarde, Leervraag.objects.values_list("kort", flat=True).get(pk=waarde))
            elif naam == "doelgroep":
                uit[naam] = gettext(waarde.naam)
            else:
                uit[naam] = {str(code): str(label) for code, label in keuzes_van(self.form, naam)}[str(waarde)]
        return uit
