"""`make clean`: removes what `make run` and `make test` made, the demonstration's database included."""

import enough_python  # noqa: F401 - ends the script with one sentence where Python is too old

import shutil

import machine

MADE = (".venv", "var", ".pytest_cache", ".ruff_cache", ".import_linter_cache")


def main(_arguments):
    """Remove them; a VAR_DIR elsewhere is somebody's own and stays."""
    for name in MADE:
        shutil.rmtree(machine.ROOT / name, ignore_errors=True)
    return 0


if __name__ == "__main__":
    machine.run_main(main)
