"""The rules that hold where a storefront has written none, each with where it comes from."""

from services.core.policies.model import (
    Anchor,
    Bound,
    ClaimReason,
    Document,
    EvidenceKind,
    PolicyRule,
    Resolutions,
    ResolutionType,
    Unit,
    Window,
)

_R, _A, _E, _T = ClaimReason, Anchor, EvidenceKind, ResolutionType
_TWO_YEARS = 730

ANYWHERE = (
    PolicyRule(
        window=Window(),
        resolutions=Resolutions((_T.REFUND, _T.RESHIPMENT, _T.STORE_CREDIT), _T.REFUND),
        escalation_days=30,
        required_evidence=(),
        auto_approve_limits={},
        goodwill_limits={},
        refunds_shipping=True,
        covers_final_sale=True,
        inactivity_days=10,
        appeal_days=30,
        report_url="",
        files_recoveries=False,
        recovery_minimum={},
    ),
    PolicyRule(
        reason=_R.LOST_IN_TRANSIT, window=Window(Bound(_A.LAST_SCAN, 20), Bound(_A.SHIPPED, 90))
    ),
    PolicyRule(reason=_R.DELAYED, window=Window(Bound(_A.PROMISED, 48, Unit.HOURS), Bound(_A.SHIPPED, 90))),
    *(
        PolicyRule(
            reason=reason,
            window=Window(Bound(_A.DELIVERED, 5), Bound(_A.DELIVERED, 30)),
            required_evidence=(_E.NON_RECEIPT_DECLARATION,),
        )
        for reason in (_R.DELIVERED_NOT_RECEIVED, _R.STOLEN)
    ),
    *(
        PolicyRule(
            reason=reason, window=Window(latest=Bound(_A.DELIVERED, 30)), required_evidence=(_E.PHOTO,)
        )
        for reason in (_R.DAMAGED_IN_TRANSIT, _R.MISSING_ITEM, _R.WRONG_ITEM)
    ),
)  # fmt: skip
"""Parcel protection as it is sold: Route waits 20 days after the last scan of an international parcel, 48 hours after
the promised delivery and 5 days after a delivery that nobody received, and takes what came wrong for 30 days; AfterShip
takes lost parcels for 90 days after they were sent. A customer who is asked and silent for 10 days is closed as at
Route. 30 days of patience before anybody escalates is what shops tell their customers."""

EUROPE = (
    PolicyRule(
        market="EU",
        resolutions=Resolutions((_T.REFUND, _T.RESHIPMENT, _T.STORE_CREDIT), _T.REFUND, refund_always=True),
    ),
    PolicyRule(market="EU", reason=_R.LOST_IN_TRANSIT, window=Window(Bound(_A.LAST_SCAN, 7))),
    PolicyRule(market="EU", reason=_R.DELAYED, window=Window(Bound(_A.PROMISED, 48, Unit.HOURS))),
    *(
        PolicyRule(
            market="EU",
            reason=reason,
            window=Window(Bound(_A.DELIVERED, 24, Unit.HOURS), Bound(_A.DELIVERED, _TWO_YEARS)),
        )
        for reason in (_R.DELIVERED_NOT_RECEIVED, _R.STOLEN)
    ),
    *(
        PolicyRule(market="EU", reason=reason, window=Window(latest=Bound(_A.DELIVERED, _TWO_YEARS)))
        for reason in (_R.DAMAGED_IN_TRANSIT, _R.MISSING_ITEM, _R.WRONG_ITEM)
    ),
)
"""Directive 2011/83/EU: the shop delivers within 30 days of the order unless agreed otherwise, gives all of the money
back when it does not (art. 18), and carries the risk until the customer has the parcel (art. 20; for Denmark
forbrug.dk says the same), so that a parcel that never came has no last day here. Directive (EU) 2019/771, art. 10: the
seller answers for what is not as ordered for two years from delivery. Credit is the customer's choice, never all there
is."""

DENMARK = (
    PolicyRule(market="DK", reason=_R.NEVER_SHIPPED, window=Window(Bound(_A.ORDERED, 30))),
)  # fmt: skip
"""forbrug.dk: 30 days from the order, then a new and reasonable deadline, then the customer may cancel."""

UNITED_STATES = (
    PolicyRule(
        market="US",
        reason=_R.LOST_IN_TRANSIT,
        window=Window(Bound(_A.LAST_SCAN, 7), Bound(_A.LAST_SCAN, 30)),
    ),
)
"""Route's terms for domestic parcels: 7 to 30 days after the last scan."""

BUILT_IN = Document(rules=(), built_in=ANYWHERE + EUROPE + DENMARK + UNITED_STATES)
