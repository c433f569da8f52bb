"""The picture of the flowchart, laid out from its rows and columns: boxes, lines and words for one SVG on one A4 page.

Pure: everything is computed from `checklist.flowchart`, so that the picture and its words cannot say different things. A
route is laid over it: what was taken is thick and numbered.
"""

from dataclasses import dataclass
from textwrap import wrap

from checklist.flowchart import BANDS, F17, LEFT, MAIN, NODES, RIGHT, STOP, TURNS

WIDTH, PITCH, HEIGHT, TOP = 900, 62, 42, 14
# Column -> its left edge and its width, in units of the picture; a letter of the words in it is about so wide.
COLUMNS = {LEFT: (24, 226), MAIN: (330, 300), RIGHT: (712, 184)}
LETTER, LINE = 6.8, 15
LANE, FIRST_LANE = 15, 16
# Where every stop's line goes down to the record of why.
TRUNK = 266


@dataclass(frozen=True)
class Words:
    """Some words: where they stand, to which side of that point ("start", "end"), and whether they are a title."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    is_title: bool = True


@dataclass(frozen=True)
class Box:
    """A node: its edges, its words line by line, and on a route its number."""

    code: str
    x: int
    y: int
    width: int
    height: int
    lines: tuple[Words, ...]
    number: int | None = None
    is_here: bool = False


@dataclass(frozen=True)
class Line:
    """Turns between two nodes: its path, its words, whether a route took it, and whether the way ends there."""

    path: str
    label: Words
    is_taken: bool = False
    is_end: bool = False


@dataclass(frozen=True)
class Band:
    """A stretch of the picture with a name."""

    y: int
    height: int
    name: Words
    is_shaded: bool


@dataclass(frozen=True)
class Picture:
    """The whole picture."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    bands: tuple[Band, ...]


def picture(steps=(), nodes=NODES, turns=TURNS):
    """The flowchart as a Picture; with the steps of a route, that route laid over it."""
    numbers = {step.node: number for number, step in enumerate(steps, 1)}
    taken = {(step.node, step.turn) for step in steps if step.turn}
    here = steps[-1].node if steps else ""
    places = {node.code: node for node in nodes}
    boxes = tuple(_box(node, turns, numbers.get(node.code), here) for node in nodes)
    lines = [_line(group, places, taken) for group in _grouped(turns)]
    height = TOP + max(box.y + box.height for box in boxes)
    return Picture(WIDTH, height, boxes, tuple(sorted(lines, key=lambda line: line.is_taken)), tuple(_bands(height)))


def _y(row):
    return TOP + row * PITCH


def _box(node, turns, number, here):
    x, width = COLUMNS[node.column]
    letters = int((width - 20) / LETTER)
    title = wrap(f"{node.code}{node.star} {node.short}", letters)
    written = [f"{turn.words}{_leads(turn)}" for turn in turns if turn.source == node.code and not turn.drawn]
    lines = [*title, *(line for words in written for line in wrap(words, letters))]
    y, height = _y(node.row), max(HEIGHT, 12 + LINE * len(lines))
    first = y + (height - LINE * len(lines)) / 2 + 11
    words = tuple(
        Words(x + 10, first + LINE * place, line, is_title=place < len(title)) for place, line in enumerate(lines)
    )
    return Box(node.code, x, y, width, height, words, number, node.code == here)


def _leads(turn):
    return f": {turn.target}" if turn.target else ""


def _grouped(turns):
    """Turns that are drawn as one line: those between the same two nodes."""
    groups = {}
    for turn in turns:
        if turn.drawn:
            groups.setdefault((turn.source, turn.target), []).append(turn)
    return groups.values()


def _line(group, places, taken):
    turn = group[0]
    walked = [one for one in group if (one.source, one.code) in taken]
    words = ", ".join(one.words for one in walked or group)
    path, label = _path(turn, places[turn.source], places[turn.target], words)
    return Line(path, label, bool(walked), is_end=turn.target == F17)


def _path(turn, source, target, words):
    """The path of a line and where its words stand: straight down, across, or along a lane beside the column."""
    left, width = COLUMNS[source.column]
    y, to = _y(source.row), _y(target.row)
    if source.column == target.column and turn.lane:
        return _beside(left + width, y, to, turn.lane, words)
    if source.column == target.column:
        x = left + width / 2
        return f"M{x} {y + HEIGHT}V{to}", Words(x + 12, y + HEIGHT + 14, words)
    if target.code == F17:
        return _to_the_end(left, y, to, turn, words)
    return _across(turn, source, target, words)


def _beside(edge, y, to, lane, words):
    x = edge + FIRST_LANE + LANE * (lane - 1)
    start, end = y + 12 + 6 * lane, to + 6 * lane
    return f"M{edge} {start}H{x}V{end}H{edge}", Words(x + 6, start + 4, words)


def _to_the_end(left, y, to, turn, words):
    """To the record of why: from every stop along one trunk, from the decision straight."""
    x, width = COLUMNS[LEFT]
    middle = y + HEIGHT / 2
    if turn.code != STOP:
        return f"M{left} {middle}H{x + width}", Words(left - 6, middle - 5, words, "end")
    return f"M{left} {middle}H{TRUNK}V{to - 10}H{x + width / 2}V{to}", Words(left - 6, middle - 5, words, "end")


def _across(turn, source, target, words):
    """Between two columns."""
    left, width = COLUMNS[source.column]
    into, wide = COLUMNS[target.column]
    y, to = _y(source.row) + HEIGHT / 2, _y(target.row) + HEIGHT / 2
    if target.column == RIGHT:
        return f"M{left + width} {y}H{into}", Words(into - 8, y - 5, words, "end")
    if source.column == RIGHT:
        return f"M{left + width / 2} {y}V{to}H{into + wide}", Words(left - 8, to - 5, words, "end")
    if target.column == LEFT and not turn.lane:
        return f"M{left} {y}H{into + wide}", Words(left - 6, y - 5, words, "end")
    if target.column == LEFT:
        return f"M{left} {y}H{into + wide / 2}V{_y(target.row)}", Words(left - 6, y - 5, words, "end")
    x = left - FIRST_LANE * turn.lane + 4
    return f"M{left} {y}H{x}V{to}H{into}", Words(x + 6, to - 5, words)


def _bands(height):
    tops = [_y(row) - 4 if row else 0 for row, _name in BANDS]
    for place, ((_row, name), y, end) in enumerate(zip(BANDS, tops, [*tops[1:], height], strict=True)):
        yield Band(y, end - y, Words(WIDTH - 8, end - 8, name, "end"), place % 2 == 0)
