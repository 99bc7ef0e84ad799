"""What all of Shopify's answers share."""

import uuid

import msgspec
from starlette.responses import Response

VERSION = "2026-10"


def answer(content: object, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """An answer as Shopify sends it."""
    always = {
        "content-type": "application/json; charset=utf-8",
        "x-request-id": str(uuid.uuid4()),
        "x-shopify-api-version": VERSION,
    }
    return Response(msgspec.json.encode(content), status, always | (headers or {}))
