"""One request and one answer: what is sent, how much is read, and which failure each outcome is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import quote

import httpx
import msgspec

from services.core.ports import Rejected, Unavailable, Unintelligible

BODY_CAP = 1024 * 1024
"""Most bytes of an answer that are read."""

LONGEST_WISH = 900.0
"""Most seconds that a company's `Retry-After` is taken for."""

RejectionReader = Callable[[int, bytes], Rejected]
"""How a company's error body is read, from the HTTP status and a body that may be empty or no JSON; total."""


@dataclass(frozen=True, slots=True)
class Request:
    """What one call sends.

    `path` is a template such as `/trackers/{id}`; with `method` and `operation`, which names what is asked where the
    path does not, it is all of a request that is ever logged. `base_url` is for companies that each account has at an
    address of its own. A body is either `json`, which may be a `msgspec.Raw` that is sent as it is, or a `form` as HTML
    pages send it. `accept` is the media type of the answer. `idempotent` tells that sending twice is the same as
    sending once, so that it may be repeated here.
    """

    method: str
    path: str
    values: Mapping[str, str] = field(default_factory=dict, repr=False)
    query: Mapping[str, str] = field(default_factory=dict, repr=False)
    json: object = field(default=None, repr=False)
    form: Mapping[str, str] | None = field(default=None, repr=False)
    accept: str = "application/json"
    idempotent: bool = False
    base_url: str = field(default="", repr=False)
    operation: str | None = None

    def filled_path(self) -> str:
        """The path with its values, each kept inside its own segment."""
        segments = {name: quote(value, safe="") for name, value in self.values.items()}
        if {"", ".", ".."} & set(segments.values()):
            raise Rejected("INVALID_PATH", f"A value for {self.path} is empty or would change the path.")
        return self.path.format_map(segments)


@dataclass(slots=True)
class Answer:
    """What came back. `body` is None when it was not read: over the cap, cut off, or encoded unasked."""

    status: int
    retry_after: float | None
    request_id: str
    body: bytes | None


@dataclass(slots=True)
class Attempt:
    """One try of a call: how far it came. `sent` is true from the first byte on: they may have acted."""

    number: int
    sent: bool = False
    answer: Answer | None = None


async def exchange(
    client: httpx.AsyncClient,
    request: Request,
    attempt: Attempt,
    *,
    auth: tuple[str, str] | None,
    headers: Mapping[str, str],
    request_id_header: str,
    now: datetime,
) -> Answer:
    """Send and read one answer of any status.

    Raises:
        Unavailable: no answer came; ambiguous when a byte had left.
        Rejected: the request cannot be sent at all.
    """

    async def trace(step: str, _: object) -> None:
        if step.endswith("send_request_headers.started"):
            attempt.sent = True

    sent_headers = {"accept": request.accept, **headers}
    try:
        content = None if request.json is None else msgspec.json.encode(request.json)
        if content is not None:
            sent_headers["content-type"] = "application/json"
        async with client.stream(
            request.method,
            request.base_url + request.filled_path(),
            params=request.query or None,
            content=content,
            data=request.form,
            headers=sent_headers,
            auth=auth,
            extensions={"trace": trace},
        ) as response:
            wish = retry_after(response.headers.get("retry-after"), now)
            if wish is None and response.status_code == 429:
                wish = reset_after(response.headers.get("x-ratelimit-reset"), now)
            request_id = response.headers.get(request_id_header, "")[:100]
            attempt.answer = Answer(response.status_code, wish, request_id, None)
            # a 5xx says nothing more in its body, a redirect is not followed
            if response.is_success or response.is_client_error:
                attempt.answer.body = await _read(response)
            return attempt.answer
    except (httpx.LocalProtocolError, httpx.UnsupportedProtocol, httpx.InvalidURL, UnicodeEncodeError):
        # their messages may quote a header, or half a character of a value
        raise Rejected(
            "UNSENDABLE", "The request cannot be sent; look at the account's credentials and address."
        ) from None
    except httpx.HTTPError as error:
        # a cut-off no is still a no
        if attempt.answer is not None and 400 <= attempt.answer.status < 500:
            return attempt.answer
        raise Unavailable(f"No answer ({type(error).__name__}).", ambiguous=attempt.sent) from error


async def _read(response: httpx.Response) -> bytes | None:
    # raw bytes, as a decoder would inflate one small chunk past any cap
    if response.headers.get("content-encoding", "identity") != "identity":
        return None
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > BODY_CAP:
            return None
    return bytes(body)


def judge(answer: Answer, rejection: RejectionReader) -> bytes:
    """The body of a good answer.

    Raises:
        Unavailable: 408, 425, 429 and 5xx.
        Rejected: any other 4xx, even with a body that cannot be read: the status alone is a no.
        Unintelligible: a redirect, or a body that is over the cap or encoded.
    """
    status = answer.status
    if status in {408, 425, 429} or status >= 500:
        ambiguous = status not in {425, 429}
        raise Unavailable(f"Answered {status}.", retry_after=answer.retry_after, ambiguous=ambiguous)
    if status >= 400:
        rejected = rejection(status, answer.body or b"")
        rejected.status = status
        raise rejected
    if not 200 <= status < 300:
        raise Unintelligible(f"Answered {status}, which is not followed.")
    if answer.body is None:
        raise Unintelligible(f"Answered more than {BODY_CAP} bytes, or in an encoding that was not asked for.")
    return answer.body


def retry_after(header: str | None, now: datetime) -> float | None:
    """The wish in seconds (RFC 9110, 10.2.3: seconds or an HTTP date), within 0 and `LONGEST_WISH`."""
    if header is None:
        return None
    text = header.strip()
    if text.isascii() and text.isdecimal():
        return LONGEST_WISH if len(text) > 6 else min(float(text), LONGEST_WISH)
    try:
        date = parsedate_to_datetime(text)
        seconds = (date.replace(tzinfo=date.tzinfo or UTC) - now).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(seconds, 0.0), LONGEST_WISH)


def reset_after(header: str | None, now: datetime) -> float | None:
    """The wish of a company that tells when its count begins anew, in seconds of the epoch, as `retry_after`."""
    if header is None or not header.strip().isdecimal() or not header.isascii() or len(header) > 12:
        return None
    return min(max(float(header) - now.timestamp(), 0.0), LONGEST_WISH)
