"""What Mailgun posts to us: mails that were received for a domain, proved, named and read; pure.

The signature covers only a random token and a time, not the mail. So a token counts once: it is the message's name in
the inbox, where a second message with the same one is not kept. Mailgun repeats for 8 hours what was not answered; a
token is taken for as long, and remembered for longer (INBOX_DAYS).
"""

import hmac
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import getaddresses
from hashlib import sha256

from services.core.companies.mailgun.form import read_form
from services.core.companies.mailgun.text import plain
from services.core.correspondence.model import ReceivedFile, ReceivedMail
from services.core.ports import Unintelligible

LONGEST_BODY = 25 * 1024 * 1024
"""Mailgun itself takes mails of 25 MB at most."""
OLDEST = timedelta(hours=12)
AHEAD = timedelta(minutes=5)
MOST_REFERENCES = 20
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_MESSAGE_ID = re.compile(r"<([^<>\s]{1,250})>")
_BULK = frozenset({"bulk", "junk", "list", "auto_reply"})


class Mailgun:
    """Mailgun's routes with the action `forward`, or `store` with notification."""

    name = "mailgun"
    longest_body = LONGEST_BODY

    @staticmethod
    def verify(headers: Mapping[str, str], body: bytes, secrets: tuple[str, ...]) -> bool:
        """Whether the token was signed with one of the signing keys; an empty one signs nothing."""
        del headers
        try:
            fields = read_form(body, files=False).fields
        except Unintelligible:
            return False
        claimed = fields.get("signature", "").encode(errors="replace")
        signed = f"{fields.get('timestamp', '')}{fields.get('token', '')}".encode(errors="replace")
        if not fields.get("token") or not fields.get("timestamp"):
            return False
        # all are compared, so that the time tells nothing
        matches = [
            hmac.compare_digest(claimed, hmac.new(secret.encode(), signed, sha256).hexdigest().encode())
            for secret in secrets
            if secret
        ]
        return any(matches)

    @staticmethod
    def is_fresh(body: bytes, now: datetime) -> bool:
        """Whether the token is still taken: it is not from before the longest repetition, nor from the future."""
        stamp = read_form(body, files=False).fields.get("timestamp", "")
        if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 11):
            return False
        return now - OLDEST <= datetime.fromtimestamp(int(stamp), UTC) <= now + AHEAD

    @staticmethod
    def identify(body: bytes) -> str:
        """The token. Raises `Unintelligible`."""
        token = read_form(body, files=False).fields.get("token", "")
        if not 1 <= len(token) <= 200 or not token.isascii() or not token.isprintable():
            raise Unintelligible("mailgun: The message has no token that can be kept.")
        return token

    @staticmethod
    def read(body: bytes) -> ReceivedMail:
        """The mail in our words. Raises `Unintelligible`."""
        form = read_form(body, files=True)
        fields = form.fields
        headers = _headers(fields)
        sender = _address(fields.get("from", "")) or _address(fields.get("sender", ""))
        if sender is None:
            raise Unintelligible("mailgun: The mail has no sender.")
        ids = _MESSAGE_ID.findall(fields.get("Message-Id") or headers.get("message-id", ""))
        return ReceivedMail(
            message_id=ids[0] if ids else None,
            sender=sender,
            recipients=tuple(_addresses(fields.get("recipient", ""))),
            subject=" ".join(_clean(fields.get("subject", "")).split()),
            text=_text(fields),
            replies_to=_replies_to(fields, headers),
            automatic=_is_automatic(fields, headers),
            proven=headers.get("x-mailgun-spf", fields.get("X-Mailgun-Spf", "")).lower() != "fail",
            files=tuple(
                ReceivedFile(_clean(file.name)[:255] or "file", _clean(file.media_type)[:100], file.content)
                for file in form.files
            ),
        )


def _headers(fields: Mapping[str, str]) -> dict[str, str]:
    """The mail's own headers, by their names in lower case; the first of several counts."""
    found: dict[str, str] = {}
    try:
        told = json.loads(fields.get("message-headers") or "[]")
    except (ValueError, RecursionError):
        raise Unintelligible("mailgun: The mail's headers are no JSON.") from None
    for pair in told if isinstance(told, list) else ():
        if isinstance(pair, list) and len(pair) == 2 and all(isinstance(word, str) for word in pair):
            found.setdefault(pair[0].lower(), pair[1])
    return found


def _text(fields: Mapping[str, str]) -> str:
    """What was written, without the quotation where Mailgun could tell it; else the whole, else the HTML's text."""
    for name in ("stripped-text", "body-plain"):
        if text := _clean(fields.get(name, "").replace("\r\n", "\n")).strip():
            return text
    return _clean(plain(fields.get("stripped-html") or fields.get("body-html", ""))).strip()


def _replies_to(fields: Mapping[str, str], headers: Mapping[str, str]) -> tuple[str, ...]:
    """The Message-IDs that the mail answers, the nearest first."""
    nearest = fields.get("In-Reply-To") or headers.get("in-reply-to", "")
    before = fields.get("References") or headers.get("references", "")
    found = [*_MESSAGE_ID.findall(nearest), *reversed(_MESSAGE_ID.findall(before))]
    return tuple(dict.fromkeys(found))[:MOST_REFERENCES]


def _is_automatic(fields: Mapping[str, str], headers: Mapping[str, str]) -> bool:
    """Whether no person wrote it (RFC 3834, and what older programs say); a report of a failure has no sender."""

    def told(name: str) -> str:
        return (headers.get(name.lower()) or fields.get(name) or "").strip().lower()

    return (
        told("Auto-Submitted") not in {"", "no"}
        or told("Precedence") in _BULK
        or bool(told("X-Autoreply") or told("X-Autorespond") or told("List-Id"))
        or told("Return-Path") == "<>"
        or fields.get("sender", "").strip() in {"<>", "MAILER-DAEMON"}
        or told("Content-Type").startswith("multipart/report")
    )


def _address(text: str) -> str | None:
    return next(iter(_addresses(text)), None)


def _addresses(text: str) -> list[str]:
    return [_clean(address)[:320] for _, address in getaddresses([text]) if "@" in address]


def _clean(text: str) -> str:
    """The text without what PostgreSQL cannot keep and no reader wants."""
    return _CONTROL.sub("", text)
