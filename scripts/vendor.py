#!/usr/bin/env python3
"""Makes `static/vendor/govuk-frontend` and the test fixtures from the npm tarball of govuk-frontend.

    npm pack govuk-frontend@6.3.0
    python3 scripts/vendor.py govuk-frontend-6.3.0.tgz

What may not be used outside GOV.UK is taken out (GDS Transport, the crest), and what would stop the hashing of static
files (references to files that are not here, source maps). It stops, writing nothing, when any of that is left: a
newer version then needs a look. The pair counts: macros 4.1.0 belong to govuk-frontend 6.3.0.
"""

import json
import re
import sys
import tarfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "static" / "vendor" / "govuk-frontend"
FIXTURES = ROOT / "tests" / "design_system" / "fixtures"
VERSION = "6.3.0"
DIST = "package/dist/govuk/"

# The components that our pages and our form fields use: the official examples of these are kept as a test's oracle.
COMPONENTS = [
    "back-link",
    "button",
    "checkboxes",
    "date-input",
    "details",
    "error-message",
    "error-summary",
    "fieldset",
    "hint",
    "input",
    "inset-text",
    "label",
    "notification-banner",
    "pagination",
    "password-input",
    "radios",
    "select",
    "service-navigation",
    "skip-link",
    "summary-list",
    "table",
    "tag",
    "task-list",
    "textarea",
]

LICENCE = """The MIT License (MIT)

Copyright (C) 2017 Crown Copyright (Government Digital Service)

Permission is hereby granted, free of charge, to any person obtaining a copy of
this software and associated documentation files (the "Software"), to deal in
the Software without restriction, including without limitation the rights to
use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies
of the Software, and to permit persons to whom the Software is furnished to do
so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
"""

NOTICE = "/* govuk-frontend {version}, MIT (LICENCE beside this file). Changed by scripts/vendor.py: {changes}. */\n"


def style(css):
    """The style sheet without the font and the crest, and without a `url()` to anything that is not here."""
    css = re.sub(r"/\*! .*?customised for exclusive use on gov\.uk.*?\*/", "", css, flags=re.DOTALL | re.IGNORECASE)
    css = re.sub(r"@font-face\{font-family:GDS Transport;[^}]*\}", "", css)
    css = css.replace("GDS Transport,arial", "arial")
    css = re.sub(r"(background-image|-webkit-mask-image|mask-image):url\(/assets/images/govuk-crest\.svg\);?", "", css)
    css = without_map(css, r"/\*# sourceMappingURL=\S+ \*/")
    for left in ("GDS Transport", "url(", "sourceMappingURL", "exclusive use"):
        if left in css:
            raise SystemExit(f"The style sheet still has {left!r}: look at it before vendoring this version.")
    charset = '@charset "UTF-8";'
    body = css.removeprefix(charset).lstrip()
    notice = NOTICE.format(version=VERSION, changes="GDS Transport and the crest taken out")
    return f"{charset}\n{notice}{body}"


def script(javascript):
    """The script as an ES module, without its source map."""
    body = without_map(javascript, r"//# sourceMappingURL=\S+")
    return NOTICE.format(version=VERSION, changes="source map left out") + body


def without_map(text, pattern):
    """The text without the line that names a source map, which is not vendored."""
    return re.sub(pattern, "", text).rstrip() + "\n"


def examples(fixture):
    """Options and expected HTML of each official example of one component, one example a line."""
    kept = [{"name": f["name"], "options": f["options"], "html": f["html"]} for f in fixture["fixtures"]]
    return "[\n" + ",\n".join(json.dumps(one, ensure_ascii=False) for one in kept) + "\n]\n"


def main(tarball):
    """Reads the tarball whole, makes everything, and only then writes."""
    with tarfile.open(tarball) as archive:

        def read(name):
            return archive.extractfile(name).read().decode("utf-8")

        found = json.loads(read("package/package.json"))["version"]
        if found != VERSION:
            raise SystemExit(f"This is govuk-frontend {found}; the macros in requirements.txt belong to {VERSION}.")
        files = {
            TARGET / "LICENCE": LICENCE,
            TARGET / "govuk-frontend.min.css": style(read(DIST + "govuk-frontend.min.css")),
            TARGET / "govuk-frontend.min.js": script(read(DIST + "govuk-frontend.min.js")),
        }
        for component in COMPONENTS:
            fixture = json.loads(read(f"{DIST}components/{component}/fixtures.json"))
            files[FIXTURES / f"{component}.json"] = examples(fixture)
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        print(f"{path.relative_to(ROOT)}: {len(text):,} characters")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("usage: vendor.py govuk-frontend-6.3.0.tgz")
    main(sys.argv[1])
