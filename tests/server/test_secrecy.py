"""Nothing but the client part leaves: every route is walked with every spelling of every file that must stay.

Requests go through a plain socket: HTTP clients tidy up dots and escapes before they send, an attacker does
not.
"""

from __future__ import annotations

import itertools
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.server.sample_app import SECRETS, write_app
from tests.server.served import Served, serve

HIDDEN = (
    "anvil.yaml",
    "__init__.py",
    "README.md",
    ".git/config",
    ".anvil_editor.yaml",
    "server_code/Server.py",
    "server_code/deep/Inner.py",
    "server_code/requirements.txt",
    "theme/parameters.yaml",
    "theme/assets/.hidden",
    "../outside.txt",
)
#: Places a path can be put behind, with the way back to the app folder from each.
ROUTES = (
    ("/", ""),
    ("/_/", ""),
    ("/_/app/", ""),
    ("/_/theme/", "../../"),
    ("/_/theme/pictures/", "../../../"),
    ("/_/runtime/{build}/", "../../"),
    ("/_/runtime/", "../../"),
    ("/client_code/", "../"),
)


def spellings(path: str) -> Iterator[str]:
    """Ways to write one path that some server, proxy or disk takes for the same file."""
    dotted = path.replace("/", "/./")
    yield path
    yield path.upper()
    yield path.title()
    yield quote(path, safe="")
    yield quote(quote(path, safe=""), safe="")
    yield path.replace(".", "%2e")
    yield path.replace("/", "%2f")
    yield path.replace("/", "%5c")
    yield path.replace("/", "\\")
    yield path.replace("/", "//")
    yield path.replace("/", "/%2e/")
    yield dotted
    yield path.replace("../", "..;/")
    yield path.replace("../", "..%c0%af")
    yield path.replace("../", "....//")
    yield path + "%00"
    yield path + "%00.css"
    yield path + "."
    yield path + "%20"
    yield path + "/"
    yield path + "::$DATA"
    yield path + "?x=.css"
    yield path + "%23.css"
    yield path + ";.css"
    yield path + "~"


def paths(build: str, folder: Path) -> Iterator[str]:
    for (route, back), hidden in itertools.product(ROUTES, HIDDEN):
        start = route.format(build=build)
        for spelling in spellings(hidden):
            yield start + spelling
        for spelling in spellings(back + hidden):
            yield start + spelling
    for hidden in HIDDEN:
        absolute = str((folder / hidden).resolve())
        for start in ("/_/theme/", f"/_/runtime/{build}/", "/"):
            yield start + absolute
            yield start + quote(absolute, safe="")
            yield start + "file://" + absolute


def ask_all(served: Served, wanted: list[str]) -> Iterator[tuple[str, bytes]]:
    """Answers to the requests, many on one connection."""
    for first in range(0, len(wanted), 50):
        batch = wanted[first : first + 50]
        with socket.create_connection(("127.0.0.1", served.port)) as connection:
            for number, path in enumerate(batch):
                last = number == len(batch) - 1
                line = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\n"
                connection.sendall((line + ("Connection: close\r\n" if last else "") + "\r\n").encode())
            answer = b""
            while chunk := connection.recv(1 << 20):
                answer += chunk
        yield " ".join(batch), answer


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = write_app(tmp_path_factory.mktemp("secrecy") / "sample")
    with serve(folder) as served:
        yield served


def test_no_spelling_of_any_path_gives_a_secret(served: Served) -> None:
    folder = served.errors.parent / "sample"
    build = "b"
    page = next(ask_all(served, ["/"]))[1].decode()
    if "/_/runtime/" in page:
        build = page.split("/_/runtime/", 1)[1].split("/", 1)[0]
    wanted = [path for path in dict.fromkeys(paths(build, folder)) if " " not in path]
    assert len(wanted) > 3000
    answered = 0
    for batch, answer in ask_all(served, wanted):
        answered += answer.count(b"HTTP/1.1 ")
        for secret in SECRETS:
            assert secret.encode() not in answer, f"{secret} in an answer to one of: {batch}"
    assert answered > 0.95 * len(wanted)  # the walk really reached the server


def test_the_walk_would_notice(served: Served) -> None:
    answers = dict(ask_all(served, ["/_/theme/standard-page.html", "/_/app"]))
    body = b"".join(answers.values())
    assert b"anvil-slot" in body
    assert b"CLIENT-SOURCE" in body


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"GET /../outside.txt HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
        b"GET http://evil.example/anvil.yaml HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
        b"GET * HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
        b"GET anvil.yaml HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
        b"GET /_/theme/\xff\xfe HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
        b"GET /anvil.yaml HTTP/1.0\r\n\r\n",
        b"PROPFIND / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
    ],
)
def test_odd_request_lines(served: Served, request_bytes: bytes) -> None:
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as connection:
        connection.sendall(request_bytes)
        answer = b""
        while chunk := connection.recv(1 << 20):
            answer += chunk
    assert answer.startswith((b"HTTP/1.1 4", b"HTTP/1.0 4"))
    assert not any(secret.encode() in answer for secret in SECRETS)
