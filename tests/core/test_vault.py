"""Secrets at rest open only with their key and only in their own row."""

import base64

import pytest

from services.core.tokens import open_tokens
from services.core.vault import Vault, VaultClosed, open_vault, read_keys

OLD, NEW = b"o" * 32, b"n" * 32
VALUES = {"api_key": "EZTKsecret", "webhook_secret": "Ødelagt 🫖"}
ROW = "sto_1/accounts/credentials/acc_1"


def written(name: object, key: bytes) -> str:
    return f"{name}:{base64.b64encode(key).decode()}"


def test_what_was_sealed_opens_in_its_row_and_looks_different_each_time() -> None:
    vault = Vault({1: OLD})
    first, second = vault.seal(VALUES, row=ROW), vault.seal(VALUES, row=ROW)
    assert vault.open(first, row=ROW) == vault.open(second, row=ROW) == VALUES
    assert first != second
    assert b"EZTK" not in first
    assert vault.open(vault.seal({}, row=ROW), row=ROW) == {}


@pytest.mark.parametrize(
    "row",
    [
        "sto_2/accounts/credentials/acc_1",
        "sto_1/accounts/credentials/acc_2",
        "sto_1/accounts/hook_secrets/acc_1",
        "",
    ],
)
def test_a_value_moved_to_another_row_stays_shut(row: str) -> None:
    vault = Vault({1: OLD})
    with pytest.raises(VaultClosed, match="another row"):
        vault.open(vault.seal(VALUES, row=ROW), row=row)


def test_keys_rotate_and_the_newest_seals() -> None:
    sealed = Vault({1: OLD}).seal(VALUES, row=ROW)
    both = open_vault(f"{written(2, NEW)}, {written(1, OLD)}")
    assert both.open(sealed, row=ROW) == VALUES
    newer = both.seal(VALUES, row=ROW)
    assert Vault({2: NEW}).open(newer, row=ROW) == VALUES
    with pytest.raises(VaultClosed, match="version 1 is not in VAULT_KEYS"):
        Vault({2: NEW}).open(sealed, row=ROW)
    with pytest.raises(VaultClosed, match="changed"):
        Vault({1: NEW}).open(sealed, row=ROW)


def test_every_changed_byte_is_noticed() -> None:
    vault = Vault({1: OLD})
    sealed = vault.seal(VALUES, row=ROW)
    for place in range(len(sealed)):
        changed = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
        with pytest.raises(VaultClosed):
            vault.open(changed, row=ROW)
    for length in range(len(sealed)):
        with pytest.raises(VaultClosed):
            vault.open(sealed[:length], row=ROW)


def test_without_keys_nothing_is_sealed_and_the_setting_is_named() -> None:
    with pytest.raises(VaultClosed, match="VAULT_KEYS"):
        open_vault("").seal(VALUES, row=ROW)


@pytest.mark.parametrize(
    "text",
    [
        "1", "1:", ":" + base64.b64encode(OLD).decode(), "1:short", written(1, b"x" * 31), written(1, b"x" * 33),
        "1:" + "!" * 44, base64.b64encode(OLD).decode(), f"{written(1, OLD)} {written(2, NEW)}",
        f"{written(1, OLD)},{written(1, NEW)}", f"{written('k', OLD)},{written('k', NEW)}",
    ],
)  # fmt: skip
def test_keys_that_are_none_are_refused_without_being_shown(text: str) -> None:
    with pytest.raises(ValueError, match="key") as caught:
        read_keys(text)
    for part in text.replace(",", ":").split(":"):
        assert len(part) < 8 or part not in str(caught.value)
    with pytest.raises(ValueError, match="key"):
        open_tokens(text)


@pytest.mark.parametrize("name", ["k1", "-1", "0", "65536", "1.5", "²", "1" * 5000])
def test_a_vault_keys_name_is_a_version(name: str) -> None:
    with pytest.raises(ValueError, match="version"):
        open_vault(written(name, OLD))


def test_two_ways_to_write_one_version_are_one_too_many() -> None:
    with pytest.raises(ValueError, match="same version"):
        open_vault(f"{written('1', OLD)},{written('01', NEW)}")


def test_a_list_of_keys_may_have_blanks_and_a_trailing_comma() -> None:
    assert read_keys(f" {written('a', OLD)} ,\n{written('b', NEW)}, ") == {"a": OLD, "b": NEW}
