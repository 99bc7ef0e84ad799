"""What a file really is, and its clean copy. Runs apart: whatever it raises means that the file is unreadable."""

import hashlib

import filetype
import msgspec

from services.core.evidence.model import SUFFIXES, TYPES, Clean, Refusal, Rejection
from services.worker.evidence import images, pdfs, texts
from services.worker.evidence.cleaning import GROWTH, Given, Made
from services.worker.evidence.unusable import Unusable


def clean(given: bytes) -> bytes:
    """Look a file through; in and out are `Given` and `Made` as MessagePack."""
    file = msgspec.msgpack.decode(given, type=Given)
    original_sha256 = hashlib.sha256(file.data).hexdigest()
    try:
        made = _clean(file, original_sha256)
    except Unusable as why:
        made = Made(None, Refusal(why.code, original_sha256))
    return msgspec.msgpack.encode(made)


def _clean(file: Given, original_sha256: str) -> Made:
    kind = real_type(file.data)
    if kind not in TYPES:
        raise Unusable(Rejection.TYPE_NOT_ALLOWED)
    if family(kind) != family(file.declared_type):
        raise Unusable(Rejection.TYPE_MISMATCH)
    width = height = pages = None
    if kind.startswith("image/"):
        copy, width, height = images.clean(file.data, kind)
    elif kind == "application/pdf":
        copy, pages = pdfs.clean(file.data)
    else:
        copy = texts.clean(file.data)
    if len(copy) > GROWTH * file.longest:
        raise Unusable(Rejection.TOO_LARGE)
    sha256 = hashlib.sha256(copy).hexdigest()
    return Made(Clean(kind, len(copy), sha256, original_sha256, width, height, pages), None, copy)


def real_type(data: bytes) -> str:
    """The type that a file's own first bytes tell; text is what tells none and can be read."""
    if not data:
        raise Unusable(Rejection.EMPTY)
    guess = filetype.guess(data)
    if guess is not None:
        return str(guess.mime)
    return "text/plain" if texts.is_text(data) else "application/octet-stream"


def family(kind: str) -> str:
    """What may be taken for one another: phones name pictures as they like, and an e-mail is text."""
    if kind in SUFFIXES and kind.startswith("image/"):
        return "image"
    return "text" if kind in {"text/plain", "message/rfc822"} else kind
