"""Every setting is told in the same words wherever a person looks for it, and nothing else is."""

import re

import pytest

from tests.deploy.written import (
    COMMANDS,
    FOR_COMPOSE_ALONE,
    FOR_DEVELOPERS_ALONE,
    PROJECT,
    compose,
    compose_text,
    settings,
)

SECRETS = ("POSTGRES_PASSWORD", "VAULT_KEYS", "TOKEN_KEYS")


def test_compose_hands_on_every_setting_and_nothing_else() -> None:
    programs = {name: one for name, one in compose()["services"].items() if name in COMMANDS}
    told = {variable for one in programs.values() for variable in one.get("environment", {})}
    asked = set(re.findall(r"\$\{([A-Z_]+)", compose_text()))
    assert told == set(settings()) - FOR_DEVELOPERS_ALONE
    assert asked <= set(settings()) | FOR_COMPOSE_ALONE


@pytest.mark.parametrize("name", SECRETS)
def test_compose_does_not_start_without_a_secret(name: str) -> None:
    uses = re.findall(rf"\$\{{{name}([^}}]*)\}}", compose_text())
    assert uses
    assert all(use == ":?set it in .env, see deploy/.env.example" for use in uses)


def test_only_the_api_gets_the_keys_that_sign_tokens() -> None:
    services = compose()["services"]
    assert [name for name, one in services.items() if "TOKEN_KEYS" in one.get("environment", {})] == ["api"]
    assert set(services["migrate"]["environment"]) == {"DATABASE_URL"}
    assert "environment" not in services["sandbox"]


def test_the_example_explains_every_setting_with_its_default() -> None:
    lines = (PROJECT / "deploy" / ".env.example").read_text().splitlines()
    told: dict[str, tuple[str, str]] = {}
    comment = ""
    for line in lines:
        variable = re.fullmatch(r"#?([A-Z_]+)=(.*)", line)
        if variable:
            told[variable[1]] = (variable[2], comment)
        elif line.startswith("# ") and not line.startswith("# Make one"):
            comment = line.removeprefix("# ")
    assert {name: one for name, one in told.items() if name not in FOR_COMPOSE_ALONE} == settings()
    assert set(told) - set(settings()) == FOR_COMPOSE_ALONE


def test_the_example_holds_no_secret_that_somebody_could_leave_in_place() -> None:
    text = (PROJECT / "deploy" / ".env.example").read_text()
    assert re.findall(r"^([A-Z_]+)=(.*)$", text, re.MULTILINE) == [(name, "") for name in SECRETS]


def test_the_readme_lists_every_setting_with_its_default() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.*) \| (.*) \|$", (PROJECT / "README.md").read_text(), re.MULTILINE)
    expected = [
        (name, f"`{default}`" if default else "none", meaning) for name, (default, meaning) in settings().items()
    ]
    assert rows == expected
