"""`python -m services.api.export` writes the exported files; `--check` only tells whether they are current.

They are the schema in schema/schema.graphql, and the hashes of documents in services/widget/src/*documents.js.
"""

import re
import sys
from pathlib import Path

from graphql import OperationDefinitionNode, is_introspection_type, is_specified_scalar_type, parse, print_type

from services.api import widget
from services.api.protocol.documents import OWN
from services.api.schema import make_schema

_DIRECTIVES = ("link__", "_FieldSet")
"""Begin the names of what only directives of Federation take."""
_NAMED = re.compile(r"^(export const (\w+)\s*=\s*)'[^']*'", re.MULTILINE)
"""A document that the widget sends: `export const CLAIM_CREATE = 'sha256:…'`."""

SCHEMA = Path(__file__).resolve().parents[2] / "schema" / "schema.graphql"
MODULES = widget.FOLDER / "src"


class UnknownOperation(LookupError):
    """The name that no file in schema/operations has."""


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


def hashed(module: str) -> str:
    """A module of documents with the present hash of each.

    Raises:
        UnknownOperation: there is no document of that name, or the module has no name at all.
    """
    hashes = {
        part.name.value: digest
        for digest, text in OWN.items()
        for part in parse(text).definitions
        if isinstance(part, OperationDefinitionNode) and part.name
    }

    def present(found: re.Match[str]) -> str:
        operation = found[2].title().replace("_", "")
        if operation not in hashes:
            raise UnknownOperation(found[2])
        return f"{found[1]}'sha256:{hashes[operation]}'"

    text, count = _NAMED.subn(present, module)
    if not count:
        raise UnknownOperation("nothing")
    return text


def main(arguments: list[str], schema: Path = SCHEMA, modules: Path = MODULES) -> int:
    """Write the files, or compare them; the exit status."""
    current = {schema: sdl()}
    for file in sorted(modules.glob("*documents.js")):
        try:
            current[file] = hashed(file.read_text())
        except UnknownOperation as unknown:
            sys.stderr.write(f"{file.name} names {unknown}, which no file in schema/operations has.\n")
            return 1
    stale = [file for file, text in current.items() if not file.exists() or file.read_text() != text]
    if "--check" in arguments:
        for file in stale:
            sys.stderr.write(f"{file.name} is stale; run `python -m services.api.export`.\n")
        return 1 if stale else 0
    for file in stale:
        file.write_text(current[file])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
