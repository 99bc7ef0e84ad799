"""What the documents name is there: files, links, targets, settings."""

import re

import pytest

from tests.deploy.written import FOR_COMPOSE_ALONE, PROJECT, settings

DOCUMENTS = ("README.md", "DECISIONS.md", "CHANGELOG.md")
OURS = re.compile(r"`((?:services|schema|tests|deploy|\.ci)/[\w./-]*[\w-])`")


def text(document: str) -> str:
    return (PROJECT / document).read_text()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_that_is_named_exists(document: str) -> None:
    missing = [path for path in OURS.findall(text(document)) if not (PROJECT / path).exists()]
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_leads_somewhere(document: str) -> None:
    links = re.findall(r"\]\(([^)]+)\)", text(document))
    missing = [link for link in links if not link.startswith("https://") and not (PROJECT / link).exists()]
    assert missing == []


def test_the_files_of_a_claims_walk_are_named() -> None:
    readme = text("README.md")
    walk = readme[readme.index("### One claim's walk") : readme.index("## Calling it")]
    steps = re.findall(r"^\d+\. ", walk, re.MULTILINE)
    assert len(OURS.findall(walk)) > len(steps) > 5


def test_every_make_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", text("README.md"), re.MULTILINE))
    assert named
    assert named <= targets


def test_every_variable_that_is_named_is_a_setting() -> None:
    named = {name for document in DOCUMENTS for name in re.findall(r"`([A-Z]+(?:_[A-Z]+)*)=", text(document))}
    assert named
    assert named <= set(settings()) | FOR_COMPOSE_ALONE


def test_the_decisions_are_numbered_and_short() -> None:
    decisions = re.split(r"^## ", text("DECISIONS.md"), flags=re.MULTILINE)[1:]
    assert [int(decision.partition(".")[0]) for decision in decisions] == list(range(1, len(decisions) + 1))
    for decision in decisions:
        _, *lines = [line for line in decision.splitlines() if line]
        assert [line.split(".**")[0] for line in lines if line.startswith("**")] == [
            "**Context",
            "**Decision",
            "**Consequences",
        ]
        assert len(lines) <= 10
