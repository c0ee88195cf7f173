"""The room's forms. Codes are offered from the vocabularies; the models keep them as arrays."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext

from netwerk.kern.choices import DAGDELEN, DAGEN, DELEN, Vorm
from netwerk.kern.forms import NetwerkFormulier, VersieFormulier, keuzeveld, veld_van
from netwerk.kern.models import Doelgroep, Leervraag, Postcodegebied, Taal
from netwerk.kern.talen import leervraag_tekst, taalnaam
from netwerk.kern.widgets import Dagdelenrooster

from .choices import AfwijsReden, StopReden, StopSoort, Wens
from .eisen import VOG_MAANDEN, plus_maanden
from .leerlijn import ZELFCHECK
from .models import Module, Screening, Vrijwilliger

#: So many languages stand as boxes to tick; the others in a list below.
TALEN_VOORAAN = 14
REISAFSTANDEN: list[tuple[str, str]] = [
    ("", "De hele stad"),
    ("1000", "Tot 1 km"),
    ("2000", "Tot 2 km"),
    ("3000", "Tot 3 km"),
    ("5000", "Tot 5 km"),
    ("10000", "Tot 10 km"),
]
MOMENTEN: list[tuple[str, str]] = [
    (f"{wanneer}-{deel}", f"{naam}, {deel}")
    for wanneer, naam in (("week", "Doordeweeks"), ("weekend", "In het weekend"))
    for deel in DELEN
]


def dagdelen_van(momenten: list[str]) -> list[str]:
    """``week-avond`` → the five weekday evenings."""
    uit: list[str] = []
    for kort, _ in DAGEN:
        soort = "weekend" if kort in ("za", "zo") else "week"
        uit += [f"{kort}-{deel}" for deel in DELEN if f"{soort}-{deel}" in momenten]
    return uit


#: A year before this is a typing error: nothing that was signed or shown then still counts.
VROEGSTE_JAAR = 2000
#: The longest validity that a policy can ask (views/beleid.py).
VOG_HOOGSTENS_JAREN = 5


class Datum(forms.DateInput):
    """A native date box; it needs the ISO form whatever the page's language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class PostcodeVeld(forms.CharField):
    """A postcode, with or without letters, to a PC4 area of the city."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Postcode")
        kwargs.setdefault("help_text", "De vier cijfers zijn genoeg, bijvoorbeeld 1093.")
        super().__init__(max_length=7, widget=forms.TextInput(attrs={"autocomplete": "postal-code"}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return getattr(value, "pc4", value)

    def clean(self, value: Any) -> Postcodegebied | None:
        tekst = super().clean(value)
        if not tekst:
            return None
        vorm = re.fullmatch(r"([1-9]\d{3})\s*(?:[A-Za-z]{2})?", tekst.strip())
        if not vorm:
            raise forms.ValidationError(gettext("Vul de vier cijfers van de postcode in, bijvoorbeeld 1093."))
        gebied = Postcodegebied.objects.filter(pc4=vorm[1]).first()
        if gebied is None:
            raise forms.ValidationError(gettext("Postcode %(pc4)s ligt niet in deze stad.") % {"pc4": vorm[1]})
        return gebied


class TelefoonVeld(forms.CharField):
    """A phone number as people write it; kept with digits only, and a plus."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Telefoonnummer")
        attrs = {"autocomplete": "tel", "inputmode": "tel"}
        super().__init__(max_length=30, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> str:
        tekst = re.sub(r"[\s().\-]", "", super().clean(value))
        if tekst.startswith("00"):
            tekst = "+" + tekst[2:]
        if tekst.startswith(("+31", "+310")):
            tekst = "0" + tekst[3:].removeprefix("0")
        if tekst and not re.fullmatch(r"0[1-9]\d{8}|\+[1-9]\d{6,14}", tekst):
            raise forms.ValidationError(
                gettext("Dit telefoonnummer klopt niet. Een nummer heeft 10 cijfers, zoals 06 12 34 56 78.")
            )
        return tekst


class MetTalen(forms.Form):
    """Mixin: the most spoken languages as boxes, one more from the list; together ``talen``."""

    talen = forms.MultipleChoiceField(label="Talen", widget=forms.CheckboxSelectMultiple, required=False)
    nog_een_taal = forms.ChoiceField(label="Nog een taal", required=False)

    def zet_talen(self, gekozen: list[str]) -> None:
        """Fill the choices; what is chosen already stands among the boxes."""
        alle = [(code, taalnaam(naam)) for code, naam in Taal.objects.values_list("code", "naam")]
        vooraan = [t for n, t in enumerate(alle) if n < TALEN_VOORAAN or t[0] in gekozen]
        keuzeveld(self, "talen").choices = vooraan
        keuzeveld(self, "nog_een_taal").choices = [("", "Kies een taal"), *[t for t in alle if t not in vooraan]]

    def gekozen_talen(self) -> list[str]:
        """Both fields together."""
        talen = list(self.cleaned_data.get("talen") or [])
        nog_een = self.cleaned_data.get("nog_een_taal")
        return [*talen, nog_een] if nog_een and nog_een not in talen else talen


def themas() -> list[tuple[str, str]]:
    """The themes of the learning needs as choices, in the language of the page."""
    rijen = Leervraag.objects.themas().values_list("code", "tekst")
    return [(code, leervraag_tekst(code, tekst)) for code, tekst in rijen]


class VrijwilligerFormulier(MetTalen, VersieFormulier[Vrijwilliger]):
    """A coordinator writes down or changes a volunteer."""

    telefoon = TelefoonVeld(required=False)
    pc4 = PostcodeVeld(required=False)
    dagdelen = forms.MultipleChoiceField(choices=DAGDELEN, widget=Dagdelenrooster, required=False)
    reisafstand_m = forms.TypedChoiceField(
        label="Hoe ver reizen?", choices=REISAFSTANDEN, coerce=int, empty_value=None, required=False
    )
    vaardigheden = forms.MultipleChoiceField(
        label="Kan helpen met", widget=forms.CheckboxSelectMultiple, required=False
    )
    doelgroepen = forms.MultipleChoiceField(
        label="Werkt graag met", widget=forms.CheckboxSelectMultiple, required=False
    )
    vormen = forms.MultipleChoiceField(
        label="Helpt", widget=forms.CheckboxSelectMultiple, required=False,
        choices=[(v.value, v.label) for v in (Vorm.EEN_OP_EEN, Vorm.GROEP)],
    )  # fmt: skip

    field_order = ["naam", "telefoon", "email", "pc4", "talen", "nog_een_taal", "dagdelen"]

    class Meta:
        model = Vrijwilliger
        fields = [
            "naam", "telefoon", "email", "pc4", "talen", "dagdelen", "reisafstand_m", "capaciteit", "vaardigheden",
            "doelgroepen", "vormen", "ik_ben", "mag_teruggevraagd", "opmerking",
        ]  # fmt: skip
        widgets = {"opmerking": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"ik_ben": "Alleen als de vrijwilliger het zelf zegt. Sommige leerders hebben hierin een wens."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zet_talen(list(self.instance.talen))
        veld_van(self, "capaciteit", forms.IntegerField).min_value = 0
        self.fields["dagdelen"].label = "Dagdelen"
        # A need (not a theme) that somebody was good at stays among the choices.
        keuzes = themas()
        los = [code for code in self.instance.vaardigheden if code not in dict(keuzes)]
        keuzeveld(self, "vaardigheden").choices = [
            *keuzes, *Leervraag.objects.filter(code__in=los).values_list("code", "tekst")
        ]  # fmt: skip
        keuzeveld(self, "doelgroepen").choices = list(Doelgroep.objects.values_list("code", "naam"))
        afstand = self.instance.reisafstand_m
        if afstand is not None and str(afstand) not in dict(REISAFSTANDEN):
            keuzeveld(self, "reisafstand_m").choices = [*REISAFSTANDEN, (str(afstand), f"Tot {afstand / 1000:g} km")]

    def clean(self) -> dict[str, Any]:
        schoon = super().clean()
        schoon["talen"] = self.gekozen_talen()
        if not schoon.get("telefoon") and not schoon.get("email") and "telefoon" not in self.errors:
            self.add_error("telefoon", "Vul een telefoonnummer of een e-mailadres in.")
        return schoon


class ScreeningFormulier(VersieFormulier[Screening]):
    """What was asked, shown and signed. Dates only: a document is shown and given back."""

    class Meta:
        model = Screening
        fields = [
            "vog_aangevraagd_op", "vog_getoond_op", "vog_geldig_tot", "geheimhouding_getekend_op",
            "geheimhouding_versie", "referentie_op",
        ]  # fmt: skip
        widgets = {naam: Datum() for naam in fields if naam != "geheimhouding_versie"}
        help_texts = {
            "vog_getoond_op": "U bekijkt de VOG en geeft hem terug. Bewaar geen kopie.",
            "vog_geldig_tot": "Leeg: drie jaar na de dag waarop hij is getoond.",
            "geheimhouding_versie": "Bijvoorbeeld 2026-1.",
        }

    def clean(self) -> dict[str, Any]:
        schoon = super().clean()
        vandaag = timezone.localdate()
        for naam in ("vog_aangevraagd_op", "vog_getoond_op", "geheimhouding_getekend_op", "referentie_op"):
            if schoon.get(naam) and schoon[naam] > vandaag:
                self.add_error(naam, "Deze datum ligt in de toekomst. Kies vandaag of eerder.")
        gevraagd, getoond = schoon.get("vog_aangevraagd_op"), schoon.get("vog_getoond_op")
        tot = schoon.get("vog_geldig_tot")
        for naam in ("vog_aangevraagd_op", "vog_getoond_op", "geheimhouding_getekend_op", "referentie_op"):
            if schoon.get(naam) and schoon[naam].year < VROEGSTE_JAAR:
                self.add_error(naam, f"Hier staat {schoon[naam].year}. Klopt het jaar?")
        if getoond and tot and tot > plus_maanden(getoond, 12 * VOG_HOOGSTENS_JAREN):
            self.add_error(
                "vog_geldig_tot",
                f"Een VOG telt hoogstens {VOG_HOOGSTENS_JAREN} jaar, en hier staat {tot.year}. Klopt het jaar?",
            )
        if tot and not getoond:
            self.add_error("vog_getoond_op", "Vul in wanneer de VOG is getoond, of maak de einddatum leeg.")
        if gevraagd and getoond and getoond < gevraagd:
            self.add_error("vog_getoond_op", "De VOG is getoond voordat hij is aangevraagd. Klopt de datum?")
        if getoond and not schoon.get("vog_geldig_tot") and "vog_geldig_tot" not in self.errors:
            schoon["vog_geldig_tot"] = plus_maanden(getoond, VOG_MAANDEN)
        return schoon


class ModuleFormulier(NetwerkFormulier):
    """Sign up for a module, or write down that it was passed."""

    #: The self-check is filled in, not written down: its answers are what it is for.
    module = forms.ModelChoiceField(
        Module.objects.filter(actief=True).exclude(pk=ZELFCHECK), empty_label="Kies een module"
    )
    behaald_op = forms.DateField(
        label="Gehaald op", required=False, widget=Datum(), help_text="Leeg: alleen inschrijven."
    )


class StopFormulier(NetwerkFormulier):
    """Why a volunteer stops, and whether we may ask again."""

    stopsoort = forms.ChoiceField(
        label="Waarom stopt de vrijwilliger?", choices=[("", "Kies een reden"), *StopSoort.choices]
    )
    stopreden = forms.CharField(label="Wilt u er iets bij zeggen?", max_length=200, required=False)
    mag_teruggevraagd = forms.BooleanField(label="Wij mogen later nog eens vragen", required=False)


class DatumFormulier(NetwerkFormulier):
    """The day of the first meeting."""

    start_op = forms.DateField(label="Eerste afspraak op", required=False, widget=Datum())


class AfwijsFormulier(NetwerkFormulier):
    reden = forms.ChoiceField(
        label="Waarom gaat het niet door?", choices=[("", "Kies een reden"), *AfwijsReden.choices]
    )
    toelichting = forms.CharField(max_length=300, required=False)


class StopKoppelingFormulier(NetwerkFormulier):
    reden = forms.ChoiceField(label="Waarom stopt de hulp?", choices=[("", "Kies een reden"), *StopReden.choices])
    toelichting = forms.CharField(max_length=300, required=False)


class CheckInFormulier(NetwerkFormulier):
    toelichting = forms.CharField(
        label="Hoe gaat het?", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class WensFormulier(NetwerkFormulier):
    wens = forms.ChoiceField(label="De leerder wil geholpen worden", choices=Wens.choices, required=False)


class BevestigFormulier(NetwerkFormulier):
    """Nothing to fill in, only to agree."""
