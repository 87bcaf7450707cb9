"""Large media between a browser and server code: whole and unharmed, in little memory."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_served import opened
from tests.server.sample_app import write_app
from tests.server.served import Served, serve

MEGABYTE = 1024 * 1024
LARGE = 64 * MEGABYTE
LITTLE = 32 * MEGABYTE  # how much a process may grow: half of what passes through it

FORM = """\
from ._anvil_designer import Form1Template
from anvil import *
import anvil.media
import anvil.server


class Form1(Form1Template):
    def __init__(self, **properties):
        self.init_components(**properties)
        self.loader = FileLoader(text="Choose")
        self.loader.set_event_handler("change", self.chosen)
        self.add_component(self.loader)
        self.say = Label(text="ready")
        self.add_component(self.say)
        for text in ("give", "back", "read", "show", "lazy", "twice", "failing", "made"):
            button = Button(text=text)
            button.set_event_handler("click", getattr(self, text))
            self.add_component(button)

    def chosen(self, file, **event):
        self.say.text = "took " + anvil.server.call("take", file)

    def made(self, **event):
        media = BlobMedia("text/plain", b"made!" * 4_000_000, name="made.txt")
        self.say.text = "made " + anvil.server.call("take", media)

    def give(self, **event):
        media = anvil.server.call("give")
        self.say.text = f"given {media.name} {media.content_type} {media.length}"
        anvil.media.download(media)

    def back(self, **event):
        media = anvil.server.call("back", self.loader.file)
        self.say.text = f"back {type(media).__name__} " + anvil.server.call("take", media)

    def show(self, **event):
        self.add_component(Image(source=anvil.server.call("back", self.loader.file)))

    def lazy(self, **event):
        media = anvil.server.call("lazy", 7)
        self.add_component(Image(source=media))
        self.say.text = f"lazy {type(media).__name__} {isinstance(media, LazyMedia)} {media.content_type}"

    def twice(self, **event):
        media = anvil.server.call("lazy", 9)
        again = anvil.server.call("look", media)
        self.say.text = f"twice {again} {media.length} {media.get_bytes()[:4]} {anvil.server.call('made')}"

    def failing(self, **event):
        media = anvil.server.call("failing")
        try:
            media.get_bytes()
        except Exception as error:
            page = str(error)
        try:
            anvil.server.call("look", media)
        except ValueError as error:
            self.say.text = f"failing: {page} / {error}"

    def read(self, **event):
        media = anvil.server.call("give")
        content = media.get_bytes()
        self.say.text = f"read {len(content)} {content[:5]} {content[-5:]}"
"""
SERVER = """\
import hashlib, json, os
import anvil.media, anvil.server

def memory(name):
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith(name))

@anvil.server.callable
def draw(width):
    anvil.server.session["made"] = anvil.server.session.get("made", 0) + 1
    text = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="5"></svg>'
    return anvil.BlobMedia("text/plain", text.encode(), name="drawn.svg")

@anvil.server.callable
def fail():
    raise ValueError("a secret reason")

@anvil.server.callable
def lazy(width):
    return anvil.create_lazy_media("image/svg+xml", "draw", width)

@anvil.server.callable
def failing():
    return anvil.create_lazy_media("image/png", "fail")

@anvil.server.callable
def look(media):
    return [media.length, media.get_bytes()[-6:].decode(), isinstance(media, anvil.LazyMedia)]

@anvil.server.callable
def made():
    return anvil.server.session["made"]

@anvil.server.callable
def take(media):
    before = memory("VmRSS")
    digest = hashlib.sha256()
    with anvil.media.TempFile(media) as name:
        with open(name, "rb") as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
    with anvil.media.open(media) as file:
        file.seek(-5, 2)
        end = file.read().decode()
    grown = memory("VmHWM") - before
    stored = not isinstance(media, anvil.BlobMedia)
    return json.dumps([media.name, media.length, digest.hexdigest(), end, grown, stored])

@anvil.server.callable
def back(media):
    return anvil.server.call("inner", media)

@anvil.server.callable
def inner(media):
    return media

@anvil.server.callable
def give():
    name = os.path.join("FOLDER", "given.mp4")
    with open(name, "wb") as file:
        file.write(b"start")
        file.seek(SIZE - 5)
        file.write(b"ended")
    return anvil.media.from_file(name, name="film ü.mp4")
