"""`make demo`, or `python -m services.dev.demo --url … --data …` against another `make run`."""

import argparse
import asyncio
import io
import json
import os
import sys
from pathlib import Path

import httpx

from services.dev import DevError
from services.dev.demo.client import Client
from services.dev.demo.credit import Credit
from services.dev.demo.outside import Sandbox
from services.dev.demo.reship import Reship
from services.dev.demo.story import Stage
from services.dev.demo.timeline import Timeline
from services.dev.plan import PROJECT, standard_plan
from services.dev.seed import ORIGINS

STORY_SECONDS = 180.0
GOODS = ({"sku": "NK-BOWL-MOSS", "quantity": 2}, {"sku": "NK-VASE"})


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
    parser.add_argument("--sandbox", default=f"http://127.0.0.1:{ports['Sandbox']}", help="what its worker calls")
    parser.add_argument("--data", type=Path, default=data, help="the data folder of `make run`")
    given = parser.parse_args(arguments)
    shop = _first_shop(given.data / "storefronts.jsonl")
    return Stage(given.url, shop["secretKey"], shop["publishableKey"], shop["shop"], GOODS, given.sandbox, ORIGINS[0])


def _first_shop(file: Path) -> dict[str, str]:
    """The first demo storefront: its keys, and its shop at the platform. Raises DevError."""
    try:
        first = json.loads(file.read_text().partition("\n")[0])
        return {name: str(first[name]) for name in ("secretKey", "publishableKey", "shop")}
    except FileNotFoundError:
        raise DevError(f"{file} is missing; start `make run` first.") from None
    except (OSError, ValueError, LookupError, TypeError):
        raise DevError(f"{file} holds no demo storefronts; start `make run` again.") from None


async def _play(stage: Stage) -> None:
    timeline = Timeline()
    try:
        async with httpx.AsyncClient(trust_env=False) as http, asyncio.timeout(STORY_SECONDS):
            storefront = await Client(http, stage.url, stage.key).query("storefront")
            await Sandbox(http, stage.sandbox).prove()
            timeline.title(
                "Two lost parcels, from their sale to their end",
                service=stage.url,
                storefront=f"{storefront['name']}, {storefront['id']}",
                shop=f"{stage.sandbox}/shopify/{stage.shop}/ (the sandbox, which speaks Shopify's wire format)",
                carrier=f"{stage.sandbox} (the same, EasyPost's wire format)",
                mails=f"{stage.sandbox}/mail/",
            )
            timeline.columns()
            for story in (Credit, Reship):
                await story(stage, http, timeline).play()
    except TimeoutError:
        raise DevError(f"The stories did not come to their end within {STORY_SECONDS:.0f} s.") from None


if __name__ == "__main__":
    sys.exit(main())
