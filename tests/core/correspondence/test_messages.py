"""Messages on claims: who may write what to whom, what an answer does, and what is written once."""

import asyncio
from dataclasses import replace

import pytest

from services.core.claims import desk as claims
from services.core.claims import repository as claim_rows
from services.core.claims.desk import Target
from services.core.claims.model import Claim, ClaimStatus, EvidenceKind
from services.core.clock import system_clock
from services.core.correspondence import desk, operations, policy, repository
from services.core.correspondence.model import (
    Author,
    Channel,
    Envelope,
    MailSettings,
    NewMessage,
    Template,
    TemplateKey,
    Visibility,
    Way,
)
from services.core.database import Pool
from services.core.events import Actor, ActorKind
from services.core.evidence.model import Visibility as Shown
from services.core.ids import new_id
from services.core.storefronts.model import Caller, Role
from tests.builders import Shop, a_claim, a_key, a_shipment, an_evidence, an_order, an_upload
from tests.core.records import count, events_of
from tests.core.refusals import refused

SYSTEM = Actor(ActorKind.SYSTEM, "test")


async def claimed(app: Pool, shop: Shop) -> str:
    """A claim."""
    order = await an_order(app, shop)
    return await a_claim(app, shop, order, await a_shipment(app, shop, order))


async def waiting(app: Pool, shop: Shop) -> str:
    """A claim whose customer is asked for photos."""
    claim = await claimed(app, shop)
    await claims.assign(shop.write(app), shop.caller, Target(claim, a_key()), "anna", system_clock())
    kinds = (EvidenceKind.PHOTO,)
    await claims.request_information(shop.write(app), shop.caller, Target(claim, a_key()), kinds, None, system_clock())
    return claim


async def read(app: Pool, shop: Shop, claim_id: str) -> Claim:
    """The claim as it is."""
    async with app.read(shop.id) as db:
        claim = await claim_rows.get(db, claim_id)
    assert claim is not None
    return claim


async def customer_of(app: Pool, shop: Shop, claim_id: str) -> Caller:
    """The customer of the claim's order."""
    order = (await read(app, shop, claim_id)).order_id
    actor = Actor(ActorKind.CUSTOMER, order)
    return replace(shop.caller, role=Role.CUSTOMER, id=f"customer:{order}", actor=actor, order_id=order)


async def add(app: Pool, shop: Shop, caller: Caller, claim: str, body: str = "Hello", **changes: object) -> str:
    """Write a message."""
    new = NewMessage(claim, body, **changes)  # type: ignore[arg-type]
    return await desk.add_message(shop.write(app), caller, new, key=a_key(), now=system_clock())


@pytest.mark.parametrize(
    ("told", "by_customer", "envelope"),
    [
        ({}, True, Envelope(Author.CUSTOMER, Channel.API, Way.INBOUND, Visibility.PUBLIC)),
        (
            {"visibility": Visibility.INTERNAL, "channel": Channel.EMAIL},
            True,
            Envelope(Author.CUSTOMER, Channel.API, Way.INBOUND, Visibility.PUBLIC),
        ),
        ({}, False, Envelope(Author.MERCHANT, Channel.EMAIL, Way.OUTBOUND, Visibility.PUBLIC, by_mail=True)),
        (
            {"channel": Channel.PHONE},
            False,
            Envelope(Author.MERCHANT, Channel.PHONE, Way.OUTBOUND, Visibility.PUBLIC),
        ),
        (
            {"visibility": Visibility.INTERNAL},
            False,
            Envelope(Author.MERCHANT, Channel.API, Way.OUTBOUND, Visibility.INTERNAL),
        ),
        (
            {"visibility": Visibility.INTERNAL, "channel": Channel.EMAIL},
            False,
            Envelope(Author.MERCHANT, Channel.EMAIL, Way.OUTBOUND, Visibility.INTERNAL),
        ),
        (
            {"author": Author.CUSTOMER, "channel": Channel.SOCIAL},
            False,
            Envelope(Author.CUSTOMER, Channel.SOCIAL, Way.INBOUND, Visibility.PUBLIC),
        ),
        (
            {"author": Author.CARRIER, "channel": Channel.PHONE},
            False,
            Envelope(Author.CARRIER, Channel.PHONE, Way.INBOUND, Visibility.INTERNAL),
        ),
    ],
)
def test_who_writes_and_how_decides_who_reads(told: dict[str, object], by_customer: bool, envelope: Envelope) -> None:
    new = NewMessage("clm", "Hello", **told)  # type: ignore[arg-type]
    assert policy.decide(new, by_customer=by_customer) == envelope


