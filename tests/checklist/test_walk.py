"""The way through the flowchart: its graph, each turn, each stop with what it comes to, and what goes against it."""

from dataclasses import replace

from checklist import facts as plain, flowchart, walk
from checklist.derived import Q1, Q2, Q3, Q4, Q6, Q8, Q9
from checklist.findings import WARN, Finding
from checklist.gates import g2, is_open
from checklist.policy_2015_12 import PARAGRAPHS, QUESTIONS
from checklist.walk import Because, Life, Route, after_decision, departure, route_of
from tests.checklist import given, holding
from tests.checklist.given import AGREED, DUTY, OPEN, P1, P2, made
from tests.checklist.lines import ASKED, MORE_HARM, NOBODY, NOTHING, REFUSED, ROWS, SMALL, TWO, answer, ruling

# What is changed, one after the other -> the nodes of the way, and what a stop comes to.
WAYS = [
    ([], "F1 F0 F2 F3 F4 F5 F6 F7 F7a F8 F9 F10 F11 F12", ""),
    ([AGREED], "F1 F0 F2 F3 F4 F5 F6 F9 F10 F11 F12", ""),
    ([DUTY], "F1 F0 F2 F3 F4 F5 F9 F10 F11 F12", ""),
    ([NOBODY], "F1 F0 F2 F3 F10 F11 F12", ""),
    ([NOBODY, MORE_HARM], "F1 F0 F2 F3 F8 F9", "do-not-share"),
    ([SMALL], "F1 F0 F2 F3", "ask-approver"),
    (
        [answer(Q6, plain.TELL_ONLY, P1), {"person": {"ground": plain.DELAY, "explanation": given.WHY}}],
        "F1 F0 F2 F3 F4 F5 F6 F7 F8 F9 F10 F11 F12",
        "",
    ),
    ([ASKED], "F1 F0 R1 F2 F3 F4 F5 F6 F7 F7a F8 F9 F10 F11 F12", ""),
    ([{"asked": replace(given.CLEAR, is_checked=False)}], "F1 F0 R1", "check-back"),
    ([{"asked": replace(given.CLEAR, is_checked=False, check_failed=True)}], "F1 F0 R1", "refuse"),
    ([{"asked": replace(given.CLEAR, is_checked=False)}, NOTHING], "F1 F0 R1 F2", "do-not-share"),
    ([REFUSED, {"approver_is_adviser": True}], "F1 F0 F2 F3 F4 F5 F6 F7 F7a F8 F9", "ask-approver"),
    ([answer(Q3, plain.YES)], "F1 F0 F2 F3 F4 F5 F6 F7 F7a F8 F9", "ask-them"),
    ([answer(Q3, plain.YES), MORE_HARM], "F1 F0 F2 F3 F4 F5 F6 F7 F7a F8 F9", "do-not-share"),
    ([answer(Q2, "")], "F1 F0 F2 F3 F4 F5 F6 F7 F7a F8 F9", "mend"),
]
# Where the lines of the table of findings stop the way, but for those of questions 1 to 8, the basis and the overrides.
STOPS = {
    **dict.fromkeys(("PURPOSE", "Q9.NOTHING", "Q9.WHYNOT"), "F2"),
    **dict.fromkeys(("X8.IDENTIFIABLE", "X8.ADVISER"), "F3"),
    "Q12.UNVERIFIED who-asked": "R1",
    **dict.fromkeys(("RECIPIENT", "REQ.UNCLEAR", "X13.RECIPIENT"), "F11"),
}


def way(*changes):
    facts = made(*changes)
    return route_of(facts, g2(facts))


def test_the_graph_is_one_and_every_way_ends_and_rests_on_the_policy():
    ends, targets = set(), {}
    for turn in flowchart.TURNS:
        targets.setdefault(turn.source, set()).add(turn.target)
    order = [flowchart.F1]
    for node in order:
        assert node == flowchart.F17 or targets.get(node), node
        ends |= {node} - set(targets)
        order += [one for one in targets.get(node, ()) if one and one not in order]
    assert set(order) == set(flowchart.NODE)
    assert ends == {flowchart.F17}

    def depth(node, above=()):
        assert node not in above, "a way leads back"
        return 1 + max((depth(one, (*above, node)) for one in targets.get(node, ()) if one), default=0)

    assert depth(flowchart.F1) > 15
    known = {number for number, _ in PARAGRAPHS} | {f"Q{row['number']}" for row in QUESTIONS}
    assert {one for node in flowchart.NODES for one in node.rests_on} <= known
    assert all(node.rests_on for node in flowchart.NODES)


