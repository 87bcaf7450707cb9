"""Nothing is fetched from outside: with the network cut an app still boots, runs and calls its server."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request, expect

from tests.e2e.conftest import Serve

EXAMPLES = Path(__file__).resolve().parents[2] / "formwright" / "examples"


def _may_cut_the_network() -> bool:
    unshare = shutil.which("unshare")
    return (
        unshare is not None and subprocess.run([unshare, "-n", "true"], capture_output=True).returncode == 0
    )


@pytest.mark.skipif(not _may_cut_the_network(), reason="making a network of its own needs Linux and root")
def test_an_app_runs_with_the_network_cut(tmp_path: Path) -> None:
    app = tmp_path / "app"
    shutil.copytree(EXAMPLES / "server_modules", app)
    done = subprocess.run(
        ["unshare", "-n", sys.executable, "-m", "tests.e2e.offline_walk", str(app)],
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.strip() == "1, 1, 1"


def test_a_page_asks_only_its_own_host(page: Page, serve: Serve) -> None:
    asked: list[str] = []

    def remember(request: Request) -> None:
        asked.append(request.url)

    page.on("request", remember)
    served = serve(EXAMPLES / "hello")
    page.goto(served.url)
    expect(page.get_by_role("button", name="Greet me")).to_be_visible()
    own = urlsplit(served.url).netloc
    assert len(asked) > 5
    assert [
        url for url in asked if urlsplit(url).scheme in ("http", "https") and urlsplit(url).netloc != own
    ] == []