def test_nobody_writes_as_somebody_else() -> None:
    for author in (Author.MERCHANT, Author.CARRIER, Author.SYSTEM, Author.OTHER):
        with refused("INVALID author"):
            policy.decide(NewMessage("clm", "Hello", author=author), by_customer=True)
    for author in (Author.SYSTEM, Author.OTHER):
        with refused("INVALID author"):
            policy.decide(NewMessage("clm", "Hello", author=author, channel=Channel.CHAT), by_customer=False)
    with refused("INVALID channel"):
        policy.decide(NewMessage("clm", "Hello", author=Author.CUSTOMER), by_customer=False)


async def test_only_evidence_of_the_same_claim_that_the_writer_sees_can_be_attached(
    app: Pool, shop: Shop, other_shop: Shop
) -> None:
    claim = await claimed(app, shop)
    customer = await customer_of(app, shop, claim)
    own = await an_evidence(app, shop, claim)
    hidden = await an_evidence(app, shop, claim, visibility=Shown.INTERNAL)
    elsewhere = await an_evidence(app, shop, await claimed(app, shop))
    foreign = await an_evidence(app, other_shop, await claimed(app, other_shop))
    announced = await an_upload(app, shop, claim)
    for caller, other in (
        (shop.caller, elsewhere),
        (shop.caller, foreign),
        (shop.caller, announced),
        (shop.caller, new_id("evd")),
        (customer, hidden),
    ):
        with refused("NOT_FOUND attachmentIds.1"):
            await add(app, shop, caller, claim, "Look.", attachment_ids=(own, other))
    assert await count(app, shop, "messages") == 0
    await add(app, shop, customer, claim, "Look.", attachment_ids=(own,))
    await add(app, shop, shop.caller, claim, "Look.", visibility=Visibility.INTERNAL, attachment_ids=(hidden, own))
    assert await count(app, shop, "message_attachments") == 3


async def test_bad_input_names_each_fault_and_keeps_nothing(app: Pool, shop: Shop, other_shop: Shop) -> None:
    claim, foreign = await claimed(app, shop), await claimed(app, other_shop)
    evidence = new_id("evd")
    for body, attachments, told in (
        ("", (), "INVALID body"),
        (" \n", (), "INVALID body"),
        ("x" * 20_001, (), "TOO_LONG body"),
        ("nul \x00", (), "INVALID body"),
        ("Hello", ("evd_x",), "NOT_FOUND attachmentIds.0"),
        ("Hello", (evidence, evidence), "NOT_FOUND attachmentIds.1"),
        ("Hello", tuple(new_id("evd") for _ in range(21)), "TOO_MANY attachmentIds"),
    ):
        with refused(told):
            await add(app, shop, shop.caller, claim, body, attachment_ids=attachments)
    for unknown in (foreign, "clm_nothing"):
        with refused("NOT_FOUND claimId"):
            await add(app, shop, shop.caller, unknown)
    with refused("NOT_FOUND claimId"):
        await add(app, shop, await customer_of(app, shop, await claimed(app, shop)), claim)
    assert await count(app, shop, "messages") == 0


async def test_the_first_response_is_a_persons_first_public_word(app: Pool, shop: Shop) -> None:
    claim = await claimed(app, shop)
    await operations.compose(shop.write(app), TemplateKey.ACKNOWLEDGED, claim, "tsk_1", SYSTEM, system_clock())
    await add(app, shop, await customer_of(app, shop, claim), claim)
    await add(app, shop, shop.caller, claim, visibility=Visibility.INTERNAL)
    await add(app, shop, shop.caller, claim, author=Author.CUSTOMER, channel=Channel.PHONE)
    assert (await read(app, shop, claim)).first_response_at is None
    await add(app, shop, shop.caller, claim)
    first = (await read(app, shop, claim)).first_response_at
    assert first is not None
    await add(app, shop, shop.caller, claim, channel=Channel.PHONE)
    assert (await read(app, shop, claim)).first_response_at == first


