"""The opaque place in a storefront's feed that a watcher hands back to continue."""

import base64
import binascii
import hashlib
import hmac


class BadCursor(ValueError):
    """The text is no cursor of this storefront."""


class Cursors:
    """Writes and reads cursors. A tag binds each to its storefront, so that a foreign or made-up one is noticed.

    The first secret writes; the others still read, so that secrets can rotate.
    """

    def __init__(self, *secrets: bytes) -> None:
        self._keys = [hashlib.sha256(b"makegood cursor" + secret).digest() for secret in secrets]

    def write(self, storefront_id: str, position: int) -> str:
        """The cursor just behind the event with this position."""
        place = position.to_bytes(8, "big")
        return base64.urlsafe_b64encode(place + _tag(self._keys[0], storefront_id, place)).decode().rstrip("=")

    def read(self, storefront_id: str, cursor: str) -> int:
        """The position that `write` was given. Raises `BadCursor`."""
        try:
            raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            raise BadCursor from None
        tags = (_tag(key, storefront_id, raw[:8]) for key in self._keys)
        if len(raw) != 16 or not any(hmac.compare_digest(raw[8:], tag) for tag in tags):
            raise BadCursor
        return int.from_bytes(raw[:8], "big")


def _tag(key: bytes, storefront_id: str, place: bytes) -> bytes:
    return hmac.digest(key, storefront_id.encode() + place, "sha256")[:8]
