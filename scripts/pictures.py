"""`make pictures`: the browser tests once more; their catalogue writes every page to docs/pictures/ in two widths."""

import enough_python  # noqa: F401 - ends the script with one sentence where Python is too old

import os
import time

import cluster
import lanes
import machine
import virtual_environment

FOLDER = machine.ROOT / "docs" / "pictures"


def main(arguments):
    """Write the pictures, and remove those that no test writes any more; 0 when the tests are green."""
    python = virtual_environment.python_with("requirements-dev.txt")
    os.environ.update(CHROMIUM=machine.chromium(), PICTURES="1")
    begun = time.time()
    words = [word for word in arguments if word != "--"]
    lane = lanes.Lane(lanes.BROWSER, [*lanes.FOLDERS[lanes.BROWSER], *words])
    with cluster.database_url() as url:
        lanes.run([lane], python, url)
    if lane.code:
        return 1
    written = sorted(picture.name for picture in FOLDER.glob("*.png") if picture.stat().st_mtime >= begun)
    if not words:
        for picture in FOLDER.glob("*.png"):
            if picture.name not in written:
                picture.unlink()
    print(f"{len(written)} pictures in {FOLDER.relative_to(machine.ROOT)}: {', '.join(written)}")
    return 0 if written else 1


if __name__ == "__main__":
    machine.run_main(main)
