"""/.well-known/security.txt says where to report, or nothing at all."""

from __future__ import annotations

from datetime import UTC, datetime

from django.test import Client


def test_it_answers_only_when_somebody_reads_the_reports(settings, db) -> None:
    assert Client().get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT, settings.PORTAAL_URL = "mailto:veilig@stad.example", "https://portaal.example"
    antwoord = Client().get("/.well-known/security.txt")
    velden = dict(regel.split(": ", 1) for regel in antwoord.content.decode().splitlines())
    assert antwoord["Content-Type"].startswith("text/plain")
    assert velden["Contact"] == "mailto:veilig@stad.example"
    assert velden["Canonical"] == "https://portaal.example/.well-known/security.txt"
    over = datetime.fromisoformat(velden["Expires"]) - datetime.now(UTC)
    assert 100 < over.days < 365, "RFC 9116 asks for less than a year"
