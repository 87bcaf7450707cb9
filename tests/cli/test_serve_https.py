"""`formwright serve` with a certificate, and behind a proxy that has one."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import ssl
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
import trustme
import websockets.asyncio.client as websockets

from tests.server.sample_app import write_app
from tests.server.served import Page, Served, error_lines, page, serve

IP = "import anvil.server\n\n@anvil.server.callable\ndef who():\n    return anvil.server.context.client.ip\n"


@pytest.fixture
def app(tmp_path: Path) -> Path:
    folder = write_app(tmp_path / "sample")
    (folder / "server_code" / "Who.py").write_text(IP)
    return folder


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


class Files:
    """A certificate and its key, as an ACME client would leave them."""

    def __init__(self, folder: Path, authority: trustme.CA) -> None:
        self.authority = authority
        self.chain, self.key = folder / "chain.pem", folder / "key.pem"
        self.renew()

    def renew(self) -> None:
        issued = self.authority.issue_cert("localhost", "127.0.0.1")
        self.key.write_bytes(issued.private_key_pem.bytes())
        self.chain.write_bytes(b"".join(part.bytes() for part in issued.cert_chain_pems))

    @property
    def options(self) -> tuple[str, ...]:
        return "--tls-cert", str(self.chain), "--tls-key", str(self.key)

    @property
    def trusting(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        self.authority.configure_trust(context)
        return context


@pytest.fixture
def files(tmp_path: Path, authority: trustme.CA) -> Files:
    return Files(tmp_path, authority)


def certificate_of(served: Served, files: Files) -> bytes:
    with (
        socket.create_connection(("127.0.0.1", served.port), timeout=10) as plain,
        files.trusting.wrap_socket(plain, server_hostname="localhost") as encrypted,
    ):
        found = encrypted.getpeercert(binary_form=True)
        assert found is not None
        return found


async def test_pages_calls_and_cookies_over_https(app: Path, files: Files) -> None:
    with serve(app, *files.options) as served:
        assert served.url == f"https://127.0.0.1:{served.port}/"
        with urllib.request.urlopen(served.url, timeout=10, context=files.trusting) as answer:
            cookies = answer.headers.get_all("set-cookie")
        assert len(cookies) == 2
        assert all("secure" in cookie.lower() and "httponly" in cookie.lower() for cookie in cookies)
        async with websockets.connect(
            f"wss://localhost:{served.port}/_/ws", ssl=files.trusting, max_size=None
        ) as connection:
            tab = Page(connection)
            await tab.hello()
            assert await tab.call("add", 2, 3) == 5


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
async def test_a_renewed_certificate_is_taken_without_a_restart(app: Path, files: Files) -> None:
    with serve(app, *files.options) as served:
        before = await asyncio.to_thread(certificate_of, served, files)
        files.renew()
        served.process.send_signal(signal.SIGHUP)
        while await asyncio.to_thread(certificate_of, served, files) == before:
            await asyncio.sleep(0.02)
        files.key.write_text("not a key")
        served.process.send_signal(signal.SIGHUP)
        while "cannot be read" not in error_lines(served):
            await asyncio.sleep(0.02)
        await asyncio.to_thread(certificate_of, served, files)  # still answers


def test_certificates_that_cannot_be_used_are_explained(app: Path, files: Files, tmp_path: Path) -> None:
    def said(*options: str) -> str:
        command = [sys.executable, "-m", "formwright", "serve", str(app), "--port", "0", *options]
        ended = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
        assert ended.returncode == 2
        assert ended.stdout == "" and "Traceback" not in ended.stderr
        return ended.stderr

    assert "--tls-key FILE" in said("--tls-cert", str(files.chain))
    assert "cannot be read" in said("--tls-cert", str(tmp_path / "none.pem"), "--tls-key", str(files.key))
    swapped = said("--tls-cert", str(files.key), "--tls-key", str(files.chain))
    assert "cannot be used for HTTPS" in swapped
    other = files.authority.issue_cert("localhost").private_key_pem.bytes()
    files.key.write_bytes(other)
    assert "does not belong" in said(*files.options)


@pytest.mark.parametrize("proxy", ["127.0.0.1", "127.0.0.0/8"])
async def test_a_proxy_that_was_named_says_who_calls_and_how(app: Path, proxy: str) -> None:
    forwarded = [("x-forwarded-for", "203.0.113.7"), ("x-forwarded-proto", "https")]
    with serve(app, "--trusted-proxy", proxy, "--allow-name", "app.example") as served:
        address = f"ws://app.example:{served.port}/_/ws"
        async with page(address, f"https://app.example:{served.port}", forwarded) as tab:
            assert await tab.call("who") == "203.0.113.7"
        request = urllib.request.Request(served.url, headers=dict(forwarded))
        with urllib.request.urlopen(request, timeout=10) as answer:
            assert all("secure" in cookie.lower() for cookie in answer.headers.get_all("set-cookie"))


async def test_nobody_else_can_say_who_calls(app: Path) -> None:
    forwarded = [("x-forwarded-for", "203.0.113.7"), ("x-forwarded-proto", "https")]
    for options in ((), ("--trusted-proxy", "10.0.0.1")):
        with serve(app, *options) as served:
            async with page(served.socket_url, headers=forwarded) as tab:
                assert await tab.call("who") == "127.0.0.1"
            request = urllib.request.Request(served.url, headers=dict(forwarded))
            with urllib.request.urlopen(request, timeout=10) as answer:
                assert "secure" not in answer.headers["set-cookie"].lower()
