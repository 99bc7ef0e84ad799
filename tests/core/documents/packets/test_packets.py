"""Packets: everything that a company asks for stands in them, by its names, in its language, and nothing more."""

import hashlib
import io
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from pypdf import PdfReader

from services.core.documents.building import Made
from services.core.documents.model import Language
from services.core.documents.packets import bundle
from services.core.documents.packets.building import PDF, ZIP, Given
from services.core.documents.packets.compose import Material, compose
from services.core.documents.packets.form import FOLDER, Asked, Known, form_of, party_of, rule_of
from services.core.documents.packets.packet import Packet
from services.core.documents.words import WORDS
from services.core.documents.words.tongue import Tongue
from services.core.money import Money
from services.core.policies.model import EvidenceKind
from services.core.recoveries.documents import Holdings, documents_at_hand
from services.core.recoveries.rules.book import counterparties, named
from services.core.recoveries.rules.model import Counterparty
from services.core.recoveries.rules.terms import Basis, Claimant, Confidence, Document, Peril, Unit
from services.core.shipments.model import Discrepancy, Handover, ProofKind
from services.dev.packets.sample import a_material, pictures

BY_HAND = [party for party in counterparties() if not party.api]
CASES = [(party, peril) for party in BY_HAND for peril in sorted({one for rule in party.rules for one in rule.perils})]


def the(key: str) -> Counterparty:
    """A counterparty by its key."""
    found = named(key)
    assert found is not None
    return found


