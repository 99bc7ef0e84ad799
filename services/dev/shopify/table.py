"""The table `document | valid | scopes`."""

from dataclasses import dataclass

from graphql import GraphQLSchema, build_schema, parse, validate

from services.core.companies.shopify.documents import NAMES, load
from services.core.companies.shopify.scopes import SCOPES
from services.core.companies.shopify.topics import TOPICS
from services.dev.shopify import access
from services.dev.shopify.places import SDL


@dataclass(frozen=True, slots=True)
class Line:
    """One document: what is wrong with it, the scopes it uses, and what the app does not ask for."""

    document: str
    errors: list[str]
    scopes: list[str]
    missing: list[list[str]]


def schema() -> GraphQLSchema:
    """Shopify's schema, as far as it is kept here."""
    return build_schema(SDL.read_text(encoding="utf-8"))


def lines() -> list[Line]:
    """All documents."""
    known, guards = schema(), access.kept()
    found = []
    for name in NAMES:
        errors = [error.message for error in validate(known, parse(load(name)))]
        needs = [] if errors else access.needed(known, name, load(name), TOPICS, guards)
        scopes, missing = access.chosen(needs, SCOPES)
        found.append(Line(name, errors, sorted(scopes), missing))
    return found


def table() -> str:
    """The table in Markdown."""
    rows = ["| Document | Valid | Scopes |", "|---|---|---|"]
    for line in lines():
        scopes = ", ".join(f"`{scope}`" for scope in line.scopes)
        wanting = "".join(f" **missing: {' or '.join(one)}**" for one in line.missing)
        rows.append(f"| `{line.document}` | {'; '.join(line.errors) or 'yes'} | {scopes or 'none'}{wanting} |")
    return "\n".join(rows)
