"""The secrets of one development folder: made once, kept where only their owner reads them."""

import base64
import os
import secrets
from pathlib import Path

from services.dev import DevError

NAMES = ("VAULT_KEYS", "TOKEN_KEYS")


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def development_keys(file: Path) -> dict[str, str]:
    """VAULT_KEYS and TOKEN_KEYS as `NAME=value` lines of `file`, which is made when missing.

    Losing the file makes sealed credentials unreadable, so a broken one is never replaced: raises DevError.
    """
    if not file.exists():
        made = file.with_name(f"{file.name}.new")
        made.unlink(missing_ok=True)
        with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
            stream.write(f"VAULT_KEYS=1:{_key()}\nTOKEN_KEYS=k1:{_key()}\n")
        made.rename(file)
    lines = (line.partition("=") for line in file.read_text().splitlines())
    found = {name: value for name, _, value in lines if name in NAMES and value}
    if len(found) != len(NAMES):
        raise DevError(f"{file} does not hold {' and '.join(NAMES)}; move {file.parent} away and start anew.")
    return found
