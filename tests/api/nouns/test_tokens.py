from datetime import timedelta

import pytest

from services.api.guesses import MOST_PER_NUMBER, MOST_PER_STOREFRONT, PERIOD, Guesses
from services.core.clock import system_clock
from services.core.database import Pool
from services.core.ids import new_id
from services.core.refusal import Refused
from services.core.storefronts import repository
from services.core.storefronts.model import Scope
from tests.api.nouns.asking import Asker, document
from tests.api.nouns.inputs import an_order
from tests.builders import a_key


async def test_a_customers_token_opens_one_order_for_ten_minutes(asker: Asker) -> None:
    order = await an_order(asker)
    answer = await asker.change("customerTokenCreate", idempotencyKey=a_key(), orderId=order["id"])
    token = asker.process.tokens.read(answer["token"], system_clock())
    assert (token.kind, token.order_id, answer["orderId"]) == ("customer", order["id"], order["id"])
    assert token.expires_at - token.issued_at == timedelta(minutes=10)
    assert set(token.scopes) == {Scope.READ, Scope.CLAIMS_WRITE}


async def test_the_same_request_gets_the_same_token(asker: Asker) -> None:
    order = await an_order(asker)
    values = {"idempotencyKey": a_key(), "orderId": order["id"]}
    first = await asker.change("customerTokenCreate", **values)
    assert await asker.change("customerTokenCreate", **values) == first
    other = await an_order(asker)
    refusal = await asker.refusal("customerTokenCreate", **(values | {"orderId": other["id"]}))
    assert refusal == [("IDEMPOTENCY_MISMATCH", "idempotencyKey")]


async def test_there_is_no_token_for_an_order_that_is_not_there(asker: Asker, stranger: Asker) -> None:
    theirs = await an_order(stranger)
    for order_id in (theirs["id"], new_id("ord"), "nul \x00"):
        refusal = await asker.refusal("customerTokenCreate", idempotencyKey=a_key(), orderId=order_id)
        assert refusal in ([("NOT_FOUND", "orderId")], [("INVALID", "")])


@pytest.mark.parametrize(
    "proof",
    [{"email": " IDA@shop.example"}, {"postalCode": "21 00"}, {"email": "ida@shop.example", "postalCode": "2100"}],
)
async def test_a_guest_who_can_tell_their_order_gets_a_token(asker: Asker, proof: dict[str, str]) -> None:
    order = await an_order(asker, number="#Abc")
    visitor = asker.visitor()
    answer = await visitor.change("guestTokenCreate", idempotencyKey=a_key(), number=" #aBC ", **proof)
    assert asker.process.tokens.read(answer["token"], system_clock()).order_id == order["id"]
    assert answer["orderId"] == order["id"]


async def test_a_wrong_number_and_a_wrong_proof_get_the_same_answer(asker: Asker) -> None:
    await an_order(asker, number="#1")
    await an_order(asker, number="#2", customer=None)
    visitor = asker.visitor()
    answers = [
        await visitor.send("guestTokenCreate", input={"idempotencyKey": a_key(), "number": number, **proof})
        for number, proof in (
            ("#9", {"email": "ida@shop.example"}),
            ("#1", {"email": "eve@shop.example"}),
            ("#1", {"email": "ida@shop.example", "postalCode": "9999"}),
            ("#1", {"email": ""}),
            ("#2", {"email": ""}),
            ("#2", {"postalCode": "  "}),
        )
    ]
    assert answers == [answers[0]] * 6
    assert [error["code"] for error in answers[0]["userErrors"]] == ["NOT_FOUND"]


async def test_a_guest_has_to_prove_something(asker: Asker) -> None:
    order = await an_order(asker)
    refusal = await asker.visitor().refusal("guestTokenCreate", idempotencyKey=a_key(), number=order["number"])
    assert refusal == [("INVALID", "email")]


async def test_guessing_ends_soon_even_with_the_right_proof(asker: Asker) -> None:
    order = await an_order(asker, number="#77")
    visitor = asker.visitor()

    async def guess(postal_code: str) -> list[str]:
        answer = await visitor.send(
            "guestTokenCreate", input={"idempotencyKey": a_key(), "number": "#77", "postalCode": postal_code}
        )
        return [error["code"] for error in answer["userErrors"]]

    assert await guess("2100") == []
    assert [await guess(str(number)) for number in range(MOST_PER_NUMBER)] == [["NOT_FOUND"]] * MOST_PER_NUMBER
    assert await guess("2100") == ["TOO_MANY_ATTEMPTS"]
    other = await an_order(asker, number="#78")
    assert other["id"] != order["id"]
    values = {"idempotencyKey": a_key(), "number": "#78", "postalCode": "2100"}
    assert (await visitor.change("guestTokenCreate", **values))["orderId"] == other["id"]


