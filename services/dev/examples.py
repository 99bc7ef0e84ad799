"""`python -m services.dev.examples` packs the widget as npm would, and compiles each example against that package."""

import json
import shutil
import sys
import tarfile
import tempfile
import time
from pathlib import Path

from services.dev.environment import EnvironmentFailed
from services.dev.npm import install, npm, run
from services.dev.plan import PROJECT

WIDGET = PROJECT / "services" / "widget"
EXAMPLES = WIDGET / "examples"
INSTALLED = EXAMPLES / "node_modules"
PACKED = INSTALLED / "@makegood" / "widget"
COMPILERS = {
    "next": (("next/dist/bin/next", "build"),),
    "vue": (("vue-tsc/bin/vue-tsc.js", "--noEmit"), ("vite/bin/vite.js", "build")),
    "hydrogen": (("typescript/bin/tsc", "--noEmit"), ("@react-router/dev/bin.js", "build")),
}
"""What compiles each example, of the packages that are installed; the one in HTML needs nothing."""
VARIABLES = {"NEXT_TELEMETRY_DISABLED": "1", "NODE_ENV": "production"}


def pack(place: Path = PACKED) -> list[str]:
    """Has the widget's package lie in a folder as npm would put it there; its files. Raises EnvironmentFailed."""
    with tempfile.TemporaryDirectory() as folder:
        (told,) = json.loads(npm("pack", "--json", "--pack-destination", folder, folder=WIDGET))
        shutil.rmtree(place, ignore_errors=True)
        with tarfile.open(Path(folder, told["filename"])) as archive:
            for member in archive.getmembers():
                member.name = str(Path(member.name).relative_to("package"))
                archive.extract(member, place, filter="data")
    return [file["path"] for file in told["files"]]


def judge() -> None:
    """Has publint look at the package as it was packed. Raises EnvironmentFailed with what it found."""
    run("publint", INSTALLED / "publint/src/cli.js", PACKED, "--strict", "--pack", "false", folder=EXAMPLES)


def compile_example(name: str, **variables: str) -> None:
    """Compiles one example, with these variables. Raises EnvironmentFailed with what its compiler said."""
    for program, *arguments in COMPILERS[name]:
        run(program, INSTALLED / program, *arguments, folder=EXAMPLES / name, **VARIABLES | variables)


def main() -> int:
    """Tell of each step; the exit status."""
    try:
        install(EXAMPLES)
        print(f"packed: {len(pack())} files", flush=True)
        judge()
        for name in COMPILERS:
            began = time.monotonic()
            compile_example(name, VITE_MAKEGOOD_URL="http://127.0.0.1:8000")
            print(f"{name}: compiled in {time.monotonic() - began:.0f} s", flush=True)
    except EnvironmentFailed as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
