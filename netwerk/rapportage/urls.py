"""Addresses of the figures, under /cijfers/."""

from django.urls import path

from . import views

app_name = "rapportage"

urlpatterns = [
    path("", views.cijfers, name="cijfers"),
    path("<slug:code>.csv", views.als_csv, name="csv"),
]
