"""The PDF of a case: what was ordered, how it traveled, what went wrong, what was said and what was done."""

import io
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from services.core.documents.case import Case, Entry, File, Money
from services.core.documents.page import ACCENT, LINE, QUIET, TEXT, Page
from services.core.documents.words.tongue import Tongue

THUMBNAIL = (480, 480)
"""Pixels of a picture in the PDF, at most; the picture itself is in the archive."""
THUMBNAIL_WIDTH, THUMBNAIL_HEIGHT = 46.0, 60.0
"""Millimeters, at most."""


class Report(Tongue):
    """Sets one case, chapter by chapter. `folder` holds the files of its evidence under their paths."""

    def __init__(self, case: Case, folder: Path) -> None:
        super().__init__(case.language, case.time_zone)
        self.case, self.folder = case, folder
        title = f"{self.label('title')} {case.claim.number}"
        footer = f"{case.storefront} · {title}"
        self.page = Page(title, footer, self.label("page"), case.made_at)
        self.page.set_lang(self.locale.replace("_", "-"))

    def pdf(self) -> bytes:
        """All chapters that have something to say."""
        case = self.case
        chapters: tuple[tuple[bool, Callable[[], None]], ...] = (
            (True, self._cover),
            (True, self._claim),
            (True, self._order),
            (bool(case.parcels), self._parcels),
            (bool(case.happenings), self._happenings),
            (bool(case.letters), self._letters),
            (bool(case.evidence), self._evidence),
            (bool(case.resolutions), self._resolutions),
            (bool(case.recoveries), self._recoveries),
            (bool(case.ledger), self._ledger),
        )
        for wanted, chapter in chapters:
            if wanted:
                chapter()
        return bytes(self.page.output())

    def _cover(self) -> None:
        page, case = self.page, self.case
        page.add_page()
        page.set_fill_color(*ACCENT)
        page.rect(0, 0, page.w, 4, style="F")
        page.set_y(58)
        page.font(11, color=QUIET)
        page.multi_cell(0, 6, page.shown(case.storefront), align="L", new_x="LMARGIN", new_y="NEXT")
        page.font(28, bold=True, color=ACCENT)
        page.multi_cell(0, 13, page.shown(self.label("title")), align="L", new_x="LMARGIN", new_y="NEXT")
        page.font(16)
        page.cell(0, 9, page.shown(case.claim.number), new_x="LMARGIN", new_y="NEXT")
        page.ln(8)
        page.facts(
            [
                (self.label("order"), case.order.number),
                (self.label("reason"), self.said("reason", case.claim.reason)),
                (self.label("status"), self.said("status", case.claim.status)),
                (self.label("opened"), self.when(case.claim.opened_at)),
                (self.label("audience"), self.said("audience", case.audience)),
                (self.label("made"), self.when(case.made_at)),
                (self.label("evidence"), self.number(len(case.evidence))),
            ]
        )
        page.paragraph(f"{self.label('times')} {case.time_zone}.", color=QUIET, size=8)
        page.add_page()

    def _claim(self) -> None:
        page, claim = self.page, self.case.claim
        page.chapter(self.label("claim"))
        denied = [self.said("denial", claim.denial_code), claim.denial_message or ""]
        page.facts(
            [
                (self.label("number"), claim.number),
                (self.label("reason"), self.said("reason", claim.reason)),
                (self.label("status"), self.said("status", claim.status)),
                (self.label("opened"), self.when(claim.opened_at)),
                (self.label("opened_by"), self.said("actor", claim.opened_by)),
                (self.label("preferred"), self.said("resolution", claim.preferred_resolution)),
                (self.label("resolved"), self.when(claim.resolved_at)),
                (self.label("denial"), ". ".join(filter(None, denied)) if claim.denial_code else None),
            ]
        )
        if claim.customer_note:
            page.heading(self.label("note"))
            page.paragraph(claim.customer_note)

    def _order(self) -> None:
        page, order = self.page, self.case.order
        page.chapter(self.label("order"))
        page.facts(
            [
                (self.label("number"), order.number),
                (self.label("placed"), self.when(order.placed_at)),
                (self.label("total"), self.amount(order.total)),
                *((self.label(word), value) for word, value in order.customer),
            ]
        )
        rows = [
            (
                "\n".join(filter(None, (line.title, line.sku, line.description))),
                str(line.quantity),
                str(line.claimed or ""),
                self.amount(line.paid),
            )
            for line in order.lines
        ]
        heads = [self.label(word) for word in ("item", "ordered", "claimed", "paid")]
        page.listing(heads, (52, 14, 14, 20), rows, right=(1, 2, 3))

    def _parcels(self) -> None:
        page = self.page
        page.chapter(self.label("parcels"))
        for parcel in self.case.parcels:
            page.heading(f"{parcel.carrier} {parcel.tracking_number}")
            page.facts(
                [
                    (self.label("status"), self.said("tracking", parcel.tracking_status)),
                    (self.label("direction"), self.said("direction", parcel.direction)),
                    (self.label("service"), parcel.service),
                    (self.label("shipped"), self.when(parcel.shipped_at)),
                    (self.label("delivered"), self.when(parcel.delivered_at)),
                    (self.label("signed"), parcel.signed_by),
                ]
            )
            rows = [
                (
                    self.when(scan.occurred_at),
                    self.said("tracking", scan.status),
                    scan.description,
                    scan.location,
                )
                for scan in parcel.scans
            ]
            if rows:
                heads = [self.label(word) for word in ("when", "status", "what", "where")]
                page.listing(heads, (25, 20, 33, 22), rows)
            else:
                page.paragraph(self.label("no_scans"), color=QUIET)

    def _happenings(self) -> None:
        self.page.chapter(self.label("happenings"))
        rows = [
            (
                self.when(one.occurred_at),
                self.said("event", one.type),
                self.said("status", one.status),
                "\n".join(filter(None, (self.said("actor", one.actor), one.actor_id))),
            )
            for one in self.case.happenings
        ]
        self.page.listing([self.label(word) for word in ("when", "what", "status", "who")], (23, 26, 20, 31), rows)

    def _letters(self) -> None:
        self.page.chapter(self.label("letters"))
        for letter in self.case.letters:
            author, channel = self.said("actor", letter.author), self.said("channel", letter.channel)
            internal = self.label("internal") if letter.internal else None
            self.page.heading(" · ".join(filter(None, (author, channel, self.when(letter.sent_at), internal))))
            if letter.subject:
                self.page.paragraph(letter.subject, color=QUIET)
            self.page.paragraph(letter.body)

    def _resolutions(self) -> None:
        self.page.chapter(self.label("resolutions"))
        rows = [
            (
                self.when(one.decided_at),
                "\n".join(
                    filter(None, (self.said("resolution", one.type), self.label("goodwill") if one.goodwill else ""))
                ),
                self.said("outcome", one.status),
                one.reference or "",
                self.amount(one.amount),
            )
            for one in self.case.resolutions
        ]
        heads = [self.label(word) for word in ("when", "what", "status", "reference", "amount")]
        self.page.listing(heads, (20, 21, 14, 31, 14), rows, right=(4,))

    def _recoveries(self) -> None:
        page = self.page
        page.chapter(self.label("recoveries"))
        for one in self.case.recoveries:
            page.heading(f"{one.counterparty} {one.number}")
            page.facts(
                [
                    (self.label("status"), self.said("recovery", one.status)),
                    (self.label("reference"), one.reference),
                    (self.label("requested"), self.amount(one.requested)),
                    (self.label("granted"), self.amount(one.approved)),
                    (self.label("paid"), self.amount(one.paid)),
                    (self.label("repaid"), self.amount(one.repaid)),
                    (self.text("packet.file_by"), None if one.filed_at else self.when(one.file_by)),
                    (self.label("filed"), self.when(one.filed_at)),
                    (self.label("decided"), self.when(one.decided_at)),
                ]
            )

    def _ledger(self) -> None:
        self.page.chapter(self.label("ledger"))
        rows = [
            (
                self.when(one.occurred_at),
                self.said("ledger", one.type),
                "\n".join(filter(None, (self.said("side", one.side), self._mark(one)))),
                one.reference or "",
                "\n".join(self.amount(money) for money in _counted(one)),
            )
            for one in self.case.ledger
        ]
        heads = [self.label(word) for word in ("when", "what", "status", "reference", "amount")]
        self.page.listing(heads, (20, 21, 14, 31, 14), rows, right=(4,))

    def _mark(self, entry: Entry) -> str:
        """What an entry is beside its side: one that undoes another, or one that is only hoped for."""
        if entry.reverses:
            return self.label("reverses")
        return self.label("expected") if entry.expected else ""

    def _evidence(self) -> None:
        self.page.chapter(self.label("evidence"))
        for place, file in enumerate(self.case.evidence, 1):
            self._file(place, file)

    def _file(self, place: int, file: File) -> None:
        """One file: its picture to the left, what is known of it to the right."""
        page = self.page
        picture = thumbnail(self.folder / file.path) if file.path and file.mime_type.startswith("image/") else None
        width = min(THUMBNAIL_WIDTH, picture.width / picture.height * THUMBNAIL_HEIGHT) if picture else 0
        height = picture.height / picture.width * width if picture else 0
        if page.will_page_break(max(height, 34) + 6):
            page.add_page()
        top, left = page.get_y() + 2, page.l_margin
        if picture is not None:
            page.image(picture, x=left, y=top, w=width)
        else:
            page.set_draw_color(*LINE)
            page.rect(left, top, THUMBNAIL_WIDTH, 30)
            page.set_xy(left, top + 11)
            page.font(12, bold=True, color=QUIET)
            page.cell(THUMBNAIL_WIDTH, 8, file.mime_type.rpartition("/")[2].upper(), align="C")
        inside = left + THUMBNAIL_WIDTH + 6
        size = f"{self.number(max(1, file.size // 1024))} KiB"
        pages = f", {self.label('pages')}: {file.pages}" if file.pages else ""
        added = f"{self.when(file.added_at)} {self.label('by')} {self.said('actor', file.uploaded_by)}"
        lines: list[tuple[str, float, bool]] = [
            (f"{place}. {self.said('kind', file.kind)}: {file.file_name}", 9.5, True),
            (f"{file.mime_type}, {size}{pages}", 8, False),
            (f"{self.label('uploaded')} {added}", 8, False),
            (file.path or self.label("not_enclosed"), 8, False),
            (f"{self.label('sha256')} {file.sha256}", 6.2, False),
        ]
        if file.original_sha256:
            lines.append((f"{self.label('original')} {file.original_sha256}", 6.2, False))
        page.set_y(top)
        for text, points, bold in lines:
            page.set_x(inside)
            page.font(points, bold=bold, color=QUIET if points < 7 else TEXT)
            page.multi_cell(
                page.w - page.r_margin - inside,
                points * 0.5,
                page.shown(text),
                align="L",
                new_x="LMARGIN",
                new_y="NEXT",
            )
            page.ln(0.6)
        page.set_y(max(page.get_y(), top + max(height, 30)) + 4)


def _counted(entry: Entry) -> list[Money]:
    """An entry's amounts as they count: with a minus when it undoes another."""
    sign = "-" if entry.reverses else ""
    return [Money(f"{sign}{one.amount}", one.currency_code) for one in (entry.amount, entry.settled) if one]


def thumbnail(file: Path) -> Image.Image | None:
    """A small picture of a picture; nothing when it cannot be read."""
    try:
        with Image.open(file) as image:
            image.thumbnail(THUMBNAIL)
            flat = Image.new("RGB", image.size, "white")
            shown = image.convert("RGBA")
            flat.paste(shown, mask=shown)
    except (OSError, ValueError, SyntaxError):
        return None
    packed = io.BytesIO()
    flat.save(packed, "JPEG", quality=80)
    return Image.open(packed)
