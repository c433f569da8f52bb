"""Addresses of the oversight app."""

from django.urls import path

from oversight import views

urlpatterns = [
    path("register/", views.register, name="register"),
]
