"""Signing in, passwords and the people pages. Of the sign-in library only these four pages are mounted."""

from django.urls import path

from accounts import sign_in, views

urlpatterns = [
    path("accounts/login/", sign_in.sign_in, name="account_login"),
    path("accounts/logout/", sign_in.sign_out, name="account_logout"),
    path("accounts/password/set/", sign_in.set_password, name="account_set_password"),
    path("accounts/password/change/", sign_in.change_password, name="account_change_password"),
    path("accounts/link/<uidb64>/<token>/", sign_in.follow_link, name="set-password"),
    path("people/", views.people, name="people"),
    path("people/add/", views.person_add, name="person-add"),
    path("people/<int:pk>/", views.person, name="person"),
    path("people/<int:pk>/appoint/", views.appointment_add, name="appointment-add"),
    path("people/<int:pk>/link/", views.person_link, name="person-link"),
    path("people/<int:pk>/account/", views.person_account, name="person-account"),
    path("people/appointments/<int:pk>/end/", views.appointment_end, name="appointment-end"),
    path("people/appointments/<int:pk>/phone/", views.appointment_phone, name="appointment-phone"),
]
