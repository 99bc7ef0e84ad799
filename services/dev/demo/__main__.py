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
from services.dev.demo.insured import Insured
from services.dev.demo.outside import Sandbox
from services.dev.demo.reship import Reship
from services.dev.demo.story import Stage
from services.dev.demo.timeline import Timeline
from services.dev.plan import PROJECT, STOREFRONTS, standard_plan
from services.dev.seed import ORIGINS

STORY_SECONDS = 180.0
GOODS = (
    ({"sku": "NK-BOWL-MOSS", "quantity": 2}, {"sku": "NK-VASE"}),
    ({"sku": "HO-JACKET-M", "quantity": 2}, {"sku": "HO-BEANIE"}),
)
"""What is sold in each of the demo storefronts."""


def main() -> int:
    """Returns the exit status."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that knows no arrows
    try:
        asyncio.run(_play(*_stages(sys.argv[1:])))
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


def _stages(arguments: list[str]) -> list[Stage]:
    data = PROJECT / ".data"
    ports = standard_plan(data).ports
    parser = argparse.ArgumentParser(prog="python -m services.dev.demo", description=__doc__)
    parser.add_argument("--url", default=f"http://127.0.0.1:{ports['API']}", help="the service")
    parser.add_argument("--sandbox", default=f"http://127.0.0.1:{ports['Sandbox']}", help="what its worker calls")
    parser.add_argument("--data", type=Path, default=data, help="the data folder of `make run`")
    given = parser.parse_args(arguments)
    return [
        Stage(given.url, shop["secretKey"], shop["publishableKey"], shop["shop"], goods, given.sandbox, ORIGINS[0])
        for shop, goods in zip(_shops(given.data / STOREFRONTS), GOODS, strict=True)
    ]


def _shops(file: Path) -> list[dict[str, str]]:
    """The demo storefronts: their keys, and their shops at the platform. Raises DevError."""
    try:
        told = [json.loads(line) for line in file.read_text().splitlines()[: len(GOODS)]]
        shops = [{name: str(shop[name]) for name in ("secretKey", "publishableKey", "shop")} for shop in told]
    except FileNotFoundError:
        raise DevError(f"{file} is missing; start `make run` first.") from None
    except (OSError, ValueError, LookupError, TypeError):
        raise DevError(f"{file} holds no demo storefronts; start `make run` again.") from None
    if len(shops) < len(GOODS):
        raise DevError(f"{file} holds no demo storefronts; start `make run` again.")
    return shops


async def _play(stage: Stage, abroad: Stage) -> None:
    timeline = Timeline()
    try:
        async with httpx.AsyncClient(trust_env=False) as http, asyncio.timeout(STORY_SECONDS):
            storefronts = [await Client(http, one.url, one.key).query("storefront") for one in (stage, abroad)]
            await Sandbox(http, stage.sandbox).prove()
            timeline.title(
                "Three lost parcels, from their sale to their end",
                service=stage.url,
                storefronts=" and ".join(f"{one['name']}, {one['id']}" for one in storefronts),
                shop=f"{stage.sandbox}/shopify/{stage.shop}/ (the sandbox, which speaks Shopify's wire format)",
                carrier=f"{stage.sandbox} (the same, EasyPost's wire format)",
                mails=f"{stage.sandbox}/mail/",
            )
            timeline.columns()
            for story, place in ((Credit, stage), (Reship, stage), (Insured, abroad)):
                await story(place, http, timeline).play()
    except TimeoutError:
        raise DevError(f"The stories did not come to their end within {STORY_SECONDS:.0f} s.") from None


if __name__ == "__main__":
    sys.exit(main())