def test_guesses_are_bounded_for_a_number_and_for_a_storefront_and_forgotten_in_time() -> None:
    guesses, now = Guesses(), system_clock()
    for _ in range(MOST_PER_NUMBER):
        guesses.spend("sto_a", "#1", now)
    with pytest.raises(Refused, match="TOO_MANY_ATTEMPTS"):
        guesses.spend("sto_a", " #1 ", now)
    guesses.spend("sto_b", "#1", now)
    guesses.spend("sto_a", "#1", now + PERIOD + timedelta(seconds=1))
    for number in range(MOST_PER_STOREFRONT):
        guesses.spend("sto_c", f"#{number}", now)
    with pytest.raises(Refused, match="TOO_MANY_ATTEMPTS"):
        guesses.spend("sto_c", "#new", now)


def test_what_was_right_does_not_count_as_a_guess() -> None:
    guesses, now = Guesses(), system_clock()
    for _ in range(10 * MOST_PER_STOREFRONT):
        guesses.spend("sto_a", "#1", now)
        guesses.forgive("sto_a", "#1")


async def test_staff_get_no_more_than_was_asked_and_is_held(asker: Asker) -> None:
    values = {"idempotencyKey": a_key(), "actor": "staff-7", "scopes": ["READ", "CLAIMS_WRITE"], "minutes": 30}
    answer = await asker.change("staffTokenCreate", **values)
    token = asker.process.tokens.read(answer["token"], system_clock())
    assert (token.kind, token.subject, set(token.scopes)) == ("staff", "staff-7", {"read", "claims:write"})
    assert token.expires_at - token.issued_at == timedelta(minutes=30)
    modest = asker.with_scopes(Scope.TOKENS_WRITE, Scope.READ)
    for change, problem in (
        ({"scopes": ["OPERATE"]}, ("SCOPE_NOT_HELD", "scopes")),
        ({"scopes": []}, ("SCOPE_NOT_HELD", "scopes")),
        ({"scopes": ["READ"], "minutes": 0}, ("INVALID", "minutes")),
        ({"scopes": ["READ"], "minutes": 721}, ("INVALID", "minutes")),
        ({"scopes": ["READ"], "minutes": 2**31 - 1}, ("INVALID", "minutes")),
        ({"scopes": ["READ"], "minutes": -(2**31)}, ("INVALID", "minutes")),
        ({"scopes": ["READ"], "actor": " "}, ("INVALID", "actor")),
        ({"scopes": ["READ"], "actor": "x" * 1_000_000}, ("INVALID", "actor")),
    ):
        told = values | {"idempotencyKey": a_key()} | change
        assert await modest.refusal("staffTokenCreate", **told) == [problem], change


async def test_handing_out_tokens_needs_its_scope(asker: Asker) -> None:
    order = await an_order(asker)
    reader = asker.with_scopes(Scope.READ)
    values = {"idempotencyKey": a_key(), "orderId": order["id"]}
    assert await reader.codes(document("customerTokenCreate"), input=values) == ["FORBIDDEN"]
    assert await reader.codes(document("tokensRevoke"), input=values) == ["FORBIDDEN"]


async def test_tokens_that_are_revoked_are_void_from_then_on(asker: Asker, door: Pool) -> None:
    order = await an_order(asker)
    issued = system_clock()
    for values, subject in (({"orderId": order["id"]}, order["id"]), ({"actor": "staff-7"}, "staff-7")):
        answer = await asker.change("tokensRevoke", idempotencyKey=a_key(), **values)
        assert answer["subject"] == subject
        assert asker.caller is not None
        async with door.connection() as connection:
            storefront = asker.caller.storefront_id
            assert await repository.is_revoked(connection, storefront, [subject], issued)
            assert not await repository.is_revoked(connection, storefront, [subject], system_clock())


@pytest.mark.parametrize("values", [{}, {"orderId": "a", "actor": "b"}, {"actor": "  "}, {"actor": "x" * 1_000_000}])
async def test_a_revocation_names_exactly_one(asker: Asker, values: dict[str, str]) -> None:
    (refusal,) = await asker.refusal("tokensRevoke", idempotencyKey=a_key(), **values)
    assert refusal[0] == "INVALID"
