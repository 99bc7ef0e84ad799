"""`make demo`, or `python -m services.dev.demo --url … --key …` against a service elsewhere."""

import argparse
import asyncio
import io
import json
import os
import sys
from pathlib import Path

import httpx

from services.dev import DevError
from services.dev.demo.story import Stage, Story
from services.dev.demo.timeline import Timeline
from services.dev.plan import PROJECT, standard_plan

STORY_SECONDS = 180.0


def main() -> int:
    """Returns the exit status."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that knows no arrows
    try:
        asyncio.run(_play(_stage(sys.argv[1:])))
    except DevError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # nobody reads on; Python would complain once more when it closes the pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return 0


def _stage(arguments: list[str]) -> Stage:
    data = PROJECT / ".data"
    ports = standard_plan(data).ports
    parser = argparse.ArgumentParser(prog="python -m services.dev.demo", description=__doc__)
    parser.add_argument("--url", default=f"http://127.0.0.1:{ports['API']}", help="the service")
    parser.add_argument("--key", help="a secret key with all scopes; left out, the first demo storefront's")
    parser.add_argument("--sandbox", default=f"http://127.0.0.1:{ports['Sandbox']}", help="where its worker calls")
    parser.add_argument("--data", type=Path, default=data, help="the data folder of `make run`")
    given = parser.parse_args(arguments)
    return Stage(given.url, given.key or _key(given.data / "storefronts.jsonl"), given.sandbox)


def _key(file: Path) -> str:
    """The secret key of the first demo storefront. Raises DevError."""
    try:
        first = json.loads(file.read_text().partition("\n")[0])
        return str(first["secretKey"])
    except FileNotFoundError:
        raise DevError(f"{file} is missing; start `make run` first, or give --url and --key.") from None
    except (OSError, ValueError, LookupError, TypeError):
        raise DevError(f"{file} holds no demo storefronts; start `make run` again.") from None


async def _play(stage: Stage) -> None:
    try:
        async with httpx.AsyncClient(trust_env=False) as http, asyncio.timeout(STORY_SECONDS):
            await Story(stage, http, Timeline()).play()
    except TimeoutError:
        raise DevError(f"The story did not come to its end within {STORY_SECONDS:.0f} s.") from None


if __name__ == "__main__":
    sys.exit(main())
