"""What all mutations take: one `input`, with an idempotency key in it."""

from typing import Annotated, Any, TypeVar

import strawberry

T = TypeVar("T")

Input = Annotated[T, strawberry.argument(name="input", description="What to do, with an idempotency key.")]


def idempotency_key() -> Any:
    """The field that every input has."""
    return strawberry.field(
        description="A text of your own, 1 to 255 characters, new for each change: the same key with the same input "
        "gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. "
        "Kept for 7 days."
    )
