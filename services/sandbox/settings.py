"""What can be set about a sandbox: where it listens and how fast its parcels travel."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

DEFAULT_PORT = 8100


@dataclass(frozen=True, slots=True)
class Settings:
    """Port 0 takes any free port. Without `smtp_port` no mail is caught.

    `step_seconds` is the time between two scans of a scripted journey.

    `speed` divides every wait: the steps of journeys and the pauses between tries of a webhook.
    """

    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    step_seconds: float = 2.0
    speed: float = 1.0
    smtp_port: int | None = None

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
    return Settings(**vars(parser.parse_args(arguments)))


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
