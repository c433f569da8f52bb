"""The project's own Python in `.venv`, with the pinned requirements in it."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import machine

HOME = machine.ROOT / ".venv"
PYTHON = HOME / "bin" / "python"
PIP_INSTALL = ("-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input")
STAMPS = HOME / "stamps"
SYSTEMS_OWN = Path("/usr/bin/python3")


def python_with(requirements):
    """The path of `.venv`'s Python, after making it and installing `requirements` where that is still to be done.

    Raises Stop when Python's venv module is missing and cannot be installed, or when pip fails.
    """
    stamp = _stamp(requirements)
    if stamp.is_fresh() and os.access(PYTHON, os.X_OK):
        return PYTHON
    if not _is_whole():
        _make()
    print(f"Installing {requirements} into .venv; this takes a minute the first time.", flush=True)
    machine.call(
        [PYTHON, *PIP_INSTALL, "--requirement", machine.ROOT / requirements],
        f"pip could not install {requirements}: see its message above.",
        cwd=machine.ROOT,
    )
    _stamp(requirements).write()
    return PYTHON


def _stamp(requirements):
    """Fresh while neither the pins nor the Python under `.venv` have changed."""
    files = machine.ROOT.glob("requirements*.txt")
    return machine.Stamp(STAMPS / requirements, machine.digest(files, os.path.realpath(PYTHON)))


def _is_whole():
    """Whether `.venv` has a Python that starts and has pip; one that was interrupted, or lost its Python, has not."""
    if not os.access(PYTHON, os.X_OK):
        return False
    check = [str(PYTHON), "-c", "import pip, sys; sys.exit(sys.version_info < (3, 11))"]
    return subprocess.run(check, check=False, capture_output=True).returncode == 0


def _make():
    print("Making .venv.", flush=True)
    if _systems_is_the_same() and _make_with_systems_own():
        return
    if not _can_make():
        package = "python{}.{}-venv".format(*sys.version_info)
        machine.install([package], "Python's venv module is missing")
        importlib.invalidate_caches()
    if not _can_make():
        raise machine.Stop(
            f"{sys.executable} has no venv module even so: start this with the system's own /usr/bin/python3."
        )
    machine.call(
        [Path(sys.executable), "-m", "venv", "--clear", HOME],
        "The virtual environment could not be made: see the message above.",
    )


def _systems_is_the_same():
    """Whether the distribution has this same Python, of another build: theirs is optimised, one built by hand seldom is.

    The tests take half as long again without (docs/adr/0029).
    """
    if Path(sys.executable).resolve() == SYSTEMS_OWN.resolve() or not os.access(SYSTEMS_OWN, os.X_OK):
        return False
    says = machine.output_of([SYSTEMS_OWN, "-c", "import sys; print(*sys.version_info[:2])"])
    return says[:2] == (0, "{} {}\n".format(*sys.version_info))


def _make_with_systems_own():
    """Whether `.venv` could be made by the distribution's Python; where its ensurepip is left out, by this one's pip."""
    has_pip = machine.output_of([SYSTEMS_OWN, "-c", "import ensurepip"])[0] == 0
    made = machine.output_of(
        [SYSTEMS_OWN, "-m", "venv", "--clear", *([] if has_pip else ["--without-pip"]), HOME],
    )
    if made[0] == 0 and not has_pip:
        of_this = [sys.executable, "-m", "pip", "--python", PYTHON]
        made = machine.output_of([*of_this, *PIP_INSTALL[2:], "pip"])
    return made[0] == 0 and _is_whole()


def _can_make():
    """Debian and Ubuntu take `venv` and what it needs out of Python, into a package of its own."""
    found = [importlib.util.find_spec(name) for name in ("venv", "ensurepip")]
    return all(spec and spec.origin for spec in found)
