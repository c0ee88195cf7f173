"""What a volunteer fills in on the own page."""

from __future__ import annotations

from django import forms

from netwerk.kern.choices import DAGDELEN
from netwerk.kern.forms import NetwerkFormulier
from netwerk.kern.widgets import Dagdelenrooster

from .choices import AfwijsReden, IkBen

#: The two reasons that are the coordinator's or the learner's to give are left out.
EIGEN_REDENEN = [
    (code, tekst)
    for code, tekst in (
        (AfwijsReden.GEEN_TIJD, "Ik heb nu geen tijd"),
        (AfwijsReden.TE_VER, "Het is te ver weg"),
        (AfwijsReden.PAST_NIET, "Deze vraag past niet bij mij"),
        (AfwijsReden.ANDERS, "Een andere reden"),
    )
]


class NeeFormulier(NetwerkFormulier):
    """Why not; one tap."""

    reden = forms.ChoiceField(label="Waarom nu niet?", choices=EIGEN_REDENEN, widget=forms.RadioSelect)


class BeschikbaarFormulier(NetwerkFormulier):
    """When, and for how many learners at a time."""

    dagdelen = forms.MultipleChoiceField(
        label="Wanneer kunt u?",
        choices=DAGDELEN,
        widget=Dagdelenrooster,
        required=False,
        help_text="Vink niets aan als het u niet uitmaakt.",
    )
    ik_ben = forms.ChoiceField(
        label="Bent u man of vrouw?", choices=IkBen.choices, required=False,
        help_text="Sommige leerders willen alleen door een vrouw of alleen door een man geholpen worden.",
    )  # fmt: skip
    capaciteit = forms.IntegerField(label="Hoeveel leerders tegelijk?", min_value=0, max_value=20)
