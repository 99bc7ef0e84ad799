"""What can be set about a sandbox: where it listens, how fast its parcels travel, and its Shopify app."""

import argparse
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

DEFAULT_PORT = 8100
DEFAULT_API = "http://127.0.0.1:8000"


@dataclass(frozen=True, slots=True)
class Settings:
    """Port 0 takes any free port. Without `smtp_port` no mail is caught.

    `step_seconds` is the time between two scans of a scripted journey.

    `speed` divides every wait: the steps of journeys and the pauses between tries of a webhook.
    `replay` is the folder of answers to replay, see `services.sandbox.replay`.
    `storefronts` is the file of the demo's shops with their keys at `api_url`, see `services.sandbox.demo`.
    `shopify_access_token` opens every shop in which nothing else was said; the client secret signs its webhooks.
    """

    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    step_seconds: float = 2.0
    speed: float = 1.0
    shopify_client_id: str = "makegood-sandbox"
    shopify_client_secret: str = field(default="shpss_sandbox", repr=False)
    shopify_access_token: str = field(default="shpat_sandbox", repr=False)
    smtp_port: int | None = None
    replay: Path | None = None
    storefronts: Path | None = None
    api_url: str = DEFAULT_API

    @property
    def step(self) -> float:
        """Seconds that pass between two scans."""
        return self.step_seconds / self.speed


def from_arguments(arguments: Sequence[str]) -> Settings:
    """Read command line flags; ends the process with a usage line when one is wrong."""
    defaults = Settings()
    parser = argparse.ArgumentParser(prog="python -m services.sandbox", description=__doc__)
    parser.add_argument("--host", default=defaults.host)
    parser.add_argument("--port", type=_port, default=defaults.port, help="0 takes any free port")
    parser.add_argument(
        "--step-seconds",
        type=_positive,
        default=defaults.step_seconds,
        help="time between two scans of a scripted journey",
    )
    parser.add_argument(
        "--speed", type=_positive, default=defaults.speed, help="divides every wait: scans, webhook retries"
    )
    parser.add_argument("--smtp-port", type=_port, help="catch mails on this port; 0 takes any free port")
    parser.add_argument(
        "--replay",
        type=Path,
        default=os.environ.get("SANDBOX_REPLAY") or None,
        help="folder of answers to replay: <company>/<tracking number>.json",
    )
    parser.add_argument(
        "--storefronts",
        type=Path,
        default=os.environ.get("SANDBOX_STOREFRONTS") or None,
        help="the demo's shops with their keys, one JSON object a line",
    )
    parser.add_argument(
        "--api-url", default=os.environ.get("SANDBOX_API_URL") or defaults.api_url, help="where the demo's shops call"
    )
    # not flags, as everybody on a machine can read those
    secrets: dict[str, Any] = {
        name: os.environ[f"SANDBOX_{name.upper()}"]
        for name in ("shopify_client_id", "shopify_client_secret", "shopify_access_token")
        if os.environ.get(f"SANDBOX_{name.upper()}")
    }
    return Settings(**vars(parser.parse_args(arguments)), **secrets)


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return port


def _positive(text: str) -> float:
    number = float(text)
    if not 0 < number < 1e9:
        raise argparse.ArgumentTypeError("must be a positive number")
    return number
