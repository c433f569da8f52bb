"""What the scripts ask of the machine: its packages, its programs, and children that end when the script ends.

Everything here is the standard library's, because the scripts run before anything is installed.
"""

import contextlib
import hashlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("VAR_DIR") or ROOT / "var")
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
GRACE = 15  # seconds that a child has to end by itself


class Stop(Exception):
    """The script cannot go on; the message is the one sentence that says why and what to do."""


def run_main(main):
    """Run a script's `main(arguments)` and leave with its exit code; no trace is shown for what a person can mend."""
    # SIGINT too: a shell that starts a script in the background has it ignored, and children would inherit that.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        code = main(sys.argv[1:])
    except Stop as stop:
        print(stop, file=sys.stderr)
        code = 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        code = 130
    sys.exit(code)


def _interrupt(_number, _frame):
    raise KeyboardInterrupt


@contextlib.contextmanager
def child(command, ending=signal.SIGTERM, **options):
    """A child process that never outlives the block: it is sent `ending`, and after GRACE seconds killed.

    It has a session of its own, so that Ctrl-C reaches this script alone and the script ends its children in order.
    """
    with subprocess.Popen([str(part) for part in command], start_new_session=True, **options) as process:
        try:
            yield process
        finally:
            _end(process, ending)


def _end(process, ending):
    if process.poll() is None:
        process.send_signal(ending)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(GRACE)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def call(command, failure, **options):
    """Run a command to its end; raises Stop with the sentence `failure` unless it succeeds."""
    with child(command, **options) as process:
        if process.wait() != 0:
            raise Stop(failure)


def output_of(command, **options):
    """Run a command to its end: (exit code, standard output, standard error)."""
    with child(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options) as process:
        out, err = process.communicate()
    return process.returncode, out, err


def install(packages, missing):
    """Install system packages with apt, when this is root on Debian or Ubuntu.

    Raises Stop elsewhere: one line that says what is `missing` and the command that brings it.
    """
    names = " ".join(packages)
    if not _is_debian() or not shutil.which("apt-get"):
        raise Stop(f"{missing}: install what Debian and Ubuntu call {names}, then try again.")
    command = f"apt-get install {names}"
    if os.geteuid() != 0:
        raise Stop(f"{missing}: run 'sudo {command}', then try again.")
    print(f"{missing}: installing {names}.", flush=True)
    failure = f"{missing}, and apt could not install it: see its message above, then run '{command}'."
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = {"env": environment, "stdout": subprocess.DEVNULL}
    call(["apt-get", "update", "-qq"], failure, **quiet)
    call(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], failure, **quiet)


def _is_debian():
    try:
        lines = Path("/etc/os-release").read_text("utf-8").splitlines()
    except OSError:
        return False
    families = " ".join(line.partition("=")[2] for line in lines if line.startswith(("ID=", "ID_LIKE=")))
    return "debian" in families or "ubuntu" in families


def chromium():
    """The path of a Chromium for the browser tests: the one that CHROMIUM names, an installed one, or apt's.

    Raises Stop when there is none and it cannot be installed.
    """
    named = os.environ.get("CHROMIUM")
    if named and not shutil.which(named):
        raise Stop(f"CHROMIUM names {named}, which is no program.")
    if not (named or _first_program(CHROMIUM_NAMES)):
        install(["chromium", "fonts-liberation"], "The browser tests need Chromium")
    path = shutil.which(named) if named else _first_program(CHROMIUM_NAMES)
    if not path:
        raise Stop("Chromium was installed and is not on the PATH: name it in CHROMIUM.")
    return path


def _first_program(names):
    return next((path for path in map(shutil.which, names) if path), None)


def digest(paths, *words):
    """One hash over files (names and contents) and words; a changed stamp means that work must be done again."""
    total = hashlib.sha256()
    for path in sorted(paths):
        for part in (str(path.relative_to(ROOT)).encode(), path.read_bytes()):
            total.update(len(part).to_bytes(8, "big") + part)
    total.update("\n".join(words).encode())
    return total.hexdigest()


class Stamp:
    """A small file that remembers from what a piece of work was done, so that it need not be done twice."""

    def __init__(self, path, content):
        self.path, self.content = path, content

    def is_fresh(self):
        """Whether the work was done from this very content."""
        return self.path.is_file() and self.path.read_text("utf-8") == self.content

    def write(self):
        """Remember that the work is done; called only after it succeeded."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(self.content, "utf-8")
