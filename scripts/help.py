"""`make help`: a line for each target, read from the Makefile itself."""

import enough_python  # noqa: F401 - ends the script with one sentence where Python is too old

import re

import machine

TARGET = re.compile(r"^([a-z-]+):.*?## (.+)$", re.MULTILINE)


def main(_arguments):
    """Print every target of the Makefile with its sentence."""
    for name, sentence in TARGET.findall((machine.ROOT / "Makefile").read_text("utf-8")):
        print(f"make {name:<12} {sentence}")
    return 0


if __name__ == "__main__":
    machine.run_main(main)
