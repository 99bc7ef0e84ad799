"""ariadne-codegen: a typed Python client made from the schema and all documents, and calls with it."""

import importlib
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

from checks import BEARER, BUILD, OPERATIONS, SCHEMA, SOCKET_URL, URL, change, claim, new_order, run, sell

FOLDER = BUILD / "ariadne"
CONFIG = f"""
[tool.ariadne-codegen]
schema_path = "{SCHEMA}"
queries_path = "{OPERATIONS}"
target_package_name = "makegood_client"
target_package_path = "{FOLDER}"
"""


@cache
def generated() -> ModuleType:
    """The package that was made; raises what the generator said."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    (FOLDER / "pyproject.toml").write_text(CONFIG)
    program = Path(sys.executable).with_name("ariadne-codegen")
    done = subprocess.run([program], cwd=FOLDER, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    sys.path.insert(0, str(FOLDER))
    return importlib.import_module("makegood_client")


def client(key: str = BEARER):
    """A client over HTTP and WebSocket."""
    hello = {"authorization": key}
    return generated().Client(
        url=URL, headers={"Authorization": key}, ws_url=SOCKET_URL, ws_connection_init_payload=hello
    )


async def it_takes_schema_and_documents() -> None:
    made = [name for name in dir(generated().Client) if not name.startswith("_")]
    for file in OPERATIONS.glob("*.graphql"):
        name = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in file.stem)
        assert name in made, f"{name} is not among {made}"


async def a_query() -> None:
    async with client() as opened:
        assert (await opened.storefront()).storefront.id


async def a_mutation() -> None:
    order = new_order()
    given = generated().OrderUpsertInput.model_validate({"idempotencyKey": order["externalId"], **order})
    async with client() as opened:
        assert (await opened.order_upsert(given)).order_upsert.order.id


async def an_entity_with_all_its_types() -> None:
    made = await claim(*await sell())
    async with client() as opened:
        found = (await opened.claim(id=made["id"])).claim
        assert found is not None
        assert found.status is generated().ClaimStatus.SUBMITTED or found.status, found
        assert found.items[0].quantity == 2


async def an_error_has_its_code() -> None:
    async with client() as opened:
        try:
            await opened.order()
        except generated().GraphQLClientGraphQLMultiError as error:
            assert error.errors[0].extensions["code"] == "BAD_USER_INPUT", error.errors
        else:
            raise AssertionError("no error was raised")


async def a_wrong_key_is_told() -> None:
    async with client("Bearer mg_sk_wrong") as opened:
        try:
            await opened.storefront()
        except generated().GraphQLClientHttpError as error:
            assert error.status_code == 401, error
        else:
            raise AssertionError("no error was raised")


async def a_subscription() -> None:
    order, shipment = await sell()
    made = await claim(order, shipment)
    await change("claimCancel", claimId=made["id"])
    async with client() as opened:
        async for event in opened.order_updated(id=order["id"], after=order["cursor"]):
            if event.order_updated.type_ == "claim.canceled":
                return
    raise AssertionError("the stream ended")


run(
    "ariadne-codegen",
    {
        "it takes schema and documents": it_takes_schema_and_documents,
        "a query": a_query,
        "a mutation": a_mutation,
        "an entity with all its types": an_entity_with_all_its_types,
        "an error has its code": an_error_has_its_code,
        "a wrong key is told": a_wrong_key_is_told,
        "a subscription": a_subscription,
    },
)
