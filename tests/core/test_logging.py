"""The log tells what happened, and nobody's secrets or data."""

import json
import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog
from structlog.contextvars import bound_contextvars

from services.core import logging as logs

Lines = Callable[[], list[dict[str, object]]]


@pytest.fixture
def lines(capfd: pytest.CaptureFixture[str]) -> Iterator[Lines]:
    """What was logged since the last look; the log is put back as it was."""
    root, before = logging.getLogger(), structlog.get_config()
    handlers, level = root.handlers[:], root.level

    def look() -> list[dict[str, object]]:
        return [json.loads(line) for line in capfd.readouterr().err.splitlines()]

    yield look
    root.handlers[:], root.level = handlers, level
    structlog.configure(**before)


@pytest.fixture
def to_json(lines: Lines) -> Callable[[], Lines]:
    """Begins to log as JSON; done by the test itself, as the standard error is another one for each phase."""

    def begin() -> Lines:
        logs.configure("INFO", "json")
        return lines

    return begin


SECRETS = [
    "mg_sk_0a1b2c-3d4e_5f",
    "mg_pk_0a1b2c3d4e5f",
    "EZTK0123456789abcdef",
    "eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJvcmQifQ.c2lnbmF0dXJl",
    "ida.hansen+shop@shop.example",
]


def test_what_looks_like_a_secret_is_hidden_wherever_it_stands(to_json: Callable[[], Lines]) -> None:
    lines = to_json()
    log = structlog.get_logger()
    for secret in SECRETS:
        log.info(secret, told=f"it was {secret}", nested={"deep": [secret, {"er": (secret,)}]})
        logging.getLogger("some.library").warning("it said %s", secret)
    told = lines()
    assert len(told) == 2 * len(SECRETS)
    assert not [secret for secret in SECRETS if secret in json.dumps(told)]


def test_the_password_of_a_url_is_hidden_and_its_host_is_not(to_json: Callable[[], Lines]) -> None:
    lines = to_json()
    structlog.get_logger().info("connecting", url="postgresql://user:pass:word@db.example:5432/makegood")
    (line,) = lines()
    assert line["url"] == "postgresql://[hidden]@db.example:5432/makegood"


def test_what_has_the_name_of_personal_data_is_hidden(to_json: Callable[[], Lines]) -> None:
    lines = to_json()
    names = [
        "email",
        "customer_name",
        "address",
        "phone_number",
        "body",
        "payload",
        "authorization",
        "api_key",
        "token",
    ]
    structlog.get_logger().info("event", **dict.fromkeys(names, "Ida Hansen"), order={"email": "Ida"})
    assert "Ida" not in json.dumps(lines())


def test_ids_words_and_numbers_stay(to_json: Callable[[], Lines]) -> None:
    lines = to_json()
    told = {
        "storefront_id": "sto_1",
        "task_id": "tsk_1",
        "attempt": 3,
        "kind": "tracker.register",
        "ms": 1.5,
        "ok": True,
    }
    with bound_contextvars(request_id="req_1", claim_id="clm_1"):
        structlog.get_logger().info("done", **told)
    (line,) = lines()
    assert line | told | {"request_id": "req_1", "claim_id": "clm_1", "event": "done", "level": "info"} == line


def test_an_exception_is_told_by_its_types_and_places_alone(to_json: Callable[[], Lines]) -> None:
    lines = to_json()

    def fail() -> None:
        try:
            os.environ["IDA"]
        except KeyError as error:
            raise ValueError("Hansen, Ida") from error

    log = structlog.get_logger()
    try:
        fail()
    except ValueError as error:
        log.exception("once")
        log.error("twice", exc_info=error)
        logging.getLogger("some.library").exception("thrice")
    told = lines()
    assert len(told) == 3
    for line in told:
        trace = line["trace"]
        assert isinstance(trace, list)
        assert trace[0] == "builtins.ValueError"
        assert "builtins.KeyError" in trace
        assert any(Path(__file__).name in place and place.endswith(" fail") for place in trace)
    assert "IDA" not in json.dumps(told).upper()


def test_a_level_keeps_out_what_is_below_it(to_json: Callable[[], Lines]) -> None:
    lines = to_json()
    structlog.get_logger().debug("no")
    logging.getLogger("some.library").debug("no")
    structlog.get_logger().info("yes")
    assert [line["event"] for line in lines()] == ["yes"]


def test_people_can_read_the_console(lines: Lines, capfd: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", "console")
    structlog.get_logger().info("claim.submitted", claim_id="clm_1", email="ida@shop.example")
    told = capfd.readouterr().err
    assert "claim.submitted" in told
    assert "clm_1" in told
    assert "ida@" not in told


@pytest.mark.parametrize(("level", "form"), [("LOUD", "json"), ("INFO", "xml"), ("", "")])
def test_a_level_or_form_that_does_not_exist_is_refused(level: str, form: str) -> None:
    with pytest.raises(ValueError, match="LOG_"):
        logs.configure(level, form)
