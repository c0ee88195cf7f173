"""What every form has: a summary above, a guard against stale and double submits, no BSN in free text."""

from __future__ import annotations

import uuid
from typing import Any, Generic, NoReturn, Self, TypeVar

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.choices import normalize_choices

from .botsing import Botsing, merk, merken, vergelijk, zet
from .models import Gebruiker, Inzending, MetVersie
from .validators import geen_bsn

#: Fields with a form of their own, in which nobody can type a remark.
ZONDER_BSN_CONTROLE = (forms.EmailField, forms.URLField, forms.UUIDField)

M = TypeVar("M", bound=MetVersie)
V = TypeVar("V", bound=forms.Field)


def veld_van(form: forms.BaseForm, naam: str, soort: type[V]) -> V:
    """A field under its own class, for what only that class has (``choices``, ``queryset``); TypeError for another."""
    veld = form.fields[naam]
    if not isinstance(veld, soort):
        raise TypeError(f"{type(form).__name__}.{naam} is a {type(veld).__name__}, not a {soort.__name__}")
    return veld


def keuzeveld(form: forms.BaseForm, naam: str) -> forms.ChoiceField:
    """A field with ``choices``."""
    return veld_van(form, naam, forms.ChoiceField)


def modelveld(form: forms.BaseForm, naam: str) -> forms.ModelChoiceField[Any]:
    """A field with a ``queryset``."""
    return veld_van(form, naam, forms.ModelChoiceField)


def keuzes_van(form: forms.BaseForm, naam: str) -> list[tuple[Any, Any]]:
    """The choices as they are now, the empty one included."""
    return list(normalize_choices(keuzeveld(form, naam).choices))


def noem_leeg(form: forms.BaseForm, naam: str, tekst: str) -> None:
    """Other words for the empty choice, which stands first."""
    keuzeveld(form, naam).choices = [("", tekst), *keuzes_van(form, naam)[1:]]


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


class VersieVeld(forms.CharField):
    """The version of a record, and a digest of every field as the page showed it: ``7 naam:0a1b2c3d soort:…``.

    Cleans to the version alone (an int, None when it is missing or nonsense: then the form counts as stale).
    """

    widget = forms.HiddenInput

    def clean(self, value: Any) -> int | None:
        return lees_versie(value)[0]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


def lees_versie(tekst: Any) -> tuple[int | None, dict[str, str], dict[str, str]]:
    """(version, field → digest of what was shown, field → digest of what the user had typed at a conflict)."""
    nummer, *delen = str(tekst or "").split(" ")
    basis: dict[str, str] = {}
    getypt: dict[str, str] = {}
    for naam, _, rest in (deel.partition(":") for deel in delen[:500]):
        basis[naam], _, eigen = rest.partition("/")
        if eigen:
            getypt[naam] = eigen
    return (int(nummer) if nummer.isascii() and nummer.isdecimal() and len(nummer) < 10 else None), basis, getypt


def schrijf_versie(nummer: int, basis: dict[str, str], getypt: dict[str, str] | None = None) -> str:
    """What :func:`lees_versie` reads."""
    eigen = getypt or {}
    return " ".join([str(nummer), *(f"{n}:{m}/{eigen[n]}" if n in eigen else f"{n}:{m}" for n, m in basis.items())])


class VersieFormulier(NetwerkFormulier, forms.ModelForm, Generic[M]):
    """Base for ModelForms on a model with ``MetVersie``: refuses to overwrite what somebody else saved meanwhile.

    ``clean`` locks the row, so the comparison still holds when ``save`` runs (requests are one transaction). On a
    conflict nothing typed is lost: :attr:`botsing` holds both versions of every field that differs, the page
    (templates/componenten/botsing.html) lets the user choose, and the next submit carries that choice out.
    """

    versie = VersieVeld(required=False)
    instance: M
    _gemaakt_met: dict[str, Any]

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        form = super().__new__(cls)
        # Subclasses ask for more (whose organisations, which sections): what is needed to make the form once more.
        form._gemaakt_met = {naam: w for naam, w in kwargs.items() if naam not in ("data", "files", "initial")}
        return form

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.botsing: Botsing | None = None
        self.fields["versie"].initial = lambda: schrijf_versie(
            self.instance.versie, merken(self) if self.instance.pk else {}
        )

    def full_clean(self) -> None:
        if self.is_bound and self.instance.pk is not None:
            self._neem_keuzes_over()
        super().full_clean()

    def clean(self) -> dict[str, Any]:
        schoon = super().clean()
        schoon = self.cleaned_data if schoon is None else schoon
        if self.instance.pk is None:
            return schoon
        opgeslagen = type(self.instance)._default_manager.select_for_update(of=("self",)).get(pk=self.instance.pk)
        if schoon.get("versie") != opgeslagen.versie:
            self._toon_botsing(self._zoals_nu(opgeslagen))
        return schoon

    def save(self, commit: bool = True) -> M:
        if self.instance.pk is not None:
            self.instance.versie = self.cleaned_data["versie"] + 1
        return super().save(commit=commit)

    def _zoals_nu(self, opgeslagen: M) -> Self:
        """This form as it would be shown now."""
        return type(self)(**{**self._gemaakt_met, "instance": opgeslagen})

    def _toon_botsing(self, vers: Self) -> NoReturn:
        """Keep what was typed, take over what only somebody else changed, and ask about what both changed."""
        _, basis, _ = lees_versie(self["versie"].data)
        self.botsing = vergelijk(self, vers, basis)
        self.data = data = self._kopie()
        for verschil in self.botsing.overgenomen:
            zet(data, self, verschil.naam, vers.get_initial_for_field(vers.fields[verschil.naam], verschil.naam))
        getypt = {v.naam: merk(self.fields[v.naam], self[v.naam].data) for v in self.botsing.kiezen}
        data[self.add_prefix("versie")] = schrijf_versie(vers.instance.versie, merken(vers), getypt)
        raise forms.ValidationError(
            "Iemand anders heeft dit intussen gewijzigd. Wat u invulde staat er nog.", code="verouderd"
        )

    def _kopie(self) -> dict[str, Any]:
        """What was sent, to change: a QueryDict for a QueryDict."""
        return self.data.copy() if isinstance(self.data, dict) else dict(self.data)

    def _neem_keuzes_over(self) -> None:
        """Where the user chose what somebody else wrote, put that in; unless the field was typed in after choosing."""
        gekozen = [n for n in self.fields if self.data.get(self.add_prefix(f"botsing-{n}")) == "ander"]
        if not gekozen:
            return
        nummer, _, getypt = lees_versie(self["versie"].data)
        opgeslagen = type(self.instance)._default_manager.filter(pk=self.instance.pk).first()
        if opgeslagen is None or opgeslagen.versie != nummer:
            return
        vers = self._zoals_nu(opgeslagen)
        self.data = data = self._kopie()
        for naam in gekozen:
            if naam in vers.fields and getypt.get(naam) == merk(self.fields[naam], self[naam].data):
                zet(data, self, naam, vers.get_initial_for_field(vers.fields[naam], naam))
