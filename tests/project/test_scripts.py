"""What the scripts decide: which tests run, what counts as green, which faults are planted."""

import importlib
import sys

import pytest

from tests.project import tree


@pytest.fixture
def script(monkeypatch):
    """`script("lanes")` imports scripts/lanes.py as the scripts import each other."""
    monkeypatch.setattr(sys, "path", [*sys.path, str(tree.ROOT / "scripts")])
    names = {path.stem for path in tree.python_files("scripts")} - {"test"}  # that is also the standard library's
    yield importlib.import_module
    for name in names:
        sys.modules.pop(name, None)


@pytest.fixture
def the_command(script, monkeypatch):
    """scripts/test.py; its name belongs to the standard library, so that it is loaded from its path."""
    for name in ("cluster", "lanes", "machine", "virtual_environment"):
        script(name)
    spec = importlib.util.spec_from_file_location("test_command", tree.ROOT / "scripts" / "test.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_each_file_of_tests_runs_in_exactly_one_lane(the_command):
    ran = dict.fromkeys((tree.ROOT / "tests").rglob("test_*.py"), 0)
    for words in the_command.lanes.FOLDERS.values():
        left_out = {tree.ROOT / word.removeprefix("--ignore=") for word in words if word.startswith("--ignore=")}
        for folder in (tree.ROOT / word for word in words if not word.startswith("--ignore=")):
            for path in ran:
                ran[path] += folder in {path, *path.parents} and not left_out & {path, *path.parents}
    assert {str(path) for path, times in ran.items() if times != 1} == set()


def test_words_for_pytest_go_to_every_lane(the_command):
    folders = the_command.lanes.FOLDERS
    assert {lane.name: tuple(lane.arguments) for lane in the_command._lanes([])} == folders
    with_words = {name: (*words, "-k", "x") for name, words in folders.items()}
    assert {lane.name: tuple(lane.arguments) for lane in the_command._lanes(["-k", "x"])} == with_words


def test_without_the_browser_every_other_lane_runs(the_command):
    assert {lane.name for lane in the_command._lanes(["--quick"])} == {*the_command.lanes.FOLDERS} - {"browser"}


@pytest.mark.parametrize(
    ("words", "lanes"),
    [
        (["tests/audit", "-x"], {"rules": ["tests/audit", "-x"]}),
        (["tests/browser/test_look.py::test_x"], {"browser": ["tests/browser/test_look.py::test_x"]}),
    ],
)
def test_named_tests_run_in_their_lane_alone(the_command, words, lanes):
    assert {lane.name: lane.arguments for lane in the_command._lanes(words)} == lanes


@pytest.mark.parametrize(
    ("codes", "narrowed", "code"),
    [
        ([0, 0], False, 0),
        ([0, 1], False, 1),
        ([1, 0], False, 1),
        ([0, 5], False, 1),
        ([0, 5], True, 0),
        ([5, 5], True, 1),
        ([0, -9], True, 1),
        ([0, 2], True, 1),
    ],
)
def test_a_lane_that_fails_or_runs_nothing_is_not_green(the_command, codes, narrowed, code):
    assert the_command._exit_code(codes, narrowed) == code


@pytest.mark.parametrize(
    ("url", "renamed"),
    [
        ("postgres://u:p@h:5432/old", "postgres://u:p@h:5432/new"),
        ("postgres://u@h/old?sslmode=require", "postgres://u@h/new?sslmode=require"),
    ],
)
def test_a_lane_gets_a_database_of_its_own(script, url, renamed):
    assert script("cluster").named(url, "new") == renamed


def test_a_stamp_is_fresh_until_its_content_changes(script, tmp_path):
    stamp = script("machine").Stamp(tmp_path / "deep" / "stamp", "one")
    assert not stamp.is_fresh()
    stamp.write()
    assert stamp.is_fresh()
    assert not script("machine").Stamp(stamp.path, "two").is_fresh()


def test_a_digest_notices_a_name_a_content_and_a_word(script, tmp_path, monkeypatch):
    machine = script("machine")
    monkeypatch.setattr(machine, "ROOT", tmp_path)
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("x", "utf-8")
    two.write_text("x", "utf-8")
    seen = {machine.digest([one]), machine.digest([two]), machine.digest([one, two]), machine.digest([one], "word")}
    one.write_text("y", "utf-8")
    assert len(seen | {machine.digest([one])}) == 5


def test_the_systems_python_is_taken_where_it_is_the_same_of_another_build(script, tmp_path, monkeypatch):
    environment, own = script("virtual_environment"), tmp_path / "python3"
    monkeypatch.setattr(environment, "SYSTEMS_OWN", own)
    assert not environment._systems_is_the_same()
    for version, is_same in ((sys.version_info[:2], True), ((3, 99), False)):
        own.write_text(f"#!/bin/sh\necho {version[0]} {version[1]}\n", "utf-8")
        own.chmod(0o755)
        assert environment._systems_is_the_same() == is_same
    own.unlink()
    own.symlink_to(sys.executable)
    assert not environment._systems_is_the_same()


def test_every_planted_fault_still_finds_its_line(script):
    faults = script("planted")._faults()
    found = {f.name: (tree.ROOT / f.file).read_text("utf-8").count(f.find) for f in faults}
    assert {name: times for name, times in found.items() if times != 1} == {}
    assert len(found) == len(faults), "two faults have one name"


def test_the_tests_of_every_planted_fault_exist(script):
    paths = {
        word.partition("::")[0] for f in script("planted")._faults() for word in f.tests if word.startswith("tests")
    }
    assert {path for path in paths if not (tree.ROOT / path).exists()} == set()


def test_a_room_stands_above_whatever_it_imports_and_no_two_import_each_other(script):
    architecture = script("architecture")
    imports = {"low": set(), "other": {"low"}, "high": {"low", "middle"}, "middle": {"low"}}
    assert architecture.in_order(imports) == ["other", "high", "middle", "low"]
    with pytest.raises(script("machine").Stop, match="circle: high, low, middle, other"):
        architecture.in_order(imports | {"low": {"high"}, "middle": {"other"}})
    text = "import audit.canon\nfrom decisions.models import Item\nfrom decisions import facts, models\n"
    assert architecture._imported(text, "decisions.", {"facts", "models", "views"}) == {"facts", "models"}
    assert architecture._imported(text, "", {"audit", "decisions", "views"}) == {"audit", "decisions"}
