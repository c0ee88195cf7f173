"""Searching with a learner's profile: the address holds what somebody needs and never who it is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.urls import reverse

from netwerk.kern.choices import DAGDELEN, Domein, Leesniveau, NederlandsNiveau, Niveau
from netwerk.kern.models import Doelgroep, Taal
from netwerk.kern.profiel import Plaats, Zoekprofiel
from netwerk.kern.widgets import KeuzeInVakken

from .filters import PostcodeVeld
from .forms import _dagdelen, _leervragen

#: More needs than these say nothing about what comes first.
MEESTE_VRAGEN = 5


class PassendFormulier(forms.Form):
    """A learner without a name. A GET form; every field may stay empty except what one wants to learn."""

    leervraag = forms.MultipleChoiceField(
        label="Wat wil de leerder leren?", choices=_leervragen, widget=KeuzeInVakken, help_text="Hoogstens vijf."
    )
    niveau = forms.TypedChoiceField(
        label="Niveau", choices=[("", "Weet ik niet"), *Niveau.choices], coerce=int, empty_value=None, required=False
    )
    spreekt = forms.MultipleChoiceField(
        label="Welke talen spreekt de leerder?",
        choices=lambda: [("Talen", list(Taal.objects.values_list("code", "naam")))],
        widget=KeuzeInVakken,
        required=False,
    )
    nederlands = forms.ChoiceField(
        label="Hoe goed spreekt de leerder Nederlands?",
        choices=[("", "Weet ik niet"), *NederlandsNiveau.choices],
        required=False,
    )
    leest = forms.ChoiceField(label="Lezen", choices=[("", "Weet ik niet"), *Leesniveau.choices], required=False)
    doelgroep = forms.MultipleChoiceField(
        label="Hoort bij",
        choices=lambda: [("Groepen", list(Doelgroep.objects.values_list("code", "naam")))],
        widget=KeuzeInVakken,
        required=False,
    )
    pc4 = PostcodeVeld(label="Postcode (vier cijfers is genoeg)", required=False)
    dagdeel = forms.MultipleChoiceField(
        label="Wanneer kan de leerder?", choices=_dagdelen, widget=KeuzeInVakken, required=False
    )
    een_op_een = forms.ChoiceField(
        label="Begeleiding",
        choices=[("", "Maakt niet uit"), ("ja", "Liefst één op één"), ("nee", "Liefst in een groep")],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leervraag"].error_messages["required"] = "Kies waar de leerder hulp bij zoekt."

    def clean_leervraag(self) -> list[str]:
        gekozen = self.cleaned_data["leervraag"]
        if len(gekozen) > MEESTE_VRAGEN:
            raise forms.ValidationError(f"Kies er hoogstens {MEESTE_VRAGEN}: wat is het belangrijkst?")
        return gekozen

    def profiel(self) -> Zoekprofiel:
        """What the ranking takes."""
        schoon = self.cleaned_data
        gebied, niveau = schoon.get("pc4"), schoon.get("niveau")
        return Zoekprofiel(
            leervragen=tuple(schoon["leervraag"]),
            niveaus=dict.fromkeys(Domein.values, Niveau(niveau)) if niveau is not None else {},
            talen=tuple(schoon.get("spreekt") or ("nl",)),
            nederlands=NederlandsNiveau(schoon.get("nederlands") or NederlandsNiveau.B1),
            leest=Leesniveau(schoon.get("leest") or Leesniveau.GOED),
            doelgroepen=frozenset(schoon.get("doelgroep") or ()),
            plaats=Plaats(gebied.lat, gebied.lon, gebied.pc4, gebied.stadsdeel_id) if gebied else None,
            dagdelen=frozenset(schoon.get("dagdeel") or ()),
            een_op_een={"ja": True, "nee": False}.get(schoon.get("een_op_een") or ""),
        )


def adres(profiel: Zoekprofiel) -> str:
    """The address of this search for a profile: codes only, five needs at most, the postcode area without letters."""
    velden = QueryDict(mutable=True)
    velden.setlist("leervraag", profiel.leervragen[:MEESTE_VRAGEN])
    velden.setlist("spreekt", profiel.talen)
    velden.setlist("doelgroep", sorted(profiel.doelgroepen))
    bekend = {code for code, _ in DAGDELEN}
    velden.setlist("dagdeel", sorted(profiel.dagdelen & bekend))
    velden["nederlands"] = str(profiel.nederlands.value)
    velden["leest"] = str(profiel.leest.value)
    if profiel.niveau is not None:
        velden["niveau"] = str(int(profiel.niveau))
    if profiel.plaats is not None and profiel.plaats.pc4:
        velden["pc4"] = profiel.plaats.pc4
    if profiel.een_op_een is not None:
        velden["een_op_een"] = "ja" if profiel.een_op_een else "nee"
    return f"{reverse('aanbod:passend')}?{velden.urlencode()}"
