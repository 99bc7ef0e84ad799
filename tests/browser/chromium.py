"""Where the browser is that the tests look through; as a program it says in one line when there is none."""

import os
import shutil
import sys

PROGRAMS = ("chromium", "chromium-headless-shell", "chromium-browser", "google-chrome")
MISSING = (
    "There is no Chromium here, so that tests/browser is skipped: install it (on Debian: apt-get install chromium) "
    "or name one by CHROMIUM=path."
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_chromium() -> str | None:
    """The program that CHROMIUM names, or the first on the path."""
    named = os.environ.get("CHROMIUM")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, PROGRAMS)), None)


if __name__ == "__main__" and find_chromium() is None:
    sys.stdout.write(f"{MISSING}\n")