""".replace("SIZE", str(LARGE))


def sample(folder: Path, persistent: bool) -> Path:
    app = write_app(folder)
    (app / "client_code" / "Form1" / "__init__.py").write_text(FORM)
    (app / "server_code" / "Server.py").write_text(SERVER.replace("FOLDER", str(folder.parent)))
    manifest = app / "anvil.yaml"
    if persistent:
        text = manifest.read_text().replace("{version: 2,", "{version: 2, server_persist: true,")
        assert "server_persist" in text
        manifest.write_text(text)
    return app


def highest(served: Served) -> int:
    status = Path(f"/proc/{served.process.pid}/status").read_text()
    return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def without_stack_switching(page: Page) -> None:
    page.add_init_script("delete WebAssembly.Suspending")


@pytest.mark.parametrize("persistent", [False, True], ids=["per-call", "persistent"])
def test_S11_X12_large_files_go_up_and_come_down_in_little_memory(
    browser: Browser, tmp_path: Path, persistent: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"  # of this host only: others on this machine have media too
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    chosen = tmp_path / "chosen.bin"
    with chosen.open("wb") as file:
        for number in range(LARGE // MEGABYTE):
            file.write(bytes([number]) * MEGABYTE)
        file.write(b"ended")
    digest = hashlib.sha256(chosen.read_bytes()).hexdigest()
    with serve(sample(tmp_path / "sample", persistent)) as served:
        page = opened(browser, served.url)
        expect(page.get_by_text("ready", exact=True)).to_be_visible()
        before = highest(served)
        page.locator("input[type=file]").set_input_files(chosen)
        expect(page.get_by_text("took")).to_be_visible(timeout=25_000)
        name, length, found, end, grown, stored = json.loads(page.get_by_text("took").inner_text()[5:])
        assert (name, length, found, end, stored) == ("chosen.bin", LARGE + 5, digest, "ended", True)
        assert grown < LITTLE

        page.get_by_role("button", name="back").click()
        expect(page.get_by_text("back LazyMedia")).to_be_visible(timeout=25_000)
        assert digest in page.get_by_text("back LazyMedia").inner_text()

        with page.expect_download() as coming:
            page.get_by_role("button", name="give").click()
        saved = Path(coming.value.path())
        assert coming.value.suggested_filename == "film ü.mp4"
        assert saved.stat().st_size == LARGE
        expect(page.get_by_text(f"given film ü.mp4 video/mp4 {LARGE}")).to_be_visible()

        page.get_by_role("button", name="read").click()
        expect(page.get_by_text(f"read {LARGE} b'start' b'ended'")).to_be_visible(timeout=25_000)
        assert highest(served) - before < LITTLE
        assert list(temporary.glob("formwright-media-*"))
        page.context.close()
    assert not list(temporary.glob("formwright-media-*"))


@pytest.mark.parametrize("waiting", [True, False], ids=["stack switching", "synchronous"])
def test_large_media_made_in_the_page_go_ahead_of_the_call(
    browser: Browser, tmp_path: Path, waiting: bool
) -> None:
    with serve(sample(tmp_path / "sample", True)) as served:
        page = browser.new_page()
        if not waiting:
            without_stack_switching(page)
        page.goto(served.url)
        page.get_by_role("button", name="made").click(timeout=25_000)
        said = page.get_by_text("made [")
        expect(said).to_be_visible(timeout=25_000)
        digest = hashlib.sha256(b"made!" * 4_000_000).hexdigest()
        name, length, found, end, grown, stored = json.loads(said.inner_text()[5:])
        assert (name, length, found, end, stored) == ("made.txt", 20_000_000, digest, "made!", True)
        assert grown < LITTLE
        page.close()


def test_a_large_picture_that_was_sent_can_be_shown(browser: Browser, tmp_path: Path) -> None:
    start = b'<svg xmlns="http://www.w3.org/2000/svg" width="7" height="5"><!--'
    chosen = tmp_path / "a picture ü.svg"
    chosen.write_bytes(start + b"x" * 2 * MEGABYTE + b"--></svg>")
    with serve(sample(tmp_path / "sample", True)) as served:
        page = opened(browser, served.url)
        expect(page.get_by_text("ready", exact=True)).to_be_visible()
        page.locator("input[type=file]").set_input_files(chosen)
        expect(page.get_by_text("took")).to_be_visible(timeout=25_000)
        page.get_by_role("button", name="show").click()
        page.wait_for_function("() => document.querySelector('img')?.naturalWidth === 7")
        address = page.locator("img").get_attribute("src") or ""
        assert "/_/lm/" in address
        saved = page.request.get(f"{served.url.rstrip('/')}{address}")
        assert saved.headers["content-type"] == "image/svg+xml"
        assert "a%20picture%20%C3%BC.svg" in saved.headers["content-disposition"]
        page.context.close()


@pytest.mark.parametrize("persistent", [False, True], ids=["per-call", "persistent"])
def test_lazy_media_are_made_when_they_are_wanted(browser: Browser, tmp_path: Path, persistent: bool) -> None:
    with serve(sample(tmp_path / "sample", persistent)) as served:
        page = opened(browser, served.url)
        expect(page.get_by_text("ready", exact=True)).to_be_visible()
        page.get_by_role("button", name="lazy").click()
        expect(page.get_by_text("lazy LazyMedia True image/svg+xml")).to_be_visible()
        page.wait_for_function("() => document.querySelector('img')?.naturalWidth === 7")
        address = page.locator("img").get_attribute("src") or ""
        stranger = browser.new_context()
        assert stranger.request.get(f"{served.url.rstrip('/')}{address}").status == 404
        stranger.close()
        # Made once for the picture, once for the second, whoever reads it how often.
        page.get_by_role("button", name="twice").click()
        expect(page.get_by_text("twice [67, '</svg>', True] 67 b'<svg' 2")).to_be_visible()
        page.get_by_role("button", name="failing").click()
        said = page.get_by_text("failing: ")
        expect(said).to_be_visible()
        in_page, _, on_server = said.inner_text().partition(" / ")
        assert "secret" not in in_page and "log says why" in in_page
        assert on_server == "a secret reason"
        assert "a secret reason" in served.errors.read_text()
        page.context.close()


def test_large_files_go_up_from_browsers_in_which_python_cannot_wait(
    browser: Browser, tmp_path: Path
) -> None:
    chosen = tmp_path / "chosen.bin"
    chosen.write_bytes(bytes(3 * MEGABYTE) + b"ended")
    with serve(sample(tmp_path / "sample", False)) as served:
        context = browser.new_context()
        page = context.new_page()
        without_stack_switching(page)
        page.goto(served.url)
        expect(page.get_by_text("ready", exact=True)).to_be_visible(timeout=20_000)
        page.locator("input[type=file]").set_input_files(chosen)
        expect(page.get_by_text("took")).to_be_visible(timeout=30_000)
        assert json.loads(page.get_by_text("took").inner_text()[5:])[1] == 3 * MEGABYTE + 5
        context.close()
