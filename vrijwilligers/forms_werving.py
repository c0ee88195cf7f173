"""Forms of recruitment: the public sign-up in three steps, campaigns, vacancies, asking back."""

from __future__ import annotations

from typing import Any, ClassVar

from crispy_forms.layout import Div, Field, Layout
from django import forms
from django.core.validators import MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext as _

from netwerk.kern.choices import DAGDELEN, OrganisatieSoort
from netwerk.kern.forms import NetwerkFormulier, VersieFormulier, keuzeveld, modelveld, veld_van
from netwerk.kern.models import Organisatie, Stadsdeel
from netwerk.kern.widgets import Dagdelenrooster
from netwerk.kern.zoekkeuze import ZoekKeuzeVeld

from .choices import CampagneBereik
from .forms import MOMENTEN, Datum, MetTalen, PostcodeVeld, TelefoonVeld, dagdelen_van, themas
from .models import Campagne, Vacature


class Stap(NetwerkFormulier):
    """A step of signing up, with its heading."""

    kop: ClassVar[str]


class StapWie(Stap):
    """Step 1. ``website`` is bait for machines: people do not see it."""

    kop = "Wie bent u?"

    naam = forms.CharField(label="Uw naam", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    telefoon = TelefoonVeld(required=False, help_text="We bellen u voor een kennismaking.")
    email = forms.EmailField(
        label="E-mailadres", required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    website = forms.CharField(
        label="Laat dit leeg", required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "naam", "telefoon", "email", Div(Field("website"), css_class="visually-hidden", aria_hidden="true")
        )

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or self.cleaned_data
        if not schoon.get("telefoon") and not schoon.get("email") and not self.errors.keys() & {"telefoon", "email"}:
            self.add_error(
                "telefoon", _("Vul een telefoonnummer of een e-mailadres in. Anders kunnen we u niet bereiken.")
            )
        return schoon


class StapWaar(MetTalen, Stap):
    """Step 2: everything may stay empty."""

    kop = "Waar en wanneer?"

    pc4 = PostcodeVeld(required=False)
    momenten = forms.MultipleChoiceField(
        label="Wanneer kunt u meestal?", choices=MOMENTEN, widget=forms.CheckboxSelectMultiple, required=False
    )

    field_order = ["pc4", "momenten", "talen", "nog_een_taal"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zet_talen([])
        self.fields["talen"].label = "Welke talen spreekt u?"


class StapHulp(Stap):
    """Step 3, with consent."""

    kop = "Waar kunt u mee helpen?"

    vaardigheden = forms.MultipleChoiceField(
        label="Waar kunt u mee helpen?", widget=forms.CheckboxSelectMultiple, required=False,
        help_text="U hoeft geen expert te zijn. U krijgt eerst een training.",
    )  # fmt: skip
    opmerking = forms.CharField(
        label="Wilt u nog iets vertellen?", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    toestemming = forms.BooleanField(
        label="Ik geef toestemming",
        help_text="Het netwerk mag mijn gegevens bewaren en ze delen met een organisatie bij mij in de buurt, om samen "
        "te kijken of ik vrijwilliger word.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzeveld(self, "vaardigheden").choices = themas()
        self.fields["toestemming"].error_messages["required"] = _(
            "Zonder uw toestemming kunnen we u niet bellen. Zet het vinkje, of stop hier."
        )


STAPPEN: tuple[type[Stap], ...] = (StapWie, StapWaar, StapHulp)


def velden_van(wie: StapWie, waar: StapWaar, hulp: StapHulp) -> dict[str, Any]:
    """What the volunteer's record gets from three valid steps."""
    return {
        "naam": wie.cleaned_data["naam"].strip(),
        "telefoon": wie.cleaned_data["telefoon"],
        "email": wie.cleaned_data["email"].lower(),
        "pc4": waar.cleaned_data["pc4"],
        "talen": waar.gekozen_talen(),
        "dagdelen": dagdelen_van(waar.cleaned_data["momenten"]),
        "vaardigheden": hulp.cleaned_data["vaardigheden"],
        "opmerking": hulp.cleaned_data["opmerking"],
    }


class CampagneFormulier(VersieFormulier[Campagne]):
    """Make or change a campaign of one's own organisation."""

    stadsdelen = forms.MultipleChoiceField(
        label="Welke stadsdelen?", widget=forms.CheckboxSelectMultiple, required=False,
        help_text="Alleen nodig als u per stadsdeel werft.",
    )  # fmt: skip
    pool = forms.BooleanField(
        label="Voor de hele stad: wie zich aanmeldt komt in de stadspool", required=False,
        help_text="Anders komen aanmeldingen bij uw eigen organisatie.",
    )  # fmt: skip

    class Meta:
        model = Campagne
        fields = ["naam", "bereik", "stadsdelen", "kanaal", "bedrijf", "partner", "van", "tot", "doel", "kosten"]
        widgets = {"van": Datum(), "tot": Datum(), "bereik": forms.RadioSelect}
        labels = {"naam": "Naam van de campagne", "van": "Begint op", "tot": "Stopt na", "bedrijf": "Bedrijf"}
        help_texts = {
            "partner": "Alleen als het bedrijf of de partner niet in de lijst staat.",
            "tot": "Leeg: de campagne loopt door tot u hem sluit.",
            "kosten": "Alles bij elkaar: drukwerk, advertenties, uren. Nodig om te zien wat een vrijwilliger kost.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzeveld(self, "stadsdelen").choices = list(Stadsdeel.objects.values_list("code", "naam"))
        modelveld(self, "bedrijf").queryset = Organisatie.objects.filter(soort=OrganisatieSoort.BEDRIJF, actief=True)
        modelveld(self, "bedrijf").empty_label = "Geen bedrijf"
        keuzeveld(self, "bereik").choices = CampagneBereik.choices
        veld_van(self, "kosten", forms.IntegerField).min_value = 0
        self.fields["kosten"].validators.append(MinValueValidator(0, "Vul 0 of een hoger bedrag in."))
        self.fields["kosten"].widget.attrs["min"] = 0
        if self.instance.pk:
            del self.fields["pool"]  # people who came before would have landed elsewhere
        else:
            self.fields["van"].initial = timezone.localdate

    def clean(self) -> dict[str, Any]:
        schoon = super().clean()
        if schoon.get("bereik") == CampagneBereik.STAD:
            schoon["stadsdelen"] = []
        elif schoon.get("bereik") and not schoon.get("stadsdelen"):
            self.add_error("stadsdelen", "Kies minstens één stadsdeel, of kies de hele stad.")
        if schoon.get("bedrijf") and schoon.get("partner"):
            self.add_error("partner", "Kies een bedrijf uit de lijst of vul een naam in, niet allebei.")
        van, tot = schoon.get("van"), schoon.get("tot")
        if van and tot and tot < van:
            self.add_error("tot", "De einddatum ligt voor de begindatum. Kies een latere einddatum.")
        return schoon


class VacatureFormulier(MetTalen, VersieFormulier[Vacature]):
    """Write or change a vacancy."""

    dagdelen = forms.MultipleChoiceField(
        label="Dagdelen", choices=DAGDELEN, widget=Dagdelenrooster, required=False
    )
    field_order = ["titel", "rol", "omschrijving", "bieden", "uren_per_week", "stadsdeel", "talen", "nog_een_taal"]

    class Meta:
        model = Vacature
        fields = [
            "titel", "rol", "omschrijving", "bieden", "uren_per_week", "stadsdeel", "talen", "dagdelen", "campagne",
            "open_van", "open_tot", "status",
        ]  # fmt: skip
        field_classes = {"campagne": ZoekKeuzeVeld}
        widgets = {
            "open_van": Datum(), "open_tot": Datum(), "omschrijving": forms.Textarea(attrs={"rows": 5}),
            "bieden": forms.Textarea(attrs={"rows": 3}),
        }  # fmt: skip
        help_texts = {
            "titel": "Bijvoorbeeld: Help ouderen met hun telefoon in Noord.",
            "campagne": "Wie zich via deze vacature aanmeldt, telt mee bij deze campagne.",
        }

    def __init__(self, *args: Any, organisatie_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zet_talen(list(self.instance.talen))
        modelveld(self, "stadsdeel").empty_label = "De hele stad"
        modelveld(self, "campagne").queryset = Campagne.objects.filter(organisatie_id=organisatie_id)
        modelveld(self, "campagne").empty_label = "Geen campagne"

    def clean(self) -> dict[str, Any]:
        schoon = super().clean()
        schoon["talen"] = self.gekozen_talen()
        return schoon


class TerugvraagFormulier(NetwerkFormulier):
    """Whom to ask back, and with which words; the yes-and-no link is added by itself."""

    wie = forms.MultipleChoiceField(label="Wie vraagt u?", widget=forms.CheckboxSelectMultiple)
    tekst = forms.CharField(
        label="Uw bericht", max_length=1500, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="De aanhef en een link om ja of nee te zeggen komen er vanzelf bij.",
        initial="U hebt eerder mensen geholpen met hun telefoon of computer. Dat heeft veel betekend. "
        "Er wachten nu weer mensen op hulp. Wilt u nog eens meedoen? Een paar uur per maand helpt al.",
    )  # fmt: skip

    def __init__(self, *args: Any, keuzes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzeveld(self, "wie").choices = keuzes
        self.fields["wie"].initial = [pk for pk, _ in keuzes]
        self.fields["wie"].error_messages["required"] = "Kies minstens één persoon."
