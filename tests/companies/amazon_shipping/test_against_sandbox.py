"""Amazon Shipping against the sandbox: login, a token that ends, and a claim that is taken once."""

from dataclasses import replace

import httpx
import pytest

from services.core.companies import filers, insurers
from services.core.companies.amazon_shipping import AmazonShipping
from services.core.effects import Recovery
from services.core.outside import Outside
from services.core.ports import Credentials, FilingStatus, Parcel, Rejected, Unavailable
from services.core.shipments.model import TrackingStatus
from tests.companies.amazon_shipping.test_amazon_shipping import FILING, NUMBER
from tests.companies.playing import account

CARRIER = "amazon_shipping"
ACCOUNT = account(AmazonShipping)


@pytest.fixture
async def amazon(sandbox_url: str, no_pause: Outside, steering: httpx.AsyncClient) -> AmazonShipping:
    del steering  # it is as new
    return AmazonShipping(no_pause, f"{sandbox_url}/{CARRIER}")


async def listed(steering: httpx.AsyncClient) -> list[str]:
    claims = (await steering.get("/amazon_shipping/claims")).json()["claims"]
    return [claim["claim_id"] for claim in claims]


async def logins(steering: httpx.AsyncClient) -> int:
    wanted = {"company": CARRIER, "path_prefix": "/auth"}
    count: int = (await steering.get("/calls", params=wanted)).json()["count"]
    return count


async def test_amazon_takes_claims_and_insures_nothing(amazon: AmazonShipping) -> None:
    assert filers({CARRIER: amazon}) == {CARRIER: amazon}
    assert insurers({CARRIER: amazon}) == {}


async def test_one_token_serves_many_calls(amazon: AmazonShipping, steering: httpx.AsyncClient) -> None:
    for _ in range(3):
        assert (await amazon.check(ACCOUNT, Parcel(NUMBER, CARRIER))).reported is TrackingStatus.IN_TRANSIT
    assert await logins(steering) == 1


async def test_a_token_that_ended_early_is_renewed_once(amazon: AmazonShipping, steering: httpx.AsyncClient) -> None:
    await amazon.check(ACCOUNT, Parcel(NUMBER, CARRIER))
    (await steering.post("/reset")).raise_for_status()  # the company forgets the tokens that it lent
    assert (await amazon.check(ACCOUNT, Parcel(NUMBER, CARRIER))).trouble is None
    assert await logins(steering) == 1, "one more since the reset"


@pytest.mark.parametrize("change", [{"refresh_token": "Atzr-taken-back"}, {"client_id": "somebody"}])
async def test_a_consent_that_was_taken_back_is_the_accounts_trouble_and_no_parcels(
    amazon: AmazonShipping, change: dict[str, str]
) -> None:
    stranger = Credentials("acc_2", {**ACCOUNT.values, **change})
    with pytest.raises(Rejected) as caught:
        await amazon.check(stranger, Parcel(NUMBER, CARRIER))
    assert caught.value.code in {"invalid_grant", "invalid_client"}
    assert not any(value in str(caught.value) for value in change.values())


async def test_a_number_that_is_none_is_not_found(amazon: AmazonShipping) -> None:
    assert (await amazon.check(ACCOUNT, Parcel("NOBODYS", CARRIER))).trouble == "NOT_FOUND"


async def test_a_claim_is_filed(amazon: AmazonShipping, steering: httpx.AsyncClient) -> None:
    filed = await amazon.file(ACCOUNT, FILING)
    assert filed.status is FilingStatus.SUBMITTED
    assert await listed(steering) == [filed.reference]


@pytest.mark.parametrize("fault", ["reset_after_work", "truncated"])
async def test_a_claim_whose_answer_is_lost_is_sent_again_and_was_filed_once(
    amazon: AmazonShipping, steering: httpx.AsyncClient, fault: str
) -> None:
    assert amazon.recoveries["recovery.submit"] is Recovery.RESEND
    order = {"fault": fault, "company": CARRIER, "match": {"path_prefix": "/shipping/v2/claims"}}
    (await steering.post("/faults", json=order)).raise_for_status()
    with pytest.raises(Unavailable) as lost:
        await amazon.file(ACCOUNT, FILING)
    assert lost.value.ambiguous
    with pytest.raises(Rejected) as again:
        await amazon.file(ACCOUNT, FILING)
    assert again.value.code == "ALREADY_FILED"
    assert len(await listed(steering)) == 1


async def test_a_claim_for_nothing_is_not_found(amazon: AmazonShipping) -> None:
    with pytest.raises(Rejected) as caught:
        await amazon.file(ACCOUNT, replace(FILING, tracking_number="NOBODYS"))
    assert caught.value.code == "NOT_FOUND"


async def test_what_amazon_has_no_call_for_is_not_supported(amazon: AmazonShipping) -> None:
    for ask in (amazon.find(ACCOUNT, FILING), amazon.state(ACCOUNT, "1"), amazon.withdraw(ACCOUNT, "1")):
        with pytest.raises(Rejected, match="NOT_SUPPORTED"):
            await ask