def test_each_way_leads_where_the_rules_say():
    for changes, nodes, outcome in WAYS:
        route = way(*changes)
        assert (" ".join(step.node for step in route.steps), route.outcome) == (nodes, outcome), changes
        assert bool(route.stops) is bool(outcome)
        assert Route.from_plain(route.plain()) == route


def test_every_finding_stops_the_way_at_its_part_of_the_policy():
    for name, _about, stands, _falls in ROWS:
        facts = made(*stands)
        findings = g2(facts)
        stopping = [one for one in findings if one.severity != WARN]
        if len(stopping) == 1 and stopping[0].code == name.partition(" ")[0]:
            number = int(name[1:].partition(".")[0]) if name[0] == "Q" else 0
            node = STOPS.get(name) or ("F9" if number < 9 else "F10" if number < 12 else "F11")
            assert route_of(facts, findings).here == node, name


def test_a_turn_says_which_answer_made_it_of_each_person_apart():
    turns = {step.node: step for step in way(TWO, answer(Q6, plain.NOT_SURE, P2)).steps}
    assert turns["F5"].because == (Because(Q4, None, plain.POWER),)
    assert [why[1:] for why in turns["F6"].because] == [(P1, plain.NOT_ASKED), (P2, plain.NOT_ASKED)]
    assert turns["F7"].because == (Because(Q6, P1, plain.SAFE), Because(Q6, P2, plain.NOT_SURE))
    assert turns["F7"].turn == "ask"
    blank = {step.node: step for step in way(answer(Q3, ""), answer(Q8, plain.NOT_SURE)).steps}
    assert (blank["F7a"].turn, blank["F7a"].because) == ("not-sure", (Because(Q3, None, ""),))
    assert blank["F8"].turn == "not-sure"
    ruled = {step.node: step for step in way(answer(Q8, plain.NOT_SURE), ruling(Q8, plain.NO)).steps}
    assert ruled["F8"] == ("F8", "no", (Because(Q8, None, plain.NO),))


def test_what_has_gone_first_takes_the_way_of_danger():
    route = route_of(OPEN, g2(OPEN), gone_first="danger")
    assert [step.node for step in route.steps] == ["F1", "E1", "E2"]
    assert route.steps[0].because == (Because("", None, "danger"),)


LIVES = [
    (Life(walk.APPROVED), "F12 F13"),
    (Life(walk.APPROVED, is_signed=True), "F12 F13 F14"),
    (Life(walk.APPROVED, has_gone=True), "F12 F13 F14 F15"),
    (Life(walk.APPROVED, True, True, is_closed=True), "F12 F13 F14 F15 F16"),
    (Life(walk.ACKNOWLEDGED), "F12 F14"),
    (Life(walk.AGAINST), "F12 F17"),
    (Life(walk.LOOKED_AT, has_gone=True), "E2 F15"),
    (Life(walk.LOOKED_AT, has_gone=True, is_closed=True), "E2 F15 F16"),
]


def test_after_the_decision_the_way_follows_what_has_happened():
    for life, nodes in LIVES:
        steps = after_decision(life)
        assert " ".join(step.node for step in steps) == nodes, life
        assert all((step.node, step.turn) in flowchart.TURN for step in steps if step.turn)


def test_a_decision_against_the_way_is_a_departure():
    overruled = [Finding("X4.OVERRIDE", 2, WARN, "", ""), Finding("Q1.REFUSED", 1, WARN, "", "")]
    shut = g2(made(answer(Q9, "")))
    assert not is_open(shut)
    for decision, findings, expected in (
        (walk.AGAINST, [], walk.REJECTED_ALL_THE_SAME),
        (walk.AGAINST, overruled, walk.REJECTED_ALL_THE_SAME),
        (walk.AGAINST, shut, ""),
        (walk.APPROVED, [], ""),
        (walk.APPROVED, overruled, walk.OVERRULED),
        (walk.LOOKED_AT, overruled[1:], ""),
    ):
        assert departure(decision, findings) == expected
    harm = g2(made(MORE_HARM, ruling(plain.HARM_WHY)))
    assert departure(walk.APPROVED, harm) == walk.OVERRULED


def test_a_way_and_a_gate_that_differ_are_noticed():
    assert list(holding.leads_to_the_decision(OPEN, g2(OPEN))) == []
    shut = g2(made(answer(Q1, "", P1)))
    assert list(holding.leads_to_the_decision(OPEN, shut)) == []
    hidden = [Finding("Q4.UNSURE", 2, "block", "", "")]
    assert list(holding.leads_to_the_decision(made(NOBODY), hidden))
