"""The flowchart in words: an ordered list that says everything the picture says, from the same rows (4.3).

Pure, like the picture. `steps` of a route say which turns were taken, and in which order.
"""

from dataclasses import dataclass

from checklist.findings import NUMBERS
from checklist.flowchart import NODE, NODES, TURNS, Node
from checklist.sharing_gates import NUMBERS_AFTER

# The questions as the flowchart names them ("Q12"), and their numbers, by the policy of December 2015.
NUMBERS_OF_ALL = {**NUMBERS, **NUMBERS_AFTER}
ALL_CODES = {f"Q{number}": code for code, number in NUMBERS_OF_ALL.items()}


@dataclass(frozen=True)
class Way:
    """One way on from a node: on which answer, and to where; `target` is None where the way ends."""

    words: str
    target: Node | None
    is_taken: bool


@dataclass(frozen=True)
class Entry:
    """One node in words: where it rests, its ways on, and on a route the number of the step."""

    node: Node
    paragraphs: tuple[str, ...]
    questions: tuple[str, ...]
    ways: tuple[Way, ...]
    number: int | None


def outline(steps=(), nodes=NODES, turns=TURNS, numbers=None):
    """Every node in the order of the walk, each an Entry. `numbers` are those of the policy version that is meant, {code:
    number}; a question that it does without is not named.
    """
    asked = NUMBERS_OF_ALL if numbers is None else numbers
    order = {step.node: number for number, step in enumerate(steps, 1)}
    taken = {(step.node, step.turn) for step in steps if step.turn}
    return [
        Entry(
            node,
            tuple(one for one in node.rests_on if not one.startswith("Q")),
            tuple(str(asked[ALL_CODES[one]]) for one in node.rests_on if ALL_CODES.get(one) in asked),
            tuple(
                Way(turn.words, NODE.get(turn.target), (turn.source, turn.code) in taken)
                for turn in turns
                if turn.source == node.code
            ),
            order.get(node.code),
        )
        for node in nodes
    ]
