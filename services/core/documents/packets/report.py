"""The papers of a packet as PDFs: a page for whoever files, the form's fields, and what is sent."""

from collections.abc import Callable, Sequence
from pathlib import Path

from services.core.documents.packets.filling import discrepancy, happened
from services.core.documents.packets.packet import Field, Packet, Paper
from services.core.documents.packets.papers import DECLARATION, HISTORY, INVOICE, LETTER, own_papers, path_of
from services.core.documents.page import ACCENT, ALERT, LINE, QUIET, Alert, Page
from services.core.documents.report import thumbnail
from services.core.documents.words.tongue import Tongue

PICTURE_WIDTH, PICTURE_HEIGHT, GAP = 84.0, 84.0, 6.0
"""Millimeters of a picture at most, two beside each other."""


class Papers(Tongue):
    """Sets the papers of one packet. `folder` holds its enclosures under their paths."""

    def __init__(self, packet: Packet, folder: Path) -> None:
        super().__init__(packet.language, packet.time_zone)
        self.packet, self.folder = packet, folder
        self.page: Page

    def whole(self) -> bytes:
        """The packet: the page for whoever files first, then all that is sent."""
        own = [self._own[name] for name in own_papers(declares=self.packet.declares)]
        return self._set(self.text("packet.title"), [self._guide, self._fields, *own, self._pictures])

    def paper(self, name: str) -> bytes:
        """One of the papers that are sent, alone."""
        return self._set(self.text(f"packet.{name}"), [self._own[name]])

    @property
    def _own(self) -> dict[str, Callable[[], None]]:
        return {
            LETTER: self._letter,
            INVOICE: self._invoice,
            HISTORY: self._history,
            DECLARATION: self._declaration,
        }

    def _set(self, name: str, chapters: Sequence[Callable[[], None]]) -> bytes:
        packet = self.packet
        title = f"{name} {packet.number}"
        self.page = Page(title, f"{packet.storefront} · {title}", self.label("page"), packet.made_at)
        self.page.set_lang(self.locale.replace("_", "-"))
        for chapter in chapters:
            chapter()
        return bytes(self.page.output())

    def _guide(self) -> None:
        page, packet, party, dates = self.page, self.packet, self.packet.party, self.packet.dates
        page.add_page()
        page.set_fill_color(*ACCENT)
        page.rect(0, 0, page.w, 4, style="F")
        page.font(20, bold=True, color=ACCENT)
        page.multi_cell(0, 10, page.shown(f"{party.name}: {packet.number}"), align="L", new_x="LMARGIN", new_y="NEXT")
        page.paragraph(self.text("packet.keep", name=party.name), color=QUIET)
        page.facts(
            [
                (self.text("packet.asked"), self.amount(packet.asked)),
                (self.text("packet.peril"), self.said("peril", packet.peril)),
                (self.label("tracking"), f"{packet.parcel.carrier} {packet.parcel.tracking_number}"),
                (self.label("order"), packet.order_number),
                (self.text("packet.own"), packet.number),
                (self.text("packet.theirs"), packet.reference),
                (self.text("packet.opens"), self.when(dates.opens_at)),
                (self.text("packet.notice_by"), self.when(dates.notice_by)),
                (self.text("packet.file_by"), self.when(dates.file_by)),
                (self.text("packet.information_by"), self.when(dates.information_by)),
                (self.text("packet.appeal_by"), self.when(dates.appeal_by)),
                (self.text("packet.decides"), self._decision()),
                (self.text("packet.link"), party.url),
                (self.text("packet.email"), party.email),
                (self.text("packet.address"), party.address),
            ]
        )
        if dates.assumed:
            page.paragraph(self.text("packet.assumed"), color=ALERT)
        page.heading(self.text("packet.steps"))
        page.numbered(
            [
                self.text(f"claimant.{party.claimant}"),
                *party.steps,
                self.text("packet.then", number=packet.number),
            ]
        )
        page.heading(self.text("packet.papers"))
        rows = [(self.said("document", paper.document), self._where(paper)) for paper in packet.papers]
        page.listing([self.text("packet.paper"), self.text("packet.state")], (42, 58), rows)
        if any(one.kind == "PHOTO" and one.group == "kind" for one in packet.enclosures):
            page.paragraph(self.text("packet.look"), color=QUIET, size=8)
        if packet.kept_back:
            kept = ", ".join(f"{count} x {self.said('kind', kind)}" for kind, count in packet.kept_back)
            page.paragraph(f"{self.text('packet.kept_back')}: {kept}.", color=QUIET, size=8)
        known = f"{self.text('packet.known_from')}: {party.source} ({self.said('confidence', party.confidence)})."
        page.paragraph(known, color=QUIET, size=8)

    def _decision(self) -> str | None:
        if self.packet.party.decision is None:
            return None
        count, unit = self.packet.party.decision
        return self.text(f"unit.{unit}", count=self.number(count))

    def _where(self, paper: Paper) -> str:
        if paper.holder is not None:
            missing = self.text("packet.missing", holder=self.said("holder", paper.holder))
            if paper.written is None:
                return Alert(missing)
            return Alert(f"{missing}\n{self.text('packet.blank', file=self._own_name(paper.written))}")
        if paper.written is not None:
            return self._own_name(paper.written)
        return ", ".join(self._name_of(place) for place in paper.files)

    def _own_name(self, name: str) -> str:
        place = own_papers(declares=self.packet.declares).index(name) + 1
        return path_of(self.packet.language, place, self.text(f"packet.{name}"), "pdf").rpartition("/")[2]

    def _name_of(self, place: int) -> str:
        found = next(one for one in self.packet.enclosures if one.place == place)
        return found.path.rpartition("/")[2] if found.path else self.label("not_enclosed")

    def _fields(self) -> None:
        page, packet = self.page, self.packet
        page.add_page()
        page.chapter(self.text("packet.fields"))
        page.paragraph(self.text("packet.fields_intro", name=packet.party.name), color=QUIET)
        rows = [(field.label, self._value(field)) for field in packet.fields]
        page.listing([self.text("packet.field"), self.text("packet.value")], (38, 62), rows)

    def _value(self, field: Field) -> str:
        if not field.is_known:
            return Alert(self.text("packet.unknown", holder=self.said("holder", field.ask)))
        return field.text or self.amount(field.money) or (self.day(field.day) if field.day else "")

    def _letter(self) -> None:
        page, packet, party = self.page, self.packet, self.packet.party
        page.add_page()
        page.font(9, color=QUIET)
        page.multi_cell(0, 5, page.shown(packet.storefront), align="L", new_x="LMARGIN", new_y="NEXT")
        page.ln(8)
        page.font(10)
        to = "\n".join([*(party.address or party.name).split(", "), party.email or ""]).strip()
        page.multi_cell(0, 5, page.shown(to), align="L", new_x="LMARGIN", new_y="NEXT")
        page.ln(4)
        page.font(9)
        page.cell(0, 5, self.day(packet.made_at), align="R", new_x="LMARGIN", new_y="NEXT")
        page.chapter(self.text("packet.letter"))
        subject = self.text(
            "packet.subject",
            peril=self.said("peril", packet.peril),
            number=packet.parcel.tracking_number,
            own=packet.number,
        )
        page.heading(subject)
        page.paragraph(happened(packet))
        demand = "packet.demand_cover" if party.is_cover else "packet.demand"
        page.paragraph(self.text(demand, amount=self.amount(packet.asked)))
        page.heading(self.text("packet.parcel"))
        page.facts(self._parcel())
        if packet.statement:
            page.heading(self.text("packet.statement"))
            for words in packet.statement:
                page.paragraph(words)
        if packet.made_good:
            page.heading(self.text("packet.compensation"))
            page.facts(
                [
                    (self.said("resolution", one.type), ", ".join(filter(None, (
                        self.amount(one.amount), self.day(one.at), one.reference))))
                    for one in packet.made_good
                ]
            )  # fmt: skip
        page.heading(self.text("packet.amount"))
        rows = [(self._reckoned(row.word, row.filled), self.amount(row.money)) for row in packet.reckoned]
        page.listing([self.label("what"), self.label("amount")], (70, 30), rows, right=(1,))
        page.heading(self.text("packet.enclosures"))
        page.numbered([*self._enclosed()])
        page.paragraph(self.text("packet.answer", own=packet.number))
        page.paragraph(f"{self.text('packet.regards')}\n{packet.storefront}")

    def _reckoned(self, word: str, filled: str | None) -> str:
        return self.text(f"amount.{word}", sdr=filled or "")

    def _enclosed(self) -> list[str]:
        own = [self.text(f"packet.{name}") for name in own_papers(declares=self.packet.declares)]
        files = [self.said(one.group, one.kind) for one in self.packet.enclosures]
        return own + files

    def _parcel(self) -> list[tuple[str, str | None]]:
        packet, parcel = self.packet, self.packet.parcel
        addressee = ", ".join(filter(None, (packet.customer, packet.postal_code, packet.country_code)))
        cover = packet.cover
        last = parcel.scans[-1] if parcel.scans else None
        return [
            (self.label("carrier"), parcel.carrier),
            (self.label("tracking"), parcel.tracking_number),
            (self.label("service"), parcel.service),
            (self.said("document", "WEIGHT"), parcel.weight),
            (self.text("packet.sender"), packet.storefront),
            (self.text("packet.addressee"), addressee),
            (self.label("shipped"), self.when(parcel.shipped_at)),
            (self.text("packet.expected"), self.when(parcel.expected_at)),
            (self.label("delivered"), self.when(parcel.delivered_at)),
            (self.text("packet.last_scan"), f"{self.when(last.occurred_at)}: {last.description}" if last else None),
            (self.text("packet.cover"), f"{cover.provider}, {self.amount(cover.insured)}" if cover else None),
            (self.text("packet.policy"), cover.policy_number if cover else None),
            (self.label("order"), f"{packet.order_number}, {self.day(packet.placed_at)}"),
        ]

    def _invoice(self) -> None:
        page, packet = self.page, self.packet
        page.add_page()
        page.chapter(f"{self.text('packet.invoice')} {packet.order_number}")
        page.paragraph(self.text("packet.invoice_intro"), color=QUIET)
        page.facts(
            [
                (self.text("packet.seller"), packet.storefront),
                (self.text("packet.buyer"), packet.customer),
                (self.label("placed"), self.when(packet.placed_at)),
                (self.label("tracking"), packet.parcel.tracking_number),
            ]
        )
        rows = [
            ("\n".join(filter(None, (line.title, line.sku))), self.number(line.quantity),
             self.amount(line.unit_price), self.amount(line.paid))
            for line in packet.goods
        ]  # fmt: skip
        heads = [self.label("item"), self.text("packet.quantity"), self.text("packet.unit_price"), self.label("paid")]
        page.listing(heads, (48, 12, 20, 20), rows, right=(1, 2, 3))
        page.facts(
            [
                (self.text("packet.claimed_total"), self.amount(packet.paid)),
                (self.text("packet.vat_in_it"), self.amount(packet.tax)),
            ]
        )

    def _history(self) -> None:
        page, packet = self.page, self.packet
        page.add_page()
        page.chapter(self.text("packet.history"))
        page.facts(
            [
                (self.label("tracking"), f"{packet.parcel.carrier} {packet.parcel.tracking_number}"),
                (self.label("status"), self.said("tracking", packet.parcel.status)),
            ]
        )
        rows = [
            (self.when(scan.occurred_at), self.said("tracking", scan.status), scan.description, scan.location)
            for scan in packet.parcel.scans
        ]
        if rows:
            heads = [self.label(word) for word in ("when", "status", "what", "where")]
            page.listing(heads, (23, 19, 34, 24), rows)
        else:
            page.paragraph(self.text("packet.nothing_scanned"), color=QUIET)
        page.paragraph(f"{self.label('times')} {packet.time_zone}.", color=QUIET, size=8)
        if packet.proof is not None:
            self._proof()

    def _proof(self) -> None:
        page, packet, proof = self.page, self.packet, self.packet.proof
        assert proof is not None, "asked before"
        page.chapter(self.text("packet.proof"))
        page.facts(
            [
                (self.label("delivered"), self.when(packet.parcel.delivered_at)),
                (self.label("signed"), proof.signed_by),
                (self.text("packet.handover"), self.said("handover", proof.handover)),
                (self.text("packet.place"), proof.place),
                (self.text("packet.coordinates"), proof.coordinates),
                (self.text("packet.addressee"), packet.customer),
                (self.text("packet.agreed"), self.said("handover", proof.agreed)),
            ]
        )
        if packet.parcel.signature_bought:
            page.paragraph(self.text("packet.ordered_signature"))
        if mismatch := discrepancy(packet):
            page.heading(self.text("packet.fits_not"))
            page.paragraph(mismatch)

    def _declaration(self) -> None:
        page, packet = self.page, self.packet
        page.add_page()
        page.chapter(self.text("packet.declaration"))
        page.ln(4)
        page.paragraph(self.text("packet.declare", name=packet.customer or "_" * 30), size=10.5)
        page.ln(2)
        page.facts(
            [
                (self.label("carrier"), packet.parcel.carrier),
                (self.label("tracking"), packet.parcel.tracking_number),
                (self.label("shipped"), self.when(packet.parcel.shipped_at)),
                (self.text("packet.sender"), packet.storefront),
                (self.label("order"), f"{packet.order_number}, {self.day(packet.placed_at)}"),
                *((self.label("item") if not place else "", f"{line.quantity} x {line.title}")
                  for place, line in enumerate(packet.goods)),
            ]
        )  # fmt: skip
        page.ln(2)
        page.paragraph(self.text("packet.declare_found"), size=10.5)
        for word in ("place_date", "signature", "printed_name"):
            page.ln(14)
            page.set_draw_color(*LINE)
            page.line(page.l_margin, page.get_y(), page.l_margin + 95, page.get_y())
            page.font(8, color=QUIET)
            page.cell(0, 5, page.shown(self.text(f"packet.{word}")), new_x="LMARGIN", new_y="NEXT")

    def _pictures(self) -> None:
        shown = [(one, thumbnail(self.folder / one.path)) for one in self.packet.enclosures
                 if one.path and one.mime_type.startswith("image/")]  # fmt: skip
        pictures = [(one, picture) for one, picture in shown if picture is not None]
        if not pictures:
            return
        page = self.page
        page.add_page()
        page.chapter(self.text("packet.enclosures"))
        for start in range(0, len(pictures), 2):
            if page.will_page_break(PICTURE_HEIGHT + 8):
                page.add_page()
            top, height = page.get_y(), 0.0
            for column, (one, picture) in enumerate(pictures[start : start + 2]):
                left = page.l_margin + column * (PICTURE_WIDTH + GAP)
                scale = min(PICTURE_WIDTH / picture.width, PICTURE_HEIGHT / picture.height)
                page.set_xy(left, top)
                page.font(8, bold=True)
                caption = f"{one.place:02d}  {self.said(one.group, one.kind)}"
                page.cell(PICTURE_WIDTH, 5, page.shown(caption))
                page.image(picture, left, top + 6, picture.width * scale, picture.height * scale)
                height = max(height, picture.height * scale)
            page.set_y(top + height + 12)
