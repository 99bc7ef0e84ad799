"""Answers replayed from files: a body dropped into a folder is what a company says of that parcel from then on.

`<folder>/<company>/<tracking number>.<json|xml|html|txt>` is the body as it goes over the wire; beside it,
`<tracking number>.meta.json` may say `{"status": 404, "headers": {"retry-after": "60"}}`. Characters that no file's
name can have are percent-encoded (`/` is `%2F`).
"""

import string
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

import msgspec
import structlog
from starlette.responses import PlainTextResponse, Response

MEDIA_TYPES = {
    ".json": "application/json",
    ".xml": "application/xml",
    ".html": "text/html",
    ".txt": "text/plain",
}
META = ".meta"
FRAMING = frozenset({"content-length", "transfer-encoding", "connection"})
# a slash or backslash would lead out of the folder
IN_NAMES = "".join(set(string.printable) - set("/\\%" + string.whitespace)) + " "

log = structlog.get_logger()


class Meta(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What goes with a body."""

    status: Annotated[int, msgspec.Meta(ge=200, le=599)] = 200
    headers: dict[str, str] = {}


class Broken(Exception):
    """A meta file that cannot be used, and why."""


class Replay:
    """The folder, looked into anew for each call; without one nothing is replayed."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def answer(self, company: str, codes: Iterable[str]) -> Response | None:
        """What the folder has for the first of these numbers that it knows."""
        if self._folder is None:
            return None
        return next(filter(None, (self._of(self._folder / company, code) for code in codes)), None)

    def _of(self, folder: Path, code: str) -> Response | None:
        name = quote(code, safe=IN_NAMES, errors="replace")
        if name.endswith(META):
            return None
        try:
            body = next((file for suffix in MEDIA_TYPES if (file := folder / f"{name}{suffix}").is_file()), None)
            if body is None:
                return None
            content, meta = body.read_bytes(), _meta(folder / f"{name}{META}.json")
        except OSError as error:
            # a name too long for a file is nobody's; anything else is to be put right
            log.warning("replay.unreadable", company=folder.name, why=error.strerror)
            return None
        except Broken as broken:
            log.error("replay.broken", company=folder.name, why=str(broken))
            return PlainTextResponse(f"{broken}\n", 400)
        log.info("replay", company=folder.name, file=body.name, status=meta.status)
        return Response(content, meta.status, meta.headers, None if _typed(meta) else MEDIA_TYPES[body.suffix])


def _meta(file: Path) -> Meta:
    """What the file says; without one all is usual. Raises `Broken`, and `OSError`."""
    if not file.is_file():
        return Meta()
    try:
        meta = msgspec.json.decode(file.read_bytes(), type=Meta)
        for name, value in meta.headers.items():
            if name.lower() in FRAMING or not name.isascii() or not (name + value).isprintable():
                raise Broken(f"{file}: The header {name!r} cannot be sent; leave it out.")
            value.encode("latin-1")
    except (msgspec.MsgspecError, UnicodeError) as error:
        raise Broken(f'{file}: {error}; write {{"status": 404, "headers": {{"name": "value"}}}}.') from error
    return meta


def _typed(meta: Meta) -> bool:
    return any(name.lower() == "content-type" for name in meta.headers)
