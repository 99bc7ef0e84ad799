"""How EasyPost signs a webhook: HMAC-SHA256 over the raw body, keyed with the NFKD-normalized secret."""

import hashlib
import hmac
import unicodedata

HEADER = "X-Hmac-Signature"


def sign(body: bytes, secret: str) -> str:
    """The header's value."""
    key = unicodedata.normalize("NFKD", secret).encode()
    return "hmac-sha256-hex=" + hmac.new(key, body, hashlib.sha256).hexdigest()
