"""Addresses of a disclosure's pages: the reference, and nothing about a person."""

from django.urls import reverse


def disclosure_url(disclosure):
    """The page of one disclosure."""
    return reverse("disclosure", args=[disclosure.reference])


def page_url(disclosure, page, *which):
    """The page of one topic: purpose, people, items, recipients, pairs or check; `which` row of it, where it has such."""
    return reverse(f"disclosure-{page}", args=[disclosure.reference, *which])


def section_url(disclosure, number):
    """The page of one section of the checklist ("3.1")."""
    return reverse("disclosure-checklist", args=[disclosure.reference, number])


def decide_url(disclosure, action):
    """The page on which a decision is confirmed."""
    return reverse("disclosure-decide", args=[disclosure.reference, action])


def row_url(disclosure, kind, pk):
    """The page of one row: "person", "item", "recipient", or the same with "-take-out"."""
    return reverse(f"disclosure-{kind}", args=[disclosure.reference, pk])


def history_url(disclosure, number=None):
    """The page of its whole history, or of one entry of it."""
    if number is None:
        return reverse("disclosure-history", args=[disclosure.reference])
    return reverse("disclosure-entry", args=[disclosure.reference, number])
