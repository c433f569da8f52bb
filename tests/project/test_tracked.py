"""What is kept under version control: files of the project, and nothing that points out of it."""

import subprocess

from tests.project import tree

LINK, SUBMODULE = "120000", "160000"


def test_nothing_that_is_kept_points_elsewhere():
    kept = subprocess.run(
        ["git", "ls-files", "--stage"],  # noqa: S607 - whichever git the machine has
        cwd=tree.ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert len(kept) > 100
    assert [line for line in kept if line.startswith((LINK, SUBMODULE))] == []
