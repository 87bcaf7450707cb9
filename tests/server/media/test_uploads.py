"""Uploads and downloads that go wrong: refused in words, and no file or descriptor is left at the host."""

from __future__ import annotations

import http.client
import json
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest

from tests.server.sample_app import write_app
from tests.server.served import Served, serve

MEGABYTE = 1024 * 1024


@pytest.fixture
def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    spools = tmp_path / "temporary"
    spools.mkdir()
    monkeypatch.setenv("TMPDIR", str(spools))
    with serve(write_app(tmp_path / "sample")) as served:
        yield served


def kept(host: Served) -> list[int]:
    """Sizes of the files that the host keeps."""
    return [each.stat().st_size for each in (host.errors.parent / "temporary").rglob("*") if each.is_file()]


def headers(host: Served, length: object) -> dict[str, str]:
    return {
        "origin": host.url.rstrip("/"),
        "x-formwright-call": "1",
        "content-length": str(length),
        "cookie": "formwright-browser=b",
    }


def put(host: Served, body: bytes, **changes: str | None) -> tuple[int, str]:
    connection = http.client.HTTPConnection(urlsplit(host.url).netloc, timeout=20)
    try:
        lines = headers(host, len(body)) | {
            name.replace("_", "-"): value for name, value in changes.items() if value is not None
        }
        for name in [name.replace("_", "-") for name, value in changes.items() if value is None]:
            del lines[name]
        connection.putrequest("PUT", "/_/media", skip_accept_encoding=True)
        for name, value in lines.items():
            connection.putheader(name, value)
        connection.endheaders()
        connection.send(body)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def until(condition: object) -> None:
    """Asks until it is so; the test's time limit is the only limit."""
    assert callable(condition)
    pause = threading.Event()
    while not condition():
        pause.wait(0.05)


@pytest.mark.parametrize(
    ("changes", "status", "words"),
    [
        ({"origin": "https://evil.example"}, 403, "Refused"),
        ({"origin": None}, 403, "Refused"),
        ({"x_formwright_call": None}, 403, "Refused"),
        ({"content_length": "x"}, 400, ""),
        ({"content_length": str(5 * 1024**4)}, 413, "larger"),
        ({"x_formwright_session": "invented"}, 403, "expired"),
    ],
)
def test_what_is_refused(host: Served, changes: dict[str, str | None], status: int, words: str) -> None:
    found, said = put(host, b"content", **changes)
    assert (found, words in said) == (status, True)
    assert kept(host) == []


def test_an_upload_is_kept_and_an_empty_one_too(host: Served) -> None:
    status, said = put(host, b"x" * 3 * MEGABYTE)
    assert (status, set(json.loads(said))) == (200, {"ticket", "session"})
    assert put(host, b"")[0] == 200
    assert sorted(kept(host)) == [0, 3 * MEGABYTE]


def test_a_browser_that_goes_in_the_middle_leaves_nothing(host: Served) -> None:
    with socket.create_connection(("127.0.0.1", host.port)) as connection:
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers(host, 9 * MEGABYTE).items())
        connection.sendall(f"PUT /_/media HTTP/1.1\r\nhost: 127.0.0.1:{host.port}\r\n{lines}\r\n".encode())
        connection.sendall(b"x" * 4 * MEGABYTE)
        until(lambda: any(size >= MEGABYTE for size in kept(host)))
    until(lambda: kept(host) == [])
    assert [each for each in psutil.Process(host.process.pid).open_files() if "temporary" in each.path] == []
    assert put(host, b"after")[0] == 200


def test_more_than_was_announced_is_refused(host: Served) -> None:
    with socket.create_connection(("127.0.0.1", host.port), timeout=20) as connection:
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers(host, 5).items())
        connection.sendall(
            f"PUT /_/media HTTP/1.1\r\nhost: 127.0.0.1:{host.port}\r\n{lines}\r\n".encode() + b"12345678"
        )
        assert connection.recv(100).startswith(b"HTTP/1.1 400")
    until(lambda: kept(host) == [])


def test_all_is_gone_with_the_host(host: Served) -> None:
    put(host, b"x" * MEGABYTE)
    assert kept(host) == [MEGABYTE]
    host.process.terminate()
    host.process.wait(20)
    assert os.listdir(host.errors.parent / "temporary") == []  # noqa: PTH208
