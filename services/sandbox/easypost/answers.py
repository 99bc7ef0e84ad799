"""What all of EasyPost's answers share: JSON, its headers, its two ways to write a moment, its pages."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol, TypeVar

import msgspec
from starlette.datastructures import QueryParams
from starlette.responses import Response

PAGE = 20
LARGEST_PAGE = 100


class HasId(Protocol):
    """Something that pages are made of."""

    id: str


T = TypeVar("T", bound=HasId)


def answer(content: object, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """An answer as EasyPost sends it."""
    always = {
        "cache-control": "private, no-cache, no-store",
        "content-type": "application/json; charset=utf-8",
        "x-ep-request-uuid": uuid.uuid4().hex,
    }
    return Response(msgspec.json.encode(content), status, always | (headers or {}))


def moment(at: datetime) -> str:
    """As objects have it: `2025-03-06T19:48:26Z`."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def precise_moment(at: datetime) -> str:
    """As events have it: `2025-03-06T19:48:26.123Z`."""
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d}Z"


def page(newest_first: Sequence[T], query: QueryParams) -> tuple[Sequence[T], bool]:
    """The part that is asked for, and whether more follow.

    `page_size` items, older than `before_id` or newer than `after_id`.
    """
    try:
        size = min(max(int(query.get("page_size", PAGE)), 1), LARGEST_PAGE)
    except ValueError:
        size = PAGE
    ids = [item.id for item in newest_first]
    before, after = query.get("before_id"), query.get("after_id")
    if after in ids:
        newer = newest_first[: ids.index(after)]
        return newer[-size:], len(newer) > size
    older = newest_first[ids.index(before) + 1 :] if before in ids else newest_first
    return older[:size], len(older) > size
