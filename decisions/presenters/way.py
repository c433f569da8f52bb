"""The way of one disclosure through the flowchart, in words and as a picture (4.3, 2.9)."""

from checklist import walk
from checklist.drawing import picture
from checklist.flowchart import NODE, STOP, TURN
from checklist.gates import g2
from decisions.enums import Departure, Ground, RouteOutcome, Stage
from decisions.presenters import words
from decisions.presenters.record import asked_about
from decisions.workflow.walking import DECISIONS, departure_of, route_now

YOURS, ITS = "Your route so far", "The route so far"
NO_ANSWER = "no answer yet"
AGAINST = "Departs from the flowchart"


def way_shown(content, *, is_own, findings=None):
    """The route so far: where it stands, each step with the answers that made its turn, what stops it, the picture, and
    how it stood when it was submitted and decided.

    While a decision stands, it is the way that was kept with it, and what has happened since. `findings` are those of
    the gate of approval, where somebody has them.
    """
    decision, outcome = content.disclosure.standing_decision, ""
    if decision is not None and decision.way:
        route = walk.Route.from_plain(decision.way)
        before = route.steps if route.outcome else route.steps[:-1]
        steps = (*before, *walk.after_decision(_life(content, decision)))
    else:
        route = route_now(content, findings)
        steps, outcome = route.steps, route.outcome
    return {
        "title": YOURS if is_own else ITS,
        "here": f"{steps[-1].node} {NODE[steps[-1].node].short}",
        "steps": [_step(step, content) for step in steps],
        "comes_to": RouteOutcome(outcome).label if outcome else "",
        "picture": picture(steps),
        "kept": [f"{when}: {_in_one_line(route, departure)}" for when, route, departure in _kept(content)],
    }


def _kept(content):
    """Every way that was kept: (when, the way, how the decision departed from it), the last submission first."""
    if content.disclosure.submitted_way:
        yield "At the last submission", walk.Route.from_plain(content.disclosure.submitted_way), ""
    for one in content.decisions:
        if one.way:
            yield f"At the decision on version {one.version}", walk.Route.from_plain(one.way), departure_words(one)


def _life(content, decision):
    return walk.Life(
        decision=DECISIONS[decision.outcome],
        is_signed=len({one.side for one in content.signatures}) == 2,
        has_gone=bool(content.sharings),
        is_closed=content.disclosure.stage == Stage.CLOSED,
    )


def _step(step, content):
    node = NODE[step.node]
    return {
        "code": node.code,
        "words": node.short,
        "turn": _turn_words(step),
        "answers": [_answer(why, content) for why in step.because],
    }


def _turn_words(step):
    if step.turn == STOP:
        return "it stops here"
    return TURN[step.node, step.turn].words if step.turn else ""


def _answer(why, content):
    """An answer that made a turn: "Question 6, for Ade Okafor: Safe to ask and to tell"."""
    question = next((one for one in content.all_questions if one.code == why.question), None)
    if question is None:
        return Ground(why.value).label
    who = asked_about(content.named().get(why.about)) if why.about else ""
    labels = {choice.code: choice.label for choice in question.choices.all()}
    place = f"Question {question.number}, for {who}" if who else f"Question {question.number}"
    return f"{place}: {labels.get(why.value, why.value) or NO_ANSWER}"


def _in_one_line(route, departure):
    stop = RouteOutcome(route.outcome).label if route.outcome else ""
    said = [f"{route.here} {NODE[route.here].short}", stop, departure]
    return " ".join(part if part.endswith("?") else f"{part}." for part in said if part)


def printed_routes(content):
    """The ways that were kept, for the paper: a row each, a line for each step."""
    rows = []
    for when, route, departure in _kept(content):
        steps = [_step(step, content) for step in route.steps]
        lines = [_in_one_line(route, departure)]
        for step in steps:
            said = "; ".join([*([step["turn"]] if step["turn"] else []), *step["answers"]])
            lines.append(f"{step['code']} {step['words']} {said}".strip())
        rows.append({"key": {"text": when}, "value": words.in_lines("\n".join(lines))})
    return rows


def in_steps(kept):
    """A way that was kept, a step each, for the history: "F5 A legal duty to share it? no, or not sure"."""
    steps = walk.Route.from_plain(kept).steps
    return [" ".join(filter(None, [step.node, NODE[step.node].short, _turn_words(step)])) for step in steps]


def departure_words(decision):
    """How a decision went against the flowchart, in words; empty where it followed it, or nothing was kept."""
    return Departure(decision.departure).label if decision.departure else ""


def would_depart(content, outcome):
    """What the page of a decision says before it is taken, where it would go against the flowchart."""
    departure = departure_of(outcome, g2(content.facts()))
    return Departure(departure).label if departure else ""
