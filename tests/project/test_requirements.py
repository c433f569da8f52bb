"""Every package that is installed is pinned to a version, those that others bring along included."""

import re
from importlib import metadata

from tests.project import tree

PIN = re.compile(r"([A-Za-z0-9._-]+)==([0-9][0-9A-Za-z.]*)")
# Made by the virtual environment itself.
MADE = {"pip", "setuptools", "wheel"}


def plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(file):
    lines = [line.strip() for line in (tree.ROOT / file).read_text("utf-8").splitlines()]
    lines = [line for line in lines if line and not line.startswith(("#", "-r "))]
    matches = [PIN.fullmatch(line) for line in lines]
    assert all(matches), [line for line in lines if not PIN.fullmatch(line)]
    return {plain(match[1]): match[2] for match in matches}


def needed_by(names):
    """The names of all packages that these bring along, for this machine."""
    seen, waiting = set(), list(names)
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        lines = [line for line in metadata.requires(name) or [] if "extra ==" not in line and _is_for_here(line)]
        waiting += [plain(re.match(r"[A-Za-z0-9._-]+", line)[0]) for line in lines]
    return seen


def _is_for_here(line):
    """Whether the requirement's marker, if any, could hold here: an installed package is the proof that it does."""
    name = re.match(r"[A-Za-z0-9._-]+", line)[0]
    if ";" not in line:
        return True
    try:
        metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def test_the_service_needs_nothing_that_is_not_pinned_for_it():
    run = pins("requirements.txt")
    assert needed_by(run) == set(run)


def test_the_tests_need_nothing_that_is_not_pinned():
    both = {**pins("requirements.txt"), **pins("requirements-dev.txt")}
    assert needed_by(both) == set(both)


def test_what_is_installed_is_what_is_pinned():
    both = {**pins("requirements.txt"), **pins("requirements-dev.txt")}
    installed = {plain(found.metadata["Name"]): found.version for found in metadata.distributions()}
    assert {name: installed.get(name) for name in both} == both
    assert set(installed) - set(both) <= MADE


def test_nothing_is_pinned_twice():
    assert not set(pins("requirements.txt")) & set(pins("requirements-dev.txt"))
