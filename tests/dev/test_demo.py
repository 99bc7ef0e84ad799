"""`make demo`: one line for whatever stands in its way. Its story is played in tests/journeys."""

import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from services.dev.ports import free_port

PROJECT = Path(__file__).resolve().parents[2]
KEY = '{"secretKey": "mg_sk_x", "publishableKey": "mg_pk_x", "shop": "shop.example"}\n'
KEYS = 2 * KEY


def demo(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "services.dev.demo", *arguments]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False, timeout=90)


def test_without_a_service_it_says_so_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "storefronts.jsonl").write_text(KEYS)
    url = f"http://127.0.0.1:{free_port()}"
    told = demo("--data", tmp_path, "--url", url)
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr == f"Nothing answers at {url}/graphql; start `make run` and wait for its URLs.\n"


def test_without_keys_it_names_the_file_that_is_missing(tmp_path: Path) -> None:
    told = demo("--data", tmp_path)
    assert (told.returncode, told.stdout) == (1, "")
    file = tmp_path / "storefronts.jsonl"
    assert told.stderr == f"{file} is missing; start `make run` first.\n"


@pytest.mark.parametrize("content", ["", "[]\n", "{}\n", "no JSON\n", "\xff", KEY])
def test_a_damaged_file_of_keys_ends_it_with_one_line(tmp_path: Path, content: str) -> None:
    (tmp_path / "storefronts.jsonl").write_bytes(content.encode("latin-1"))
    told = demo("--data", tmp_path)
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr.endswith("storefronts.jsonl holds no demo storefronts; start `make run` again.\n")
    assert told.stderr.count("\n") == 1


def test_something_else_on_the_port_ends_it_with_one_line(tmp_path: Path) -> None:
    (tmp_path / "storefronts.jsonl").write_text(KEYS)

    class Page(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<html>")

        def log_message(self, *arguments: object) -> None:
            del arguments

    with HTTPServer(("127.0.0.1", 0), Page) as server:
        thread = Thread(target=server.handle_request)
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}"
        told = demo("--data", tmp_path, "--url", url)
        thread.join()
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr == f"What listens at {url}/graphql does not speak GraphQL; is this the service?\n"
