"""JPEG streams as they lie in PDFs: without the segments that tell of camera, place and program."""

_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
"""Markers without a length."""
_SCAN = 0xDA
_ADOBE = 0xEE
"""APP14, which says how the colors are to be read."""
_COMMENT = 0xFE


def without_metadata(data: bytes) -> bytes:
    """The same picture, bit for bit; what is no JPEG comes back as it is."""
    if not data.startswith(b"\xff\xd8"):
        return data
    kept, place = bytearray(data[:2]), 2
    while place + 4 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker == _SCAN:
            return bytes(kept + data[place:])
        if marker in _ALONE or marker == 0xFF:
            length = 1 if marker == 0xFF else 2
        else:
            length = 2 + int.from_bytes(data[place + 2 : place + 4], "big")
        if not _tells(marker):
            kept += data[place : place + length]
        place += length
    return data


def _tells(marker: int) -> bool:
    """Whether a segment is about the picture and not of it: APP1 to APP15, and comments. APP0 is JFIF's own."""
    return (0xE1 <= marker <= 0xEF and marker != _ADOBE) or marker == _COMMENT
