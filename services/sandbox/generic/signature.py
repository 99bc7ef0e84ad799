"""Standard Webhooks 1.0, symmetric: whether a call comes from someone who knows the shop's secret."""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime

TOLERANCE_SECONDS = 300


def key_of(secret: str) -> bytes:
    """The key behind `whsec_…`. Raises `ValueError` for a secret that is none."""
    scheme, _, encoded = secret.partition("_")
    key = base64.b64decode(encoded, validate=True)
    if scheme != "whsec" or not key:
        raise ValueError("a secret is whsec_ and base64")
    return key


def is_signed(headers: Mapping[str, str], body: bytes, secret: str, now: datetime) -> bool:
    """Whether one of the call's signatures is right and not older or newer than five minutes."""
    message_id, at = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not message_id or not at.isascii() or not at.isdecimal():
        return False
    if abs(now.timestamp() - int(at)) > TOLERANCE_SECONDS:
        return False
    signed = f"{message_id}.{at}.".encode() + body
    expected = hmac.new(key_of(secret), signed, hashlib.sha256).digest()
    for one in headers.get("webhook-signature", "").split(" "):
        version, _, claimed = one.partition(",")
        try:
            if version == "v1" and hmac.compare_digest(base64.b64decode(claimed, validate=True), expected):
                return True
        except binascii.Error:
            continue
    return False