async def test_the_events_of_a_message_say_who_and_how_and_only_public_ones_are_public(app: Pool, shop: Shop) -> None:
    claim = await claimed(app, shop)
    one = await add(app, shop, await customer_of(app, shop, claim), claim, "A secret")
    two = await add(app, shop, shop.caller, claim, "A secret", visibility=Visibility.INTERNAL)
    events = (await events_of(app, shop, claim))[1:]
    assert [(event.type, event.public, event.data["message"], event.data["author"]) for event in events] == [
        ("claim.message_added", True, one, "CUSTOMER"),
        ("claim.message_added", False, two, "MERCHANT"),
    ]
    assert all("A secret" not in str(event.data) for event in events)


@pytest.mark.parametrize("recorded", [False, True])
async def test_the_customers_word_is_the_answer_that_was_waited_for(app: Pool, shop: Shop, recorded: bool) -> None:
    claim = await waiting(app, shop)
    await add(app, shop, shop.caller, claim, "Are you there?")
    await add(app, shop, shop.caller, claim, "The carrier called.", author=Author.CARRIER, channel=Channel.PHONE)
    assert (await read(app, shop, claim)).status is ClaimStatus.NEEDS_INFORMATION
    if recorded:
        await add(app, shop, shop.caller, claim, "I am.", author=Author.CUSTOMER, channel=Channel.PHONE)
    else:
        await add(app, shop, await customer_of(app, shop, claim), claim, "I am.")
    found = await read(app, shop, claim)
    assert (found.status, found.requested_evidence) == (ClaimStatus.UNDER_REVIEW, ())
    assert (await events_of(app, shop, claim))[-1].type == "claim.information_received"


async def test_the_customers_word_opens_a_claim_again_that_lapsed(app: Pool, shop: Shop) -> None:
    claim = await waiting(app, shop)
    due = (await read(app, shop, claim)).answer_due_at
    assert due is not None
    await claims.lapse(shop.write(app), claim, SYSTEM, due)
    assert (await read(app, shop, claim)).status is ClaimStatus.CANCELED
    await add(app, shop, await customer_of(app, shop, claim), claim, "Sorry, I was away.")
    assert (await read(app, shop, claim)).status is ClaimStatus.UNDER_REVIEW


async def test_the_same_request_twice_is_one_message(app: Pool, shop: Shop) -> None:
    claim, key, now = await claimed(app, shop), a_key(), system_clock()
    files = (await an_evidence(app, shop, claim), await an_evidence(app, shop, claim))
    new = NewMessage(claim, "Hello", attachment_ids=files)
    write = shop.write(app)
    sent = await asyncio.gather(*(desk.add_message(write, shop.caller, new, key=key, now=now) for _ in range(10)))
    assert len(set(sent)) == await count(app, shop, "messages") == 1
    assert await count(app, shop, "message_attachments") == 2
    with refused("IDEMPOTENCY_MISMATCH idempotencyKey"):
        await desk.add_message(write, shop.caller, replace(new, body="Bye"), key=key, now=now)


async def test_what_a_task_writes_is_written_once_however_often_it_runs(app: Pool, shop: Shop) -> None:
    claim, write = await claimed(app, shop), shop.write(app)
    await asyncio.gather(
        *(
            operations.compose(write, TemplateKey.ACKNOWLEDGED, claim, "tsk_1", SYSTEM, system_clock())
            for _ in range(10)
        )
    )
    assert await count(app, shop, "messages") == 1
    assert [event.type for event in await events_of(app, shop, claim)] == ["claim.submitted", "claim.message_added"]


async def test_a_claim_that_moved_on_is_not_told_of_what_was(app: Pool, shop: Shop) -> None:
    claim = await claimed(app, shop)
    for key in (TemplateKey.NEEDS_INFORMATION, TemplateKey.CHOOSE, TemplateKey.DENIED, TemplateKey.RESOLVED):
        written = await operations.compose(shop.write(app), key, claim, new_id("tsk"), SYSTEM, system_clock())
        assert written is None
    assert await count(app, shop, "messages") == 0


