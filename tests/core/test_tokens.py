"""Only what we signed, for us, and in time, is a token."""

import base64
import hashlib
import hmac
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from services.core.tokens import BadToken, ExpiredToken, Token, Tokens, open_tokens

SEED = b"s" * 32
NOW = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
TOKEN = Token(
    "customer", "sto_1", "ord_1", ("claims:write", "read"), NOW, NOW + timedelta(minutes=10), "jti_1", "ord_1"
)
TOKENS = Tokens({"k1": SEED})
CLAIMS: dict[str, object] = jwt.decode(TOKENS.sign(TOKEN), options={"verify_signature": False})


def encoded(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()


def signed(claims: dict[str, object], seed: bytes = SEED, **header: object) -> str:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    return jwt.encode(claims, key, algorithm="EdDSA", headers={"kid": "k1"} | header)


def by_hand(header: dict[str, object], secret: bytes | None) -> str:
    """A token as an attacker writes it."""
    text = f"{encoded(json.dumps(header).encode())}.{encoded(json.dumps(CLAIMS).encode())}"
    return f"{text}.{encoded(hmac.digest(secret, text.encode(), hashlib.sha256)) if secret else ''}"


def test_a_token_says_what_was_signed_and_signs_the_same_each_time() -> None:
    text = TOKENS.sign(TOKEN)
    assert TOKENS.read(text, NOW) == TOKEN
    assert TOKENS.sign(TOKEN) == text == signed(CLAIMS)
    staff = replace(TOKEN, kind="staff", order_id=None, scopes=())
    assert TOKENS.read(TOKENS.sign(staff), NOW) == staff


def test_a_token_ends_at_its_moment() -> None:
    text = TOKENS.sign(TOKEN)
    assert TOKENS.read(text, TOKEN.expires_at - timedelta(seconds=1)) == TOKEN
    for late in (TOKEN.expires_at, TOKEN.expires_at + timedelta(days=1)):
        with pytest.raises(ExpiredToken):
            TOKENS.read(text, late)


def test_keys_rotate_without_breaking_what_they_signed() -> None:
    rotated = Tokens({"k2": b"n" * 32, "k1": SEED})
    old, new = TOKENS.sign(TOKEN), rotated.sign(TOKEN)
    assert rotated.read(old, NOW) == rotated.read(new, NOW) == TOKEN
    assert jwt.get_unverified_header(new)["kid"] == "k2"
    for reader, text in ((TOKENS, new), (Tokens({"k2": b"n" * 32}), old), (Tokens({}), old)):
        with pytest.raises(BadToken):
            reader.read(text, NOW)


def test_without_a_key_nothing_is_signed_and_the_setting_is_named() -> None:
    with pytest.raises(RuntimeError, match="TOKEN_KEYS"):
        open_tokens("").sign(TOKEN)


PUBLIC = Ed25519PrivateKey.from_private_bytes(SEED).public_key()
RAW = PUBLIC.public_bytes(Encoding.Raw, PublicFormat.Raw)
PEM = PUBLIC.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
GOOD = TOKENS.sign(TOKEN)
HEAD, BODY, TAIL = GOOD.split(".")
DEEP = encoded(b'{"kid":"k1","a":' + b"[" * 100_000)
DEEP_BUT_WHOLE = encoded(b'{"kid":"k1","a":' + b"[" * 20_000 + b"]" * 20_000 + b"}")

FORGED = {
    "nothing": "",
    "no dots": "token",
    "only dots": "..",
    "no text": "\x00\ud800",
    "much": "a" * 1_000_000,
    "unsigned": by_hand({"alg": "none", "kid": "k1", "typ": "JWT"}, None),
    "unsigned, written otherwise": by_hand({"alg": "NoNe", "kid": "k1"}, None),
    "the public key as a secret": by_hand({"alg": "HS256", "kid": "k1"}, RAW),
    "the public key's PEM as a secret": by_hand({"alg": "HS256", "kid": "k1"}, PEM),
    "a key of the sender's own": signed(CLAIMS, b"x" * 32),
    "a key of the sender's own in the header": signed(CLAIMS, b"x" * 32, jwk={"kty": "OKP", "crv": "Ed25519"}),
    "an unknown key": signed(CLAIMS, kid="k9"),
    "a key that is no name": by_hand({"alg": "EdDSA", "kid": ["k1"]}, RAW),
    "no key": by_hand({"alg": "EdDSA"}, RAW),
    "an unknown extension": signed(CLAIMS, crit=["exp"]),
    "another audience": signed(CLAIMS | {"aud": "shop"}),
    "another issuer": signed(CLAIMS | {"iss": "shop"}),
    "no subject": signed({name: value for name, value in CLAIMS.items() if name != "sub"}),
    "no end": signed({name: value for name, value in CLAIMS.items() if name != "exp"}),
    "no order": signed({name: value for name, value in CLAIMS.items() if name != "ord"}),
    "no number": signed(CLAIMS | {"iat": [1]}),
    "a time out of range": signed(CLAIMS | {"exp": 1e300}),
    "scopes that are none": signed(CLAIMS | {"scp": None}),
    "altered header": f"{HEAD[:-2]}{'A' if HEAD[-2] != 'A' else 'B'}{HEAD[-1]}.{BODY}.{TAIL}",
    "altered claims": f"{HEAD}.{encoded(json.dumps(CLAIMS | {'sto': 'sto_2'}).encode())}.{TAIL}",
    "altered signature": f"{HEAD}.{BODY}.{'A' if TAIL[0] != 'A' else 'B'}{TAIL[1:]}",
    "signature cut": GOOD[:-4],
    "signature gone": f"{HEAD}.{BODY}.",
    "deep header": f"{DEEP}.{BODY}.{TAIL}",
    "deep but whole header": f"{DEEP_BUT_WHOLE}.{BODY}.{TAIL}",
    "a header that is no object": f"{encoded(b'[1]')}.{BODY}.{TAIL}",
}


@pytest.mark.parametrize("text", FORGED.values(), ids=FORGED.keys())
def test_everything_else_is_refused(text: str) -> None:
    with pytest.raises(BadToken) as caught:
        TOKENS.read(text, NOW)
    assert not isinstance(caught.value, ExpiredToken)
    assert len(str(caught.value)) < 100, "what was sent is not repeated"


@pytest.mark.parametrize("place", range(0, len(GOOD), 7))
def test_no_character_can_be_changed(place: int) -> None:
    if GOOD[place] == ".":
        return
    other = "A" if GOOD[place] != "A" else "Q"
    with pytest.raises(BadToken):
        TOKENS.read(GOOD[:place] + other + GOOD[place + 1 :], NOW)
