"""The ways of a task and of a signal, as tables."""

from __future__ import annotations

from netwerk.kern.workflow import Overgang, Werkstroom

from .choices import Artikelstand as A
from .choices import Briefstand as B
from .choices import Signaalstand as S
from .choices import TaakStatus as T
from .permissions import (
    alleen_de_verzender,
    mag_artikel_bewerken,
    mag_brief_versturen,
    mag_signaal_behandelen,
    mag_signaal_intrekken,
    mag_signaal_terugzetten,
    mag_taak_afronden,
    mag_taak_heropenen,
    mag_taak_laten_vervallen,
    mag_taak_oppakken,
    mag_taak_teruggeven,
)

# The log lines of a task are the network's: which organisations read them is decided in ``tijdlijn``.
taakstroom = Werkstroom(
    [
        Overgang(
            "pak_op", "Ik pak dit op", (T.GEVRAAGD, T.AANGEBODEN), T.OPGEPAKT, mag_taak_oppakken, "hand-index-thumb"
        ),
        Overgang("verzet", "Andere datum afspreken", (T.OPGEPAKT,), T.OPGEPAKT, mag_taak_teruggeven, "calendar-event"),
        Overgang("rond_af", "Afronden met resultaat", (T.OPGEPAKT,), T.AFGEROND, mag_taak_afronden, "check-lg"),
        Overgang(
            "geef_terug", "Teruggeven", (T.OPGEPAKT, T.AANGEBODEN), T.GEVRAAGD, mag_taak_teruggeven, "arrow-return-left"
        ),
        Overgang(
            "laat_vervallen",
            "Laten vervallen",
            (T.GEVRAAGD, T.AANGEBODEN, T.OPGEPAKT),
            T.VERVALLEN,
            mag_taak_laten_vervallen,
            "x-circle",
            gevaarlijk=True,
        ),
        Overgang(
            "heropen", "Opnieuw openen", (T.VERVALLEN, T.AFGEROND), T.GEVRAAGD, mag_taak_heropenen, "arrow-clockwise"
        ),
    ],
    organisaties=lambda taak: [taak.eigenaar_organisatie_id],
)

signaalstroom = Werkstroom(
    [
        Overgang(
            "neem_in_behandeling",
            "In behandeling nemen",
            (S.INGEDIEND,),
            S.BEHANDELING,
            mag_signaal_behandelen,
            "person-check",
        ),
        Overgang(
            "zeg_toe",
            "Beantwoorden: dit gaat er gebeuren",
            (S.INGEDIEND, S.BEHANDELING),
            S.TOEGEZEGD,
            mag_signaal_behandelen,
            "send",
        ),
        Overgang(
            "wijs_af",
            "Beantwoorden: dit gebeurt niet",
            (S.INGEDIEND, S.BEHANDELING),
            S.AFGEWEZEN,
            mag_signaal_behandelen,
            "slash-circle",
        ),
        Overgang("voer_uit", "Het is gebeurd", (S.TOEGEZEGD,), S.UITGEVOERD, mag_signaal_behandelen, "check-lg"),
        Overgang(
            "stel_uit", "Andere datum afspreken", (S.TOEGEZEGD,), S.TOEGEZEGD, mag_signaal_behandelen, "calendar-event"
        ),
        Overgang(
            "zet_terug",
            "Het is nog niet opgelost",
            (S.UITGEVOERD, S.AFGEWEZEN),
            S.INGEDIEND,
            mag_signaal_terugzetten,
            "arrow-return-left",
        ),
        Overgang(
            "trek_in",
            "Intrekken",
            (S.INGEDIEND, S.BEHANDELING),
            S.INGETROKKEN,
            mag_signaal_intrekken,
            "x-circle",
            gevaarlijk=True,
        ),
    ],
    organisaties=lambda signaal: [signaal.organisatie_id],
)

artikelstroom = Werkstroom(
    [
        Overgang("publiceer", "Publiceren", (A.CONCEPT, A.ARCHIEF), A.GEPUBLICEERD, mag_artikel_bewerken, "send"),
        Overgang("kijk_na", "Alles klopt nog", (A.GEPUBLICEERD,), A.GEPUBLICEERD, mag_artikel_bewerken, "check-lg"),
        Overgang("archiveer", "Naar het archief", (A.GEPUBLICEERD,), A.ARCHIEF, mag_artikel_bewerken, "archive"),
    ],
    organisaties=lambda artikel: [artikel.organisatie_id],
)

briefstroom = Werkstroom(
    [
        Overgang("start", "Versturen", (B.CONCEPT,), B.BEZIG, mag_brief_versturen, "send"),
        Overgang("pauzeer", "Stilzetten", (B.BEZIG,), B.GEPAUZEERD, mag_brief_versturen, "hourglass-split"),
        Overgang("hervat", "Verder versturen", (B.GEPAUZEERD,), B.BEZIG, mag_brief_versturen, "send"),
        Overgang("klaar", "Klaar", (B.BEZIG,), B.VERZONDEN, alleen_de_verzender),
        Overgang("heropen", "Nog eens proberen", (B.VERZONDEN,), B.BEZIG, mag_brief_versturen),
    ],
    organisaties=lambda brief: [],
)
