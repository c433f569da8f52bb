"""The flowchart for anybody: one source for picture and words, no style, kept by whoever is nobody yet."""

import html
import re
from dataclasses import replace

from django.urls import reverse

from checklist.drawing import picture
from checklist.flowchart import F5, F6, NODE, NODES, TURNS
from checklist.outline import outline
from checklist.walk import Step
from tests.checklist.test_policy_page import text_of


def in_picture(drawn):
    boxes = " ".join(" ".join(line.text for line in box.lines) for box in drawn.boxes)
    return boxes + " " + " ".join(line.label.text for line in drawn.lines)


def in_words(entries):
    return " ".join(f"{one.node.short} {one.node.question} {[way.words for way in one.ways]}" for one in entries)


def test_picture_and_words_come_from_one_source():
    nodes = [replace(node, short="Must we, by law?") if node.code == F5 else node for node in NODES]
    turns = [replace(turn, words="we need not") if (turn.source, turn.target) == (F5, F6) else turn for turn in TURNS]
    for words in (NODE[F5].short, "Must we, by law?", "no, or not sure", "we need not"):
        is_new = words in {"Must we, by law?", "we need not"}
        for said in (in_picture, in_words):
            made = said(picture((), nodes, turns) if said is in_picture else outline((), nodes, turns))
            before = said(picture() if said is in_picture else outline())
            assert (words in made, words in before) == (is_new, not is_new), (words, said)


def test_every_node_and_turn_stands_in_the_picture_and_in_the_words_and_nothing_overlaps():
    drawn = picture()
    words = html.unescape(in_picture(drawn))
    for node in NODES:
        assert f"{node.code}{node.star} {node.short}" in words
    for turn in TURNS:
        assert turn.words in words, turn
    for one in drawn.boxes:
        assert one.x >= 0
        assert one.x + one.width <= drawn.width
        assert one.y + one.height <= drawn.height
        for other in drawn.boxes:
            apart = one.x + one.width <= other.x or other.x + other.width <= one.x
            assert one is other or apart or one.y + one.height <= other.y or other.y + other.height <= one.y
    assert drawn.height / drawn.width < 1.4  # with its title it fits a page of A4, which is 1.414 times as high


def test_a_route_is_laid_over_it_with_the_turn_that_was_taken():
    drawn = picture((Step("F3", "somebody"), Step("F4", "not-sure"), Step("F5")))
    numbered = {box.code: (box.number, box.is_here) for box in drawn.boxes if box.number}
    assert numbered == {"F3": (1, False), "F4": (2, False), "F5": (3, True)}
    assert [line.label.text for line in drawn.lines if line.is_taken] == ["somebody, or not sure", "not sure"]


def test_anybody_reads_it_and_it_may_be_kept(client, policy):
    page = client.get("/flowchart/")
    assert reverse("flowchart") == "/flowchart/"
    assert page.status_code == 200
    text = text_of(page)
    assert "to be confirmed by the policy owner" in text
    body = page.content.decode()
    for node in NODES:
        assert text.count(node.short) >= 1
        assert f'<li id="{node.code}">' in body
        assert node.question in text
    assert set(re.findall(r'href="#(\w+)"', body)) <= {*re.findall(r'id="([\w-]+)"', body), "main-content"}
    assert " style=" not in body
    assert "<style" not in body
    for address in ("/flowchart/", "/policy/"):
        first = client.get(address)
        assert "public" in first["Cache-Control"]
        assert "Cookie" in first["Vary"]
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        with_cookie = client.get(address, headers={"Cookie": "sessionid=anything"})
        assert "public" not in with_cookie.get("Cache-Control", "")
    assert client.post("/flowchart/").status_code == 405