def built(packet: Packet, folder: Path) -> tuple[str, zipfile.ZipFile]:
    """The text of a packet's PDF, without how it is broken into lines, and its archive."""
    pictures(packet, folder)
    given = msgspec.msgpack.encode(Given(str(folder), packet))
    made = msgspec.msgpack.decode(bundle.build(given), type=Made)
    data = (folder / ZIP).read_bytes()
    assert (made.size, made.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    return text_of((folder / PDF).read_bytes()), zipfile.ZipFile(io.BytesIO(data))


def text_of(data: bytes) -> str:
    """All that a PDF says."""
    return plain("\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages))


def plain(text: str) -> str:
    """A text without how it is broken into lines."""
    return " ".join(text.split())


@pytest.mark.parametrize("party", BY_HAND, ids=[party.key for party in BY_HAND])
def test_every_counterparty_gets_what_it_asks_for_and_no_more(party: Counterparty, tmp_path: Path) -> None:
    packet = compose(a_material(party, next(peril for one, peril in reversed(CASES) if one is party)))
    text, archive = built(packet, tmp_path)
    words, tongue = WORDS[packet.language], Tongue(packet.language, packet.time_zone)
    assert "\ufffd" not in text
    for field in packet.fields:
        assert field.label in text, field.label
        assert field.is_known or words["packet.unknown"].format(holder=words[f"holder.{field.ask}"]) in text
    for paper in packet.papers:
        assert words[f"document.{paper.document}"] in text
    said = [packet.number, packet.parcel.tracking_number, packet.storefront, "#1001", tongue.amount(packet.asked)]
    for one in (*packet.party.steps, *said, party.filing.url or "", party.filing.email or ""):
        assert "".join(one.split()) in "".join(text.split()), one
    names = archive.namelist()
    manifest: dict[str, Any] = msgspec.json.decode(archive.read("manifest.json"))
    assert [one["path"] for one in manifest["files"]] == names[1:]
    for one in manifest["files"]:
        assert hashlib.sha256(archive.read(one["path"])).hexdigest() == one["sha256"]
    enclosed = [Path(name).name for name in names if name.startswith("enclosures/")]
    assert [int(name[:2]) for name in enclosed] == list(range(1, len(enclosed) + 1))
    everything = text + "".join(names)
    everything += "".join(archive.read(name).decode() for name in names if name.endswith(".json"))
    for secret in ("ida@shop.example", "20 20 20 20", "ida-hansen-home"):
        assert secret not in everything, "by which the customer can be reached"


@pytest.mark.parametrize(("party", "peril"), CASES, ids=[f"{party.key}-{peril}" for party, peril in CASES])
def test_every_field_and_document_says_where_it_is(party: Counterparty, peril: Peril) -> None:
    packet = compose(a_material(party, peril))
    asked = {paper.document for paper in packet.papers}
    assert packet.party.key == party.key
    assert packet.party.steps
    assert [field.label for field in packet.fields if field.known == Known.PARCEL_NUMBER]
    for paper in packet.papers:
        assert paper.files or paper.written or paper.holder, f"nobody knows where {paper.document} is"
    kinds = [one.kind for one in packet.enclosures]
    assert "OTHER" not in kinds
    assert ("PURCHASE_INVOICE" in kinds) == (Document.PURCHASE_INVOICE.value in asked)
    assert ("PHOTO" in kinds) == (peril in (Peril.DAMAGE, Peril.MISSING_CONTENTS))


def test_every_form_is_read_and_belongs_to_somebody() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} <= {party.key for party in BY_HAND}
    without = {party.key for party in BY_HAND} - {path.stem for path in FOLDER.glob("*.toml")}
    assert without == set(), "each that is filed by hand has its own form"
    used = {blank.value for party in BY_HAND for blank in form_of(party).fields if blank.value}
    assert used == set(Known), "nothing is known that no form asks for"
    for party in BY_HAND:
        form = form_of(party)
        assert form.source
        assert set(form.kinds) == set(Peril)
        assert Known.PARCEL_NUMBER in {blank.value for blank in form.fields}


def test_every_word_that_packets_say_is_there() -> None:
    groups = {
        "document": Document, "handover": Handover, "discrepancy": Discrepancy, "peril": Peril, "claimant": Claimant,
        "confidence": Confidence, "unit": Unit, "holder": Asked, "proof": ProofKind, "happened": Peril,
    }  # fmt: skip
    missing = [
        f"{group}.{word.value}"
        for group, kind in groups.items()
        for word in kind
        if f"{group}.{word.value}" not in WORDS[Language.EN]
    ]
    assert missing == []


@pytest.mark.parametrize(
    ("key", "language", "said"),
    [
        ("postnord-dk", Language.DA, "Krav om erstatning"),
        ("gls-dk", Language.DA, "Pakke nr."),
        ("dhl-paket", Language.DE, "Schadensersatzforderung"),
        ("postnord-no", Language.EN, "Claim for compensation"),
        ("ups", Language.EN, "Claim for compensation"),
    ],
)
def test_it_is_written_in_the_counterparty_s_language(key: str, language: Language, said: str, tmp_path: Path) -> None:
    packet = compose(a_material(the(key), Peril.DAMAGE))
    assert packet.language is language
    assert said in built(packet, tmp_path)[0]


def test_another_language_changes_our_words_and_not_the_form_s(tmp_path: Path) -> None:
    text, _ = built(compose(a_material(the("postnord-dk"), Peril.DAMAGE, Language.EN)), tmp_path)
    assert "Claim for compensation" in text
    assert "Er der PostNord-tape på pakken?" in text


def test_the_same_packet_makes_the_same_bytes(tmp_path: Path) -> None:
    packet = compose(a_material(the("shopify-shipping"), Peril.THEFT))
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        built(packet, tmp_path / name)
        made.append((tmp_path / name / ZIP).read_bytes())
    assert made[0] == made[1]


def test_what_does_not_fit_the_delivery_is_explained_and_shown(tmp_path: Path) -> None:
    packet = compose(a_material(the("shopify-shipping"), Peril.THEFT))
    text, archive = built(packet, tmp_path)
    assert "J. Nielsen signed for it; the parcel was for Ida Kjærgaard Hansen." in text
    assert "Delivery against signature was bought." in text
    assert "enclosures/05-signature.png" in archive.namelist()


def test_a_customer_who_declared_nothing_yet_gets_a_form_to_sign(tmp_path: Path) -> None:
    material = a_material(the("ups"), Peril.LOSS)
    text, archive = built(compose(material), tmp_path)
    assert "to be signed: 04-declaration-of-non-receipt.pdf" in text
    form = text_of(archive.read("enclosures/04-declaration-of-non-receipt.pdf"))
    for said in ("I, Ida Kjærgaard Hansen, declare", "MG370730254NO", "#1001", "Place and date", "Signature"):
        assert said in form, said


def test_a_declaration_that_is_there_is_enclosed_instead(tmp_path: Path) -> None:
    material = a_material(the("ups"), Peril.LOSS)
    signed = replace(material.evidence[0], kind=EvidenceKind.NON_RECEIPT_DECLARATION)
    packet = compose(replace(material, evidence=(signed,)))
    assert not packet.declares
    names = built(packet, tmp_path)[1].namelist()
    assert [name for name in names if "declaration" in name] == ["enclosures/04-declaration-of-non-receipt.pdf"]


def test_a_file_that_is_gone_is_not_in_the_archive(tmp_path: Path) -> None:
    packet = compose(a_material(the("ups"), Peril.DAMAGE))
    gone = tuple(replace(one, path=None) for one in packet.enclosures)
    text, archive = built(replace(packet, enclosures=gone), tmp_path)
    assert [name for name in archive.namelist() if name.endswith(".jpg")] == []
    assert WORDS[Language.EN]["label.not_enclosed"] in text


def test_nobody_s_files_grow_beyond_the_room() -> None:
    material = a_material(the("ups"), Peril.DAMAGE)
    assert len(compose(material).enclosures) == 2
    assert len(compose(replace(material, room=30_000)).enclosures) == 1
    assert ("PHOTO", 1) in compose(replace(material, room=30_000)).kept_back


def test_cost_prices_go_only_to_who_pays_those() -> None:
    for party, peril in CASES:
        material = a_material(party, peril)
        lines = [replace(line, unit_cost=Money(Decimal("91.17"), line.currency_code)) for line in material.lines]
        packet = compose(replace(material, lines=lines))
        rule = rule_of(party, material.recovery.clock.rule, peril)
        told = packet.cost is not None
        assert told == (rule.basis is Basis.COST), party.key


def test_without_a_weight_or_a_claim_it_says_who_knows(tmp_path: Path) -> None:
    material = a_material(the("postnord-no"), Peril.LOSS)
    bare = bare_of(material)
    packet = compose(bare)
    (weight,) = [field for field in packet.fields if field.label == "Vekt per kolli"]
    assert not weight.is_known
    assert weight.ask == "SHOP"
    assert {line.title for line in packet.goods} == {line.title for line in material.lines}, "all of the parcel"
    text, _ = built(packet, tmp_path)
    assert "MISSING: ask the shop" in text


def test_the_limit_by_weight_is_told_in_money_once_the_weight_is_known() -> None:
    material = a_material(the("postnord-no"), Peril.LOSS)
    (limit,) = [row for row in compose(material).reckoned if row.word == "by_weight"]
    # 8.33 SDR for each of 3.25 kg, at 0.0772697 SDR for a krone
    assert limit.money is not None
    assert (limit.money.amount, limit.filled) == ("350.36", "8.33")
    (unknown,) = [row for row in compose(bare_of(material)).reckoned if row.word == "by_weight"]
    assert unknown.money is None


def bare_of(material: Material) -> Material:
    """The same parcel, of which nobody claimed anything and of which nobody told more than its number."""
    return replace(
        material,
        claim=None,
        items=(),
        evidence=(),
        proof=None,
        scans=(),
        parcel=replace(material.parcel, weight_grams=None),
        recovery=replace(material.recovery, claim_id=None),
        at_hand=documents_at_hand(Holdings(has_lines=True, was_shipped=True)),
    )


def test_who_is_redacted_is_named_nowhere(tmp_path: Path) -> None:
    material = a_material(the("ups"), Peril.LOSS)
    customer = replace(material.order.customer, name=None, email=None, phone=None, postal_code=None)
    text, _ = built(compose(replace(material, order=replace(material.order, customer=customer))), tmp_path)
    assert "Ida" not in text
    assert "I, ______" in text


def test_a_counterparty_is_found_by_its_key_and_by_its_names() -> None:
    for name in ("postnord-no", "PostNord Norge", "postnord no"):
        assert party_of(name, is_carrier=True).key == "postnord-no"
    assert party_of("Hermes", is_carrier=True).key == "other-carrier"
    assert party_of("Some Insurer", is_carrier=False).key == "other-insurer"
    material = a_material(the("other-carrier"), Peril.LOSS)
    unknown = replace(material, recovery=replace(material.recovery, counterparty="Hermes"))
    assert compose(unknown).party.name == "Hermes"


def test_the_form_can_be_read_by_programs(tmp_path: Path) -> None:
    _, archive = built(compose(a_material(the("ups"), Peril.DAMAGE)), tmp_path)
    told: dict[str, Any] = msgspec.json.decode(archive.read("fields.json"))
    by_label = {one["label"]: one for one in told["fields"]}
    assert by_label["Tracking number"]["value"] == "MG370730254NO"
    assert by_label["Claim amount"]["value"] == {"amount": "100.00", "currencyCode": "USD"}
    assert by_label["Ship date"]["value"] == "2026-03-03T08:40:00Z"
    assert by_label["Serial numbers"] == {"label": "Serial numbers", "known": None, "value": None, "ask": "SHOP"}
    documents = {one["document"]: one for one in told["documents"]}
    assert documents["PHOTO_OF_ITEM"]["files"] == ["enclosures/04-photo.jpg", "enclosures/05-photo.jpg"]
    assert documents["PHOTO_OF_LABEL"]["ask"] == "CUSTOMER"
