"""Pages of `formwright serve`, as visitors open them: several browsers, new code, HTTPS."""

from __future__ import annotations

from pathlib import Path

import trustme
from playwright.sync_api import Browser, Page, expect

from tests.server.sample_app import write_app
from tests.server.served import serve

COUNTING = """\
from ._anvil_designer import Form1Template
from anvil import *
import anvil.server


class Form1(Form1Template):
    def __init__(self, **properties):
        self.init_components(**properties)
        self.label_1.text = f"Hello {anvil.server.call('count')}"
"""
SERVER = """\
import anvil.server

@anvil.server.callable
def count():
    anvil.server.session["n"] = anvil.server.session.get("n", 0) + 1
    return anvil.server.session["n"]
"""


def sample(folder: Path) -> Path:
    app = write_app(folder)
    (app / "client_code" / "Form1" / "__init__.py").write_text(COUNTING)
    (app / "server_code" / "Server.py").write_text(SERVER)
    return app


def opened(browser: Browser, url: str, trusting: bool = False) -> Page:
    context = browser.new_context(ignore_https_errors=trusting)
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto(url)
    return page


def test_open_pages_of_several_browsers_start_anew_with_new_code(browser: Browser, tmp_path: Path) -> None:
    app = sample(tmp_path / "sample")
    with serve(app, "--reload") as served:
        pages = [opened(browser, served.url) for _ in range(2)]
        for page in pages:
            expect(page.get_by_text("Hello 1", exact=True)).to_be_visible()
        (app / "client_code" / "Form1" / "__init__.py").write_text(COUNTING.replace("Hello", "Welcome"))
        for page in pages:  # in the same page, so in the same session
            expect(page.get_by_text("Welcome 2", exact=True)).to_be_visible()
            page.context.close()


def test_a_page_calls_over_https(browser: Browser, tmp_path: Path) -> None:
    issued = trustme.CA().issue_cert("127.0.0.1")
    chain, key = tmp_path / "chain.pem", tmp_path / "key.pem"
    chain.write_bytes(b"".join(part.bytes() for part in issued.cert_chain_pems))
    key.write_bytes(issued.private_key_pem.bytes())
    app = sample(tmp_path / "sample")
    with serve(app, "--tls-cert", str(chain), "--tls-key", str(key)) as served:
        page = opened(browser, served.url, trusting=True)
        expect(page.get_by_text("Hello 1", exact=True)).to_be_visible()
        cookies = page.context.cookies()
        assert cookies and all(cookie["secure"] and cookie["httpOnly"] for cookie in cookies)
        page.context.close()
