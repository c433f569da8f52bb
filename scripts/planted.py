"""`make planted`: plants known faults, one line each, in copies of the tree, and requires that a test turns red.

The faults are in scripts/planted_faults.toml. A fault that no test notices has survived, and so has one whose line
is not found exactly once: the code has moved on, and the table must follow.
"""

import enough_python  # noqa: F401 - ends the script with one sentence where Python is too old

import tomllib
from dataclasses import dataclass, field

import machine
import trials

TABLE = machine.ROOT / "scripts" / "planted_faults.toml"


@dataclass
class Fault:
    """One line of the code, what it is changed to, and the tests (pytest's arguments) that must notice."""

    name: str
    file: str
    find: str
    replace: str
    tests: list = field(default_factory=list)

    def plant(self, tree):
        """Change the line in the copy `tree`; answers with words when it is not found exactly once."""
        path = tree / self.file
        text = path.read_text("utf-8") if path.is_file() else ""
        times = text.count(self.find)
        if times != 1:
            return f"its line is found {times} times in {self.file}"
        path.write_text(text.replace(self.find, self.replace), "utf-8")
        return None


def main(arguments):
    """Try every fault, or those whose name contains the given words; 0 when each was noticed."""
    wanted = " ".join(arguments).lower()
    faults = [fault for fault in _faults() if wanted in fault.name.lower()]
    if not faults:
        raise machine.Stop(f"No fault's name contains '{wanted}'.")
    return trials.see_them_noticed([trials.Trial(fault.name, fault.tests, fault.plant) for fault in faults])


def _faults():
    """The table; raises Stop where an entry is not a change within one line."""
    faults = [Fault(**entry) for entry in tomllib.loads(TABLE.read_text("utf-8"))["fault"]]
    for fault in faults:
        if "\n" in fault.find + fault.replace or fault.find == fault.replace or not fault.tests:
            raise machine.Stop(f"'{fault.name}' must change something within one line, and name its tests.")
    return faults


if __name__ == "__main__":
    machine.run_main(main)
