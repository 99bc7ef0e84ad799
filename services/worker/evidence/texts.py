"""Clean copies of plain text and of e-mails as text: UTF-8, and nothing that a terminal would obey."""

import re

from services.core.evidence.model import Rejection
from services.worker.evidence.unusable import Unusable

FEW = 8
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def is_text(data: bytes) -> bool:
    """Whether it can be read by people: it holds no NUL, and hardly a control character."""
    return b"\0" not in data and len(_CONTROLS.findall(_decoded(data))) <= FEW + len(data) // 100


def clean(data: bytes) -> bytes:
    """The text as UTF-8 with plain line ends."""
    text = _CONTROLS.sub("", _decoded(data)).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise Unusable(Rejection.EMPTY)
    return text.encode()


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
