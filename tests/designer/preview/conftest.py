"""A small real HTTP server whose pages speak the page's console protocol, and a session led to it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

# WebEngine wants to be imported before the application exists, as `app.py` does with its OpenGL attribute.
import PySide6.QtWebEngineWidgets  # noqa: F401
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from formwright.designer.core.commands import Command, Commands
from formwright.designer.core.locations import Location
from formwright.designer.core.preferences import Preferences
from formwright.designer.core.run import RunSession
from formwright.designer.preview.panel import PreviewPanel
from formwright.designer.ui.theme import Theme
from formwright.runtime.protocol import control

TOKEN = "secret-token"

PAGE = """<!doctype html><title>app</title><body style="background: rgb(10, 120, 60); margin: 0">
<button id="b" style="width: 200px; height: 80px">count</button><p id="p"></p><script>
const held = new URLSearchParams(location.search).has("_hold");
const designer = new URLSearchParams(location.search).has("_designer");
const emit = (event) => designer && console.debug("\\u0001formwright" + JSON.stringify(event));
const state = (name) => emit({kind: "state", state: name, milliseconds: 1});
window.formwright = {
  emit, started: false,
  start() {
    this.started = true;
    emit({kind: "output", stream: "stdout", text: "hello from " + location.pathname + location.hash + "\\n"});
    state("running");
  },
};
document.getElementById("b").onclick = () =>
  emit({kind: "error", type: "ValueError", message: "clicked",
        trace: [{file: "client_code/Form1/__init__.py", line: 12, column: 3, function: "f"}]});
state("booting");
if (held) state("held"); else window.formwright.start();
</script>"""


class Site:
    """`seen` are the paths that were asked for; `pages` may be changed by a test."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.pages: dict[str, tuple[str, bytes]] = {
            "/": ("text/html", PAGE.encode()),
            "/other": ("text/html", PAGE.encode()),
            "/file.bin": ("application/octet-stream", b"0123456789" * 100),
        }
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.seen.append(self.path)
                kind, body = site.pages.get(self.path.partition("?")[0], ("", b""))
                self.send_response(200 if kind else 404)
                self.send_header("Content-Type", kind or "text/plain")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_arguments: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_port
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class Link:
    """Stands where the host process is: says at once, or when told, that the site is ready."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.sent: list[control.Command] = []
        self.at_once = True
        self.event: Callable[[control.Event], None] = print
        self.exit: Callable[[str], None] = print

    def listen(self, on_event: Callable[[control.Event], None], on_exit: Callable[[str], None]) -> None:
        self.event, self.exit = on_event, on_exit

    def start(self) -> None:
        if self.at_once:
            self.ready()

    def ready(self) -> None:
        self.event(control.Ready(self.site.url, TOKEN, self.site.port))

    def send(self, command: control.Command) -> None:
        self.sent.append(command)
        if isinstance(command, control.Reload):
            QTimer.singleShot(0, lambda: self.event(control.Problems()))  # read, and nothing was wrong

    def close(self) -> None:
        pass


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


@pytest.fixture
def link(site: Site) -> Link:
    return Link(site)


@pytest.fixture
def session(link: Link) -> RunSession:
    return RunSession(link)


@pytest.fixture
def theme(qapp: QApplication, tmp_path: Path) -> Theme:
    return Theme(qapp, Preferences(tmp_path / "preferences.json"))


@pytest.fixture
def opened() -> list[str]:
    """Addresses that went to the system's browser."""
    return []


@pytest.fixture
def went_to() -> list[Location]:
    return []


@pytest.fixture
def panel(
    qtbot: QtBot,
    session: RunSession,
    theme: Theme,
    opened: list[str],
    went_to: list[Location],
    tmp_path: Path,
) -> Iterator[PreviewPanel]:
    assert theme.tokens
    commands = Commands()
    commands.add(Command("open_location", "Open", went_to.append))
    panel = PreviewPanel(
        session, commands, open_outside=opened.append, downloads=lambda: tmp_path / "downloads"
    )
    panel.resize(600, 500)
    with qtbot.waitExposed(panel):
        panel.show()
    yield panel
    panel.shut_down()
    panel.close()
    panel.deleteLater()
