"""Ends a script with one sentence where Python is too old for it; imported first, and so written for any Python 3."""

import sys

OLDEST = (3, 11)

if sys.version_info < OLDEST:
    sys.exit(
        "Talentum Share needs Python {}.{} or newer, and this is Python {}.{}: start it with a newer one, "
        "for example python3.11 {}.".format(*OLDEST, *sys.version_info[:2], sys.argv[0])
    )
