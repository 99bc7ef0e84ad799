"""The adapter against the sandbox, which knows nothing of it: both must have read UPS's interface alike."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from services.core.companies.ups import UPS
from services.core.outside import Outside
from services.core.ports import Credentials, Parcel, Proves, Registers, Rejected, Unavailable
from services.core.shipments.model import Handover, IncidentReason, ProgressStep, ProofKind, TrackingStatus
from tests.companies.playing import account
from tests.companies.serving import Mailbox, moved, taking

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ACCOUNT = account(UPS)
TRANSIT, DELIVERED = "1ZCIETST0111111114", "1ZCIETST0422222228"


@pytest.fixture
async def ups(sandbox_url: str, steering: httpx.AsyncClient) -> AsyncIterator[UPS]:
    async with Outside(lambda: NOW) as outside:
        yield UPS(outside, f"{sandbox_url}/ups")


@pytest.fixture
async def mailbox(sandbox_url: str, steering: httpx.AsyncClient) -> AsyncIterator[Mailbox]:
    """Where UPS's portal has the account's pushes sent."""
    async with taking() as mailbox:
        portal = {"url": mailbox.url, "headers": {"x-api-key": "pushed-by-UPS"}}
        async with httpx.AsyncClient() as http:
            (await http.put(f"{sandbox_url}/ups/portal/{ACCOUNT.values['client_id']}", json=portal)).raise_for_status()
        yield mailbox


async def decided(steering: httpx.AsyncClient, number: str, to: str) -> None:
    (await steering.post(f"/parcels/{number}/claim", json={"to": to})).raise_for_status()


async def asked(steering: httpx.AsyncClient, prefix: str) -> int:
    return len((await steering.get("/calls", params={"company": "ups", "path_prefix": prefix})).json()["calls"])


@pytest.mark.parametrize(
    ("journey", "status", "incident"),
    [
        ("DELIVERED", TrackingStatus.DELIVERED, None),
        ("DAMAGED", TrackingStatus.DAMAGED, IncidentReason.CARRIER_DAMAGED),
        ("RETURNED", TrackingStatus.RETURNED, None),
        ("PARCELSHOP", TrackingStatus.AVAILABLE_FOR_PICKUP, None),
        ("CUSTOMS", TrackingStatus.DELAYED, IncidentReason.CARRIER_CAPACITY),
    ],
)
async def test_a_journey_ends_as_its_name_says(
    ups: UPS, steering: httpx.AsyncClient, journey: str, status: TrackingStatus, incident: IncidentReason | None
) -> None:
    parcel = Parcel(f"MG-{journey}-UPS-1", "UPS")
    await ups.check(ACCOUNT, parcel)
    await moved(steering, parcel.tracking_number)
    told = await ups.check(ACCOUNT, parcel)
    assert (told.scans[-1].status, told.scans[-1].incident) == (status, incident)
    assert told.reported is status


@pytest.mark.parametrize(
    ("turn", "status"),
    [
        ("lost", TrackingStatus.LOST),
        ("found", TrackingStatus.IN_TRANSIT),
        ("canceled", TrackingStatus.CANCELED),
        ("returning", TrackingStatus.RETURN_TO_SENDER),
        ("out_for_delivery", TrackingStatus.OUT_FOR_DELIVERY),
    ],
)
async def test_a_turn_is_told(ups: UPS, steering: httpx.AsyncClient, turn: str, status: TrackingStatus) -> None:
    await ups.check(ACCOUNT, Parcel(TRANSIT, "UPS"))
    await moved(steering, TRANSIT, turn)
    assert (await ups.check(ACCOUNT, Parcel(TRANSIT, "UPS"))).scans[-1].status is status


async def test_scans_come_at_the_moment_that_they_happened(ups: UPS, steering: httpx.AsyncClient) -> None:
    told = await ups.check(ACCOUNT, Parcel(TRANSIT, "UPS"))
    known = (await steering.get(f"/parcels/{TRANSIT}")).json()["known"]
    assert [scan.occurred_at for scan in told.scans] == [datetime.fromisoformat(scan["at"]) for scan in known]


async def test_a_number_that_nobody_knows_is_not_found(ups: UPS) -> None:
    assert (await ups.check(ACCOUNT, Parcel("1Z9990000300000001", "UPS"))).trouble == "NOT_FOUND"


async def test_a_number_that_is_none_is_the_parcels_trouble(ups: UPS) -> None:
    assert (await ups.check(ACCOUNT, Parcel("1Z", "UPS"))).trouble == "TV1002"


async def test_not_found_may_also_come_as_404(ups: UPS, steering: httpx.AsyncClient) -> None:
    await steering.post("/faults", json={"company": "ups", "fault": 404, "match": {"path_prefix": "/api/track/v1"}})
    assert (await ups.check(ACCOUNT, Parcel(TRANSIT, "UPS"))).trouble == "NOT_FOUND"


async def test_one_token_serves_many_calls_and_an_expired_one_is_renewed(ups: UPS, steering: httpx.AsyncClient) -> None:
    for _ in range(3):
        assert (await ups.check(ACCOUNT, Parcel(TRANSIT, "UPS"))).scans
    assert await asked(steering, "/security") == 1
    fault = {"company": "ups", "fault": 401, "errors": ["251004"], "match": {"path_prefix": "/api/track/v1"}}
    (await steering.post("/faults", json=fault)).raise_for_status()
    assert (await ups.check(ACCOUNT, Parcel(TRANSIT, "UPS"))).scans
    assert await asked(steering, "/security") == 2


async def test_a_token_that_ups_forgot_is_renewed(ups: UPS, steering: httpx.AsyncClient) -> None:
    await ups.check(ACCOUNT, Parcel(TRANSIT, "UPS"))
    await steering.post("/reset")
    assert (await ups.check(ACCOUNT, Parcel(TRANSIT, "UPS"))).scans


@pytest.mark.parametrize("code", ["250002", "250003"])
async def test_an_account_that_is_not_let_in_is_rejected(ups: UPS, steering: httpx.AsyncClient, code: str) -> None:
    await steering.post("/faults", json={"company": "ups", "fault": 401, "errors": [code], "times": None})
    for asking in (ups.check(ACCOUNT, Parcel(TRANSIT, "UPS")), ups.probe(ACCOUNT)):
        with pytest.raises(Rejected) as caught:
            await asking
        assert caught.value.code == code


async def test_a_wrong_secret_is_rejected(ups: UPS) -> None:
    with pytest.raises(Rejected, match="Invalid Access License number"):
        await ups.probe(Credentials("acc_2", {**ACCOUNT.values, "client_secret": "wrong"}))
    await ups.probe(ACCOUNT)


@pytest.mark.parametrize("path", ["/security", "/api/track/v1"])
async def test_a_quota_that_is_used_up_is_waited_for(ups: UPS, steering: httpx.AsyncClient, path: str) -> None:
    fault = {"company": "ups", "fault": 429, "times": None, "retry_after": 60, "match": {"path_prefix": path}}
    (await steering.post("/faults", json=fault)).raise_for_status()
    with pytest.raises(Unavailable) as caught:
        await ups.check(ACCOUNT, Parcel(TRANSIT, "UPS"))
    assert caught.value.retry_after == 60


async def test_before_the_delivery_there_is_nothing_to_show(ups: UPS) -> None:
    assert isinstance(ups, Proves)
    parcel = Parcel("MG-DELIVERED-UPS-2", "UPS")
    assert (await ups.prove(ACCOUNT, parcel)).proof is None


async def test_the_papers_come_only_when_they_are_asked_for(ups: UPS, steering: httpx.AsyncClient) -> None:
    signed, left = Parcel("MG-DELIVERED-UPS-3", "UPS"), Parcel("MG-NOTRECEIVED-UPS-3", "UPS")
    for parcel in (signed, left):
        await ups.check(ACCOUNT, parcel)
        await moved(steering, parcel.tracking_number)
    told = await ups.check(ACCOUNT, signed)
    assert told.proof is not None
    assert (told.signed_by, told.proof.place, told.proof.files) == ("John Tester", "Front Door", ())
    for parcel, kinds in (
        (signed, [ProofKind.SIGNATURE, ProofKind.DOCUMENT]),
        (left, [ProofKind.DOCUMENT, ProofKind.PHOTO]),
    ):
        shown = await ups.prove(ACCOUNT, parcel)
        assert shown.scans == ()
        assert shown.proof is not None
        assert [file.kind for file in shown.proof.files] == kinds


async def test_a_delivery_to_a_neighbor_says_so(ups: UPS, steering: httpx.AsyncClient) -> None:
    parcel = Parcel("MG-NEIGHBOUR-UPS-1", "UPS")
    await ups.check(ACCOUNT, parcel)
    await moved(steering, parcel.tracking_number)
    told = await ups.check(ACCOUNT, parcel)
    assert told.proof is not None
    assert told.proof.handover is Handover.NEIGHBOR


async def test_a_claim_on_ups_com_is_told_among_the_scans_and_leaves_the_parcel_where_it_is(
    ups: UPS, steering: httpx.AsyncClient
) -> None:
    parcel = Parcel("MG-LOST-UPS-1", "UPS")
    await ups.check(ACCOUNT, parcel)
    await moved(steering, parcel.tracking_number)
    before = await ups.check(ACCOUNT, parcel)
    steps = ["OPENED", "INFORMATION_REQUESTED", "UNDER_REVIEW", "PAID"]
    for step in steps:
        await decided(steering, parcel.tracking_number, step)
    told = await ups.check(ACCOUNT, parcel)
    assert sorted(step.step for step in told.progress) == sorted(ProgressStep(step) for step in steps)
    assert told.scans == before.scans


@pytest.mark.parametrize(("step", "read"), [("REJECTED", ProgressStep.REJECTED), ("WITHDRAWN", ProgressStep.WITHDRAWN)])
async def test_a_claim_may_come_to_nothing(
    ups: UPS, steering: httpx.AsyncClient, step: str, read: ProgressStep
) -> None:
    await ups.check(ACCOUNT, Parcel(TRANSIT, "UPS"))
    await decided(steering, TRANSIT, step)
    assert [told.step for told in (await ups.check(ACCOUNT, Parcel(TRANSIT, "UPS"))).progress] == [read]


async def test_a_registered_parcel_is_read_once_and_its_news_pushed(
    ups: UPS, steering: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    assert isinstance(ups, Registers)
    told = await ups.register(ACCOUNT, Parcel(TRANSIT, "UPS"))
    assert len(told.scans) == 2
    assert told.renew_at == NOW + timedelta(days=13)
    await moved(steering, TRANSIT, "delivered")
    pushed = []
    for _ in range(2):
        headers, body = await mailbox.next()
        assert headers["user-agent"] == "UPSPubSubTrackingService"
        assert ups.verify(headers, body, ("pushed-by-UPS",))
        pushed.append(ups.read(body))
    assert [notice.tracking_number for notice in pushed] == [TRANSIT, TRANSIT]
    polled = await ups.check(ACCOUNT, Parcel(TRANSIT, "UPS"))
    news = [scan for notice in pushed if notice.tracking for scan in notice.tracking.scans]
    mark = [(scan.occurred_at, scan.code, scan.location, scan.status, scan.detail) for scan in news]
    assert mark == [
        (scan.occurred_at, scan.code, scan.location, scan.status, scan.detail) for scan in polled.scans[-2:]
    ], "a push and a look tell one scan alike"


async def test_a_claim_is_pushed_too(ups: UPS, steering: httpx.AsyncClient, mailbox: Mailbox) -> None:
    await ups.register(ACCOUNT, Parcel(TRANSIT, "UPS"))
    await decided(steering, TRANSIT, "PAID")
    _, body = await mailbox.next()
    notice = ups.read(body)
    assert notice.tracking is not None
    assert [step.step for step in notice.tracking.progress] == [ProgressStep.PAID]


async def test_an_enhanced_subscription_pushes_the_photo(
    ups: UPS, steering: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    account = Credentials("acc_1", {**ACCOUNT.values, "track_alert": "enhanced"})
    await ups.register(account, Parcel(DELIVERED, "UPS"))
    await moved(steering, DELIVERED, "delivered")
    notices = [ups.read((await mailbox.next())[1]) for _ in range(2)]
    told = notices[1].tracking
    assert told is not None
    assert told.proof is not None
    assert [file.kind for file in told.proof.files] == [ProofKind.PHOTO]


async def test_renewing_is_registering_again_and_tells_nothing_twice(
    ups: UPS, steering: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    first = await ups.register(ACCOUNT, Parcel(TRANSIT, "UPS"))
    assert await ups.register(ACCOUNT, Parcel(TRANSIT, "UPS")) == first
    names = set()
    for _ in range(3):
        await moved(steering, TRANSIT, "next")
        names.add(ups.identify((await mailbox.next())[1]))
    assert len(names) == 3, "pushes come in order, so that a repetition would have come between"


@pytest.mark.parametrize("number", ["MG-TRANSIT-UPS-9", "92419900000000000000000000"])
async def test_a_number_that_ups_does_not_push_is_only_read(ups: UPS, steering: httpx.AsyncClient, number: str) -> None:
    assert (await ups.register(ACCOUNT, Parcel(number, "UPS"))).renew_at is None
    assert await asked(steering, "/api/track/v2") == 0
    assert await asked(steering, "/api/track/v1") == 1


async def test_a_number_that_ups_turns_down_is_only_read(ups: UPS) -> None:
    told = await ups.register(ACCOUNT, Parcel("1ZSHORT", "UPS"))
    assert (told.renew_at, told.trouble) == (None, "NOT_FOUND")


@pytest.mark.parametrize("values", [{"hook_secret": ""}, {"track_alert": "off"}, {"track_alert": "other"}])
async def test_an_account_that_takes_no_pushes_asks_for_none(
    ups: UPS, steering: httpx.AsyncClient, values: dict[str, str]
) -> None:
    told = await ups.register(Credentials("acc_1", {**ACCOUNT.values, **values}), Parcel(TRANSIT, "UPS"))
    assert told.scans
    assert told.renew_at is None
    assert await asked(steering, "/api/track/v2") == 0


@pytest.mark.parametrize("fault", [503, "malformed", "truncated"])
async def test_a_subscription_that_ups_cannot_take_now_is_tried_again_soon(
    ups: UPS, steering: httpx.AsyncClient, fault: int | str
) -> None:
    order = {"company": "ups", "fault": fault, "times": None, "match": {"path_prefix": "/api/track/v2"}}
    (await steering.post("/faults", json=order)).raise_for_status()
    told = await ups.register(ACCOUNT, Parcel(TRANSIT, "UPS"))
    assert told.scans
    assert told.renew_at == NOW + timedelta(hours=1)


async def test_an_account_without_track_alert_is_only_read(ups: UPS, steering: httpx.AsyncClient) -> None:
    order = {"company": "ups", "fault": 403, "times": None, "match": {"path_prefix": "/api/track/v2"}}
    (await steering.post("/faults", json=order)).raise_for_status()
    told = await ups.register(ACCOUNT, Parcel(TRANSIT, "UPS"))
    assert told.scans
    assert told.renew_at is None
