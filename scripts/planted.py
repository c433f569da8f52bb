"""`make planted`: plants known faults, one line each, in copies of the tree, and requires that a test turns red.

The faults are in scripts/planted_faults.toml. A fault that no test notices has survived, and so has one whose line
is not found exactly once: the code has moved on, and the table must follow. First the same tests run on a copy
without a fault, because a test that is red anyway notices nothing.
"""

import enough_python  # noqa: F401 - ends the script with one sentence where Python is too old

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import cluster
import machine
import virtual_environment

TABLE = machine.ROOT / "scripts" / "planted_faults.toml"
AT_ONCE = 2
LEFT_OUT = (".git", ".venv", "var", "pictures", "__pycache__", ".pytest_cache", ".ruff_cache", ".import_linter_cache")
GREEN, RED = 0, 1  # pytest's exit codes; any other says that the tests could not be run


@dataclass
class Fault:
    """One line of the code, what it is changed to, and the tests (pytest's arguments) that must notice."""

    name: str
    file: str
    find: str
    replace: str
    tests: list = field(default_factory=list)


@dataclass
class Trial:
    """A copy of the tree in which tests run: with a fault, or without one (`fault` is None)."""

    number: int
    fault: Fault | None
    tests: list
    verdict: str = ""
    process: subprocess.Popen | None = None
    words: Path | None = None
    stack: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)


def main(arguments):
    """Try every fault, or those whose name contains the given words; 0 when each was noticed."""
    wanted = " ".join(arguments).lower()
    faults = [fault for fault in _faults() if wanted in fault.name.lower()]
    if not faults:
        raise machine.Stop(f"No fault's name contains '{wanted}'.")
    python = virtual_environment.python_with("requirements-dev.txt")
    if any("tests/browser" in word for fault in faults for word in fault.tests):
        os.environ["CHROMIUM"] = machine.chromium()
    tests = sorted({word for fault in faults for word in fault.tests if not word.startswith("-")})
    trials = [Trial(number, fault, fault.tests) for number, fault in enumerate(faults, start=1)]
    with cluster.database_url() as url:
        sound = Trial(0, None, tests)
        _try_all([sound], python, url)
        if sound.verdict != "green":
            print(sound.words)
            raise machine.Stop("The tests are not green without a fault: mend that first.")
        _try_all(trials, python, url)
    return _report(trials)


def _faults():
    """The table; raises Stop where an entry is not a change within one line."""
    faults = [Fault(**entry) for entry in tomllib.loads(TABLE.read_text("utf-8"))["fault"]]
    for fault in faults:
        if "\n" in fault.find + fault.replace or fault.find == fault.replace or not fault.tests:
            raise machine.Stop(f"'{fault.name}' must change something within one line, and name its tests.")
    return faults


def _try_all(trials, python, url):
    """Run the trials, AT_ONCE at a time."""
    waiting, running = list(trials), []
    with contextlib.ExitStack() as stack:
        while waiting or running:
            while waiting and len(running) < AT_ONCE:
                trial = waiting.pop(0)
                stack.push(trial.stack)
                if _begin(trial, python, url):
                    running.append(trial)
            time.sleep(0.1)
            for trial in [trial for trial in running if trial.process.poll() is not None]:
                running.remove(trial)
                _finish(trial)
                print(f"{trial.number} of {len(trials)}: {_words_of(trial)}", flush=True)


def _begin(trial, python, url):
    """Copy the tree, plant the fault and start the tests; False when the fault's line is not found once."""
    folder = Path(trial.stack.enter_context(tempfile.TemporaryDirectory(prefix="talentum-share-planted-")))
    tree = folder / "tree"
    shutil.copytree(machine.ROOT, tree, ignore=shutil.ignore_patterns(*LEFT_OUT))
    if trial.fault and not _plant(trial, tree / trial.fault.file):
        return False
    trial.words = folder / "words.txt"
    environment = {**os.environ, "DATABASE_URL": cluster.named(url, f"talentum_share_planted_{trial.number}")}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", *(["-x"] if trial.fault else []), *trial.tests]
    output = trial.stack.enter_context(trial.words.open("wb"))
    options = {"cwd": tree, "env": environment, "stdout": output, "stderr": output}
    trial.process = trial.stack.enter_context(machine.child(command, ending=signal.SIGINT, **options))
    return True


def _plant(trial, path):
    text = path.read_text("utf-8") if path.is_file() else ""
    times = text.count(trial.fault.find)
    if times != 1:
        trial.verdict = f"its line is found {times} times in {trial.fault.file}"
        return False
    path.write_text(text.replace(trial.fault.find, trial.fault.replace), "utf-8")
    return True


def _finish(trial):
    """Judge a trial by pytest's exit code, keep its words where they are needed, and remove its copy."""
    words = {GREEN: "green", RED: "noticed"}
    trial.verdict = words.get(trial.process.returncode, "the tests could not be run")
    trial.words = trial.words.read_text("utf-8", "replace")
    trial.stack.close()


def _words_of(trial):
    verdict = "SURVIVED" if trial.fault and trial.verdict == "green" else trial.verdict
    return f"{trial.fault.name if trial.fault else 'without a fault'}: {verdict}"


def _report(trials):
    """Print a line for each fault and say how many were noticed; the words of the others are shown."""
    survived = [trial for trial in trials if trial.verdict != "noticed"]
    for trial in survived:
        if isinstance(trial.words, str):
            print(f"\n---- {trial.fault.name} ----\n{trial.words}")
    for trial in survived:
        print(_words_of(trial))
    print(f"{len(trials) - len(survived)} faults noticed, {len(survived)} not.")
    return 1 if survived else 0


if __name__ == "__main__":
    machine.run_main(main)
