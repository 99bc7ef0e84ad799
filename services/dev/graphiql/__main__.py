"""`python -m services.dev.graphiql` bundles GraphiQL into build/graphiql, from where the API serves it.

Its packages come from npm, and the page loads nothing from elsewhere.
"""

import fcntl
import hashlib
import shutil
import sys
import tempfile
import time
from pathlib import Path

from services.dev.environment import EnvironmentFailed
from services.dev.npm import install, run
from services.dev.plan import GRAPHIQL, PROJECT

HERE = Path(__file__).parent
SOURCES = HERE / "src"
OPERATIONS = PROJECT / "schema" / "operations"
MARK = "made-from"
EDITOR, GRAPHQL = "node_modules/monaco-editor/esm/vs", "node_modules/monaco-graphql/esm"
ENTRIES = (
    "src/page.js",
    f"{EDITOR}/editor/editor.worker.js",
    f"{EDITOR}/language/json/json.worker.js",
    f"{GRAPHQL}/graphql.worker.js",
)
OPTIONS = (
    "--bundle",
    "--splitting",
    "--format=esm",
    "--minify",
    "--target=es2024",
    "--log-level=error",
    "--entry-names=[name]",
    "--chunk-names=part-[hash]",
    "--loader:.graphql=text",
    "--loader:.ttf=file",
)


def source() -> str:
    """A hash over all that it is made of."""
    found = hashlib.sha256()
    for file in (Path(__file__), HERE / "package-lock.json", *sorted(SOURCES.iterdir()), *sorted(OPERATIONS.iterdir())):
        found.update(f"{file.name} {file.stat().st_size}\n".encode() + file.read_bytes())
    return found.hexdigest()


def make(place: Path) -> bool:
    """Have it lie in a folder, one process at a time; whether there was anything to do. Raises EnvironmentFailed."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.with_name(f"{place.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        mark, wanted = place / MARK, source()
        if mark.exists() and mark.read_text() == wanted:
            return False
        install(HERE)
        with tempfile.TemporaryDirectory(dir=place.parent, prefix="graphiql-") as folder:
            made = Path(folder, "made")
            esbuild = HERE / "node_modules/esbuild/bin/esbuild"
            run("esbuild", esbuild, *ENTRIES, *OPTIONS, f"--outdir={made}", folder=HERE)
            shutil.copy(SOURCES / "index.html", made)
            (made / MARK).write_text(wanted)
            shutil.rmtree(place, ignore_errors=True)
            made.rename(place)
    return True


def main() -> int:
    """Make it, and tell how that went; the exit status."""
    began = time.monotonic()
    try:
        if make(GRAPHIQL):
            print(f"GraphiQL is ready, after {time.monotonic() - began:.0f} s.")
    except EnvironmentFailed as error:
        print(f"There is no GraphiQL: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
