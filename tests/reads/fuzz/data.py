"""The rows of two storefronts that share ids, natural keys and moments; some no operation would have made."""

from collections import defaultdict
from decimal import Decimal
from random import Random
from typing import Any

import msgspec

from services.core.claims.model import (
    CancelReason,
    ClaimReason,
    ClaimStatus,
    DenialCode,
    EvidenceKind,
    FoundChoice,
    ResolutionType,
)
from services.core.correspondence.model import Author, Channel, Delivery, TemplateKey, Way
from services.core.coverages.model import CoverageKind, CoverageStatus
from services.core.disputes.model import DisputeReason, DisputeStatus, DisputeType
from services.core.documents.model import Audience, Language
from services.core.effects import EffectState
from services.core.events import ActorKind
from services.core.evidence.model import EvidenceState, Rejection, Visibility
from services.core.ledger.model import RECOVERIES, CompensationKind, CompensationState, EntryType, side_of
from services.core.operating.model import TaskState
from services.core.policies.defaults import BUILT_IN
from services.core.policies.model import Anchor, Unit
from services.core.privacy.model import PrivacyKind
from services.core.recoveries.model import (
    CounterpartyType,
    MessageAuthor,
    MessageState,
    PaymentDirection,
    Peril,
    RecoveryStatus,
    RouteKind,
)
from services.core.resolutions.model import ResolutionStatus
from services.core.shipments.model import (
    Direction,
    Discrepancy,
    Handover,
    IncidentReason,
    LabelSource,
    ProgressStep,
    ProofKind,
    ScanSource,
    Severity,
    ShipmentStatus,
    TrackingStatus,
)
from services.core.shipments.policy import RESOLD
from tests.reads.fuzz.texts import START, an_id, base32, maybe, moment, text

Row = dict[str, Any]
DECIMALS = {"EUR": 2, "JPY": 0, "KWD": 3}
SHARED_FROM = 8
"""The second storefront's ids begin at this number of the first one's, so that most exist in both."""
TIED = (6, 21)
"""Orders with the same number, placed at the same moment."""
BUILT = msgspec.to_builtins(BUILT_IN.built_in)
MANY = 1010
"""More than the largest count that is told."""


