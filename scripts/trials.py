"""Tests run in copies of the tree, each copy changed in one place, to see whether a test notices the change.

First the same tests run on a copy without a change, because a test that is red anyway notices nothing.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import cluster
import machine
import virtual_environment

AT_ONCE = 2
LEFT_OUT = (".git", ".venv", "var", "pictures", "__pycache__", ".pytest_cache", ".ruff_cache", ".import_linter_cache")
GREEN, RED = 0, 1  # pytest's exit codes; any other says that the tests could not be run


@dataclass
class Trial:
    """A change, the tests (pytest's arguments) that must notice it, and in the end what they said.

    `change` is given the folder of the copy and answers with words where it could not be made, else with nothing.
    """

    name: str
    tests: list
    change: Callable[[Path], str | None] | None = None
    number: int = 0
    verdict: str = ""
    process: subprocess.Popen | None = None
    words: Path | str | None = None
    stack: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)


def see_them_noticed(trials):
    """Try each Trial and say which were noticed; 0 when all were. Raises Stop when the tests are red without a change."""
    python = virtual_environment.python_with("requirements-dev.txt")
    if any("tests/browser" in word for trial in trials for word in trial.tests):
        os.environ["CHROMIUM"] = machine.chromium()
    for number, trial in enumerate(trials, start=1):
        trial.number = number
    sound = Trial("without a change", sorted({w for trial in trials for w in trial.tests if not w.startswith("-")}))
    with cluster.database_url() as url:
        _try_all([sound], python, url)
        if sound.verdict != "green":
            print(sound.words)
            raise machine.Stop("The tests are not green without a change: mend that first.")
        _try_all(trials, python, url)
    return _report(trials)


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
    """Copy the tree, change the copy and start the tests; False when the change could not be made."""
    folder = Path(trial.stack.enter_context(tempfile.TemporaryDirectory(prefix="talentum-share-trial-")))
    tree = folder / "tree"
    shutil.copytree(machine.ROOT, tree, ignore=shutil.ignore_patterns(*LEFT_OUT))
    trial.verdict = trial.change(tree) if trial.change else ""
    if trial.verdict:
        return False
    trial.words = folder / "words.txt"
    environment = {**os.environ, "DATABASE_URL": cluster.named(url, f"talentum_share_trial_{trial.number}")}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", *(["-x"] if trial.change else []), *trial.tests]
    output = trial.stack.enter_context(trial.words.open("wb"))
    options = {"cwd": tree, "env": environment, "stdout": output, "stderr": output}
    trial.process = trial.stack.enter_context(machine.child(command, ending=signal.SIGINT, **options))
    return True


def _finish(trial):
    """Judge a trial by pytest's exit code, keep its words where they are needed, and remove its copy."""
    words = {GREEN: "green", RED: "noticed"}
    trial.verdict = words.get(trial.process.returncode, "the tests could not be run")
    trial.words = trial.words.read_text("utf-8", "replace")
    trial.stack.close()


def _words_of(trial):
    return f"{trial.name}: {'SURVIVED' if trial.change and trial.verdict == 'green' else trial.verdict}"


def _report(trials):
    """Say how many were noticed; the tests' words of the others are shown."""
    survived = [trial for trial in trials if trial.verdict != "noticed"]
    for trial in survived:
        if isinstance(trial.words, str):
            print(f"\n---- {trial.name} ----\n{trial.words}")
    for trial in survived:
        print(_words_of(trial))
    print(f"{len(trials) - len(survived)} noticed, {len(survived)} not.")
    return 1 if survived else 0
