"""What the files of `deploy/` and the compose file say, read for tests."""

import re
from pathlib import Path
from typing import Any

import yaml
from pydantic import SecretStr

from services.core.settings import Settings

PROJECT = Path(__file__).resolve().parents[2]
ENTRYPOINT = PROJECT / "deploy" / "entrypoint"
COMMANDS = ("api", "worker", "migrate", "sandbox", "admin")
FOR_DEVELOPERS_ALONE = {"GRAPHIQL_FOLDER"}
"""Settings that no container gets."""
FOR_COMPOSE_ALONE = {"POSTGRES_PASSWORD"}
"""What the PostgreSQL container must be told; no program of ours reads it."""


def compose_text() -> str:
    """The compose file as it stands."""
    return (PROJECT / "docker-compose.yml").read_text()


def compose() -> dict[str, Any]:
    """The compose file with its anchors written out, variables left as they are."""
    found: dict[str, Any] = yaml.safe_load(compose_text())
    return found


def settings() -> dict[str, tuple[str, str]]:
    """Each variable that the programs read, with its default and its meaning."""
    return {
        name.upper(): (_text(field.default), str(field.description)) for name, field in Settings.model_fields.items()
    }


def dockerfile(instruction: str) -> list[str]:
    """The arguments of each such instruction, in order."""
    text = (PROJECT / "deploy" / "Dockerfile").read_text()
    return re.findall(rf"^{instruction} (.+)$", text, re.MULTILINE)


def health_command(service: str) -> list[str]:
    """What Compose runs to ask whether a service is well."""
    first, *command = compose()["services"][service]["healthcheck"]["test"]
    assert first == "CMD"
    return [str(word) for word in command]


def grace_seconds(service: str) -> float:
    """How long Compose waits after SIGTERM before it kills."""
    return float(str(compose()["services"][service]["stop_grace_period"]).removesuffix("s"))


def _text(default: object) -> str:
    if isinstance(default, SecretStr):
        return default.get_secret_value()
    return f"{default:g}" if isinstance(default, float) else str(default)
