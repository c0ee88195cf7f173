"""Log lines and metrics tell what is going on, and nothing about anybody."""

from __future__ import annotations

import io
import json
import logging.config
from collections.abc import Iterator
from datetime import timedelta

import pytest
import structlog
from django.conf import settings
from django.test import Client
from django.utils import timezone

from netwerk import logregels
from netwerk.kern import planning
from netwerk.kern.models import Uitvoering


@pytest.fixture
def regels(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """The log as a deployment writes it with LOGVORM=json, instead of what tests have."""
    uit = io.StringIO()
    vorm = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": settings.LOGREGELS,
        "processors": [
            logregels.zonder_adres,
            structlog.processors.ExceptionRenderer(logregels.zonder_tekst),
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(),
        ],
    }
    opstelling = {
        **settings.LOGGING,
        "formatters": {"netwerk": vorm},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "netwerk", "stream": uit}},
        "loggers": {"netwerk.verzoek": {"level": "INFO"}, "django.request": {"level": "WARNING"}},
    }
    logging.config.dictConfig(opstelling)
    yield uit
    logging.config.dictConfig(settings.LOGGING)


@pytest.mark.django_db
def test_a_line_per_request_names_the_route_and_nobody(client: Client, regels: io.StringIO) -> None:
    antwoord = client.get(
        "/aanbod/", {"q": "geheimwoord"}, headers={"X-Request-ID": "abc12345", "User-Agent": "Zuinig"}
    )
    assert antwoord["X-Request-ID"] == "abc12345"
    client.get("/static/css/netwerk.css")  # a first page brings ten of these
    (regel,) = [json.loads(r) for r in regels.getvalue().splitlines() if "netwerk.verzoek" in r]
    assert regel["route"] == "aanbod/" and regel["status"] == 200 and regel["verzoek"] == "abc12345"
    assert not {"user_id", "ip", "request", "user_agent"} & set(regel)
    for woord in ("geheimwoord", "Zuinig", "127.0.0.1"):
        assert woord not in regels.getvalue()


@pytest.mark.django_db
def test_an_address_that_is_not_there_is_not_copied_into_the_log(client: Client, regels: io.StringIO) -> None:
    nummer = client.get("/jan-jansen-1950/", headers={"X-Request-ID": "<script>"})["X-Request-ID"]
    assert len(nummer) == 32
    assert "geen route" in regels.getvalue()
    assert "jansen" not in regels.getvalue()


@pytest.mark.django_db
def test_an_error_says_where_and_not_what(client: Client, regels: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    def stuk(*_a: object, **_k: object) -> None:
        try:
            raise ValueError("Fatima Jansen")
        except ValueError as fout:
            raise RuntimeError("geboren in 1950") from fout

    monkeypatch.setattr("netwerk.kern.views.paginas.render", stuk)
    client.raise_request_exception = False
    assert client.get("/toegankelijkheid/?naam=Fatima").status_code == 500
    tekst = regels.getvalue()
    assert "builtins.RuntimeError" in tekst and "builtins.ValueError" in tekst and "test_waarneming.py" in tekst
    assert "500 toegankelijkheid/" in tekst
    assert "Fatima" not in tekst and "1950" not in tekst


@pytest.mark.django_db
def test_metrics_ask_the_token(client: Client, settings) -> None:
    assert client.get("/metrics/").status_code == 404
    settings.METRICS_TOKEN = "s3cret-token"
    assert client.get("/metrics/", headers={"Authorization": "Bearer iets-anders"}).status_code == 404
    eerste = planning.opdrachten()[0].naam
    nu = timezone.now()
    Uitvoering.objects.create(naam=eerste, begonnen=nu - timedelta(minutes=1), klaar=nu, gelukt=True)
    client.get("/toegankelijkheid/")
    tekst = client.get("/metrics/", headers={"Authorization": "Bearer s3cret-token"}).content.decode()
    assert 'netwerk_verzoeken_total{methode="GET",route="toegankelijkheid/",status="200"}' in tekst
    assert "netwerk_database_bereikbaar 1.0" in tekst
    assert f'netwerk_opdracht_laatst_gelukt{{opdracht="{eerste}"}}' in tekst
    assert f"netwerk_opdrachten_te_laat {len(planning.opdrachten()) - 1}.0" in tekst


@pytest.mark.django_db
def test_the_portal_can_be_put_on_a_first_screen(client: Client) -> None:
    antwoord = client.get("/netwerk.webmanifest")
    assert antwoord["Content-Type"] == "application/manifest+json"
    for icoon in antwoord.json()["icons"]:
        assert client.get(icoon["src"]).status_code == 200
    assert b'rel="manifest" href="/netwerk.webmanifest"' in client.get("/").content
