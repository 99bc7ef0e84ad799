"""What all control endpoints share: how an order is read, answered, and refused with what to do instead."""

from typing import TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from services.sandbox.gate import LARGEST_BODY, read_body

T = TypeVar("T")


class Wrong(Exception):
    """An order that cannot be followed, with what to do instead."""


async def decoded(request: Request, shape: type[T]) -> T:
    """The body in its shape; an empty one is an empty object. Raises `Wrong`."""
    body = await read_body(request)
    if body is None:
        raise Wrong(f"a body has {LARGEST_BODY} bytes at most")
    try:
        return msgspec.json.decode(body or b"{}", type=shape, strict=False)
    except (msgspec.MsgspecError, UnicodeDecodeError) as wrong:
        raise Wrong(str(wrong)) from wrong


def answered(content: object, status: int = 200) -> Response:
    """An answer."""
    return Response(msgspec.json.encode(content), status, media_type="application/json")


async def wrong(_request: Request, refusal: Exception) -> Response:
    """Starlette's handler of a `Wrong`."""
    return answered({"error": str(refusal)}, 400)
