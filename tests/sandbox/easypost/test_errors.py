"""EasyPost's way to say no."""

import httpx
import pytest

TRACKERS = "/easypost/v2/trackers"


@pytest.mark.parametrize("header", [None, "", "Bearer EZTKx", "Basic", "Basic !!!", "Basic Og==", "Basic c2tfeDo="])
async def test_no_key_or_an_unknown_one_is_unauthorized(sandbox: httpx.AsyncClient, header: str | None) -> None:
    headers = {} if header is None else {"authorization": header}
    async with httpx.AsyncClient(base_url=sandbox.base_url, trust_env=False) as stranger:
        answer = await stranger.get(TRACKERS, headers=headers)

    assert answer.status_code == 401
    assert answer.json()["error"] == {"code": "UNAUTHORIZED", "message": "Invalid credentials.", "errors": []}


async def test_an_inactive_key_is_forbidden(sandbox: httpx.AsyncClient) -> None:
    answer = await sandbox.get(TRACKERS, auth=("EZTKold_inactive", ""))

    assert answer.status_code == 403
    assert answer.json()["error"] == {
        "code": "APIKEY.INACTIVE",
        "message": "This api key is no longer active. Please use a different api key or reactivate this key.",
        "errors": [],
    }


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"", "tracker"),
        (b"{}", "tracker"),
        (b'{"tracker":null}', "tracker"),
        (b'{"tracking_code":"EZ1000000001"}', "tracker"),
        (b'{"tracker":{}}', "tracking_code"),
        (b'{"tracker":{"tracking_code":" "}}', "tracking_code"),
    ],
)
async def test_a_missing_parameter_is_named(sandbox: httpx.AsyncClient, body: bytes, field: str) -> None:
    answer = await sandbox.post(TRACKERS, content=body)

    assert answer.status_code == 422
    assert answer.json()["error"] == {
        "code": "PARAMETER.REQUIRED",
        "message": "Missing required parameter.",
        "errors": [{"field": field, "message": "cannot be blank"}],
    }


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[]", 422),
        (b"null", 422),
        (b'{"tracker":{"tracking_code":7}}', 422),
        (b'{"tracker":{"tracking_code":"' + b"x" * 201 + b'"}}', 422),
    ],
)
async def test_a_body_that_cannot_be_read_is_refused(sandbox: httpx.AsyncClient, body: bytes, status: int) -> None:
    answer = await sandbox.post(TRACKERS, content=body)

    assert answer.status_code == status
    assert set(answer.json()["error"]) == {"code", "message", "errors"}


@pytest.mark.parametrize("path", ["/trackers/trk_none", "/webhooks/hook_none", "/events/evt_none", "/nothing"])
async def test_what_is_not_there_is_not_found(sandbox: httpx.AsyncClient, path: str) -> None:
    answer = await sandbox.get(f"/easypost/v2{path}")

    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "NOT_FOUND"
    assert answer.headers["x-ep-request-uuid"]


async def test_a_wrong_method_is_refused(sandbox: httpx.AsyncClient) -> None:
    assert (await sandbox.put(TRACKERS)).json()["error"]["code"] == "METHOD_NOT_ALLOWED"
