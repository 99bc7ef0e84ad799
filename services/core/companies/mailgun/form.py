"""A posted form, read from its raw body: the fields, and the files where they are wanted."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from services.core.ports import Unintelligible

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

MOST_PARTS = 200
LONGEST_FIELD = 2 * 1024 * 1024
_BOUNDARY = re.compile(rb"--([0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-])\r\n")


@dataclass
class File:
    """One posted file, as its sender named and typed it."""

    name: str
    media_type: str
    content: bytes


@dataclass
class Form:
    """A form's fields, of several with one name the first; and its files."""

    fields: dict[str, str] = field(default_factory=dict)
    files: list[File] = field(default_factory=list)


def read_form(body: bytes, *, files: bool) -> Form:
    """The form in a body, whose first line tells whether it is `multipart/form-data` or urlencoded.

    Raises:
        Unintelligible: it is neither, or has more parts or longer fields than any form of theirs.
    """
    boundary = _BOUNDARY.match(body)
    if boundary is None:
        return _urlencoded(body)
    parts = _Parts(files)
    parser = MultipartParser(boundary[1], parts.callbacks())
    try:
        parser.write(body)
        parser.finalize()
    except (FormParserError, ValueError) as error:
        raise Unintelligible(f"mailgun: {type(error).__name__} while reading a form.") from None
    if not parts.is_complete:
        raise Unintelligible("mailgun: The form breaks off.")
    return parts.form


def _urlencoded(body: bytes) -> Form:
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_PARTS, strict_parsing=True)
    except ValueError:  # UnicodeDecodeError is one
        raise Unintelligible("mailgun: The body is no form.") from None
    form = Form()
    for name, value in pairs:
        form.fields.setdefault(name, value)
    return form


class _Parts:
    """Takes what the parser finds, part by part."""

    def __init__(self, files: bool) -> None:
        self.form = Form()
        self._wanted = files
        self._count = 0
        self.is_complete = False

    def callbacks(self) -> "MultipartCallbacks":
        """What the parser calls."""
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._header_field,
            "on_header_value": self._header_value,
            "on_header_end": self._header_end,
            "on_headers_finished": self._headers_finished,
            "on_part_data": self._data,
            "on_part_end": self._end,
            "on_end": self._complete,
        }

    def _complete(self) -> None:
        self.is_complete = True

    def _begin(self) -> None:
        self._count += 1
        if self._count > MOST_PARTS:
            raise Unintelligible(f"mailgun: A form has more than {MOST_PARTS} parts.")
        self._name = self._value = b""
        self._headers: dict[str, bytes] = {}
        self._body = bytearray()

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        self._headers[self._name.decode("latin-1").lower()] = self._value
        self._name = self._value = b""

    def _headers_finished(self) -> None:
        _, self._options = parse_options_header(self._headers.get("content-disposition", b""))
        self._is_file = b"filename" in self._options

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._is_file and not self._wanted:
            return
        self._body += data[start:end]
        if not self._is_file and len(self._body) > LONGEST_FIELD:
            raise Unintelligible(f"mailgun: A field has more than {LONGEST_FIELD} bytes.")

    def _end(self) -> None:
        name = self._options.get(b"name", b"").decode(errors="replace")
        if not self._is_file:
            self.form.fields.setdefault(name, self._body.decode(errors="replace"))
        elif self._wanted:
            media_type, _ = parse_options_header(self._headers.get("content-type", b"application/octet-stream"))
            called = self._options[b"filename"].decode(errors="replace")
            self.form.files.append(File(called, media_type.decode("latin-1"), bytes(self._body)))
