"""Clean copies of PDFs: their pages alone, without metadata, scripts, actions and files inside."""

import io
import logging
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from services.core.evidence.model import Rejection
from services.worker.evidence.jpegs import without_metadata
from services.worker.evidence.unusable import Unusable

MOST_PAGES = 200
_ACTIVE = frozenset(
    {
        *("/A", "/AA", "/PA", "/OpenAction", "/JS", "/JavaScript", "/Next", "/URI"),
        *("/EmbeddedFiles", "/EF", "/AF", "/XFA", "/RichMediaContent", "/RichMediaSettings"),
        *("/Metadata", "/PieceInfo", "/Collection", "/Perms", "/Names", "/LastModified"),
    }
)
"""Entries of dictionaries that do something, hold files, or tell who made the file and how."""
_MEDIA = frozenset({"/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D", "/Link"})
"""Kinds of annotations that are nothing without them."""

logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def clean(data: bytes) -> tuple[bytes, int]:
    """The pages anew, and how many they are. Raises `Unusable`."""
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            raise Unusable(Rejection.UNREADABLE)
        pages = len(reader.pages)
        if not 1 <= pages <= MOST_PAGES:
            raise Unusable(Rejection.TOO_LARGE if pages else Rejection.EMPTY)
        writer = PdfWriter()
        for page in reader.pages:
            writer.add_page(page)
        for entry in list(writer._objects):  # noqa: SLF001 - a walk from the pages would have to know every way to hide
            _strip(entry)
        writer.metadata = None
        writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
        made = io.BytesIO()
        writer.write(made)
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise Unusable(Rejection.UNREADABLE) from error
    return made.getvalue(), pages


def _strip(found: Any) -> None:
    """Take what is active out of an object and all that stands directly in it."""
    todo = [found]
    while todo:
        entry = todo.pop()
        if isinstance(entry, DictionaryObject):
            if isinstance(entry, StreamObject) and entry.get("/Filter") in ("/DCTDecode", ["/DCTDecode"]):
                entry._data = without_metadata(entry._data)  # noqa: SLF001 - decoding it would lose the picture
            for name in _ACTIVE & entry.keys():
                del entry[NameObject(name)]
            if "/Annots" in entry:
                _keep_quiet(entry)
            todo += [value for value in entry.values() if isinstance(value, DictionaryObject | ArrayObject)]
        elif isinstance(entry, ArrayObject):
            todo += [value for value in entry if isinstance(value, DictionaryObject | ArrayObject)]


def _keep_quiet(page: DictionaryObject) -> None:
    annotations = page["/Annots"].get_object()
    if isinstance(annotations, ArrayObject):
        kept = [one for one in annotations if _subtype(one) not in _MEDIA]
        page[NameObject("/Annots")] = ArrayObject(kept)
    else:
        del page[NameObject("/Annots")]


def _subtype(annotation: Any) -> object:
    entry = annotation.get_object()
    return entry.get("/Subtype") if isinstance(entry, DictionaryObject) else "/Link"
