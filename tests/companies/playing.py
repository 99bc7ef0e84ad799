"""Any company as a test plays it: a server that answers every call with one body, and the account that logs in.

What a company's folder beside this file may hold for it: `account.json` (credentials that its sandbox lets in),
`answers/` (bodies of its tracking), `published.txt` (its words) and `hook.json` (one message of its, signed).
"""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from uvicorn import Config, Server

from services.core.companies import Listed, address
from services.core.outside import Outside
from services.core.ports import Carrier, Credentials, Parcel
from services.core.shipments.model import Reading, Tracking, TrackingStatus
from services.core.shipments.policy import derive

FOLDER = Path(__file__).parent
LENDS = re.compile(r"token|oauth|/o2/", re.IGNORECASE)
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
MEDIA_TYPES = {
    ".json": "application/json",
    ".xml": "application/xml",
    ".html": "text/html",
    ".txt": "text/plain",
}
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


@dataclass
class Played:
    """The company. A call for a token is lent one; any other gets the answer, after so many seconds."""

    url: str = ""
    body: bytes = b"{}"
    media_type: str = "application/json"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0
    asked: list[str] = field(default_factory=list)
    lent: int = 0

    async def __call__(self, request: Request) -> Response:
        await request.body()
        if LENDS.search(request.url.path):
            self.lent += 1
            token = {"access_token": f"lent-{self.lent}", "token_type": "Bearer", "expires_in": 3600}
            return Response(json.dumps(token), 200, media_type="application/json")
        self.asked.append(request.url.path)
        await asyncio.sleep(self.seconds)
        return Response(self.body, self.status, self.headers, self.media_type)


@asynccontextmanager
async def playing() -> AsyncIterator[Played]:
    """The company, for as long as the block lasts."""
    played = Played()
    app = Starlette(routes=[Route("/{path:path}", played.__call__, methods=METHODS)])
    server = Server(Config(app, port=0, log_config=None, lifespan="off", ws="none", timeout_graceful_shutdown=1))
    config = server.config
    config.load()
    server.lifespan = config.lifespan_class(config)
    await server.startup()
    played.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    try:
        yield played
    finally:
        await server.shutdown()


@asynccontextmanager
async def waiting_for_nothing(now: datetime) -> AsyncIterator[Outside]:
    """Everything outside, with a clock that passes only while somebody waits."""
    seconds = 0.0

    async def sleep(wanted: float) -> None:
        nonlocal seconds
        seconds += wanted
        await asyncio.sleep(0)

    async with Outside(
        lambda: now + timedelta(seconds=seconds), monotonic=lambda: seconds, sleep=sleep, jitter=lambda: 0.0
    ) as outside:
        yield outside


def folder(company: Listed) -> Path:
    """Where the company's files are."""
    return FOLDER / company.name


def account(company: Listed) -> Credentials:
    """An account with everything that the company wants to be told, for tests."""
    kept = folder(company) / "account.json"
    made_up = {name: f"{name}-of-{company.name}" for name in (*company.credential_names, *company.hook_secret_names)}
    told: dict[str, str] = json.loads(kept.read_bytes()) if kept.exists() else {}
    return Credentials("acc_1", {"mode": "test"} | made_up | told)


def parcel(company: Listed, number: str, shipped_at: datetime) -> Parcel:
    """A parcel of which everything is known that a company may ask for."""
    return Parcel(number, company.name, shipped_at=shipped_at, postal_code="78744", country="US")


def adapter(company: Listed, outside: Outside, url: str) -> Carrier:
    """The company's adapter, calling the server at the URL as it does in development."""
    return company(outside, address(company.name, company.base_url, {"*": url}))


def media_type(file: Path) -> str:
    """What a file with this name is."""
    return MEDIA_TYPES.get(file.suffix, "application/json")


def status(told: Tracking) -> TrackingStatus:
    """Where the parcel is after all that the company told."""
    readings = [Reading(scan.occurred_at, scan.status, scan.code, None, scan.incident) for scan in told.scans]
    return derive(readings, told.reported).status


def faults(told: object) -> list[str]:
    """What keeps a `Tracking` from being written down as it is."""
    if not isinstance(told, Tracking):
        return [f"no Tracking: {type(told).__name__}"]
    found = [f"scan at {scan.occurred_at!r}" for scan in told.scans if scan.occurred_at.utcoffset() is None]
    for scan in told.scans:
        found += _of_texts(scan.code, scan.description, scan.location, scan.detail or "")
        found += _of_texts(json.dumps(scan.raw, ensure_ascii=False))
        if "\\u0000" in json.dumps(scan.raw):
            found.append("NUL in raw")
    found += _of_texts(*filter(None, (told.reference, told.signed_by, told.service, told.public_url, told.trouble)))
    if told.signed_by and len(told.signed_by) > 200:
        found.append("a signature longer than 200 characters")
    if told.public_url and not told.public_url.startswith(("https://", "http://")):
        found.append("a link that is none")
    return found


def _of_texts(*texts: str) -> list[str]:
    found = [f"control character in {text[:40]!r}" for text in texts if CONTROL.search(text)]
    for text in texts:
        try:
            text.encode()
        except UnicodeEncodeError:
            found.append(f"lone surrogate in {text[:40]!r}")
    return found
