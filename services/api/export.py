"""`python -m services.api.export` writes schema/schema.graphql; `--check` only tells whether it is current."""

import sys
from pathlib import Path

from graphql import is_introspection_type, is_specified_scalar_type, print_type

from services.api.schema import make_schema

_DIRECTIVES = ("link__", "_FieldSet")
"""Begin the names of what only directives of Federation take."""

PLACE = Path(__file__).resolve().parents[2] / "schema" / "schema.graphql"


def sdl() -> str:
    """The schema as text, without the directives of Apollo Federation, which `_service` tells."""
    kinds = make_schema()._schema.type_map.values()  # noqa: SLF001 - Strawberry prints it in one way only
    shown = [kind for kind in kinds if not is_introspection_type(kind) and not is_specified_scalar_type(kind)]
    return (
        "\n\n".join(
            print_type(kind)
            for kind in sorted(shown, key=lambda kind: kind.name)
            if not kind.name.startswith(_DIRECTIVES)
        )
        + "\n"
    )


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
