"""`python -m services.dev.clients` makes the TypeScript types and the Python client from schema/; `--check` compares.

Each begins with a hash of what it was made from, so that a stale one is found where no generator is installed.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from services.dev.environment import EnvironmentFailed
from services.dev.npm import install, run
from services.dev.plan import PROJECT

SCHEMA = PROJECT / "schema"
TYPES = PROJECT / "services" / "widget" / "types" / "schema.d.ts"
PACKAGE = SCHEMA / "python" / "makegood_client"
ARIADNE = SCHEMA / "python" / ".venv" / "bin" / "ariadne-codegen"
CODEGEN = PROJECT / "tests" / "conformance" / "js"
"""Where graphql-codegen is installed."""

SUBSCRIPTION = re.compile(r"^( +)async for data in (self\.execute_ws\([^()]*\)):\n( +yield .*\n)", re.MULTILINE)
"""How a generated client tells a subscription's events."""

TEXT = "string"
TYPESCRIPT = {
    "plugins": ["typescript-operations"],
    "config": {
        "enumsAsTypes": True,
        "immutableTypes": True,
        "skipTypename": True,
        "strictScalars": True,
        "scalars": {"Date": TEXT, "DateTime": TEXT, "Decimal": TEXT, "_Any": "unknown"},
    },
}


def source() -> str:
    """A hash over the SDL and all documents, with their names."""
    found = hashlib.sha256()
    for file in (SCHEMA / "schema.graphql", *sorted((SCHEMA / "operations").glob("*.graphql"))):
        text = file.read_bytes()
        found.update(f"{file.name} {len(text)}\n".encode() + text)
    return found.hexdigest()


def stale() -> list[Path]:
    """What was made from something else than what is there now."""
    return [place for place in (TYPES, PACKAGE / "__init__.py") if not place.exists() or source() not in _first(place)]


def _first(place: Path) -> str:
    return place.read_text().partition("\n")[0]


def make_types(place: Path) -> None:
    """The types of all operations, by graphql-codegen. Raises EnvironmentFailed."""
    install(CODEGEN)
    with tempfile.TemporaryDirectory() as folder:
        config, made = Path(folder, "codegen.json"), Path(folder, "schema.d.ts")
        documents = str(SCHEMA / "operations" / "*.graphql")
        wanted = {
            "schema": str(SCHEMA / "schema.graphql"),
            "documents": documents,
            "generates": {str(made): TYPESCRIPT},
        }
        config.write_text(json.dumps(wanted))
        generator = CODEGEN / "node_modules/@graphql-codegen/cli/esm/bin.js"
        run("graphql-codegen", generator, "--config", config, folder=CODEGEN)
        place.write_text(
            f"// The operations' types. Made by `make clients` from sha256:{source()}\n\n{made.read_text()}"
        )


def make_package(place: Path) -> None:
    """The Python package, by ariadne-codegen. Raises EnvironmentFailed."""
    if not ARIADNE.exists():
        raise EnvironmentFailed("ariadne-codegen is missing; `make clients` installs it.")
    with tempfile.TemporaryDirectory() as folder:
        for name in ("schema.graphql", "operations", "python/pyproject.toml", "python/connection.py"):
            (Path(folder) / name).parent.mkdir(exist_ok=True)
            (shutil.copytree if (SCHEMA / name).is_dir() else shutil.copy)(SCHEMA / name, Path(folder) / name)
        done = subprocess.run([ARIADNE], cwd=Path(folder, "python"), capture_output=True, text=True, check=False)
        if done.returncode:
            raise EnvironmentFailed(f"ariadne-codegen failed: {done.stdout[-2000:]}{done.stderr[-2000:]}")
        made = Path(folder, "python", place.name)
        for file in made.glob("*.py"):
            file.write_text(_typed(file.read_text()))
        told = f"# Makegood's typed client. Made by `make clients` from sha256:{source()}\n\n"
        (made / "__init__.py").write_text(told + (made / "__init__.py").read_text())
        (made / "py.typed").touch()
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(made, place)


def _typed(module: str) -> str:
    """A generated module whose types say to checkers what it does, and whose subscriptions close what they open."""
    # a plain alias is the only name that checkers without Pydantic's plugin take for an argument
    module = re.sub(r'\balias=("\w+")', r"validation_alias=\1, serialization_alias=\1", module)
    # events are told by generators, which can be closed
    module = re.sub(r"-> AsyncIterator\[(\w+)\]:", r"-> AsyncGenerator[\1, None]:", module)
    # defaults of inputs are written as they stand in the schema
    module = re.sub(r'(: Decimal = )("[^"]+")$', r"\1Decimal(\2)", module, flags=re.MULTILINE)
    module = module.replace(
        "from collections.abc import AsyncIterator\n", "from collections.abc import AsyncGenerator\n"
    )
    # and close their connection with them, which would else be left to the garbage collector
    module, found = SUBSCRIPTION.subn(
        r"\1async with aclosing(\2) as told:\n\1    async for data in told:\n    \3", module
    )
    return module.replace("\n", "\nfrom contextlib import aclosing\n", 1) if found else module


MAKERS: dict[Path, Callable[[Path], None]] = {TYPES: make_types, PACKAGE: make_package}


def main(arguments: list[str]) -> int:
    """Make everything, or tell what is stale; the exit status."""
    if "--check" in arguments:
        for place in stale():
            print(f"{place.relative_to(PROJECT)} is stale; run `make clients`.", file=sys.stderr)
        return bool(stale())
    try:
        for place, make in MAKERS.items():
            make(place)
    except EnvironmentFailed as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
