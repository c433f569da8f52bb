"""The layout, the error pages, the sign-in library's pages in our clothes, and our own pieces."""

import re
from types import SimpleNamespace

import pytest
from django import forms
from django.conf import settings
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string

pytestmark = pytest.mark.urls("tests.design_system.urls")

NASTY = '<script>alert("a")</script>'
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", re.IGNORECASE)
PERSON = SimpleNamespace(is_authenticated=True, name="Joanna Finch")
CONTACT = {
    "school": "Brook High School", "lead_phone": "01632 960 101", "social_care_phone": "01632 960 100",
    "duty_name": "Helen Hale", "duty_phone": "01632 960 110",
}  # fmt: skip
SIGNED_IN = {
    "user": PERSON,
    "trust": "The Talentum Learning Trust",
    "capacity": "Form tutor, Brook High School",
    "navigation": [
        {"label": "Start", "url": "/", "current": True},
        {"label": "Policy", "url": "/policy/", "current": False},
    ],
    "emergency_line": True,
    "emergency_url": "/emergency/",
    "duty_contacts": [CONTACT],
    "csrf_token": "a-token",
}
ERROR_PAGES = ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"]


class Sample(forms.Form):
    name = forms.CharField(label="Name")


def test_the_header_says_who_reads_and_in_what_capacity():
    html = render_to_string("layout.html", SIGNED_IN)

    for words in ("Joanna Finch", "Form tutor, Brook High School", "The Talentum Learning Trust"):
        assert words in html
    assert 'aria-current="page"' in html
    assert html.count('action="/accounts/logout/"') == html.count('name="csrfmiddlewaretoken"') == 1
    assert '<a class="govuk-link ts-now__danger" href="/emergency/">Somebody is in danger now</a>' in html


def test_a_stranger_sees_no_name_no_menu_and_no_sign_out():
    html = render_to_string("layout.html", {"user": SimpleNamespace(is_authenticated=False), "trust": "T"})

    assert "Sign out" not in html
    assert "<nav" not in html
    assert "ts-now" not in html


def test_a_trustee_has_no_danger_line_and_a_page_without_names_no_way_to_hide():
    html = render_to_string("layout.html", {**SIGNED_IN, "emergency_line": False})
    hidden = render_to_string("layout.html", {**SIGNED_IN, "emergency_line": False, "hide_quickly": True})

    assert "danger now" not in html + hidden
    assert "Hide this page quickly" not in html


def test_a_page_that_can_identify_somebody_can_be_hidden_without_javascript():
    html = render_to_string("layout.html", {**SIGNED_IN, "hide_quickly": True})

    assert 'href="https://www.bbc.co.uk/weather" rel="nofollow noreferrer">Hide this page quickly' in html
    assert 'data-module="govuk-exit-this-page"' in html


@pytest.mark.parametrize(
    ("context", "title"),
    [
        ({"page_title": "Queue"}, "Queue - Talentum Share"),
        ({"page_title": "Queue", "has_errors": True}, "Error: Queue - Talentum Share"),
        ({"page_title": "Queue", "form": Sample({})}, "Error: Queue - Talentum Share"),
        ({"page_title": "Queue", "form": Sample()}, "Queue - Talentum Share"),
        ({}, "Share information about a child - Talentum Share"),
    ],
)
def test_the_title_says_what_the_page_does_and_an_error_first(context, title):
    assert f"<title>{title}</title>" in render_to_string("layout.html", context)


def test_the_way_back_is_a_landmark_and_only_where_there_is_one(show):
    source = '{% extends "layout.html" %}{% block before_content %}{% if url %}<a href="{{ url }}">B</a>{% endif %}{% endblock %}'

    assert '<nav aria-label="Back"><a href="/queue/">B</a></nav>' in show(source, url="/queue/").html
    assert "<nav" not in show(source, url="").html


def test_messages_stand_in_a_banner_and_are_words():
    said = [Message(constants.SUCCESS, "Saved"), Message(constants.WARNING, NASTY)]
    html = render_to_string("layout.html", {"messages": said})

    assert html.count("govuk-notification-banner__heading") == 2
    assert html.count("govuk-notification-banner--success") == 1
    assert NASTY not in html


@pytest.mark.parametrize("context", [{}, SIGNED_IN])
def test_nothing_stands_inline_and_every_pointer_has_its_target(show, context):
    for name in ["layout.html", *ERROR_PAGES]:
        html = render_to_string(name, context)
        page = show("{{ html }}", html="")
        page.html = html

        assert not INLINE.search(html), name
        assert page.holds_together(), name
        assert html.count("<h1") == (0 if name == "layout.html" else 1)


