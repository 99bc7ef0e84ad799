"""Mails as Mailgun posts them, and how their tokens are signed."""

import hmac
import json
from datetime import datetime
from hashlib import sha256
from uuid import uuid4

from services.core.clock import system_clock

KEY = "a signing key"
BOUNDARY = b"7f3a5b0c"


def fields_of(sender: str, recipient: str, text: str, **headers: str) -> dict[str, str]:
    """The fields of a mail; headers are written with underscores."""
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    told.setdefault("Subject", "Hello")
    told.setdefault("Message-Id", f"<{uuid4().hex}@mail.example>")
    return {
        "sender": sender,
        "from": f"Somebody <{sender}>",
        "recipient": recipient,
        "subject": told["Subject"],
        "Message-Id": told["Message-Id"],
        "stripped-text": text,
        "body-plain": f"{text}\r\n\r\n> what was written before",
        "message-headers": json.dumps([["From", sender], *([name, value] for name, value in told.items())]),
    }


def signed(fields: dict[str, str], now: datetime | None = None, key: str = KEY, token: str | None = None) -> bytes:
    """The fields as a form, signed."""
    return form(fields | signature(now, key, token))


def signature(now: datetime | None = None, key: str = KEY, token: str | None = None) -> dict[str, str]:
    """The fields that prove where a message comes from."""
    token, stamp = token or uuid4().hex * 2, str(int((now or system_clock()).timestamp()))
    digest = hmac.new(key.encode(), f"{stamp}{token}".encode(), sha256).hexdigest()
    return {"timestamp": stamp, "token": token, "signature": digest}


def form(fields: dict[str, str], *files: tuple[str, str, bytes]) -> bytes:
    """A `multipart/form-data` body, with files told as (name, type, content)."""
    parts = [
        b'Content-Disposition: form-data; name="%s"\r\n\r\n%s' % (name.encode(), value.encode())
        for name, value in fields.items()
    ]
    parts += [
        b'Content-Disposition: form-data; name="attachment-%d"; filename="%s"\r\nContent-Type: %s\r\n\r\n%s'
        % (place, name.encode(), kind.encode(), content)
        for place, (name, kind, content) in enumerate(files, 1)
    ]
    lines = b"".join(b"--%s\r\n%s\r\n" % (BOUNDARY, part) for part in parts)
    return b"%s--%s--\r\n" % (lines, BOUNDARY)
