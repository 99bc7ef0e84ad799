"""Clean copies of pictures: drawn anew from their pixels, so that nothing else of the file is left."""

import io
import warnings

from PIL import Image, ImageOps

from services.core.evidence.model import Rejection
from services.worker.evidence.unusable import Unusable

MOST_PIXELS = 50_000_000
_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
_OPTIONS: dict[str, dict[str, int]] = {"JPEG": {"quality": 90}, "PNG": {}, "WEBP": {"quality": 90, "method": 2}}


def clean(data: bytes, mime_type: str) -> tuple[bytes, int, int]:
    """The picture upright, of the same type, without metadata; its width and height in pixels.

    Of a moving picture the first frame is kept.
    """
    kind = _FORMATS[mime_type]
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the bound below is a tighter one
    try:
        with Image.open(io.BytesIO(data), formats=[kind]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Unusable(Rejection.TOO_LARGE)
            image.load()
            upright = ImageOps.exif_transpose(image)
    except Image.DecompressionBombError:
        raise Unusable(Rejection.TOO_LARGE) from None
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError):
        raise Unusable(Rejection.UNREADABLE) from None
    plain = upright.convert(_mode(upright, kind))
    plain.info = {}  # comments, colour profiles and XMP would be written again
    made = io.BytesIO()
    plain.save(made, kind, **_OPTIONS[kind])
    return made.getvalue(), plain.width, plain.height


def _mode(image: Image.Image, kind: str) -> str:
    """Grey stays grey; what lets something through keeps it where the type can."""
    if kind != "JPEG" and image.has_transparency_data:
        return "RGBA"
    return "L" if image.mode in {"1", "L"} else "RGB"
