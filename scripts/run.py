"""`make run`: Talentum Share for a first look, with invented people, on http://127.0.0.1:8000 (PORT changes it).

Needs only Python: the database is embedded (a file in `var/`). Each piece of preparation is done again only after
what it rests on has changed, so that a second start takes a few seconds.
"""

import enough_python  # noqa: F401 - ends the script with one sentence where Python is too old

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time

import machine
import virtual_environment

SIGN_INS = machine.VAR / "stamps" / "sign-ins.txt"  # invented people, as seed_demo shows them
ADDRESS = "127.0.0.1"
ANSWERS_WITHIN = 60  # seconds
APPS = ("talentum_share", "oversight", "decisions", "checklist", "agencies", "accounts", "audit", "design_system")
DATABASE_STEPS = (
    ("migrate", "--verbosity", "0"),
    ("createcachetable",),
    ("seed_demo_year",),
)
STATIC_STEPS = (("collectstatic", "--noinput", "--clear", "--verbosity", "0"),)


def main(_arguments):
    """Prepare what is not prepared yet, serve, and say where and for whom."""
    port = _port()
    python = virtual_environment.python_with("requirements.txt")
    environment = {**os.environ, "DEMO": "1", "DEBUG": "0", "HTTPS": "0", "VAR_DIR": str(machine.VAR)}
    _prepare(python, environment)
    _serve(python, environment, port)
    return 0


def _port():
    """The port to serve on; raises Stop when it is no number, not ours to take, or taken."""
    given = os.environ.get("PORT") or "8000"
    if not given.isdecimal() or not 0 < int(given) < 2**16:
        raise machine.Stop(f"PORT must be a number from 1 to 65535, not {given}.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, int(given)))
        except OSError as error:
            raise machine.Stop(
                f"Port {given} cannot be used ({error.strerror}): choose another with PORT=8001."
            ) from error
    return int(given)


def _prepare(python, environment):
    """Database, policy, invented people and static files, each only where its stamp is stale."""
    code = [path for app in APPS for path in (machine.ROOT / app).rglob("*.py")]
    static = [path for path in (machine.ROOT / "static").rglob("*") if path.is_file()]
    database = machine.Stamp(
        machine.VAR / "stamps" / "database",
        machine.digest([*code, machine.ROOT / "requirements.txt"], environment.get("DATABASE_URL", "")),
    )
    files = machine.Stamp(
        machine.VAR / "stamps" / "static", machine.digest([*static, machine.ROOT / "requirements.txt"])
    )
    embedded = machine.VAR / "db.sqlite3"
    has_database = SIGN_INS.exists() and (bool(environment.get("DATABASE_URL")) or embedded.exists())
    collected = machine.VAR / "static" / "staticfiles.json"
    if not (database.is_fresh() and has_database):
        print("Preparing the database, the policy, and the invented people with a year of theirs.", flush=True)
        _do(python, environment, DATABASE_STEPS, database)
        SIGN_INS.write_text(_manage(python, environment, "seed_demo", "--show"), "utf-8")
    if not (files.is_fresh() and collected.exists()):
        print("Collecting the static files.", flush=True)
        _do(python, environment, STATIC_STEPS, files)


def _do(python, environment, steps, stamp):
    for step in steps:
        _manage(python, environment, *step)
    stamp.write()


def _manage(python, environment, *words):
    """What a manage.py command prints; raises Stop with one sentence, under the command's own words, when it fails."""
    command = [python, machine.ROOT / "manage.py", *words]
    code, out, error = machine.output_of(command, env=environment, cwd=machine.ROOT)
    if code == 0:
        return out
    raise machine.Stop(_why(error, f"'manage.py {words[0]}' failed"))


def _why(error, failed):
    """Why a child failed: one sentence for a missing module, else its own words and what it was that failed."""
    missing = re.search(r"No module named '?(\w+)[^\n]*\s*$", error)
    if missing and missing[1] not in APPS:
        return f"The module {missing[1]} is missing from .venv: remove that folder and start again; it is made anew."
    return f"{error.strip()}\n{failed}: see its message above."


class Held(threading.Thread):
    """The server's standard error: held back while it starts, so that a failed start is told in one sentence."""

    def __init__(self, stream):
        super().__init__(daemon=True)
        self.stream, self.lines, self.is_through = stream, [], False
        self.start()

    def run(self):
        """Pass the lines on, or keep them."""
        for line in self.stream:
            if self.is_through:
                sys.stderr.write(line)
            else:
                self.lines.append(line)

    def let_through(self):
        """From now on pass everything on, what was held back first."""
        sys.stderr.writelines(self.lines)
        self.is_through = True

    def text(self):
        """All that was held back, once the server has ended."""
        self.join(machine.GRACE)
        return "".join(self.lines)


def _serve(python, environment, port):
    """The web server, until Ctrl-C; raises Stop when it cannot start or ends by itself."""
    command = [python, "-m", "gunicorn", "talentum_share.wsgi:application", "--bind", f"{ADDRESS}:{port}"]
    command += ["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--graceful-timeout", "3"]
    command += ["--preload", "--log-level", "warning", "--no-control-socket"]
    options = {"env": environment, "cwd": machine.ROOT, "stderr": subprocess.PIPE, "text": True}
    with machine.child(command, **options) as server:
        held = Held(server.stderr)
        _wait_for_answer(server, port, held)
        held.let_through()
        sign_ins = SIGN_INS.read_text("utf-8").strip()
        print(f"\n{sign_ins}\n\nTalentum Share is on http://{ADDRESS}:{port}; Ctrl-C ends it.", flush=True)
        try:
            code = server.wait()
        except KeyboardInterrupt:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C while it ends is not an error
            print("\nTalentum Share has ended.", flush=True)
            return
        raise machine.Stop(f"The server ended by itself (exit code {code}): see its message above.")


def _wait_for_answer(server, port, held):
    """Until the start page is answered; raises Stop when the server ends first or does not answer in time."""
    end = time.monotonic() + ANSWERS_WITHIN
    while time.monotonic() < end and server.poll() is None:
        connection = http.client.HTTPConnection(ADDRESS, port, timeout=ANSWERS_WITHIN)
        with contextlib.closing(connection), contextlib.suppress(OSError, http.client.HTTPException):
            connection.request("GET", "/")
            if connection.getresponse().status < http.client.INTERNAL_SERVER_ERROR:
                return
            held.let_through()
            raise machine.Stop("The start page cannot be shown: see the message above.")
        time.sleep(0.1)
    if server.poll() is None:
        raise machine.Stop(f"The server does not answer within {ANSWERS_WITHIN} seconds.")
    raise machine.Stop(_why(held.text(), "The server could not start"))


if __name__ == "__main__":
    machine.run_main(main)
