"""Addresses of the intake; all for coaches of the learner's own organisation."""

from django.urls import path

from .views import dossier, instellingen, intakes, leerders, papier, plannen, resultaat, zonder_lijn

app_name = "intake"

urlpatterns = [
    path("", leerders.lijst, name="leerders"),
    path("instellingen/", instellingen.instellingen, name="instellingen"),
    path("overdragen/", dossier.overdragen_alle, name="overdragen"),
    path("nieuw/", leerders.nieuw, name="leerder_nieuw"),
    path("leerder/<int:pk>/", leerders.leerder, name="leerder"),
    path("leerder/<int:pk>/gegevens/", leerders.gegevens, name="leerder_gegevens"),
    path("leerder/<int:pk>/toestemming/", leerders.toestemming_wijzigen, name="toestemming"),
    path("leerder/<int:pk>/contact/", leerders.contact, name="leerder_contact"),
    path("leerder/<int:pk>/archief/", leerders.archiveren, name="leerder_archief"),
    path("leerder/<int:pk>/overdragen/", dossier.overdragen, name="leerder_overdragen"),
    path("leerder/<int:pk>/export/", dossier.exporteren, name="leerder_export"),
    path("leerder/<int:pk>/dossier.pdf", papier.dossier_pdf, name="leerder_pdf"),
    path("leerder/<int:pk>/wissen/", dossier.wissen, name="leerder_wissen"),
    path("leerder/<int:pk>/start/", intakes.starten, name="intake_start"),
    path("<int:pk>/", intakes.vraag, name="intake"),
    path("<int:pk>/antwoord/", intakes.antwoord, name="antwoord"),
    path("<int:pk>/vooruit/", zonder_lijn.vooruit, name="vooruit"),
    path("<int:pk>/bundel/", zonder_lijn.bundel, name="bundel"),
    path("<int:pk>/ongedaan/", intakes.ongedaan, name="ongedaan"),
    path("<int:pk>/overslaan/", intakes.overslaan, name="overslaan"),
    path("<int:pk>/scherm/", intakes.scherm_leerder, name="scherm"),
    path("<int:pk>/taal/", intakes.taal_kiezen, name="taal"),
    path("<int:pk>/leervragen/", intakes.leervragen, name="leervragen"),
    path("<int:pk>/leervragen/wijzigen/", intakes.leervraag_wijzigen, name="leervraag_wijzigen"),
    path("<int:pk>/afronden/", intakes.afronden, name="afronden"),
    path("<int:pk>/resultaat/", resultaat.resultaat, name="resultaat"),
    path("<int:pk>/resultaat/<slug:domein>/", resultaat.bijstellen, name="bijstellen"),
    path("<int:pk>/advies/", resultaat.advies_vernieuwen, name="advies_vernieuwen"),
    path("<int:pk>/in-plan/", resultaat.in_plan, name="in_plan"),
    path("<int:pk>/regelen/", resultaat.regelen, name="regelen"),
    path("<int:pk>/plan/", resultaat.plan_maken, name="plan_maken"),
    path("plan/<int:pk>/", plannen.plan, name="plan"),
    path("plan/<int:pk>/afdruk/", papier.afdruk, name="afdruk"),
    path("plan/<int:pk>/leerplan.pdf", papier.plan_pdf, name="plan_pdf"),
    path("plan/<int:pk>/stap/", plannen.stap_nieuw, name="stap_nieuw"),
    path("plan/<int:pk>/zoeken/", plannen.zelf_zoeken, name="zelf_zoeken"),
    path("plan/<int:pk>/doel/", plannen.doel_zetten, name="doel"),
    path("stap/<int:pk>/", plannen.stap, name="stap"),
    path("stap/<int:pk>/verplaatsen/", plannen.stap_verplaatsen, name="stap_verplaatsen"),
    path("stap/<int:pk>/status/", plannen.stap_status, name="stap_status"),
    path("stap/<int:pk>/doorverwijzen/", plannen.doorverwijzen, name="doorverwijzen"),
    path("stap/<int:pk>/hulp/", plannen.hulp_vragen, name="hulp_vragen"),
]
