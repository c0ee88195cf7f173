"""The catalogues of the public pages are whole and up to date, and a page shows them."""

from __future__ import annotations

import gettext
import importlib.util
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.test import Client

from tests.fabrieken import GebruikerFabriek

WORTEL = Path(settings.BASE_DIR)


@pytest.fixture(scope="module")
def vertalingen() -> ModuleType:
    plek = importlib.util.spec_from_file_location("vertalingen", WORTEL / "scripts" / "vertalingen.py")
    assert plek and plek.loader
    module = importlib.util.module_from_spec(plek)
    plek.loader.exec_module(module)
    return module


def test_every_language_has_every_sentence_and_the_compiled_file_is_made_from_it(vertalingen: ModuleType) -> None:
    zinnen = vertalingen.verzamel()
    assert len(zinnen) > 650
    assert set(vertalingen.MEERVOUD) == {code for code, _ in settings.LANGUAGES} - {"nl"}
    for taal in vertalingen.MEERVOUD:
        po, mo = vertalingen.paden(taal)
        tekst = po.read_text("utf-8")
        assert vertalingen.gaten(tekst) == [], taal
        # Where a sentence stands is a comment, and may be behind.
        er, wil = set(vertalingen.lees_po(tekst)), {een for een, _ in zinnen}
        assert (wil - er, er - wil) == (set(), set()), f"{taal}: run scripts/vertalingen.py and translate"
        assert mo.read_bytes() == vertalingen.maak_mo(tekst, taal), f"{taal}: run scripts/vertalingen.py"


def test_the_compiled_file_is_one_that_gettext_reads_with_its_plurals(vertalingen: ModuleType) -> None:
    with vertalingen.paden("pl")[1].open("rb") as bestand:
        pools = gettext.GNUTranslations(bestand)
    vormen = [pools.ngettext("%(aantal)s plek gevonden", "%(aantal)s plekken gevonden", n) for n in (1, 3, 5)]
    assert vormen == ["Znaleziono %(aantal)s miejsce", "Znaleziono %(aantal)s miejsca", "Znaleziono %(aantal)s miejsc"]


def test_a_hole_and_a_lost_field_are_found(vertalingen: ModuleType) -> None:
    tekst = 'msgid "Op %(dag)s"\nmsgstr "On %(day)s"\n\nmsgid "Zoek"\nmsgstr ""\n'
    assert vertalingen.gaten(tekst) == ["andere velden dan in het Nederlands: Op %(dag)s", "niet vertaald: Zoek"]


#: Words that say something else than was meant, or break the form of address (docs/vertalen.md says which instead).
MISPLAATST = {
    "ar": r"حاسوب|كلمات? السر|\bمحو|[اي]مح[وُ]|موعد مفتوح|لا يجب أن|ـكم\b|[?,;](?!\d)",
    "en": r"\b(own|new) offers?\b|\bDigiD alone\b|must not be an expert",
    "tr": r"malzeme|\bsemt|\buyuyor\b|(?<!bu )yerde bulunan|\bveriler|%\(\w+\)s['’]\w|\w'\w",
    "uk": r"\bчерг|[Аа]каунт|\bвчител|\bзітр|вайфа|адрес[ауи] пошти|добропорядн|\w'\w",
    "pl": r"\b(tw(ój|oj\w*|oi\w*)|ciebie|cię|tob(ą|ie)|masz|chcesz|możesz|jesteś|dostaniesz|kurator\w*)\b|[‘“]",
    "es": r"\b(entrar con|volver a entrar|oferta|municipio|aparatos?|empieza dentro de)\b",
    "fr": r"matériel|\b(?<!ordinateur )(?<!ordinateurs )portables?\b|curateur|ne devez pas|['“]| [?!:;»]|« ",
}


@pytest.mark.parametrize("taal", sorted(MISPLAATST))
def test_words_with_another_meaning_do_not_come_back(vertalingen: ModuleType, taal: str) -> None:
    po = vertalingen.lees_po((Path(settings.BASE_DIR) / f"locale/{taal}/LC_MESSAGES/django.po").read_text("utf-8"))
    fout = [vorm for vormen in po.values() for vorm in vormen if re.search(MISPLAATST[taal], vorm, re.IGNORECASE)]
    assert not fout, "\n".join(fout)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("taal", "op_de_lijst", "op_de_kaart"),
    [
        ("ar", "ابحث عن مساعدة قريبة منك", "المساعدة على الخريطة"),
        ("tr", "Yakınınızda yardım bulun", "Haritada yardım"),
        ("uk", "Знайдіть допомогу поруч", "Допомога на карті"),
    ],
)
def test_a_page_speaks_the_language_and_says_that_it_is_a_draft(
    client: Client, taal: str, op_de_lijst: str, op_de_kaart: str
) -> None:
    lijst = client.get("/aanbod/", {"lang": taal, "pc4": "9999"}).content.decode()
    assert op_de_lijst in lijst
    assert 'aria-current="true"' in lijst
    assert "Deze vertaling is nog niet" not in lijst  # said in the language itself
    # The message of a wrong postcode too.
    assert "ligt niet in deze stad" not in lijst and "9999" in lijst
    assert op_de_kaart in client.get("/aanbod/kaart/").content.decode()
    home = client.get("/").content.decode()
    assert "Hulp bij telefoon" not in home


