"""Shopify's two ways to name a thing: a number in the REST API, `gid://shopify/Order/1` in the GraphQL API."""

PREFIX = "gid://shopify/"


def gid(kind: str, number: int) -> str:
    """The name in the GraphQL API."""
    return f"{PREFIX}{kind}/{number}"


def split(name: str) -> tuple[str, int] | None:
    """Kind and number of a name; `None` when it is none."""
    kind, _, number = name.removeprefix(PREFIX).partition("/")
    number = number.partition("?")[0]
    if not name.startswith(PREFIX) or not kind or not (number.isascii() and number.isdigit() and len(number) < 20):
        return None
    return kind, int(number)


def number_of(name: str, *kinds: str) -> int | None:
    """The number in a name of one of these kinds; `None` when it is no such name."""
    found = split(name)
    return found[1] if found is not None and found[0] in kinds else None
