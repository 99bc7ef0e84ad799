"""Bodies that no company should send and every adapter has to survive, whole and as changes of good ones."""

import json
import random
from collections.abc import Iterator
from typing import Any

MEGABYTE = 1_000_000
BOMB = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol">%s]><lolz>&h;</lolz>""" % b"".join(
    b'<!ENTITY %c "%s">' % (ord("b") + step, b"&%c;" % (ord("a") + step) * 10) for step in range(7)
)

BODIES: dict[str, bytes] = {
    "nothing": b"",
    "blanks": b" \r\n\t ",
    "NUL": b"\x00" * 100,
    "cut-off JSON": b'{"shipments": [{"id": "1", "events": [{"timestamp": "2026-03-01T1',
    "null": b"null",
    "true": b"true",
    "a number": b"0",
    "a text": b'"ok"',
    "an empty list": b"[]",
    "an empty object": b"{}",
    "a list of nothing": b"[null, null]",
    "a page": b"<!DOCTYPE html><html><head><title>502</title></head><body><h1>Bad Gateway</h1><hr>nginx</body></html>",
    "a page in capitals": b"<HTML><BODY>Wartung &nbsp; <br> bis 6 Uhr</BODY></HTML>",
    "plain words": "Service temporarily unavailable, prøv igen".encode(),
    "an error inside": b'{"error": {"code": "INTERNAL", "message": "try later"}}',
    "errors inside": b'{"errors": [{"code": "TRACKING.TRACKINGNUMBER.NOTFOUND", "message": "no"}]}',
    "errors in a response": b'{"response": {"errors": [{"code": "151018", "message": "Invalid tracking number"}]}}',
    "a fault inside": b'{"fault": {"faultstring": "Rate limit quota violation", "detail": {"errorcode": "x"}}}',
    "a problem inside": b'{"title": "No result found", "status": 404, "detail": "No shipment with given number"}',
    "a failing meta": b'{"meta": {"code": 4004, "type": "NotFound", "message": "x"}, "data": {}}',
    "nothing where lists are": b'{"shipments": null, "trackResponse": {"shipment": null}, "output": null}',
    "text where lists are": b'{"shipments": "a", "trackResponse": "b", "output": "c", "data": "d", "events": "e"}',
    "Latin-1": '{"city": "København", "status": "Ærlig"}'.encode("latin-1"),
    "UTF-16": '{"city": "København"}'.encode("utf-16"),
    "a mark in front": b'\xef\xbb\xbf{"shipments": []}',
    "a lone surrogate": b'{"status": "\\ud800", "shipments": [{"status": "\\udfff"}]}',
    "a raw surrogate": b'{"status": "\xed\xa0\x80"}',
    "an escaped NUL": b'{"status": "a\\u0000b"}',
    "a number of 5000 digits": b'{"status": ' + b"9" * 5000 + b"}",
    "endless": b'{"status": 1e99999, "shipments": [1e99999]}',
    "no number": b'{"status": NaN, "weight": -Infinity}',
    "one key twice": b'{"status": "a", "status": [], "status": null}',
    "deep lists": b"[" * 100_000,
    "deep objects": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "a megabyte of text": b"x" * MEGABYTE,
    "a megabyte in JSON": b'{"status": "' + b"x" * MEGABYTE + b'"}',
    "more than a megabyte": b'"' + b"x" * (MEGABYTE + 200_000) + b'"',
    "an empty document": b"<?xml version='1.0'?><data/>",
    "cut-off XML": b"<?xml version='1.0'?><data name='x'><data",
    "a bomb": BOMB,
    "somebody's file": b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><data code="0">&x;</data>',
    "somebody's page": b'<!DOCTYPE d SYSTEM "http://127.0.0.1:9/d.dtd"><data/>',
    "an encoding that is none": b'<?xml version="1.0" encoding="klingon"?><data/>',
    "an encoding that is not so": '<?xml version="1.0" encoding="UTF-8"?><data city="København"/>'.encode("latin-1"),
    "deep elements": b"<a>" * 50_000 + b"</a>" * 50_000,
    "XML with NUL": b"<data>\x00</data>",
    "XML with a reference": b"<data code='&#0;'>&#xD800;</data>",
}

VALUES: tuple[object, ...] = (
    None, "", " ", 0, -1, 10**30, 1.5, True, [], {}, [None], [[]], {"": None}, "\ud800", "a\x00b", "x" * 10_000,
    "2026-03-01", "2026-03-01T12:00:00", "2026-02-30T25:61:00Z", "0000-00-00T00:00:00", "9999-12-31T23:59:59-23:59",
    "20260301", "١٢٣", "<b>&amp;</b>", "javascript:alert(1)", "2026-03-01T12:00:00+99:99",
)  # fmt: skip


def changed(body: bytes, most: int = 150) -> Iterator[bytes]:
    """The body cut off, garbled, and with single parts replaced; the same ones each time."""
    chance = random.Random(body)
    yield from (body[: len(body) * part // 7] for part in range(1, 7))
    for _ in range(20):
        at = chance.randrange(len(body) or 1)
        yield body[:at] + chance.choice([b"\x00", b"\xff", b'"', b"<", b"{", b"]", b"\\ud800"]) + body[at + 1 :]
    try:
        whole = json.loads(body)
    except ValueError:
        return
    places = list(_places(whole))
    every = [(place, value) for place in places for value in VALUES]
    for place, value in chance.sample(every, min(most, len(every))):
        yield json.dumps(_with(whole, place, value)).encode()
    for place in chance.sample(places, min(most // 3, len(places))):
        yield json.dumps(_without(whole, place)).encode()


def _places(value: object, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in inside:
        yield (*place, key)
        yield from _places(inner, (*place, key))


def _with(whole: Any, place: tuple[str | int, ...], value: object) -> Any:
    copy = json.loads(json.dumps(whole))
    holder = copy
    for key in place[:-1]:
        holder = holder[key]
    holder[place[-1]] = value
    return copy


def _without(whole: Any, place: tuple[str | int, ...]) -> Any:
    copy = json.loads(json.dumps(whole))
    holder = copy
    for key in place[:-1]:
        holder = holder[key]
    del holder[place[-1]]
    return copy