def test_no_template_has_anything_inline():
    found = [
        path for path in (settings.BASE_DIR / "templates").rglob("*.html") if INLINE.search(path.read_text("utf-8"))
    ]

    assert found == []


def test_what_may_not_be_opened_and_what_is_not_there_are_the_same_page():
    assert render_to_string("403.html", SIGNED_IN) == render_to_string("404.html", SIGNED_IN)
    assert "There is nothing here that you can open." in render_to_string("404.html")


def test_a_fault_says_whom_to_ring():
    html = render_to_string("500.html")

    assert "tel:999" in html
    assert "You do not need permission." in html


def test_an_old_page_says_how_to_save_all_the_same():
    html = render_to_string("403_csrf.html")

    assert "Sign in in a new tab" in html
    assert "Press Save again" in html


@pytest.mark.parametrize("name", ["login", "logout", "password_change", "password_set", "reauthenticate"])
def test_a_page_of_the_sign_in_library_wears_our_components(name):
    html = render_to_string(f"account/{name}.html", {**SIGNED_IN, "form": Sample({})})

    assert "govuk-heading-l" in html
    assert "govuk-button" in html
    assert ("govuk-input--error" in html) == (name != "logout")
    assert not INLINE.search(html)
    assert html.count('name="csrfmiddlewaretoken"') == 2  # its own form and the header's


def test_the_danger_box_has_the_numbers_and_the_words():
    html = " ".join(render_to_string("design_system/danger.html", {"contacts": [CONTACT]}).split())

    assert 'id="danger"' in html
    for number in ("999", "01632960100", "01632960101", "01632960110"):
        assert f'href="tel:{number}"' in html
    assert "Share what is needed. You do not need permission. Write it down here afterwards." in html
    assert "wait" not in html


def test_the_danger_box_names_the_school_of_each_number_where_there_are_several():
    other = {**CONTACT, "school": "Ashby Primary School", "social_care_phone": "01632 960 200"}
    html = render_to_string("design_system/danger.html", {"contacts": [CONTACT, other]})

    assert html.index("Brook High School") < html.index("tel:01632960100")
    assert html.index("Ashby Primary School") < html.index("tel:01632960200")


def test_the_danger_box_without_any_number_still_says_999():
    assert "tel:999" in render_to_string("design_system/danger.html")


def test_findings_have_a_shape_a_word_and_a_way_to_mend():
    findings = [
        {
            "kind": "block",
            "text": "Question 6 is not sure.",
            "url": "/q6",
            "link": "Settle it",
            "more": "In their words",
        },
        {"kind": "reason", "text": NASTY},
        {"kind": "warning", "text": "Question 8 is yes."},
    ]
    html = render_to_string("design_system/findings.html", {"findings": findings})

    assert re.findall(r"<strong>([^<]*)</strong>", html) == ["Block.", "Reason needed.", "Warning."]
    assert len(set(re.findall(r"<svg.*?</svg>", html))) == 3
    assert '<a class="govuk-link" href="/q6">Settle it</a>' in html
    assert NASTY not in html
    assert render_to_string("design_system/findings.html", {"findings": []}).strip() == ""


def test_a_stage_has_its_word_and_its_colour(show):
    source = '{% include "design_system/stage_tag.html" with stage=stage %}'

    assert show(source, stage={"words": "Returned", "colour": "orange"}).html.strip() == (
        '<strong class="govuk-tag govuk-tag--orange">Returned</strong>'
    )
    assert 'class="govuk-tag"' in show(source, stage={"words": "Approved", "colour": ""}).html


def test_the_timeline_keeps_lines_and_escapes():
    events = [
        {
            "title": "Approved",
            "by": "Helen Hale",
            "when": "Today",
            "datetime": "2026-11-23T14:03",
            "text": f"a\nb{NASTY}",
        }
    ]
    html = render_to_string("design_system/timeline.html", {"events": events})

    assert '<time datetime="2026-11-23T14:03">Today</time>' in html
    assert "a<br>b&lt;script" in html


def test_the_older_link_says_where_it_begins(show):
    source = '{% include "design_system/older.html" with label="Register pages" %}'
    html = show(source, url="/register/?before=1&x=2", words="before 2 November 2026").html

    assert 'href="/register/?before=1&amp;x=2"' in html
    assert "before 2 November 2026" in html
    assert 'aria-label="Register pages"' in html


def test_a_number_can_be_rung(show):
    assert show("{{ number|tel }}", number="+44 (1632) 960-100").html == "tel:+441632960100"
