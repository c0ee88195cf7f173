"""What every form has: a summary above, a guard against stale and double submits, no BSN in free text."""

from __future__ import annotations

import uuid
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.db import models
from django.utils.text import get_text_list

from .models import Gebruiker, Inzending
from .validators import geen_bsn

#: Fields with a form of their own, in which nobody can type a remark.
ZONDER_BSN_CONTROLE = (forms.EmailField, forms.URLField, forms.UUIDField)


class NetwerkFormulier(forms.Form):
    """Base for every form (mix it in before ModelForm): crispy inside our own <form>, a key against double submits.

    The page is rendered with templates/componenten/formulier.html. ``sleutel`` is a random key per shown form; views
    that create something go through :meth:`claim`.
    """

    sleutel = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sleutel"].initial = uuid.uuid4
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.form_show_errors = True
        for veld in self.fields.values():
            veld.error_messages["required"] = "Vul dit in."
            # UUIDField is a CharField too; one random key in 130 holds digits that pass for a BSN.
            if isinstance(veld, forms.CharField) and not isinstance(veld, ZONDER_BSN_CONTROLE):
                veld.validators.append(geen_bsn)

    def claim(self, door: Gebruiker | None) -> tuple[Inzending, bool]:
        """Claim this form's key: (inzending, True) for the first submit, (the first one, False) for a repeat.

        Use: ``inzending, nieuw = form.claim(request.user)``; when not new, redirect to ``inzending.doel_url``;
        when new, do the action and call ``inzending.rond_af(url)``.
        """
        return Inzending.objects.claim(self.cleaned_data.get("sleutel") or uuid.uuid4(), door)


class VersieFormulier(NetwerkFormulier):
    """Base for ModelForms on a model with ``MetVersie``: refuses to overwrite what somebody else saved meanwhile.

    ``clean`` locks the row, so the comparison still holds when ``save`` runs (requests are one transaction). On a
    conflict the form keeps what was typed and says which fields differ; a second submit then goes through knowingly.
    """

    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["versie"].initial = self.instance.versie

    def clean(self) -> dict[str, Any]:
        schoon = super().clean()
        schoon = self.cleaned_data if schoon is None else schoon
        if self.instance.pk is None:
            return schoon
        vers = type(self.instance)._default_manager.select_for_update(of=("self",)).get(pk=self.instance.pk)
        if schoon.get("versie") != vers.versie:
            self.data = self.data.copy()
            self.data[self.add_prefix("versie")] = vers.versie
            raise forms.ValidationError(self._botsing(vers), code="verouderd")
        return schoon

    def save(self, commit: bool = True) -> models.Model:
        if self.instance.pk is not None:
            self.instance.versie = self.cleaned_data["versie"] + 1
        return super().save(commit=commit)

    def _botsing(self, vers: models.Model) -> str:
        anders = [
            str(veld.label or naam)
            for naam, veld in self.fields.items()
            if naam in self.cleaned_data
            and hasattr(vers, naam)
            and isinstance(getattr(vers, naam), (str, int, float, bool, type(None)))
            and getattr(vers, naam) != self.cleaned_data[naam]
            and naam != "versie"
        ]
        velden = f" Anders dan wat u hier ziet: {get_text_list(anders, 'en')}." if anders else ""
        return (
            "Iemand anders heeft dit intussen gewijzigd. Wat u typte staat hier nog."
            f"{velden} Klopt uw tekst? Kies dan nog een keer Opslaan."
        )
