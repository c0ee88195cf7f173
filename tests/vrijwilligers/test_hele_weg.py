"""One volunteer, from the poster to coming back: every screen of the way, each step found on the page before it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from netwerk.kern.bereik import bereik
from netwerk.kern.choices import Domein, Rol
from netwerk.kern.models import Gebeurtenis
from tests.fabrieken import OrganisatieFabriek, lid
from vrijwilligers import misbruik
from vrijwilligers.models import Campagne, Hulpvraag, Koppeling, Sessie, Vrijwilliger

from .fabrieken import hulpvraag

pytestmark = pytest.mark.django_db


class Iemand:
    """Somebody with a browser. ``druk``: post to an address that stands on the page that is open."""

    def __init__(self, client: Client) -> None:
        self.client, self.tekst = client, ""

    def open(self, url: str, status: int = 200) -> str:
        antwoord = self.client.get(url)
        assert antwoord.status_code == status, (url, antwoord.status_code)
        self.tekst = antwoord.content.decode()
        return self.tekst

    def druk(self, einde: str, status: int = 200, **velden: object) -> str:
        """Press the button whose form goes to an address that ends so; a link is followed first."""
        gevonden = re.search(rf'(?:action|href)="([^"]*{einde})"', self.tekst)
        assert gevonden, f"no way to {einde} on this page"
        versie = re.search(r'name="versie" value="(\d+)"', self.tekst)
        antwoord = self.client.post(gevonden[1], {"versie": versie[1] if versie else "", **velden}, follow=True)
        assert antwoord.status_code == status, (gevonden[1], antwoord.status_code)
        self.tekst = antwoord.content.decode()
        return self.tekst


def uit_de_mail(patroon: str) -> str:
    """The last mailed link of this kind."""
    gevonden = re.search(patroon, mail.outbox[-1].body)
    assert gevonden, mail.outbox[-1].body
    return gevonden[0]


def test_from_the_poster_to_coming_back(client_als, monkeypatch) -> None:
    monkeypatch.setattr(misbruik, "MINSTENS", 0)
    cache.clear()
    vandaag = timezone.localdate()
    with bereik(alles=True):
        organisatie = OrganisatieFabriek()
        door = lid(Rol.COACH, Rol.COORDINATOR, organisatie=organisatie)
        vraag = hulpvraag(organisatie, door, voornaam="Abeba", contact="via coach Anna", talen=("ti",))
        training = Sessie.objects.create(
            organisatie=organisatie, module_id="basis", plaats="Zaal", plekken=2,
            begint_op=timezone.now() + timedelta(days=3),
        )  # fmt: skip
    wim, selam = Iemand(client_als(door)), Iemand(Client())

    # Recruited: the campaign's own link, three steps, and a mail.
    wim.client.post(
        "/vrijwilligers/campagnes/nieuw/",
        {"naam": "Markt", "bereik": "stadsdelen", "stadsdelen": ["noord"], "kanaal": "straat", "kosten": "50",
         "van": vandaag},
    )  # fmt: skip
    campagne = Campagne.objects.get()
    assert campagne.code in wim.open(f"{campagne.get_absolute_url()}poster/")
    hier = f"/vrijwilligers/aanmelden/{campagne.code}/"
    for stap, velden in (
        ("", {"naam": "Selam Proef", "telefoon": "06 12 34 56 78", "email": "Selam@demo.example"}),
        ("?stap=2", {"pc4": "1024 AB", "talen": ["nl", "ti"], "momenten": ["week-ochtend"]}),
        ("?stap=3", {"vaardigheden": ["apparaat"], "toestemming": "on"}),
    ):
        selam.open(hier + stap)
        selam.tekst = selam.client.post(hier + stap, velden, follow=True).content.decode()
    assert "krijgt u nu een e-mail" in selam.tekst
    link = uit_de_mail(r"/vrijwilligers/aanmelden/bevestig/\S+")
    assert "selam@demo.example" in selam.open(link)
    with bereik(alles=True):
        assert Vrijwilliger.objects.get().email_bevestigd_op is None  # a mail scanner opens links
    selam.tekst = selam.client.post(link).content.decode()
    assert "Naar uw eigen pagina" in selam.tekst
    selam.open(link.replace("bevestig/", "bevestig/x"), status=410)
    with bereik(alles=True):
        wie = Vrijwilliger.objects.get()
    assert (wie.organisatie_id, wie.campagne_id, wie.status) == (organisatie.pk, campagne.pk, "aangemeld")
    assert wie.email_bevestigd_op is not None

    # Screened. What cannot be is refused; training that is refused leads to where it is mended.
    pagina = wie.get_absolute_url()
    assert "Bellen voor een kennismaking" in wim.open(pagina)
    wim.druk("/stand/kennismaken/")
    wim.druk("/stand/naar_screening/")
    papieren = {"geheimhouding_getekend_op": vandaag, "geheimhouding_versie": "2026-1", "referentie_op": vandaag}
    for fout, melding in (
        ({"vog_getoond_op": vandaag + timedelta(days=1)}, "in de toekomst"),
        ({"vog_getoond_op": "1926-11-20", "vog_geldig_tot": "2029-11-20"}, "Klopt het jaar?"),
        ({"vog_getoond_op": vandaag, "vog_geldig_tot": "2099-01-01"}, "hoogstens 5 jaar"),
        ({"vog_geldig_tot": vandaag}, "Vul in wanneer de VOG is getoond"),
    ):
        wim.open(pagina)
        assert melding in wim.druk("/screening/", status=422, **papieren, **fout)
    wim.open(pagina)
    wim.druk("/screening/", **papieren, vog_aangevraagd_op=vandaag, vog_getoond_op=vandaag)
    assert "Nog nodig: de module Basistraining" in wim.tekst
    wim.druk("/stand/naar_training/")
    wim.open(training.get_absolute_url())
    assert "Selam kan nog niet mee. Eerst nodig: Eigen digitale" in wim.druk("/inschrijven/", vrijwilliger=wie.pk)
    wim.druk("/stuur-link/", terug="leren")
    selam.open(uit_de_mail(r"/vrijwilligers/mijn/\S+"))
    selam.open(re.search(r'href="([^"]*/leren/)"', selam.tekst)[1])
    assert "U heeft 1 van de" in selam.druk("/zelfcheck/", **dict.fromkeys(Domein.values, 3))
    wim.open(f"{pagina}leren/")
    assert "Heeft een plek" in wim.druk(f"/{training.pk}/inschrijven/", vrijwilliger=wie.pk, terug="leren")
    with bereik(alles=True):
        Sessie.objects.filter(pk=training.pk).update(begint_op=timezone.now() - timedelta(hours=3))
        deelname = training.deelnames.get()
    wim.open(training.get_absolute_url())
    assert "1 persoon heeft" in wim.druk("/aanwezig/", aanwezig=deelname.pk)
    certificaat = re.search(r'href="(/vrijwilligers/certificaat/\d+/)"', wim.open(pagina))[1]
    assert wim.client.get(certificaat).content.startswith(b"%PDF")

    # Matched: the page of who waits for a learner names the request; the volunteer says yes by own hand.
    assert "Wie wacht er op iemand als Selam?" in wim.druk("/stand/inzetbaar/")
    wim.druk(f"/hulpvragen/{vraag.pk}/stel-voor/", vrijwilliger=wie.pk)
    wim.druk("/stuur/vraag/")
    selam.open(uit_de_mail(r"/vrijwilligers/mijn/\S+"))
    assert "Kunt u Abeba helpen?" in selam.tekst and "via coach Anna" not in selam.tekst
    ja = re.search(r'action="([^"]*/ja/)"', selam.tekst)[1]
    Iemand(selam.client).open(ja)  # opening it, as a mail scanner does, accepts nothing
    with bereik(alles=True):
        koppeling = Koppeling.objects.get()
        assert koppeling.status == "voorgesteld"
    assert "via coach Anna" in selam.druk("/ja/")
    with bereik(alles=True):
        koppeling.refresh_from_db()
        assert koppeling.status == "geaccepteerd" and Hulpvraag.objects.get().status == "gekoppeld"
        regel = Gebeurtenis.objects.over(koppeling).get(soort="overgang:zegt_ja")
        assert regel.door is None and regel.door_tekst == "de vrijwilliger zelf"
    plek = koppeling.get_absolute_url()
    wim.open(plek)
    assert "gewijzigd" in wim.druk("/start/", status=422, start_op=vandaag, versie=1)
    for dag, melding in ((vandaag + timedelta(days=1), "nog niet geweest"), ("1999-03-01", "Klopt de datum?")):
        wim.open(plek)
        assert melding in wim.druk("/start/", status=422, start_op=dag)
    wim.open(plek)
    wim.druk("/start/", start_op=vandaag - timedelta(days=14))

    # Kept: both sides say how it goes, hours, a check-in; then it stops, with a reason.
    selam.open(uit_de_mail(r"/vrijwilligers/mijn/\S+"))
    selam.druk("/hoe-gaat-het/", gaat="wisselt", tekst="Soms te laat.")
    assert "1,5 uur" in selam.druk("/uren/", dag=vandaag, uren="1,5")
    wim.druk("/hoe-gaat-het/", gaat="goed")
    assert "Soms te laat." in wim.tekst
    wim.druk("/check_in/", toelichting="Nu op dinsdag")
    wim.open(f"{pagina}stop/", status=302)  # not while somebody is helped; the page says whom
    assert "Rond dan eerst de hulp af bij" in wim.open(pagina)
    wim.open(plek)
    assert "Zoek iemand anders voor Abeba" in wim.druk("/stop/", reden="vrijwilliger_stopt")
    wim.open(pagina)
    wim.druk("/bedank/", tekst="Dank je wel, Selam!")
    assert "Dank je wel, Selam!" in mail.outbox[-1].body
    wim.druk("/stop/", stopsoort="tijd", mag_teruggevraagd="on")
    assert "Geen tijd meer" in wim.tekst

    # Asked back, and back.
    wim.open("/vrijwilligers/kom-terug/")
    wim.client.post("/vrijwilligers/kom-terug/", {"wie": [wie.pk], "tekst": "Doet u weer mee?"})
    terug = uit_de_mail(r"/vrijwilligers/aanmelden/terug/\S+")
    selam.open(terug)
    selam.client.post(terug, {"antwoord": "ja"})
    assert "Bellen voor een kennismaking" in wim.open(pagina)
    assert "<strong>1</strong> opgeleid" in wim.open(campagne.get_absolute_url())
    with bereik(alles=True):
        wie.refresh_from_db()
    assert (wie.status, wie.gestopt_op, wie.stopsoort) == ("aangemeld", None, "")