def test_the_command_counts_a_hole_and_names_what_is_dutch_only(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("taalstand", streng=True)
    uit = capsys.readouterr().out
    assert uit.count("100%") == len(settings.LANGUAGES) - 1
    nederlands = set(uit.split("alleen Nederlands:")[1].replace(",", " ").split())
    # Who adds a public page translates it, or says here for whom it is.
    assert nederlands == VOOR_COLLEGAS | GEEN_PAGINA, nederlands ^ (VOOR_COLLEGAS | GEEN_PAGINA)
    (tmp_path / "x.po").write_text('msgid "Zoek"\nmsgstr ""\n\nmsgid "Taal"\nmsgstr "Dil"\n', "utf-8")
    monkeypatch.setattr("netwerk.kern.management.commands.taalstand.paden", lambda taal: (tmp_path / "x.po", None))
    with pytest.raises(SystemExit):
        call_command("taalstand", streng=True)
    assert "50%" in capsys.readouterr().out


#: Without a login but not for learners and visitors: links that colleagues get by mail, and searching for a learner.
VOOR_COLLEGAS = {
    "aanbod:antwoord", "aanbod:antwoord_bericht", "aanbod:antwoord_link", "aanbod:passend", "leermateriaal:passend",
    "leermateriaal:verzameling_link", "portaal:afmelden", "kern:ontwerp",
}  # fmt: skip
#: Files, feeds, buttons without a page of their own, and what programs ask.
GEEN_PAGINA = {
    "aanbod:agenda", "kern:favicon", "kern:klaar", "kern:leeft", "kern:manifest", "kern:metingen", "kern:security_txt",
    "kern:stil", "leermateriaal:export", "overleg:bestand", "account_confirm_login_code", "mfa_login_webauthn",
    "openid_connect_callback", "openid_connect_login", "socialaccount_signup", "vrijwilligers:deelbeeld",
}  # fmt: skip

PAGINAS = [
    "/", "/over/", "/toegankelijkheid/", "/bestaat-niet/", "/vrijwilligers/aanmelden/",
    "/vrijwilligers/aanmelden/bedankt/", "/vrijwilligers/vacatures/", "/vrijwilligers/vacatures/?stadsdeel=x",
    "/vrijwilligers/certificaat/?code=abc", "/vrijwilligers/aanmelden/bevestig/onzin/", "/materiaal/",
    "/materiaal/?q=zzqqxx&niveau=1",
    "/materiaal/?niveau=99", "/account/login/", "/account/password/reset/", "/overleg/nieuwsbrief/",
    "/overleg/nieuwsbrief/gevraagd/", "/overleg/kennis/", "/zoeken/?q=zzqqxx",
]  # fmt: skip
#: Between tags in these pages: names, languages, and what organisations and the vocabulary write in Dutch on purpose.
EIGEN = re.compile(r"<(script|style|option|select)\b.*?</\1>|<[^>]*lang=\"(?!pl)[a-z]+\"[^>]*>.*?</|<[^>]+>", re.DOTALL)


@pytest.mark.django_db
def test_no_dutch_sentence_is_left_on_a_page_in_another_language(client: Client, vertalingen: ModuleType) -> None:
    client.get("/", {"lang": "pl"})
    for pad in PAGINAS:
        tekst = client.get(pad).content.decode()
        assert '<html lang="pl" dir="ltr">' in tekst, pad
        woorden = set(re.findall(r"[a-zé]+", EIGEN.sub(" ", tekst).lower()))
        assert woorden & {"het", "een", "wij", "niet", "uw", "hebt", "voor", "deze", "naar", "wilt"} == set(), pad


@pytest.mark.django_db
def test_who_tries_to_log_in_too_often_reads_it_in_the_own_language(client: Client, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    client.get("/", {"lang": "pl"})
    antwoorden = [client.post("/account/login/", {"login": "a@demo.example", "password": "x"}) for _ in range(2)]
    assert [a.status_code for a in antwoorden] == [200, 429]
    tekst = antwoorden[1].content.decode()
    assert '<html lang="pl"' in tekst and "429" in tekst and "Even wachten" not in tekst


@pytest.mark.django_db
def test_a_colleague_sees_errors_and_the_catalogue_in_dutch(client: Client) -> None:
    client.get("/", {"lang": "pl"})
    assert '<html lang="pl"' in client.get("/bestaat-niet/").content.decode()
    client.force_login(GebruikerFabriek())
    for pad in ("/bestaat-niet/", "/materiaal/"):
        assert '<html lang="nl"' in client.get(pad).content.decode(), pad


@pytest.mark.django_db
def test_the_sign_up_answers_and_mails_in_the_language_with_the_dutch_below(client: Client) -> None:
    hier = "/vrijwilligers/aanmelden/"
    client.get(hier, {"lang": "pl"})
    fout = client.post(hier, {"naam": "Ola", "telefoon": "12"})
    assert fout.status_code == 422 and "Ten numer telefonu jest błędny." in fout.content.decode()
    client.post(hier, {"naam": "Ola Demo", "telefoon": "", "email": "ola@demo.example"})
    tekst = client.get(f"{hier}?stap=2").content.decode()
    assert "W weekend, rano" in tekst and "Українська" in tekst
    client.post(f"{hier}?stap=2", {"pc4": "", "talen": ["pl"]})
    assert "Bez zgody nie możemy zadzwonić." in client.post(f"{hier}?stap=3", {}).content.decode()
    sessie = client.session
    sessie["aanmelding"] = {**sessie["aanmelding"], "begin": 0}
    sessie.save()
    klaar = client.post(f"{hier}?stap=3", {"toestemming": "on"}, follow=True)
    assert "Dziękujemy za zgłoszenie" in klaar.content.decode()
    (brief,) = mail.outbox
    assert brief.subject == "Pana/Pani zgłoszenie jako wolontariusz"
    assert brief.body.index("Dzień dobry Ola") < brief.body.index("Beste Ola") and "?lang=pl" in brief.body
