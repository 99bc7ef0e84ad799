"""How a shop says no to something that was asked of it in good form."""


class Refused(Exception):
    """A user error: which field, what is wrong, and Shopify's code where it has one for this question."""

    def __init__(self, message: str, *field: str, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = list(field) or None
        self.code = code
