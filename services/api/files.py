"""/files/…: signed links. A file in a folder is given and taken here; one in a cloud is read there."""

from collections.abc import AsyncIterator

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse

from services.api.process import process_of
from services.core.evidence.model import SUFFIXES
from services.core.ports import Unavailable
from services.core.storage import BadLink, Grant, Missing, Storage, TooLarge

CLOUD_SECONDS = 120
"""How long a cloud's own link lasts; it is followed at once."""
KEPT_SECONDS = 300
_TYPES = {suffix: kind for kind, suffix in SUFFIXES.items()} | {"zip": "application/zip", "gif": "image/gif"}
_ANYONE = {
    # the link is all that is needed, so pages of any origin may use it
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, PUT",
    "Access-Control-Allow-Headers": "content-type",
    "Access-Control-Max-Age": "600",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_HARMLESS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": f"private, max-age={KEPT_SECONDS}",
}


class _Refused(Exception):
    """The status and the words of a refusal."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(code)
        self.status, self.code, self.message = status, code, message


async def serve(request: Request) -> Response:
    """Do what the link allows."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=_ANYONE)
    process, method = process_of(request), "PUT" if request.method == "PUT" else "GET"
    try:
        grant = process.links.check(method, request.path_params["key"], request.query_params, process.clock())
        if method == "PUT":
            answer = await _take(process.storage, grant, request)
        elif process.storage.is_local:
            answer = await _give(process.storage, grant)
        else:
            url = await process.storage.sign("GET", grant.key, CLOUD_SECONDS)
            answer = RedirectResponse(url, 302, {"Cache-Control": "no-store"})
    except BadLink as error:
        answer = _told(403, "BAD_LINK", str(error))
    except Missing:
        answer = _told(404, "NOT_FOUND", "The file is not there any more.")
    except _Refused as refused:
        answer = _told(refused.status, refused.code, refused.message)
    except Unavailable:
        answer = _told(503, "SERVICE_UNAVAILABLE", "The storage cannot be reached at the moment; try again shortly.")
        answer.headers["Retry-After"] = "5"
    answer.headers.update(_ANYONE)
    return answer


async def _give(storage: Storage, grant: Grant) -> Response:
    size, chunks = await storage.stream(grant.key)
    name = grant.key.rpartition("/")[2]
    kind = _TYPES.get(name.rpartition(".")[2], "application/octet-stream")
    shown = "inline" if kind.startswith(("image/", "text/")) or kind == "application/pdf" else "attachment"
    headers = {**_HARMLESS, "Content-Length": str(size), "Content-Disposition": f'{shown}; filename="{name}"'}
    media_type = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
    return StreamingResponse(chunks, headers=headers, media_type=media_type)


async def _take(storage: Storage, grant: Grant, request: Request) -> Response:
    if not storage.is_local:
        raise _Refused(403, "BAD_LINK", "Files are put to the storage itself.")
    if request.headers.get("content-type", "") != grant.content_type:
        raise _Refused(415, "TYPE_MISMATCH", f"Send it as {grant.content_type}, as was announced.")
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length[:20]) > grant.longest:
        raise _too_large(grant)
    try:
        await storage.put_stream(grant.key, _bounded(request, grant), grant.content_type)
    except TooLarge:
        raise _too_large(grant) from None
    except ClientDisconnect:
        raise _Refused(408, "REQUEST_TIMEOUT", "The body did not arrive.") from None
    return Response(status_code=204)


async def _bounded(request: Request, grant: Grant) -> AsyncIterator[bytes]:
    left = grant.longest
    async for chunk in request.stream():
        left -= len(chunk)
        if left < 0:
            raise TooLarge
        if chunk:
            yield chunk


def _too_large(grant: Grant) -> _Refused:
    return _Refused(413, "TOO_LARGE", f"The file was announced with {grant.longest} bytes.")


def _told(status: int, code: str, message: str) -> Response:
    return JSONResponse({"error": {"code": code, "message": message}}, status, {"Cache-Control": "no-store"})
