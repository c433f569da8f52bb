"""`make architecture`: draws docs/architecture.svg from the imports of the code: the rooms, and those inside `decisions`.

A room stands above everything that it imports; a bow at its left leads to each, the thicker the more modules import it. With
`--check` nothing is written, and a picture that the code has left behind is told.
"""

import enough_python  # noqa: F401 - ends the script with one sentence where Python is too old

import ast
from collections import Counter
from dataclasses import dataclass
from html import escape
from pathlib import Path

import machine

PICTURE = machine.ROOT / "docs" / "architecture.svg"
ROOMS = ("talentum_share", "oversight", "decisions", "checklist", "agencies", "accounts", "audit", "design_system")
INSIDE = "decisions"
# What Django looks for by its name is no layer; the migrations are history.
LEFT_OUT = {"apps", "migrations", "management", "templatetags", "__init__"}
WIDTH, LINE, TOP, BOWS = 1180, 40, 46, 260  # of the picture; a row; a heading; where the boxes begin


@dataclass(frozen=True)
class Room:
    """A package or module: its name, its first sentence, and how many of its modules import which other room."""

    name: str
    sentence: str
    imports: Counter


def main(arguments):
    """Draw the picture, or say whether it is as the code is; 0 when it is."""
    drawn = draw([("The rooms", rooms("", ROOMS)), (f"Inside {INSIDE}", rooms(INSIDE, inside(INSIDE)))])
    if "--check" not in arguments:
        PICTURE.write_text(drawn, "utf-8")
    elif not PICTURE.is_file() or PICTURE.read_text("utf-8") != drawn:
        raise machine.Stop("docs/architecture.svg is not as the imports are: run make architecture.")
    return 0


# What imports what


def inside(package):
    """The names of a package's own packages and modules."""
    names = {path.stem for path in (machine.ROOT / package).iterdir() if path.suffix == ".py" or _is_package(path)}
    return sorted(names - LEFT_OUT)


def rooms(package, names):
    """A Room for each name of a package ("" for the whole house), each above everything that it imports."""
    made = {name: _room(package, name, names) for name in names}
    return [made[name] for name in in_order({name: set(room.imports) for name, room in made.items()})]


def in_order(imports):
    """The names so that each stands before those it imports; as they were given where the code leaves it open."""
    order, waiting = [], dict(imports)
    while waiting:
        imported = set().union(*waiting.values())
        free = [name for name in waiting if name not in imported]
        if not free:
            raise machine.Stop(f"These import each other in a circle: {', '.join(sorted(waiting))}.")
        order.append(free[0])
        del waiting[free[0]]
    return order


def _room(package, name, names):
    place = machine.ROOT / package / name
    files = sorted(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]
    files = [path for path in files if "migrations" not in path.parts]
    first = place / "__init__.py" if place.is_dir() else files[0]
    sentence = (ast.get_docstring(ast.parse(first.read_text("utf-8"))) or "").partition("\n\n")[0]
    imports = Counter()
    for path in files:
        imports.update(_imported(path.read_text("utf-8"), f"{package}." if package else "", set(names)) - {name})
    return Room(name, " ".join(sentence.split()), imports)


def _imported(text, before, names):
    """Those of `names` that a module imports, whatever of them it takes."""
    wanted = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            wanted |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            wanted |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {word.removeprefix(before).partition(".")[0] for word in wanted if word.startswith(before)} & names


def _is_package(path: Path):
    return (path / "__init__.py").is_file()


# Drawing


def draw(parts):
    """The parts, each a heading and its rooms, one beneath the other, as SVG."""
    drawn, y = [], 0
    for heading, ordered in parts:
        drawn.append(f'<text x="{BOWS}" y="{y + 28}" class="h">{escape(heading)}</text>')
        drawn += _part(ordered, y + TOP)
        y += TOP + LINE * len(ordered) + 20
    style = (
        "text{font:14px Arial,sans-serif;fill:#0b0c0c}.h{font-weight:bold;font-size:19px}.n{font-weight:bold}"
        ".s{fill:#505a5f;font-size:13px}path{fill:none;stroke:#1d70b8;opacity:.45}rect{fill:#f3f2f1;stroke:#0b0c0c}"
    )
    title = "What imports what: each room stands above those it imports"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" role="img" aria-label="{title}">',
            f"<title>{title}</title><style>{style}</style>",
            f'<rect width="{WIDTH}" height="{y}" style="fill:#fff;stroke:none"/>',
            *drawn,
            "</svg>\n",
        ]
    )


def _part(ordered, top):
    rows = {room.name: top + LINE * number for number, room in enumerate(ordered)}
    for room in ordered:
        for name, count in sorted(room.imports.items()):
            yield _bow(rows[room.name] + LINE / 2, rows[name] + LINE / 2, count)
    for room in ordered:
        y = rows[room.name]
        yield f'<rect x="{BOWS}" y="{y + 3}" width="{WIDTH - BOWS - 10}" height="{LINE - 6}" rx="2"/>'
        yield f'<text x="{BOWS + 12}" y="{y + 25}" class="n">{escape(room.name)}</text>'
        yield f'<text x="{BOWS + 168}" y="{y + 25}" class="s">{escape(_short(room))}</text>'


def _bow(start, end, count):
    reach = min(BOWS - 20, 20 + (end - start) * 0.42)
    width = 1 + sum(count > many for many in (3, 10, 30))
    path = f"M{BOWS} {start + 3:g} C{BOWS - reach:g} {start + 3:g} {BOWS - reach:g} {end - 3:g} {BOWS} {end - 3:g}"
    return f'<path d="{path}" stroke-width="{width}"/>'


def _short(room):
    words = room.sentence.partition(". ")[0].rstrip(".")
    return words if len(words) <= 106 else words[:103].rsplit(" ", 1)[0] + " …"


if __name__ == "__main__":
    machine.run_main(main)
