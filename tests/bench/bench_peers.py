"""The same three things in Formwright, NiceGUI, Flet and plain JavaScript, from a click until painted.

A plain script: `python -m tests.bench.bench_peers [ROUNDS]`. All in one Chromium, one after the other in
each round, each page fresh. What is clicked is blue, and the end is the first picture of the screen (CDP
screencast) with red in it: Flet draws on a canvas that nothing else can ask. NiceGUI and Flet come from the
package registry into an environment of their own in the temporary folder, made when first needed. Needs the
browser build.
"""

from __future__ import annotations

import base64
import http.server
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
import venv
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, Page, sync_playwright
from PySide6.QtGui import QImage

from tests.bench.peer_apps import FLET, FORMWRIGHT, NICEGUI, PLAIN
from tests.browser.host import ControlledHost
from tests.browser.workshop import write_app
from tests.e2e import chromium

ENVIRONMENT = Path(tempfile.gettempdir()) / "formwright-bench-peers"
PACKAGES = ("nicegui==3.18.0", "flet==1.0.5", "flet-web==1.0.5")
SUBJECTS = {"hundred": "form of 100", "rows": "1,000 x 5", "properties": "1,000 properties"}
PLACE = (128, 70)  # of the click, on each page
SETTLE = 1500  # milliseconds between what is clicked and the click
LONGEST = 60.0

Address = Callable[[str], str]


def environment() -> Path:
    python = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        venv.create(ENVIRONMENT, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *PACKAGES], check=True)
    return python


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def peer(source: str) -> Iterator[Address]:
    port = free_port()
    process = subprocess.Popen(
        [environment(), "-c", source, str(port)],
        env={**os.environ, "FLET_FORCE_WEB_SERVER": "true"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    base = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{base}/hundred")
        yield lambda subject: f"{base}/{subject}"
    finally:
        process.kill()
        process.wait()


def wait_for(url: str) -> None:
    end = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(url).close()
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
        else:
            return


class PlainPage(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(PLAIN.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@contextmanager
def plain() -> Iterator[Address]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), PlainPage)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield lambda subject: f"http://127.0.0.1:{server.server_port}/{subject}"
    server.shutdown()


@contextmanager
def formwright(folder: Path) -> Iterator[Address]:
    with ControlledHost(write_app(folder, FORMWRIGHT, "", {})) as host:
        yield lambda subject: f"{host.url.rstrip('/')}/#{subject}"


def shows(picture: bytes, colour: str) -> bool:
    """Whether there is a patch of pure red or blue."""
    image = QImage.fromData(picture).scaled(50, 40)
    found = 0
    for y in range(image.height()):
        for x in range(image.width()):
            point = image.pixelColor(x, y)
            strong, weak = (point.red(), point.blue()) if colour == "red" else (point.blue(), point.red())
            found += strong > 200 and weak < 60 and point.green() < 60
    return found > 20


class Screen:
    """What a page has painted, and when."""

    def __init__(self, page: Page) -> None:
        self._client = page.context.new_cdp_session(page)
        self._client.on("Page.screencastFrame", self._take)
        self._page = page
        self._pictures: list[tuple[float, bytes]] = []
        self._client.send("Page.startScreencast", {"format": "jpeg", "quality": 60, "maxWidth": 500})

    def _take(self, frame: dict[str, Any]) -> None:
        self._pictures.append((frame["metadata"]["timestamp"], base64.b64decode(frame["data"])))
        with suppress(Error):  # the page has gone
            self._client.send("Page.screencastFrameAck", {"sessionId": frame["sessionId"]})

    def wait_for(self, colour: str) -> float:
        """When it was first painted."""
        end = time.monotonic() + LONGEST
        while time.monotonic() < end:
            pictures, self._pictures = self._pictures, []
            for moment, picture in pictures:
                if shows(picture, colour):
                    return moment
            self._page.wait_for_timeout(20)
        raise TimeoutError(f"nothing {colour} on {self._page.url}")


def click_to_paint(browser: Browser, url: str) -> float:
    """In milliseconds."""
    page = browser.new_page(viewport={"width": 1000, "height": 800})
    page.goto(url)
    screen = Screen(page)
    screen.wait_for("blue")
    page.wait_for_timeout(SETTLE)
    began = time.time()
    page.mouse.click(*PLACE)
    painted = screen.wait_for("red")
    page.close()
    return (painted - began) * 1000


def main(rounds: int) -> None:
    figures: dict[str, dict[str, list[float]]] = {}
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        playwright = stack.enter_context(sync_playwright())
        executable, arguments = chromium.executable(), list(chromium.ARGUMENTS)
        browser = playwright.chromium.launch(executable_path=executable, args=arguments)
        stack.callback(browser.close)
        served = {
            "plain JavaScript": stack.enter_context(plain()),
            "Formwright": stack.enter_context(formwright(scratch / "app")),
            "NiceGUI": stack.enter_context(peer(NICEGUI)),
            "Flet": stack.enter_context(peer(FLET)),
        }
        for _ in range(rounds):
            for subject in SUBJECTS:
                for name, address in served.items():
                    took = click_to_paint(browser, address(subject))
                    figures.setdefault(subject, {}).setdefault(name, []).append(took)
                    print(f"{SUBJECTS[subject]}, {name}: {took:.0f} ms", file=sys.stderr, flush=True)
    for subject, title in SUBJECTS.items():
        print(title)
        ours = statistics.median(figures[subject]["Formwright"])
        for name, times in figures[subject].items():
            median = statistics.median(times)
            print(f"    {name:20} {median:8.0f} ms   {median / ours:6.2f} of Formwright")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
