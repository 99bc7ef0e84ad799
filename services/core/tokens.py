"""Short-lived tokens for customers and staff: EdDSA JWTs (RFC 7519, RFC 8037) that we alone sign."""

from dataclasses import dataclass
from datetime import UTC, datetime

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from services.core.vault import read_keys

ISSUER = AUDIENCE = "makegood"


class BadToken(Exception):
    """Not a token of ours, altered, or past its time."""


class ExpiredToken(BadToken):
    """A token of ours that is past its time."""


@dataclass(frozen=True, slots=True)
class Token:
    """What a token says. `kind` is "customer" or "staff"; `order_id` binds a customer to one order."""

    kind: str
    storefront_id: str
    subject: str
    scopes: tuple[str, ...]
    issued_at: datetime
    expires_at: datetime
    id: str
    order_id: str | None = None


class Tokens:
    """Signs and reads tokens. The first key signs; the others still verify, so that keys can rotate."""

    def __init__(self, seeds: dict[str, bytes]) -> None:
        self._keys = {kid: Ed25519PrivateKey.from_private_bytes(seed) for kid, seed in seeds.items()}
        self._newest = next(iter(seeds), None)

    def sign(self, token: Token) -> str:
        """The token as text. Ed25519 is deterministic: the same token is the same text."""
        if self._newest is None:
            raise RuntimeError("TOKEN_KEYS is empty; set it to `k1:<base64 of a 32-byte Ed25519 seed>`.")
        claims = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": token.subject,
            "kind": token.kind,
            "sto": token.storefront_id,
            "ord": token.order_id,
            "scp": list(token.scopes),
            "iat": token.issued_at.timestamp(),
            "exp": token.expires_at.timestamp(),
            "jti": token.id,
        }
        return jwt.encode(claims, self._keys[self._newest], algorithm="EdDSA", headers={"kid": self._newest})

    def read(self, text: str, now: datetime) -> Token:
        """What the token says, after its signature and time were checked. Raises `BadToken` or `ExpiredToken`."""
        try:
            kid = jwt.get_unverified_header(text).get("kid")
            key = self._keys.get(kid) if isinstance(kid, str) else None
            if key is None:
                raise BadToken("The token was signed with a key that is not in use.")
            claims = jwt.decode(
                text,
                key.public_key(),
                algorithms=["EdDSA"],
                audience=AUDIENCE,
                issuer=ISSUER,
                options={
                    "require": ["exp", "iat", "sub", "jti", "aud", "iss"],
                    # the clock is handed in, so the times are checked below
                    "verify_exp": False,
                    "verify_iat": False,
                },
            )
            token = Token(
                kind=claims["kind"],
                storefront_id=claims["sto"],
                subject=claims["sub"],
                scopes=tuple(claims["scp"]),
                issued_at=datetime.fromtimestamp(claims["iat"], UTC),
                expires_at=datetime.fromtimestamp(claims["exp"], UTC),
                id=claims["jti"],
                order_id=claims["ord"],
            )
        except (jwt.InvalidTokenError, KeyError, TypeError, ValueError, OverflowError) as error:
            raise BadToken("This is no valid token.") from error
        if token.expires_at <= now:
            raise ExpiredToken("The token has expired; ask the storefront for a new one.")
        return token


def open_tokens(text: str) -> Tokens:
    """The signer with the keys of the setting TOKEN_KEYS."""
    return Tokens(read_keys(text))
