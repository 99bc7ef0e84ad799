"""`python -m services.api.export` writes schema/schema.graphql; `--check` only tells whether it is current."""

import sys
from pathlib import Path

from services.api.schema import make_schema

PLACE = Path(__file__).resolve().parents[2] / "schema" / "schema.graphql"


def sdl() -> str:
    """The schema as text."""
    return make_schema().as_str() + "\n"


def main(arguments: list[str], place: Path = PLACE) -> int:
    """Write the file, or compare it; the exit status."""
    current = sdl()
    if "--check" not in arguments:
        place.write_text(current)
    elif not place.exists() or place.read_text() != current:
        sys.stderr.write(f"{place.name} is stale; run `python -m services.api.export`.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
