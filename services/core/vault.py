"""Credentials at rest: sealed with AES-256-GCM, bound to the row that holds them."""

import base64
import binascii
import os

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class VaultClosed(Exception):
    """The value cannot be opened: its key is missing, or it was sealed for another row."""


class Vault:
    """Seals and opens small secrets. The first key seals; older ones only open, so that keys can rotate."""

    def __init__(self, keys: dict[int, bytes]) -> None:
        self._keys = {version: AESGCM(key) for version, key in keys.items()}
        self._raw = tuple(keys.values())
        self._newest = next(iter(keys), None)

    def seal(self, values: dict[str, str], *, row: str) -> bytes:
        """Encrypt named values. `row` (storefront, table, column, id) must be told again to open them."""
        if self._newest is None:
            raise VaultClosed("VAULT_KEYS is empty; set it to `1:<base64 of 32 random bytes>`.")
        nonce = os.urandom(12)
        version = self._newest.to_bytes(2, "big")
        return version + nonce + self._keys[self._newest].encrypt(nonce, msgspec.json.encode(values), row.encode())

    def open(self, sealed: bytes, *, row: str) -> dict[str, str]:
        """Decrypt what `seal` made for the same row. Raises `VaultClosed`."""
        version = int.from_bytes(sealed[:2], "big")
        key = self._keys.get(version)
        if key is None:
            raise VaultClosed(f"the vault key with version {version} is not in VAULT_KEYS")
        try:
            plain = key.decrypt(sealed[2:14], sealed[14:], row.encode())
        except (InvalidTag, ValueError):
            raise VaultClosed("the sealed value was changed, or belongs to another row") from None
        return msgspec.json.decode(plain, type=dict[str, str])

    def derived(self, purpose: str) -> tuple[bytes, ...]:
        """Keys for another purpose, one from each of ours (HKDF-SHA256, RFC 5869), newest first."""
        return tuple(HKDF(SHA256(), 32, None, purpose.encode()).derive(key) for key in self._raw)


def read_keys(text: str) -> dict[str, bytes]:
    """Parse `name:base64 of 32 bytes, …` as the settings hold it, newest first.

    Raises:
        ValueError: a part is not of that form, or a name stands twice; the message never shows the key.
    """
    keys: dict[str, bytes] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, _, encoded = part.partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except binascii.Error:
            key = b""
        if not name or len(key) != 32:
            raise ValueError("a key must be written `name:base64 of 32 bytes`")
        if name in keys:
            raise ValueError("two keys have the same name")
        keys[name] = key
    return keys


def open_vault(text: str) -> Vault:
    """The vault with the keys of the setting VAULT_KEYS; their names are whole numbers that fit into two bytes.

    Raises:
        ValueError: as `read_keys`, or a name is no such number.
    """
    keys = read_keys(text)
    if not all(name.isascii() and name.isdigit() and 1 <= int(name[:6]) < 1 << 16 for name in keys):
        raise ValueError("a vault key's name is its version, a whole number from 1 to 65535")
    if len({int(name) for name in keys}) < len(keys):
        raise ValueError("two keys have the same version")
    return Vault({int(name): key for name, key in keys.items()})
