"""Forms of the provider's side besides the page itself: hours, what makes a place safe."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import inlineformset_factory

from netwerk.kern.forms import NetwerkFormulier, VersieFormulier
from netwerk.kern.models import Locatie

from .choices import Dag, Waarborgsoort
from .filters import PostcodeVeld
from .forms import DatumVeld
from .models import Aanbod, Openingstijd, Uitzondering


class TijdVeld(forms.TimeInput):
    """The browser's own time picker."""

    input_type = "time"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%H:%M", **kwargs)


class VakantieFormulier(VersieFormulier[Aanbod]):
    """Carries the version of the page: hours that somebody else changed meanwhile are not overwritten unseen."""

    class Meta:
        model = Aanbod
        fields = ["niet_in_vakantie"]
        labels = {"niet_in_vakantie": "Dicht in de schoolvakanties"}


class TijdFormulier(forms.ModelForm):
    """One day of the week with its hours. An empty line is no line."""

    dag = forms.TypedChoiceField(
        label="Dag", choices=[("", "Kies"), *Dag.choices], coerce=int, empty_value=None, required=False
    )

    class Meta:
        model = Openingstijd
        fields = ["dag", "van", "tot"]
        widgets = {"van": TijdVeld, "tot": TijdVeld}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_dutch(self, van="Hoe laat begint het?", tot="Hoe laat is het klaar?")
        self.fields["dag"].error_messages["required"] = "Kies een dag."

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or self.cleaned_data
        van, tot = schoon.get("van"), schoon.get("tot")
        if (van or tot) and schoon.get("dag") is None and "dag" not in self.errors:
            self.add_error("dag", "Kies een dag.")
        if van and tot and van >= tot:
            self.add_error("tot", "De eindtijd ligt voor de begintijd. Kies een latere eindtijd.")
        return schoon


class UitzonderingFormulier(forms.ModelForm):
    """Days on which it is otherwise; without hours it is closed."""

    class Meta:
        model = Uitzondering
        fields = ["begin", "einde", "van", "tot", "reden"]
        widgets = {"begin": DatumVeld, "einde": DatumVeld, "van": TijdVeld, "tot": TijdVeld}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_dutch(self, begin="Kies de eerste dag.", einde="Kies de laatste dag.")
        self.fields["einde"].required = False

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or self.cleaned_data
        begin = schoon.get("begin")
        schoon["einde"] = schoon.get("einde") or begin
        if begin and schoon["einde"] < begin:
            self.add_error("einde", "De laatste dag ligt voor de eerste dag. Kies een latere laatste dag.")
        van, tot = schoon.get("van"), schoon.get("tot")
        if bool(van) != bool(tot):
            self.add_error("tot", "Vul beide tijden in, of geen van beide als het dicht is.")
        elif van and tot and van >= tot:
            self.add_error("tot", "De eindtijd ligt voor de begintijd. Kies een latere eindtijd.")
        return schoon


def _in_dutch(form: forms.ModelForm, **meldingen: str) -> None:
    for naam, melding in meldingen.items():
        form.fields[naam].error_messages["required"] = melding
    for veld in form.fields.values():
        veld.error_messages.setdefault("invalid", "Dit begrijpen wij niet. Kies ja, nee of weet ik niet.")


def _ja_nee(waarde: str) -> bool | None:
    return {"ja": True, "nee": False}.get(waarde)


#: Three answers: unknown is something else than no.
JA_NEE: dict[str, Any] = {
    "choices": [("", "Weet ik niet"), ("ja", "Ja"), ("nee", "Nee")],
    "coerce": _ja_nee,
    "empty_value": None,
    "required": False,
}

TijdenSet = inlineformset_factory(Aanbod, Openingstijd, form=TijdFormulier, extra=3, max_num=28, can_delete_extra=False)
UitzonderingSet = inlineformset_factory(
    Aanbod, Uitzondering, form=UitzonderingFormulier, extra=2, max_num=40, can_delete_extra=False
)


class WaarborgFormulier(NetwerkFormulier):
    """All that is ticked is confirmed today by who sends it; what is not ticked no longer holds."""

    soorten = forms.MultipleChoiceField(
        label="Wat klopt vandaag?",
        choices=Waarborgsoort.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Vink alleen aan wat u zelf weet. Uw naam en de datum van vandaag komen erbij te staan.",
    )




class PlekFormulier(VersieFormulier, forms.ModelForm):
    """What there is at a place besides lessons, and how one gets there: used by everything that is offered there."""

    postcode = PostcodeVeld(label="Postcode", help_text="Bijvoorbeeld 1024 of 1024 AB.")
    rolstoel = forms.TypedChoiceField(label="Kan een rolstoel naar binnen?", **JA_NEE)
    gratis_wifi = forms.TypedChoiceField(label="Is er gratis wifi?", **JA_NEE)
    prive_ruimte = forms.TypedChoiceField(label="Is er een aparte ruimte voor privézaken?", **JA_NEE)

    class Meta:
        model = Locatie
        fields = ["naam", "straat", "plaats", "route", "rolstoel", "gratis_wifi", "computers", "prive_ruimte"]
        widgets = {"route": forms.Textarea(attrs={"rows": 3})}
        labels = {"route": "Hoe komt u er?"}
        help_texts = {
            "route": "In korte zinnen. Bijvoorbeeld: tram 12, halte Linde. De deur is naast de bakker. Bel aan bij 3.",
            "computers": "Hoeveel computers mogen bezoekers gebruiken? 0: geen.",
        }

    field_order = [
        "naam", "straat", "postcode", "plaats", "route", "rolstoel", "gratis_wifi", "computers", "prive_ruimte",
    ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["postcode"].initial = self.instance.postcode
        for naam in ("rolstoel", "gratis_wifi", "prive_ruimte"):
            self.initial[naam] = {True: "ja", False: "nee"}.get(getattr(self.instance, naam), "")
        self._typed = "".join(str(self.data.get(self.add_prefix("postcode"), "")).split()).upper()

    def save(self, commit: bool = True) -> Any:
        gebied = self.cleaned_data["postcode"]
        if gebied is not None and gebied.pk != self.instance.pc4_id:
            # Elsewhere: the old spot on the map is wrong, the centre of the area is right.
            self.instance.pc4, self.instance.lat, self.instance.lon = gebied, gebied.lat, gebied.lon
        self.instance.postcode = f"{self._typed[:4]} {self._typed[4:]}".strip()
        return super().save(commit=commit)
