"""Parts of JSON whose structure nobody promises."""


def part(value: object, *names: str) -> object:
    """What lies below these names, if they are there."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value
