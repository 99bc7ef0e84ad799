"""A customer's photo, from the page to the archive for the bank, through the real processes."""

import asyncio
import io
import zipfile
from typing import Any

import httpx

from services.dev.demo.client import Client
from tests.files import a_photo
from tests.journeys.selling import sell
from tests.processes import Service

EVIDENCE = "query($id: ID!) { claim(id: $id) { evidence { id state url sha256 } } }"
EXPORTS = "query($id: ID!) { claim(id: $id) { exports { state url } } }"


async def until_ready(http: httpx.AsyncClient, service: Service, credential: str, query: str, claim_id: str) -> Any:
    """The one thing of the claim that is asked for, once it is ready."""
    headers = {"Authorization": f"Bearer {credential}"}
    async with asyncio.timeout(30):
        while True:
            body = {"query": query, "variables": {"id": claim_id}}
            answer = (await http.post(f"{service.url}/graphql", json=body, headers=headers)).json()
            ((found,),) = answer["data"]["claim"].values()
            if found["state"] == "READY":
                return found
            await asyncio.sleep(0.05)


async def test_a_photo_goes_from_the_customers_page_into_the_banks_archive(
    service: Service, shops: list[dict[str, str]]
) -> None:
    photo = a_photo()
    async with httpx.AsyncClient(timeout=20) as http:
        server = Client(http, service.url, shops[0]["secretKey"])
        sold = await sell(http, service, shops[0])
        claim_id = (await sold.claim())["id"]
        told = {"fileName": "bowl.jpg", "contentType": "image/jpeg", "size": len(photo)}
        made = await sold.customer.mutation("evidenceUploadCreate", claimId=claim_id, kind="PHOTO", **told)
        upload = made["upload"]
        headers = {one["name"]: one["value"] for one in upload["headers"]}
        (await http.request(upload["method"], upload["url"], content=photo, headers=headers)).raise_for_status()
        added = {"claimId": claim_id, "evidenceIds": [made["evidence"]["id"]]}
        await sold.customer.mutation("claimAddEvidence", **added)
        evidence = await until_ready(http, service, sold.token, EVIDENCE, claim_id)
        shown = await http.get(evidence["url"])
        assert (shown.status_code, shown.headers["content-type"]) == (200, "image/jpeg")
        assert b"Secretphone" in photo
        assert b"Secretphone" not in shown.content
        await server.mutation("claimExportCreate", claimId=claim_id, audience="BANK", language="DA")
        export = await until_ready(http, service, shops[0]["secretKey"], EXPORTS, claim_id)
        archive = zipfile.ZipFile(io.BytesIO((await http.get(export["url"])).content))
        assert archive.read("evidence/01-bowl.jpg") == shown.content
