"""The three ways in which the outside fails."""


class Unavailable(Exception):
    """They could not answer; ask again later.

    `retry_after` is their wish in seconds. `ambiguous` tells that the request may have been carried out
    (a timeout or a broken connection after the first byte left, a 5xx); a refusal such as 429 is not ambiguous.
    """

    def __init__(self, message: str, *, retry_after: float | None = None, ambiguous: bool = True) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.ambiguous = ambiguous


class Rejected(Exception):
    """They said no, and will say so again. `code` is their own word for it, `status` the HTTP status of an answer."""

    def __init__(self, code: str, message: str, *, status: int | None = None) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.status = status


class Unintelligible(Exception):
    """They answered something that this version cannot read; a person has to look."""
