"""HTTP Basic authentication, as several companies ask for it."""

import base64
import binascii

from starlette.requests import Request


def login_of(request: Request) -> tuple[str, str] | None:
    """User and password that a request carries, good or not."""
    scheme, _, credentials = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        user, _, password = base64.b64decode(credentials, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return user, password
