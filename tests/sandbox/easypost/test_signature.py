"""Webhooks are signed as EasyPost signs them."""

import json
from pathlib import Path

from services.sandbox.easypost.signature import sign

VECTOR = json.loads((Path(__file__).parent / "hmac_vector.json").read_text())


def test_easyposts_own_example_has_easyposts_signature() -> None:
    assert sign(VECTOR["body"].encode(), VECTOR["secret"]) == VECTOR["signature"]


def test_a_secret_is_the_same_composed_and_decomposed() -> None:
    assert sign(b"{}", "s\u00e9cret") == sign(b"{}", "se\u0301cret")