async def test_a_shops_own_text_goes_before_ours_and_each_change_is_a_version(app: Pool, shop: Shop) -> None:
    claim, write, now = await claimed(app, shop), shop.write(app), system_clock()

    async def change(body: str, expected: int | None = None, locale: str = "DA", key: str | None = None) -> Template:
        new = Template(TemplateKey.ACKNOWLEDGED, locale, 0, "Sag {{ claim_number }}", body)
        return await desk.update_template(write, shop.caller, new, expected, key=key or a_key(), now=now)

    key = a_key()
    first = await change("Hej {{ customer_name }}", 0, key=key)
    assert (first.locale, first.version) == ("da", 1)
    assert await change("Hej {{ customer_name }}", 0, key=key) == first
    with refused("VERSION_CONFLICT expectedVersion"):
        await change("Davs", 0)
    assert (await change("Davs {{ customer_name }}", 1)).version == 2
    versions = await asyncio.gather(*(change(f"Goddag {n}", locale="sv") for n in range(5)))
    assert sorted(one.version for one in versions) == [1, 2, 3, 4, 5]
    for bad, told in (("{{ nobody }}", "UNKNOWN_VARIABLE body"), ("{% if %}", "TEMPLATE_SYNTAX body")):
        with refused(told):
            await change(bad)
    with refused("INVALID locale"):
        await change("Hej", locale="klingon")
    message = await operations.compose(write, TemplateKey.ACKNOWLEDGED, claim, "tsk_1", SYSTEM, now)
    assert message is not None
    async with app.read(shop.id) as db:
        found = await repository.get(db, message)
        listed = [one for one in await desk.templates_of(db) if one.key is TemplateKey.ACKNOWLEDGED]
    assert found is not None
    assert (found.body, found.locale) == ("Davs Ida Hansen\n", "da-DK")
    assert [(one.locale, one.version) for one in listed] == [("da", 2), ("de", 0), ("en", 0), ("sv", 5)]


async def test_a_text_that_grows_too_long_for_a_claim_gives_way_to_ours(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop)
    claim = await a_claim(app, shop, order, await a_shipment(app, shop, order), locale="en")
    body = "{% for item in items %}" + "{{ item }}" * 900 + "{% endfor %}"
    new = Template(TemplateKey.ACKNOWLEDGED, "en", 0, "s", body)
    await desk.update_template(shop.write(app), shop.caller, new, None, key=a_key(), now=system_clock())
    async with app.write(shop.id) as tx:
        await tx.execute("update order_lines set title = repeat('x', 500) where storefront_id = $1", shop.id)
    message = await operations.compose(shop.write(app), TemplateKey.ACKNOWLEDGED, claim, "t", SYSTEM, system_clock())
    assert message is not None
    async with app.read(shop.id) as db:
        found = await repository.get(db, message)
    assert found is not None
    assert found.body.startswith("Hello Ida Hansen,")


async def test_mail_settings_that_no_mail_could_be_sent_with_are_refused(app: Pool, shop: Shop) -> None:
    for bad, told in (
        ({"from_name": "two\nlines"}, "INVALID fromName"),
        ({"from_address": "Ida <ida@shop.example>"}, "INVALID fromAddress"),
        ({"from_address": "ida@shop"}, "INVALID fromAddress"),
        ({"reply_domain": "https://shop.example"}, "INVALID replyDomain"),
        ({"reply_domain": "Shop.example"}, "INVALID replyDomain"),
        ({"page_url": "javascript:alert(1)"}, "INVALID pageUrl"),
        ({"locale": "klingon"}, "INVALID locale"),
    ):
        with refused(told):
            await desk.set_mail(shop.write(app), shop.caller, MailSettings(**bad), system_clock())
    good = MailSettings("Shop", "claims@shop.example", "mail.shop.example", "da", "https://shop.example/claims")
    for _ in range(2):
        await desk.set_mail(shop.write(app), shop.caller, good, system_clock())
    async with app.read(shop.id) as db:
        assert await repository.mail_settings(db) == good


def test_an_address_for_answers_binds_one_claim_of_one_storefront() -> None:
    claim, keys = new_id("clm"), (b"new key", b"old key")
    for key in keys:
        address = policy.reply_address(key, "sto_a", claim, "mail.shop.example")
        assert len(address.partition("@")[0]) <= 64
        assert policy.claim_of_address(keys, "sto_a", address) == claim
        assert policy.claim_of_address(keys, "sto_a", address.upper()) == claim
        assert policy.claim_of_address(keys, "sto_b", address) is None
        assert policy.claim_of_address((b"another",), "sto_a", address) is None
        last = "0" if address.partition("@")[0][-1] != "0" else "1"
        assert policy.claim_of_address(keys, "sto_a", f"{address.partition('@')[0][:-1]}{last}@x") is None
    for text in ("", "claim+", f"claim+{claim[4:]}@x", "claims@shop.example", "claim+\N{LATIN SMALL LETTER AE}" * 9):
        assert policy.claim_of_address(keys, "sto_a", text) is None
