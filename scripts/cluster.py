"""A throw-away PostgreSQL for tests: `python3 scripts/cluster.py` prints its address and keeps it until Ctrl-D.

The tests start it as a child and hold the other end of its standard input: when they end, however they end, the
input closes, and the cluster and its folder are gone. PostgreSQL refuses to run as root, so that it then runs as
`postgres` or `nobody`. It listens on a socket in its own folder, which costs less than the network and which nobody else
may open; the address names that folder as its host. Nothing in it is worth a disk's promise, so that fsync is off; what tests write is rolled back, so
that statistics of it mislead: none are gathered, and no statement is compiled for a cost that is none.
"""

import enough_python  # noqa: F401 - ends the script with one sentence where Python is too old

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import machine

READY_WITHIN = 30  # seconds
QUICK = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "jit=off",
    "max_connections=100",
)
INITDB = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions")


def main(_arguments):
    """Keep a cluster until standard input ends."""
    with _cluster() as url:
        print(url, flush=True)
        sys.stdin.read()
    return 0


@contextlib.contextmanager
def database_url():
    """The address of a PostgreSQL for tests: DATABASE_URL where it is given, or a cluster for the time of the block.

    Raises Stop when there are no PostgreSQL programs and they cannot be installed.
    """
    given = os.environ.get("DATABASE_URL")
    if given:
        yield given
        return
    _programs()  # here, so that a missing PostgreSQL is said by this script and not by its child
    command = [sys.executable, Path(__file__)]
    with machine.child(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as keeper:
        url = keeper.stdout.readline().strip()
        if not url:
            raise machine.Stop("The tests have no PostgreSQL: see the message above.")
        try:
            yield url
        finally:
            keeper.stdin.close()
            keeper.wait(machine.GRACE)


def named(url, name):
    """The address of the database `name` on the same server."""
    server, _, query = url.partition("?")
    return server.rpartition("/")[0] + "/" + name + ("?" + query if query else "")


def _programs():
    """The folder of PostgreSQL's programs; installs them where they are missing and that is allowed."""
    folder = _installed_programs()
    if not folder:
        machine.install(["postgresql"], "The tests need PostgreSQL")
        folder = _installed_programs()
    if not folder:
        raise machine.Stop("PostgreSQL was installed and its programs were not found: name a server in DATABASE_URL.")
    return folder


def _installed_programs():
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"),
        key=lambda folder: float(folder.parent.name) if folder.parent.name.replace(".", "").isdigit() else 0,
        reverse=True,
    )
    if shutil.which("pg_config"):
        folders.append(Path(machine.output_of(["pg_config", "--bindir"])[1].strip()))
    folders += [Path(place) for place in os.environ.get("PATH", "").split(os.pathsep) if place]
    wanted = ("initdb", "postgres", "pg_isready")
    return next((folder for folder in folders if all((folder / name).exists() for name in wanted)), None)


@contextlib.contextmanager
def _cluster():
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="share-pg-"))
    try:
        owner = _owner(folder)
        _initialise(programs, folder / "data", owner)
        command = [programs / "postgres", "-D", folder / "data", "-h", "", "-k", folder]
        for setting in QUICK:
            command += ["-c", setting]
        log = (folder / "log").open("w")
        # SIGINT is PostgreSQL's fast shutdown: it does not wait for clients that were killed.
        with log, machine.child(command, ending=signal.SIGINT, cwd=folder, stderr=log, **owner) as server:
            _wait_until_ready(programs, folder, server)
            yield f"postgres://postgres@{quote(str(folder), safe='')}/talentum_share"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _owner(folder):
    """What makes a child run as an unprivileged user: options for Popen, empty where we are unprivileged already."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            user = pwd.getpwnam(name)
            os.chown(folder, user.pw_uid, user.pw_gid)
            return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise machine.Stop("PostgreSQL does not run as root, and there is neither a user postgres nor a user nobody.")


def _initialise(programs, data, owner):
    code, _, error = machine.output_of(
        [programs / "initdb", "-D", data, *INITDB],
        cwd=data.parent,
        **owner,
    )
    if code:
        raise machine.Stop(f"The throw-away PostgreSQL could not be made: {error.strip()}")


def _wait_until_ready(programs, folder, server):
    ready = [programs / "pg_isready", "-q", "-h", folder]
    end = time.monotonic() + READY_WITHIN
    while time.monotonic() < end and server.poll() is None:
        if machine.output_of(ready)[0] == 0:
            return
        time.sleep(0.1)
    raise machine.Stop(f"The throw-away PostgreSQL did not start: {(folder / 'log').read_text('utf-8').strip()}")


if __name__ == "__main__":
    machine.run_main(main)