class Storefront:
    """The rows of one storefront, in the order in which foreign keys want them."""

    def __init__(self, storefront_id: str, account_id: str, place: int) -> None:
        self.id, self.account_id = storefront_id, account_id
        self.rng = Random(f"storefront {place}")
        self.rows: dict[str, list[Row]] = {table: [] for table in TABLES}
        self._next: dict[str, int] = defaultdict(lambda: place * SHARED_FROM)
        self._position = 0
        for number in range(23):
            self._policy(number)
        for number in range(24):
            self._order(number)
        for _ in range(MANY if place == 0 else 40):
            self._task()
        for number in range(45):
            self._effect(number)
        for number in range(45):
            self._dispute(number)
            self._privacy_request(number)
        for number in range(45):
            self._recovery(number)

    @property
    def position(self) -> int:
        """How far the feed reaches; some positions belong to events that were forgotten."""
        return self._position + 3

    def _add(self, table: str, prefix: str, **values: Any) -> Row:
        number = self._next[prefix]
        self._next[prefix] += 1
        row = {"storefront_id": self.id, "id": an_id(prefix, number), **values}
        self.rows[table].append(row)
        return row

    def _amount(self, currency: str) -> Decimal:
        cents = self.rng.choice((0, 1, 5, 10, 1250, 123456, 99999999999999))
        return Decimal(cents).scaleb(-DECIMALS[currency])

    def _stamps(self) -> Row:
        created_at, updated_at = sorted((moment(self.rng), moment(self.rng)))
        return {"created_at": created_at, "updated_at": updated_at, "version": self.rng.randint(1, 9)}

    def _order(self, number: int) -> None:
        rng = self.rng
        currency = rng.choice(list(DECIMALS))
        order = self._add(
            "orders", "ord", external_id=f"ext {number}" if number else "ext \"0\" \\ 😀",
            number=("#Ä1", "#ä1", "#1001", "", "#1003 \\ \"")[number] if number < 5 else f"#{1000 + number % 15}",
            customer_name=maybe(rng, text(rng)), customer_email=maybe(rng, "ida@shop.example"),
            customer_phone=maybe(rng, text(rng)), postal_code=maybe(rng, "2100"), country_code=maybe(rng, "DK"),
            currency_code=currency, total=self._amount(currency),
            placed_at=START if number in TIED else moment(rng), promised_delivery_by=maybe(rng, moment(rng)),
            confirmation_sent_at=maybe(rng, moment(rng)), shipping_amount=self._amount(currency),
            canceled_at=maybe(rng, moment(rng)), closed_at=maybe(rng, moment(rng)), **self._stamps(),
        )  # fmt: skip
        places = rng.sample(range(9), 0 if number == 3 else rng.randint(1, 6))
        lines = [
            self._add(
                "order_lines", "orl", order_id=order["id"], external_id=f"line {place}", place=place,
                sku=maybe(rng, text(rng)), title=text(rng), quantity=rng.randint(1, 9),
                unit_price=self._amount(currency), paid_amount=self._amount(currency),
                tax_amount=self._amount(currency), variant_external_id=maybe(rng, text(rng)),
                final_sale=rng.random() < 0.2, **self._cost(),
            )
            for place in places
        ]  # fmt: skip
        parcels = [self._shipment(order, lines, which) for which in range((3, 0, 5, 1)[number % 4])]
        for _ in range(45 if number == 2 else rng.randint(0, 4)):
            self._claim(order, lines, parcels)
        self._event(order["id"], order, public=True)

    def _cost(self) -> Row:
        currency = maybe(self.rng, self.rng.choice(list(DECIMALS)))
        return {"unit_cost": self._amount(currency) if currency else None, "cost_currency": currency}

    def _policy(self, number: int) -> None:
        rng = self.rng
        document = {"rules": [self._rule() for _ in range(rng.choice((0, 1, 3, 8)))], "built_in": BUILT}
        self._add(
            "claim_policies", "pol", version=number + 1, document=document, note=maybe(rng, text(rng)),
            created_by=word(rng, ActorKind), created_by_id=maybe(rng, text(rng)), created_at=moment(rng),
        )  # fmt: skip

    def _rule(self) -> Row:
        rng = self.rng

        def bound() -> Row:
            return {"anchor": word(rng, Anchor), "amount": rng.randint(0, 900), "unit": word(rng, Unit)}

        def limits() -> Row:
            found = {currency: f"{self._amount(currency):f}" for currency in rng.sample([*DECIMALS], 2)}
            return rng.choice((found, {}))

        words = [word(rng, ResolutionType), word(rng, ResolutionType)]
        said = {
            "market": "DK",
            "carrier": text(rng),
            "reason": word(rng, ClaimReason),
            "window": {"earliest": maybe(rng, bound()), "latest": maybe(rng, bound())},
            "resolutions": {"allowed": words, "default": words[0], "refund_always": rng.random() < 0.5},
            "escalation_days": 30,
            "required_evidence": rng.choice(([], [word(rng, EvidenceKind), word(rng, EvidenceKind)])),
            "auto_approve_limits": limits(),
            "goodwill_limits": limits(),
            "refunds_shipping": rng.random() < 0.5,
            "covers_final_sale": rng.random() < 0.5,
            "inactivity_days": 10,
            "appeal_days": 14,
            "report_url": rng.choice(("", "https://platform.example/report")),
            "files_recoveries": rng.random() < 0.5,
            "recovery_minimum": limits(),
        }
        return {name: maybe(rng, value) for name, value in said.items()}

    def _shipment(self, order: Row, lines: list[Row], which: int) -> Row:
        rng = self.rng
        currency = maybe(rng, rng.choice(list(DECIMALS)))
        number = len(self.rows["shipments"])
        parcel = self._add(
            "shipments", "shp", order_id=order["id"], direction=word(rng, Direction), status=word(rng, ShipmentStatus),
            carrier=("USPS", "GLS", "Ødegaard \"Fragt\"")[number % 3], tracking_number=f"MG{number // 3}",
            tracked_by=maybe(rng, self.account_id), tracking_reference=maybe(rng, f"trk_{number}"),
            service=maybe(rng, text(rng)), label_source=(source := word(rng, LabelSource)),
            label_seller=maybe(rng, "easypost") if source in RESOLD else None,
            weight_grams=maybe(rng, rng.randint(1, 2**31 - 1)), origin_country=maybe(rng, "DE"),
            goods=tuple(text(rng) for _ in range(rng.choice((0, 0, 2)))),
            tracking_url=maybe(rng, "https://carrier.example/?n=1&m=\"2\""), tracking_status=word(rng, TrackingStatus),
            tracking_status_detail=maybe(rng, text(rng)), incident_reason=maybe(rng, word(rng, IncidentReason)),
            signature_required=rng.random() < 0.5, signed_by=maybe(rng, text(rng)),
            photo_required=rng.random() < 0.5, agreed_place=maybe(rng, word(rng, Handover)),
            discrepancy=maybe(rng, word(rng, Discrepancy)), tracking_trouble=maybe(rng, text(rng)),
            declared_amount=self._amount(str(currency)) if currency else None, declared_currency=currency,
            **{
                name: maybe(rng, moment(rng))
                for name in ("shipped_at", "estimated_delivery_at", "delivered_at", "last_event_at", "last_checked_at",
                             "next_check_at", "tracking_ended_at", "stalled_since", "overdue_since",
                             "presumed_lost_at", "pickup_since", "pickup_until", "returned_at")
            },
            **self._stamps(),
        )  # fmt: skip
        self._proof(parcel)
        for line in rng.sample(lines, rng.randint(0, len(lines))):
            self._add(
                "shipment_lines", "shl", shipment_id=parcel["id"], order_id=order["id"], order_line_id=line["id"],
                quantity=rng.randint(1, 4),
            )  # fmt: skip
        for scan in range(130 if number == 1 else rng.choice((0, 1, 3, 25))):
            self._add(
                "tracking_events", "tev", shipment_id=parcel["id"], occurred_at=moment(rng), received_at=moment(rng),
                status=word(rng, TrackingStatus), status_detail=maybe(rng, text(rng)),
                incident_reason=maybe(rng, word(rng, IncidentReason)), code=f"code {scan}", description=text(rng),
                location=text(rng), source=word(rng, ScanSource),
            )  # fmt: skip
        if which == 0:
            self._event(parcel["id"], order, shipment_id=parcel["id"], public=True)
        return parcel

    def _proof(self, parcel: Row) -> None:
        rng = self.rng
        explained, placed = rng.random() < 0.5, rng.random() < 0.5
        if rng.random() < 0.7:
            stamps = self._stamps()
            self._add(
                "proofs_of_delivery", "pod", shipment_id=parcel["id"], signed_by=maybe(rng, text(rng)),
                handover=maybe(rng, word(rng, Handover)), place=maybe(rng, text(rng)),
                latitude=Decimal(rng.choice(("55.67610", "-90", "0.00001"))) if placed else None,
                longitude=Decimal(rng.choice(("12.56830", "-180", "0"))) if placed else None,
                explanation_code="SIGNED_BY_OTHER" if explained else None,
                explanation=text(rng) if explained else None, severity=maybe(rng, word(rng, Severity)),
                created_at=stamps["created_at"], updated_at=stamps["updated_at"],
            )  # fmt: skip
        for place in range(rng.choice((0, 0, 1, 3))):
            kept = rng.random() < 0.6
            self._add(
                "proof_files", "pof", shipment_id=parcel["id"], kind=word(rng, ProofKind), media_type="image/png",
                size=rng.randint(1, 10**9), sha256=f"{place:064x}", retain_until=maybe(rng, moment(rng)),
                file_key=f"proofs/sto_1/pof_1/{place:x}.png" if kept else None,
                deleted_at=None if kept else maybe(rng, moment(rng)), created_at=moment(rng),
            )  # fmt: skip
        for step in range(rng.choice((0, 0, 1, 3))):
            self._add(
                "tracking_progress", "tpr", shipment_id=parcel["id"], occurred_at=moment(rng), received_at=moment(rng),
                step=word(rng, ProgressStep), code=f"code {step}", text=text(rng),
            )  # fmt: skip

    def _claim(self, order: Row, lines: list[Row], parcels: list[Row]) -> None:
        rng = self.rng
        parcel = maybe(rng, rng.choice(parcels)) if parcels else None
        status = word(rng, ClaimStatus)
        found_at = maybe(rng, moment(rng))
        claim = self._add(
            "claims", "clm", number=f"CLM-{base32(len(self.rows['claims']) * 7919 + 2**30, 8).upper()}",
            order_id=order["id"], shipment_id=parcel["id"] if parcel else None, reason=word(rng, ClaimReason),
            status=status, cancel_reason=word(rng, CancelReason) if status == "CANCELED" else None,
            preferred_resolution=maybe(rng, word(rng, ResolutionType)), customer_note=maybe(rng, text(rng)),
            opened_by=word(rng, ActorKind), locale=maybe(rng, "da"), acknowledged_at=maybe(rng, moment(rng)),
            verified_at=maybe(rng, moment(rng)), requested_evidence=tuple(rng.sample(KINDS, rng.choice((0, 0, 1, 3)))),
            denial_code=word(rng, DenialCode) if status == "DENIED" else None, denial_message=text(rng),
            duplicate_of=maybe(rng, rng.choice(self.rows["claims"])["id"]) if self.rows["claims"] else None,
            assignee=maybe(rng, text(rng)), tags=tuple(text(rng) for _ in range(rng.choice((0, 0, 2)))),
            found_at=found_at, found_choice=maybe(rng, word(rng, FoundChoice)), failure_reason=maybe(rng, text(rng)),
            policy_id=maybe(rng, rng.choice(self.rows["claim_policies"])["id"]), policy_version=rng.randint(0, 9),
            **{
                name: maybe(rng, moment(rng))
                for name in ("answer_due_at", "appealable_until", "appealed_at", "first_response_at", "resolved_at",
                             "waiting_until", "escalate_from")
            },
            **self._stamps(),
        )  # fmt: skip
        for line in rng.sample(lines, min(len(lines), rng.randint(0, 3))):
            told = [
                one["id"]
                for one in self.rows["shipment_lines"]
                if parcel and (one["shipment_id"], one["order_line_id"]) == (parcel["id"], line["id"])
            ]
            self._add(
                "claim_items", "cit", claim_id=claim["id"], order_id=order["id"], order_line_id=line["id"],
                shipment_line_id=told[0] if told else None, quantity=rng.randint(1, 3),
                description=maybe(rng, text(rng)),
            )  # fmt: skip
        self._resolutions(claim, order, lines, parcels)
        for _ in range(rng.choice((0, 0, 1, 3))):
            self._evidence(claim)
            self._export(claim)
        messages = [self._message(claim) for _ in range(rng.choice((0, 0, 1, 3)))]
        sequence = 0
        for _ in range(115 if len(self.rows["claims"]) == 10 else rng.choice((0, 1, 4, 8))):
            sequence += rng.choice((1, 1, 2))
            data: Row = {}
            for name, kind in (("status", ClaimStatus), ("reason", ClaimReason), ("cancelReason", CancelReason)):
                if rng.random() < 0.5:
                    data[name] = maybe(rng, word(rng, kind))
            if rng.random() < 0.4:
                data["verified"] = rng.choice((True, False, None))
            if rng.random() < 0.3:
                data["message"] = maybe(rng, rng.choice(messages)["id"] if messages else "msg_nothing")
            self._event(
                claim["id"], order, claim_id=maybe(rng, claim["id"]), shipment_id=claim["shipment_id"],
                public=rng.random() < 0.6, sequence=sequence, data=data,
            )  # fmt: skip

    def _resolutions(self, claim: Row, order: Row, lines: list[Row], parcels: list[Row]) -> None:
        """What was offered, chosen and booked; the claim's own column comes later, as they name each other."""
        rng, currency = self.rng, order["currency_code"]
        for place, kind in enumerate(rng.sample(list(ResolutionType), rng.choice((0, 0, 2, 4)))):
            self._add(
                "resolution_offers", "rof", claim_id=claim["id"], type=kind.value, amount=self._amount(currency),
                currency_code=currency, is_default=place == 0, place=place,
            )  # fmt: skip
        for _ in range(rng.choice((0, 1, 2, 4))):
            status = rng.choice(("FAILED", word(rng, ResolutionStatus)))
            failed = status == "FAILED"
            resolution = self._add(
                "resolutions", "res", order_id=order["id"], claim_id=claim["id"], type=word(rng, ResolutionType),
                goodwill=rng.random() < 0.2, external=rng.random() < 0.2, status=status,
                amount=self._amount(currency), shipping_amount=self._amount(currency), currency_code=currency,
                chosen_by=word(rng, ActorKind), chosen_at=moment(rng), completed_at=maybe(rng, moment(rng)),
                reference=maybe(rng, text(rng)), replacement_reference=maybe(rng, text(rng)),
                replacement_number=maybe(rng, text(rng)), failed_effect="platform.reship" if failed else None,
                failure_code="OUT_OF_STOCK" if failed else None, failure_message=text(rng) if failed else None,
                replacement_shipment_id=maybe(rng, rng.choice(parcels)["id"]) if parcels else None,
                updated_at=moment(rng),
            )  # fmt: skip
            for place, line in enumerate(rng.sample(lines, min(len(lines), rng.randint(0, 2)))):
                self._add(
                    "resolution_lines", "rsl", resolution_id=resolution["id"], order_id=order["id"],
                    order_line_id=line["id"], quantity=rng.randint(0, 3), amount=self._amount(currency),
                    currency_code=currency, sent_again=rng.random() < 0.5, place=place,
                    variant_external_id=maybe(rng, text(rng)), sku=maybe(rng, text(rng)),
                )  # fmt: skip
        entries: list[Row] = []
        for _ in range(rng.choice((0, 2, 4, 8))):
            undone = rng.choice([one for one in entries if one["reverses"] is None] or [None])
            if undone is None or rng.random() < 0.6 or any(one["reverses"] == undone["id"] for one in entries):
                entry, foreign = rng.choice(list(EntryType)), maybe(rng, rng.choice(list(DECIMALS)))
                told = rng.choice((currency, currency, "JPY"))
                values: Row = {
                    "type": entry.value, "side": side_of(entry).value,
                    "expected": entry in RECOVERIES and rng.random() < 0.5,
                    "amount": self._amount(told) + Decimal(1), "currency_code": told, "reverses": None,
                    "settlement_amount": self._amount(foreign) + Decimal(1) if foreign else None,
                    "settlement_currency": foreign, "fx_rate": maybe(rng, Decimal("7.4588")),
                    "fx_date": maybe(rng, START.date()), "ref": maybe(rng, text(rng)),
                }  # fmt: skip
            else:
                kept = ("type", "side", "expected", "amount", "currency_code", "settlement_amount",
                        "settlement_currency", "fx_rate", "fx_date", "ref")  # fmt: skip
                assert undone is not None
                values = {name: undone[name] for name in kept} | {"reverses": undone["id"]}
            entries.append(
                self._add(
                    "ledger_entries", "led", claim_id=claim["id"], recovery_id=None, occurred_at=moment(rng),
                    created_at=moment(rng), **values,
                )
            )  # fmt: skip
        for _ in range(rng.choice((0, 1, 2))):
            about = maybe(rng, rng.choice(lines)) if lines else None
            self._add(
                "compensations", "cmp", order_id=order["id"], part="LINE" if about else "ORDER",
                order_line_id=about["id"] if about else None, kind=word(rng, CompensationKind), source=claim["id"],
                amount=Decimal(rng.choice((0, 1, 1250))).scaleb(-DECIMALS[currency]), currency_code=currency,
                state=word(rng, CompensationState), created_at=moment(rng), updated_at=moment(rng),
            )  # fmt: skip

    def _evidence(self, claim: Row) -> None:
        rng = self.rng
        state = word(rng, EvidenceState)
        ready = state == "READY"
        stamps = self._stamps()
        self._add(
            "evidence", "evd", claim_id=claim["id"], order_id=claim["order_id"], kind=word(rng, EvidenceKind),
            visibility=word(rng, Visibility), state=state, file_name=text(rng), declared_type="image/jpeg",
            rejection_code=word(rng, Rejection) if state == "REJECTED" else None, declared_size=rng.randint(1, 10**9),
            mime_type="image/jpeg" if ready else None, size=rng.randint(1, 10**9) if ready else None,
            sha256="0a" * 32 if ready else None, original_sha256=maybe(rng, "0b" * 32),
            width=maybe(rng, 640), height=maybe(rng, 480), pages=maybe(rng, 3),
            file_key=maybe(rng, "evidence/sto_1/evd_1/0a.jpg") if ready else None,
            uploaded_by=word(rng, ActorKind), uploader_id=maybe(rng, text(rng)), added_at=maybe(rng, moment(rng)),
            retain_until=maybe(rng, moment(rng)), created_at=stamps["created_at"], updated_at=stamps["updated_at"],
        )  # fmt: skip

    def _export(self, claim: Row) -> None:
        rng = self.rng
        ready = rng.random() < 0.7
        self._add(
            "claim_exports", "exp", claim_id=claim["id"], order_id=claim["order_id"], audience=word(rng, Audience),
            language=word(rng, Language), state="READY" if ready else "PENDING",
            pdf_key="exports/sto_1/exp_1/case.pdf" if ready else None,
            zip_key=maybe(rng, "exports/sto_1/exp_1/case.zip") if ready else None,
            size=rng.randint(1, 10**9) if ready else None, sha256="0a" * 32 if ready else None,
            requested_by=word(rng, ActorKind), ready_at=moment(rng) if ready else None, retain_until=moment(rng),
            deleted_at=maybe(rng, moment(rng)), created_at=moment(rng),
        )  # fmt: skip

    def _message(self, claim: Row) -> Row:
        rng = self.rng
        planned = rng.random() < 0.4
        delivery = word(rng, Delivery) if planned else None
        message = self._add(
            "messages", "msg", claim_id=claim["id"], order_id=claim["order_id"], author=word(rng, Author),
            author_id=maybe(rng, text(rng)), channel=word(rng, Channel),
            direction=Way.OUTBOUND.value if planned else word(rng, Way),
            visibility=Visibility.PUBLIC.value if planned else word(rng, Visibility), subject=maybe(rng, text(rng)),
            body=text(rng), template_key=maybe(rng, word(rng, TemplateKey)), locale=maybe(rng, "da"),
            automatic=rng.random() < 0.5, delivery=delivery,
            failure_code="NO_ADDRESS" if delivery == "FAILED" else None,
            sent_at=moment(rng) if delivery == "SENT" else None, created_at=moment(rng),
        )  # fmt: skip
        files = [row["id"] for row in self.rows["evidence"] if row["claim_id"] == claim["id"]]
        if rng.random() < 0.5:
            self.rows["message_attachments"] += (
                {"storefront_id": self.id, "message_id": message["id"], "evidence_id": evidence_id, "place": place}
                for place, evidence_id in enumerate(reversed(files[:2]))
            )
        return message

    def _event(self, subject: str, order: Row, *, public: bool, sequence: int = 1, **values: Any) -> None:
        rng = self.rng
        placed = rng.random() < 0.8
        self._position += placed
        self._add(
            "events", "evt", position=self._position if placed else None, type="something.happened", subject=subject,
            sequence=sequence, order_id=order["id"], public=public, actor_kind=word(rng, ActorKind),
            actor_id=maybe(rng, text(rng)), occurred_at=moment(rng),
            **{"data": {}, "shipment_id": None, "claim_id": None, **values},
        )  # fmt: skip

    def _task(self) -> None:
        rng = self.rng
        failures: list[Row] = []
        for _ in range(rng.choice((0, 0, 1, 4))):
            at = {"at": rng.choice(("2026-03-01T11:00:00+00:00", "2026-03-01T11:00:00.120000+00:00"))}
            said = {"error": text(rng), "message": text(rng)}
            failures.append(rng.choice(({**at, **said}, said, {**at, "error": "TimeoutError"}, {})))
        self._add(
            "tasks", "tsk", kind=rng.choice(("claim.verify", "claim.acknowledge", "shipment.track")),
            subject=rng.choice(self.rows["claims"])["id"], account_id=maybe(rng, self.account_id),
            state=rng.choice([*("DONE",) * 5, *TaskState]), due_at=moment(rng), attempt=rng.randint(1, 30),
            crashes=rng.randint(0, 3), errors=failures, created_at=moment(rng), finished_at=maybe(rng, moment(rng)),
        )  # fmt: skip

    def _dispute(self, number: int) -> None:
        rng = self.rng
        order, currency = rng.choice(self.rows["orders"]), rng.choice(list(DECIMALS))
        dispute = self._add(
            "disputes", "dsp", account_id=self.account_id, external_id=f"dispute {number}",
            order_id=maybe(rng, order["id"]), type=word(rng, DisputeType), status=word(rng, DisputeStatus),
            reason=word(rng, DisputeReason), network_reason=maybe(rng, text(rng)), amount=self._amount(currency),
            currency_code=currency, evidence_due_by=maybe(rng, moment(rng)), evidence_sent_at=maybe(rng, moment(rng)),
            opened_at=moment(rng), finalized_at=maybe(rng, moment(rng)), told_at=moment(rng), **self._stamps(),
        )  # fmt: skip
        for sequence in range(1, rng.choice((1, 1, 2, 4))):
            data = {"disputeType": maybe(rng, word(rng, DisputeType)), "disputeStatus": word(rng, DisputeStatus)}
            self._event(dispute["id"], order, public=False, sequence=sequence, data=data)

    def _recovery(self, number: int) -> None:
        rng = self.rng
        claim = rng.choice([row for row in self.rows["claims"] if row["shipment_id"]])
        parcel = next(row for row in self.rows["shipments"] if row["id"] == claim["shipment_id"])
        currency = rng.choice(list(DECIMALS))
        within = {
            "order_id": parcel["order_id"],
            "shipment_id": parcel["id"],
            "account_id": maybe(rng, self.account_id),
        }
        coverage = self._add(
            "coverages", "cov", **within, provider=text(rng) or "x", kind=word(rng, CoverageKind),
            status=word(rng, CoverageStatus), policy_number=maybe(rng, f"policy {number}"),
            reference=maybe(rng, text(rng)), insured_amount=self._amount(currency) + 1,
            premium_amount=maybe(rng, self._amount(currency)), deductible_amount=self._amount(currency),
            currency_code=currency, effective_at=maybe(rng, moment(rng)), expires_at=maybe(rng, moment(rng)),
            failure_code=maybe(rng, text(rng)), **self._stamps(),
        )  # fmt: skip
        recovery = self._add(
            "recoveries", "rcv", **within, number=f"REC-{number:08}", claim_id=maybe(rng, claim["id"]),
            coverage_id=maybe(rng, coverage["id"]), route=word(rng, FILED),
            counterparty_type=word(rng, CounterpartyType), counterparty=f"counterparty {number}",
            reason=word(rng, Peril), proposed_because=maybe(rng, text(rng)),
            status=word(rng, RecoveryStatus), status_detail=maybe(rng, text(rng)), reference=maybe(rng, text(rng)),
            requested_amount=self._amount(currency) + 1, approved_amount=maybe(rng, self._amount(currency)),
            paid_amount=self._amount(currency), fee_amount=self._amount(currency),
            repaid_amount=self._amount(currency), currency_code=currency,
            required_documents=tuple(text(rng) for _ in range(rng.choice((0, 1, 3)))),
            missing_documents=tuple(text(rng) for _ in range(rng.choice((0, 2)))), files_itself=rng.random() < 0.5,
            filing_since=maybe(rng, moment(rng)), failure_code=maybe(rng, text(rng)),
            failure_message=maybe(rng, text(rng)), rule=maybe(rng, text(rng)), rule_assumed=rng.random() < 0.5,
            **{name: maybe(rng, moment(rng)) for name in MOMENTS_OF_RECOVERIES}, **self._stamps(),
        )  # fmt: skip
        for place in range(rng.choice((0, 1, 3))):
            self._add(
                "recovery_payments", "rpy", recovery_id=recovery["id"], direction=word(rng, PaymentDirection),
                amount=self._amount(currency) + 1, fee_amount=self._amount(currency), currency_code=currency,
                settled_amount=maybe(rng, self._amount(currency) + 1), reference=f"payment {place}",
                occurred_at=moment(rng), created_at=moment(rng),
            )  # fmt: skip
            ready = rng.random() < 0.7
            self._add(
                "recovery_exports", "rpk", recovery_id=recovery["id"], language=word(rng, Language),
                state="READY" if ready else "PENDING",
                pdf_key="packets/sto_1/rpk_1/packet.pdf" if ready else None,
                zip_key=maybe(rng, "packets/sto_1/rpk_1/packet.zip") if ready else None,
                size=rng.randint(1, 10**9) if ready else None, sha256="0a" * 32 if ready else None,
                requested_by=word(rng, ActorKind), ready_at=moment(rng) if ready else None, retain_until=moment(rng),
                deleted_at=maybe(rng, moment(rng)), created_at=moment(rng),
            )  # fmt: skip
            self._add(
                "recovery_messages", "rms", recovery_id=recovery["id"], direction=rng.choice(("IN", "OUT")),
                author=word(rng, MessageAuthor), body=text(rng), state=word(rng, MessageState),
                failure=maybe(rng, text(rng)), sent_at=moment(rng), created_at=moment(rng),
            )  # fmt: skip
            self._add(
                "ledger_entries", "led", claim_id=None, recovery_id=recovery["id"], type="CARRIER_PAYOUT",
                side="RECOVERY", expected=rng.random() < 0.5, amount=self._amount(currency) + 1,
                currency_code=currency, reverses=None, settlement_amount=None, settlement_currency=None, fx_rate=None,
                fx_date=None, ref=maybe(rng, text(rng)), occurred_at=moment(rng), created_at=moment(rng),
            )  # fmt: skip
        for sequence in range(1, rng.choice((1, 1, 2, 4))):
            data = {"recoveryStatus": maybe(rng, word(rng, RecoveryStatus)), "kind": maybe(rng, "FILE")}
            order = {"id": parcel["order_id"]}
            self._event(
                recovery["id"], order, public=False, sequence=sequence, data=data, claim_id=recovery["claim_id"]
            )  # fmt: skip

    def _privacy_request(self, number: int) -> None:
        rng = self.rng
        orders = [row["id"] for row in rng.sample(self.rows["orders"], rng.choice((0, 1, 3)))]
        self._add(
            "privacy_requests", "prv", account_id=self.account_id, external_id=f"request {number}",
            kind=word(rng, PrivacyKind), order_ids=(*orders, "ord_gone"), created_at=moment(rng), due_at=moment(rng),
            completed_at=maybe(rng, moment(rng)), completed_by=maybe(rng, text(rng)),
        )  # fmt: skip

    def _effect(self, number: int) -> None:
        rng = self.rng
        self._add(
            "effects", "eff", kind=rng.choice(("tracker.register", "webhook.register")),
            subject=rng.choice(self.rows["shipments"])["id"], generation=number + 1,
            account_id=maybe(rng, self.account_id), state=word(rng, EffectState), attempts=rng.randint(0, 25),
            reference=maybe(rng, text(rng)), last_error=maybe(rng, text(rng)), first_sent_at=maybe(rng, moment(rng)),
            **self._stamps(),
        )  # fmt: skip


MOMENTS_OF_RECOVERIES = (
    "opens_at", "notice_by", "file_by", "information_by", "appeal_by", "submitted_at", "decided_at", "paid_at",
    "found_at",
)  # fmt: skip
FILED = [kind for kind in RouteKind if kind not in (RouteKind.SELF_INSURED, RouteKind.NONE)]
KINDS = [kind.value for kind in EvidenceKind]
TABLES = (
    "claim_policies", "orders", "order_lines", "shipments", "shipment_lines", "tracking_events", "proofs_of_delivery",
    "proof_files", "tracking_progress", "claims", "claim_items", "compensations", "resolution_offers", "resolutions",
    "resolution_lines", "evidence", "claim_exports", "messages", "message_attachments", "disputes",
    "privacy_requests", "coverages", "recoveries", "recovery_payments", "recovery_messages", "recovery_exports",
    "ledger_entries", "events", "tasks", "effects",
)  # fmt: skip


def word(rng: Random, kind: Any) -> str:
    """One of an enum's words."""
    return str(rng.choice(list(kind)).value)
