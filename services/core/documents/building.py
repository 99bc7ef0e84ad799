"""What the process is given that builds the documents of a case, and what it answers; it alone imports what draws."""

import msgspec

from services.core.documents.case import Case

BUILD = "services.core.documents.bundle:build"
PDF, ZIP = "case.pdf", "case.zip"


class Given(msgspec.Struct):
    """A case, and the folder that holds its evidence and takes what is made."""

    folder: str
    case: Case


class Made(msgspec.Struct):
    """The archive's size in bytes and its SHA-256 in hex."""

    size: int
    sha256: str
