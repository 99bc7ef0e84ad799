"""Credentials at rest: sealed with AES-256-GCM, bound to the row that holds them."""

import base64
import binascii
import os

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


class VaultClosed(Exception):
    """The value cannot be opened: its key is missing, or it was sealed for another row."""


class Vault:
    """Seals and opens small secrets. The first key seals; older ones only open, so that keys can rotate."""

    def __init__(self, keys: dict[int, bytes]) -> None:
        self._keys = {version: AESGCM(key) for version, key in keys.items()}
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
        key = self._keys.get(int.from_bytes(sealed[:2], "big"))
        if key is None:
            raise VaultClosed(f"the vault key with version {int.from_bytes(sealed[:2], 'big')} is not in VAULT_KEYS")
        try:
            plain = key.decrypt(sealed[2:14], sealed[14:], row.encode())
        except InvalidTag:
            raise VaultClosed("the sealed value was changed, or belongs to another row") from None
        return msgspec.json.decode(plain, type=dict[str, str])


def read_keys(text: str) -> dict[str, bytes]:
    """Parse `name:base64 of 32 bytes, …` as the settings hold it, newest first.

    Raises:
        ValueError: a part is not of that form; the message never shows the key.
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
        keys[name] = key
    return keys


def open_vault(text: str) -> Vault:
    """The vault with the keys of the setting VAULT_KEYS; their names are whole numbers."""
    return Vault({int(name): key for name, key in read_keys(text).items()})
