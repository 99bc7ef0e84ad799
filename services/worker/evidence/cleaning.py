"""What the process is given that looks a file through, and what it answers; it alone imports what reads pictures."""

import msgspec

from services.core.evidence.model import Clean, Refusal

CLEAN = "services.worker.evidence.clean:clean"
GROWTH = 4
"""A clean copy may be so many times as large as a file may be: what grows more was made to."""


class Given(msgspec.Struct):
    """A file as it was uploaded, and what was said of it."""

    data: bytes
    declared_type: str
    longest: int


class Made(msgspec.Struct):
    """What came of it: a clean copy with what was found, or why not."""

    clean: Clean | None
    refusal: Refusal | None
    copy: bytes = b""
