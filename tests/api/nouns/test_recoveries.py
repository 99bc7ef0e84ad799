"""The life of what is asked back, as a shop's people live it over the API."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from services.core.clock import system_clock
from services.core.database import Pool
from services.core.recoveries.model import Clock, Peril, RouteKind
from tests.api.nouns.asking import Asker
from tests.api.nouns.recovering import GLS, a_draft, a_lost_parcel, days_from_now, do, filed, money_of, no, payment
from tests.builders import Shop, a_key
from tests.recoveries import a_new_recovery, a_recovery, found_again, watched


async def test_the_options_of_a_lost_parcel_say_whom_to_ask_why_until_when_and_with_what(asker: Asker) -> None:
    _, parcel, claim = await a_lost_parcel(asker)
    options = await asker.send("recoveryOptions", shipmentId=parcel)
    assert options == await asker.send("recoveryOptions", shipmentId=parcel, claimId=claim)
    best = options[0]
    assert (best["route"], best["counterparty"], best["name"]) == (*GLS.values(), "GLS Danmark")
    assert (best["fileable"], best["bars"], best["rule"]) == (True, [], "gls-dk/loss@1")
    assert [why["code"] for why in best["reasons"]] == ["CARRIER_LIABLE"]
    assert best["expected"]["currencyCode"] == "EUR"
    assert best["expectedSteps"]
    assert set(best["missingDocuments"]) < set(best["documents"])
    assert "TRACKING_NUMBER" not in best["missingDocuments"]
    assert best["fileBy"] > days_from_now(300)
    assert best["filing"]["language"] == "da"
    assert all(best[told] for told in ("rankMessage", "source", "confidence"))


async def test_nobody_is_asked_for_a_parcel_with_which_nothing_is_wrong(asker: Asker) -> None:
    _, parcel, claim = await a_lost_parcel(asker)
    await asker.change("claimCancel", idempotencyKey=a_key(), claimId=claim)
    assert await asker.send("recoveryOptions", shipmentId=parcel) == []
    refusal = await asker.refusal("recoveryCreate", idempotencyKey=a_key(), shipmentId=parcel, **GLS)
    assert refusal == [("NO_SUCH_OPTION", "counterparty")]


async def test_what_is_begun_lacks_papers_and_says_which(asker: Asker) -> None:
    _, parcel, claim = await a_lost_parcel(asker)
    recovery = await asker.send("recovery", id=await a_draft(asker, parcel))
    assert (recovery["status"], recovery["route"], recovery["reason"]) == ("DRAFT", "CARRIER_PACKET", "LOSS")
    assert recovery["counterparty"] == {"type": "CARRIER", "name": "gls-dk"}
    assert recovery["missingDocuments"] == ["PURCHASE_INVOICE", "POSTING_RECEIPT"]
    assert (recovery["claim"]["id"], recovery["shipment"]["id"]) == (claim, parcel)
    assert (recovery["proposedBecause"], recovery["approved"], recovery["failure"]) == (None, None, None)
    assert recovery["fileBy"] is not None
    assert [event["type"] for event in recovery["events"]] == ["recovery.proposed"]


async def test_a_key_that_is_sent_again_begins_nothing_again(asker: Asker) -> None:
    _, parcel, _ = await a_lost_parcel(asker)
    given = {"idempotencyKey": a_key(), "shipmentId": parcel} | GLS
    first, second = [await asker.change("recoveryCreate", **given) for _ in range(2)]
    assert first == second
    mismatch = await asker.refusal("recoveryCreate", **(given | {"filesItself": True}))
    assert mismatch == [("IDEMPOTENCY_MISMATCH", "idempotencyKey")]
    anew = await asker.refusal("recoveryCreate", **(given | {"idempotencyKey": a_key()}))
    assert anew == [("ALREADY_FILED", "counterparty")]


async def test_a_whole_life(asker: Asker) -> None:
    _, parcel, claim = await a_lost_parcel(asker)
    recovery = await a_draft(asker, parcel)
    assert await money_of(asker, claim, recovery) == (("0", "0", "0"), ("0", "0", "0"))

    filed = await do(asker, "recoveryRecordFiled", recovery, reference=" GLS-77 ", filedAt=days_from_now(-2))
    assert (filed["status"], filed["reference"], filed["version"]) == ("SUBMITTED", "GLS-77", 2)
    requested = (await asker.send("recovery", id=recovery))["requested"]
    assert (await money_of(asker, claim, recovery))[0] == ("0.00", requested["amount"], "0.00")

    asked = await do(
        asker, "recoveryRecordDecision", recovery, status="INFORMATION_REQUESTED", detail="Which colour?",
        informationBy=days_from_now(10),
    )  # fmt: skip
    assert (asked["status"], asked["statusDetail"]) == ("INFORMATION_REQUESTED", "Which colour?")
    answered = await do(asker, "recoveryAddMessage", recovery, body="Blue.")
    assert answered["status"] == "UNDER_REVIEW"
    assert (await asker.send("recovery", id=recovery))["informationBy"] is None

    partial = await do(
        asker, "recoveryRecordDecision", recovery, status="APPROVED_PARTIAL", approvedAmount="40",
        appealBy=days_from_now(20),
    )  # fmt: skip
    assert partial["approved"] == {"amount": "40.00", "currencyCode": "EUR"}
    assert (await money_of(asker, claim, recovery))[0] == ("0.00", "40.00", "0.00")

    appealed = await do(asker, "recoveryAppeal", recovery, reason="The pot was in it too.")
    assert (appealed["status"], appealed["approved"]) == ("APPEALED", None)
    assert (await money_of(asker, claim, recovery))[0] == ("0.00", requested["amount"], "0.00")
    rejected = await do(asker, "recoveryRecordDecision", recovery, status="REJECTED", detail="No.")
    assert (rejected["status"], rejected["approved"]["amount"]) == ("REJECTED", "0")
    assert (await money_of(asker, claim, recovery))[0][:2] == ("0.00", "0.00")

    await do(asker, "recoveryRecordDecision", recovery, status="APPROVED_PARTIAL", approvedAmount="40.00")
    part = await do(asker, "recoveryRecordPayment", recovery, **payment("15.00", feeAmount="1.5"))
    assert (part["status"], part["paid"]["amount"]) == ("APPROVED_PARTIAL", "15.00")
    assert await money_of(asker, claim, recovery) == (("15.00", "25.00", "-13.50"), ("15.00", "1.50", "0"))
    paid = await do(asker, "recoveryRecordPayment", recovery, **payment("25.00"))
    assert (paid["status"], paid["paid"]["amount"]) == ("PAID", "40.00")
    back = payment("40.00", direction="REPAYMENT")
    assert (await do(asker, "recoveryRecordPayment", recovery, **back))["status"] == "PAID"
    money, told = await money_of(asker, claim, recovery)
    assert (money[:2], told) == (("40.00", "0.00"), ("40.00", "1.50", "40.00"))
    closed = await do(asker, "recoveryRecordDecision", recovery, status="CLOSED")
    assert (closed["status"], closed["approved"]["amount"]) == ("CLOSED", "40.00")
    assert await no(asker, "recoveryWithdraw", recovery) == [("MOVE_NOT_ALLOWED", "recoveryId")]

    shown = await asker.send("recovery", id=recovery)
    assert [(one["author"], one["state"], one["body"]) for one in shown["messages"]] == [
        ("PARTNER", "RECORDED", "Blue."),
    ]
    assert [(one["direction"], one["amount"]["amount"], one["fee"]["amount"]) for one in shown["payments"]] == [
        ("PAYOUT", "15.00", "1.50"), ("PAYOUT", "25.00", "0.00"), ("REPAYMENT", "40.00", "0.00"),
    ]  # fmt: skip
    assert [event["type"].removeprefix("recovery.") for event in shown["events"]] == [
        "proposed", "submitted", "information_requested", "message_added", "information_sent", "approved_partial",
        "appealed", "rejected", "approved_partial", "payment_received", "paid", "repaid", "closed",
    ]  # fmt: skip


async def test_the_net_loss_is_what_it_was_when_a_payout_went_back(asker: Asker) -> None:
    recovery, claim = await filed(asker)
    cost = {"idempotencyKey": a_key(), "claimId": claim, "type": "REFUND", "occurredAt": days_from_now(0)}
    await asker.change("ledgerEntryRecord", **cost, amount={"amount": "65.00", "currencyCode": "EUR"})
    before, _ = await money_of(asker, claim, recovery)
    assert before[2] == "65.00"
    await do(asker, "recoveryRecordPayment", recovery, **payment())
    assert (await money_of(asker, claim, recovery))[0] == ("65.00", "0.00", "0.00")
    await do(asker, "recoveryRecordPayment", recovery, **payment(direction="REPAYMENT"))
    assert (await money_of(asker, claim, recovery))[0][1:] == ("0.00", "65.00")


async def test_money_in_another_currency_is_kept_in_both(asker: Asker) -> None:
    recovery, claim = await filed(asker)
    paid = payment("490.00", "DKK", feeAmount="49", settledAmount="65")
    told = await do(asker, "recoveryRecordPayment", recovery, **paid)
    assert (told["status"], told["paid"]) == ("PAID", {"amount": "65.00", "currencyCode": "EUR"})
    shown = await asker.send("recovery", id=recovery)
    (one,) = shown["payments"]
    assert (one["amount"], one["fee"], one["settledAmount"]) == (
        {"amount": "490.00", "currencyCode": "DKK"}, {"amount": "49.00", "currencyCode": "DKK"}, "65.00",
    )  # fmt: skip
    assert shown["fee"]["amount"] == "6.50"
    assert (await money_of(asker, claim, recovery))[0] == ("65.00", "0.00", "-58.50")


async def test_a_payment_counts_once_by_its_key_and_once_by_its_reference(asker: Asker) -> None:
    recovery, claim = await filed(asker)
    given = payment("5.00", idempotencyKey=a_key())
    for change in ({}, {}, {"idempotencyKey": a_key()}):
        await do(asker, "recoveryRecordPayment", recovery, **(given | change))
    mismatch = await no(asker, "recoveryRecordPayment", recovery, **(given | {"isLast": True}))
    assert mismatch == [("IDEMPOTENCY_MISMATCH", "idempotencyKey")]
    assert (await money_of(asker, claim, recovery))[1][0] == "5.00"


async def test_a_word_that_only_moves_a_date_counts(asker: Asker) -> None:
    recovery, _ = await filed(asker)
    first, later = days_from_now(5), days_from_now(9)
    for by in (first, later):
        word = {"status": "INFORMATION_REQUESTED", "informationBy": by}
        await do(asker, "recoveryRecordDecision", recovery, **word)
    until = (await asker.send("recovery", id=recovery))["informationBy"]
    assert until == later
    await do(asker, "recoveryRecordDecision", recovery, status="INFORMATION_REQUESTED", detail="And a photo.")
    assert (await asker.send("recovery", id=recovery))["informationBy"] == until


async def test_letters_of_both_sides_are_kept_and_theirs_answers_nothing(asker: Asker) -> None:
    recovery, _ = await filed(asker)
    await do(asker, "recoveryRecordDecision", recovery, status="INFORMATION_REQUESTED")
    theirs = await do(asker, "recoveryAddMessage", recovery, body="We need a photo.", fromCounterparty=True)
    assert theirs["status"] == "INFORMATION_REQUESTED"
    letters = (await asker.send("recovery", id=recovery))["messages"]
    assert [(one["author"], one["state"]) for one in letters] == [("COUNTERPARTY", "RECORDED")]


async def test_what_is_withdrawn_keeps_why_and_can_be_asked_anew(asker: Asker) -> None:
    _, parcel, claim = await a_lost_parcel(asker)
    first = await a_draft(asker, parcel)
    withdrawn = await do(asker, "recoveryWithdraw", first, reason="It lay in the shop.")
    assert (withdrawn["status"], withdrawn["statusDetail"]) == ("WITHDRAWN", "It lay in the shop.")
    second = await a_draft(asker, parcel)
    listed = await asker.get(
        "query ($claim: ID!, $parcel: ID!) { claim(id: $claim) { recoveries { id } } "
        "shipment(id: $parcel) { recoveries { id } coverages { id } } }",
        claim=claim, parcel=parcel,
    )  # fmt: skip
    ids = [{"id": second}, {"id": first}]
    assert listed == {"claim": {"recoveries": ids}, "shipment": {"recoveries": ids, "coverages": []}}


async def test_money_that_comes_for_what_was_withdrawn_is_kept(asker: Asker) -> None:
    recovery, claim = await filed(asker)
    await do(asker, "recoveryWithdraw", recovery)
    told = await do(asker, "recoveryRecordPayment", recovery, **payment())
    assert (told["status"], told["paid"]["amount"]) == ("WITHDRAWN", "65.00")
    assert (await money_of(asker, claim, recovery))[0][:2] == ("65.00", "0.00")


async def test_a_parcel_that_turns_up_is_told_on_the_recovery(asker: Asker, app: Pool, shop: Shop) -> None:
    recovery, _ = await filed(asker)
    await do(asker, "recoveryRecordPayment", recovery, **payment())
    await found_again(app, shop, recovery)
    shown = await asker.send("recovery", id=recovery)
    assert shown["foundAt"] is not None
    assert shown["events"][-1]["type"] == "recovery.repayment_due"


async def test_a_decision_is_made_on_the_version_that_was_read(asker: Asker) -> None:
    recovery, _ = await filed(asker)
    moves: list[tuple[str, dict[str, Any]]] = [
        ("recoveryRecordDecision", {"status": "APPROVED"}),
        ("recoveryRecordPayment", payment()),
        ("recoveryAddMessage", {"body": "Hello."}),
        ("recoveryAppeal", {"reason": "Why not?"}),
        ("recoveryRecordFiled", {"reference": "x"}),
        ("recoverySubmit", {}),
        ("recoveryWithdraw", {}),
    ]
    before = await asker.send("recovery", id=recovery)
    for name, values in moves:
        assert await no(asker, name, recovery, expectedVersion=before["version"] - 1, **values) == [
            ("VERSION_CONFLICT", "expectedVersion")
        ]
    assert await asker.send("recovery", id=recovery) == before
    await do(asker, "recoveryRecordDecision", recovery, status="APPROVED", expectedVersion=before["version"])


async def test_what_no_company_takes_by_a_call_is_not_submitted(asker: Asker) -> None:
    _, parcel, _ = await a_lost_parcel(asker)
    assert await no(asker, "recoverySubmit", await a_draft(asker, parcel)) == [("FILED_BY_HAND", "recoveryId")]


async def test_what_goes_by_a_call_is_submitted_when_all_of_it_is_there_and_in_its_time(
    asker: Asker, app: Pool, shop: Shop
) -> None:
    order, parcel, _ = await a_lost_parcel(asker)
    call = {"route": RouteKind.INSURER_API, "counterparty": "easypost-insurance", "account_id": shop.account_id}
    now = system_clock()

    async def one(reason: Peril, *have: str, **clock: Any) -> str:
        new = a_new_recovery(order, parcel, reason=reason, clock=Clock("x", **clock), **call)
        return await a_recovery(app, shop, new, *have)

    lacking = await one(Peril.LOSS)
    early = await one(Peril.THEFT, "INVOICE", opens_at=now + timedelta(days=1))
    late = await one(Peril.DAMAGE, "INVOICE", file_by=now - timedelta(days=1))
    ready = await one(Peril.DELAY, "INVOICE")
    assert await no(asker, "recoverySubmit", lacking) == [("DOCUMENTS_MISSING", "recoveryId")]
    assert await no(asker, "recoverySubmit", early) == [("TOO_EARLY", "recoveryId")]
    assert await no(asker, "recoverySubmit", late) == [("TOO_LATE", "recoveryId")]
    key = a_key()
    for _ in range(2):
        told = await do(asker, "recoverySubmit", ready, idempotencyKey=key)
        assert told["status"] == "READY"
    assert (await asker.send("recovery", id=ready))["filingSince"] is not None
    async with app.read(shop.id) as db:
        assert await db.fetchval("select count(*) from effects where kind = 'recovery.submit'") == 1
    for name, values in (("recoverySubmit", {}), ("recoveryWithdraw", {}), ("recoveryRecordFiled", {"reference": "x"})):
        assert await no(asker, name, ready, **values) == [("ALREADY_FILING", "recoveryId")]


async def test_of_two_covers_that_exclude_each_other_one_is_filed_and_what_they_take_up_again_counts(
    asker: Asker, app: Pool, shop: Shop
) -> None:
    order, parcel, _ = await a_lost_parcel(asker)
    first, second = [
        await a_recovery(
            app, shop, a_new_recovery(order, parcel, counterparty=name, exclusive_group="COVER"), "INVOICE"
        )
        for name in ("shopify-shipping", "ups")
    ]
    await do(asker, "recoveryRecordFiled", first, reference="1")
    assert await no(asker, "recoveryRecordFiled", second, reference="2") == [("EXCLUDED", "recoveryId")]
    await do(asker, "recoveryRecordDecision", first, status="REJECTED")
    await do(asker, "recoveryRecordFiled", second, reference="2")
    assert await no(asker, "recoveryAppeal", first, reason="Please.") == [("EXCLUDED", "recoveryId")]
    again = await do(asker, "recoveryRecordDecision", first, status="APPROVED")
    assert again["status"] == "APPROVED"


async def test_a_cover_that_is_only_ready_steps_back_for_one_that_is_taken_up_again(
    asker: Asker, app: Pool, shop: Shop
) -> None:
    order, parcel, _ = await a_lost_parcel(asker)
    first = await a_recovery(app, shop, a_new_recovery(order, parcel, exclusive_group="COVER"), "INVOICE")
    await do(asker, "recoveryRecordFiled", first, reference="1")
    await do(asker, "recoveryRecordDecision", first, status="REJECTED")
    other = a_new_recovery(order, parcel, counterparty="shopify-shipping", exclusive_group="COVER")
    second = await a_recovery(app, shop, other, "INVOICE")
    assert (await asker.send("recovery", id=second))["status"] == "READY"
    await do(asker, "recoveryRecordPayment", first, **payment())
    assert (await asker.send("recovery", id=second))["status"] == "DRAFT"
    assert await no(asker, "recoveryRecordFiled", second, reference="2") == [("EXCLUDED", "recoveryId")]


async def test_what_was_given_up_and_is_asked_anew_goes_on_as_that(asker: Asker, app: Pool, shop: Shop) -> None:
    order, parcel, _ = await a_lost_parcel(asker)
    new = a_new_recovery(order, parcel)
    closed = await a_recovery(app, shop, new, "INVOICE")
    await do(asker, "recoveryRecordFiled", closed, reference="1")
    await do(asker, "recoveryRecordDecision", closed, status="CLOSED")
    expired = await a_recovery(app, shop, replace(new, clock=Clock("x", file_by=system_clock())), "INVOICE")
    await watched(app, shop, expired, system_clock() + timedelta(days=1))
    await a_recovery(app, shop, new, "INVOICE")
    assert await no(asker, "recoveryRecordFiled", expired, reference="2") == [("ALREADY_OPEN", "recoveryId")]
    assert await no(asker, "recoveryRecordPayment", closed, **payment()) == [("ALREADY_OPEN", "recoveryId")]
