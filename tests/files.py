"""Real files as customers send them, and as somebody would who means ill."""

import io
import struct
import zlib
from typing import cast

from fpdf import FPDF
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

GPS = 0x8825
ORIENTATION = 0x0112
MAKE = 0x010F


def a_picture(kind: str = "JPEG", size: tuple[int, int] = (64, 48)) -> bytes:
    """A picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    made = io.BytesIO()
    image.save(made, kind)
    return made.getvalue()


def a_photo() -> bytes:
    """A JPEG as a phone takes it: lying on its side, with the place and the maker in its EXIF, and a comment."""
    with Image.open(io.BytesIO(a_picture(size=(64, 48)))) as image:
        exif = image.getexif()
        exif[ORIENTATION] = 6
        exif[MAKE] = "Secretphone"
        exif.get_ifd(GPS)[2] = (55.0, 40.0, 34.0)
        made = io.BytesIO()
        image.save(made, "JPEG", exif=exif, comment=b"taken at home", xmp=b"<x:xmpmeta>secret</x:xmpmeta>")
    return made.getvalue()


def a_bomb(width: int = 30_000, height: int = 30_000) -> bytes:
    """A PNG of a few hundred bytes that claims to have 900 million pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def a_pdf(text: str = "Invoice 1001", pages: int = 1) -> bytes:
    """A PDF that says something on each page."""
    pdf = FPDF()
    pdf.set_font("helvetica")
    for _ in range(pages):
        pdf.add_page()
        pdf.cell(text=text)
    return bytes(pdf.output())


def a_wicked_pdf() -> bytes:
    """A PDF that runs a script when it is opened, on its page and at a link, carries a file, and names its author."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(a_pdf())))
    writer.add_attachment("inside.exe", b"MZ payload")
    writer.add_metadata({"/Author": "Somebody Private"})
    script = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert('script')")}
    )
    names = cast("DictionaryObject", writer.root_object["/Names"].get_object())
    named = ArrayObject([TextStringObject("first"), writer._add_object(script)])
    names[NameObject("/JavaScript")] = DictionaryObject({NameObject("/Names"): named})
    page = writer.pages[0]
    page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): writer._add_object(script)})
    link = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/A"): script,
            NameObject("/Rect"): ArrayObject([]),
        }
    )
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(link)])
    writer.root_object[NameObject("/OpenAction")] = script
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def a_locked_pdf() -> bytes:
    """A PDF that needs a password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(a_pdf())))
    writer.encrypt("password", algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def a_scanned_pdf() -> bytes:
    """A PDF whose page is a phone's photo, with all that the phone wrote into it."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(a_pdf())))
    photo = StreamObject()
    photo._data = a_photo()
    photo.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Width"): NumberObject(64),
            NameObject("/Height"): NumberObject(48),
            NameObject("/ColorSpace"): NameObject("/DeviceRGB"),
            NameObject("/BitsPerComponent"): NumberObject(8),
            NameObject("/Filter"): NameObject("/DCTDecode"),
        }
    )
    resources = cast("DictionaryObject", writer.pages[0]["/Resources"])
    resources[NameObject("/XObject")] = DictionaryObject({NameObject("/Im0"): writer._add_object(photo)})
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


A_PAGE = b"<!doctype html><html><script>alert(1)</script></html>"
AN_EMAIL = "From: ida@shop.example\r\nSubject: The b\u00f8wl\r\n\r\nIt never came.\x1b[2J\r\n".encode()
