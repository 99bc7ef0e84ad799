"""`make clean`: stops what runs on the data folder and removes it, wherever its parts lie."""

import argparse
import shutil
import sys
from pathlib import Path

from services.dev import DevError
from services.dev.embedded import Postgres
from services.dev.embedded.places import ROOTS_PLACE
from services.dev.lock import stop_holder
from services.dev.plan import PROJECT


def clean(data: Path) -> None:
    """Raises DevError when the processes do not stop."""
    stop_holder(data)
    Postgres(data / "postgres").remove()
    shutil.rmtree(data, ignore_errors=True)
    clusters = ROOTS_PLACE / "clusters"
    if clusters.is_dir() and not any(clusters.iterdir()):
        shutil.rmtree(ROOTS_PLACE, ignore_errors=True)


def main() -> int:
    """Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m services.dev.clean", description=__doc__)
    parser.add_argument("--data", type=Path, default=PROJECT / ".data")
    try:
        clean(parser.parse_args().data.absolute())
    except DevError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
