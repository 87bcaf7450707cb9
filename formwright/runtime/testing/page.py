"""An app on a page without a browser: what the `app` fixture gives.

Responsible for: the life of one page, and one place for everything a test asks of it. Exceptions of the app
come out of the call that caused them. Process: that of pytest, main thread.
"""

from __future__ import annotations

import importlib
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any, SupportsIndex

from formwright.runtime.client.component import Component
from formwright.runtime.client.fake_dom import FakeNode, FakePlatform
from formwright.runtime.client.loop import sleep
from formwright.runtime.client.page import set_current_page
from formwright.runtime.client.session import Session
from formwright.runtime.protocol.media import BlobMedia, Media
from formwright.runtime.testing.dialogs import Answer, DialogAnswers, OpenDialog
from formwright.runtime.testing.finding import find, find_all
from formwright.runtime.testing.frames import app_frames
from formwright.runtime.testing.hands import Hands
from formwright.runtime.testing.platform import LocalChannel, VirtualLoop
from formwright.runtime.testing.server import TestedServer
from formwright.runtime.testing.source import AppSource

Target = Component | str


class AppPage:
    """One visitor's page. Components may be given as they are, or by their name in the designer."""

    def __init__(self, source: AppSource) -> None:
        self._source = source
        self._sleep = time.sleep
        self._begun = self._ended = False
        self._failures: list[BaseException] = []
        self.server = TestedServer(source.engine)
        platform = self._platform = FakePlatform()
        loop = self._loop = platform.loop = VirtualLoop()
        channel = platform.channel = LocalChannel(loop, self.server)
        self._session = Session(platform, source.codes)
        self._page = self._session.page
        self._page.errors.witness = self._failures.append
        self._answers = DialogAnswers(self._page, self._failures.append)
        loop.ask = self._answers.ask
        assert self._page.calls is not None
        channel.notify = self._page.calls.on_channel
        self._hands = Hands(self._page)

    # --- life --------------------------------------------------------------------------------------------

    def __enter__(self) -> AppPage:
        time.sleep = self._virtual_sleep
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._end()
        if kind is None:
            self._complain()

    def close(self) -> None:
        """The end of the visit; fails when answers are left that no dialog asked for."""
        self._end()
        self._complain()

    def _end(self) -> None:
        if not self._ended:
            self._ended = True
            time.sleep = self._sleep
            self._session.stop()
            self.server.close()
            set_current_page(None)

    def _complain(self) -> None:
        unused = self._answers.forget()
        if unused:
            raise AssertionError(f"The test prepared {unused} answer(s) for dialogs that never opened.")

    def _virtual_sleep(self, seconds: float | SupportsIndex) -> None:
        if threading.current_thread() is threading.main_thread():
            sleep(self._loop, float(seconds))
        else:
            self._sleep(seconds)

    @property
    def folder(self) -> Path:
        return self._source.folder

    def start(self) -> Any:
        """What a visit does: opens the startup form, or runs the startup module. Gives the open form."""
        if self._begun:
            raise RuntimeError("The app has started already. Call start() first, or not at all.")
        self._begun = True
        self._session.start(self._source.bundle)
        self._settle()
        return self._page.navigation.open if self._page.navigation is not None else None

    def open(self, form: str | Component, *args: Any, **properties: Any) -> Any:
        """Opens a form by name, as `open_form` does, whatever the app starts with."""
        self._begin()
        assert self._page.navigation is not None
        opened = self._page.navigation.open_form(form, *args, **properties)
        self._settle()
        return opened

    def module(self, name: str) -> ModuleType:
        """A client module of the app. Modules are loaded anew for each test."""
        self._begin()
        return importlib.import_module(f"{self._source.app.package}.{name}")

    def _begin(self) -> None:
        if not self._begun:
            self._begun = True
            self._session.start(self._source.bundle_without_startup)
            self._page.dom.empty(self._page.dom.root())
            self._settle()

    # --- reading -----------------------------------------------------------------------------------------

    @property
    def form(self) -> Any:
        """The open form."""
        form = self._page.navigation.open if self._page.navigation is not None else None
        if form is None:
            raise RuntimeError('No form is open. Call app.start(), or app.open("Form1").')
        return form

    @property
    def text(self) -> str:
        """All text that can be seen on the page, without dialogs and notifications."""
        root: FakeNode = self._page.dom.root()
        return root.visible_text

    @property
    def notifications(self) -> list[str]:
        """Text of the notifications that can be seen now."""
        stack: list[FakeNode] = list(self._page.dom.query(self._page.dom.body(), ".fw-notice"))
        return [node.visible_text for node in stack if "fw-notice-error" not in node.classes]

    @property
    def dialogs(self) -> list[OpenDialog]:
        """Every dialog so far, with its title, text and buttons."""
        return self._answers.shown

    @property
    def url_hash(self) -> str:
        return self._platform.hash

    @property
    def downloads(self) -> list[str]:
        """Names of the files that the app gave to the browser to save."""
        return [name for _url, name in self._platform.downloads]

    def find(self, name: str) -> Any:
        return find(self.form, name)

    def find_all(self, name: str) -> list[Any]:
        """All components of that name, for example one in each row of a RepeatingPanel."""
        return list(find_all(self.form, name))

    # --- doing -------------------------------------------------------------------------------------------

    def click(self, target: Target, **keys: bool) -> None:
        __tracebackhide__ = True
        pressed = {name: keys.get(name, False) for name in ("shift", "alt", "ctrl", "meta")}
        self._do(lambda: self._hands.click(self._component(target), keys=pressed))

    def type(self, target: Target, text: str, *, enter: bool = False) -> None:
        """Replaces the text of a TextBox or TextArea; with `enter`, presses that key too."""
        __tracebackhide__ = True
        self._do(lambda: self._hands.type(self._component(target), str(text)))
        if enter:
            self.press_enter(target)

    def press_enter(self, target: Target) -> None:
        __tracebackhide__ = True
        self._do(lambda: self._hands.press_enter(self._component(target)))

    def choose(self, target: Target, text: str) -> None:
        """Chooses an entry of a DropDown by the text that the user reads."""
        __tracebackhide__ = True
        self._do(lambda: self._hands.choose(self._component(target), text))

    def tick(self, target: Target, on: bool = True) -> None:
        """Ticks a CheckBox or RadioButton, or takes the tick away."""
        __tracebackhide__ = True
        self._do(lambda: self._hands.tick(self._component(target), on))

    def upload(self, target: Target, *files: Media | tuple[str, bytes]) -> None:
        """Chooses files in a FileLoader: media, or (name, content) pairs."""
        media = [
            each if isinstance(each, Media) else BlobMedia("application/octet-stream", each[1], name=each[0])
            for each in files
        ]
        __tracebackhide__ = True
        self._do(lambda: self._hands.upload(self._component(target), media))

    def leave(self) -> None:
        """Takes the focus away from the field in use, as Tab does: raises `lost_focus`."""
        __tracebackhide__ = True
        self._do(self._hands.leave)

    def raise_event(self, target: Target, event: str, **arguments: Any) -> None:
        """Raises any event of a component, also what no click can."""
        __tracebackhide__ = True
        self._do(lambda: self._component(target).raise_event(event, **arguments))

    def answer(self, *answers: Answer) -> None:
        """Prepares the answers to the next dialogs: the text of a button, None to dismiss, or a function
        that gets the open dialog and closes it."""
        for each in answers:
            self._answers.prepare(each)

    def advance(self, seconds: float) -> None:
        """Lets time pass: timers tick and notifications go, at once and in order."""
        __tracebackhide__ = True
        self._do(lambda: self._loop.run(seconds))

    def _component(self, target: Target) -> Component:
        return target if isinstance(target, Component) else find(self.form, target)

    def _do(self, action: Callable[[], object]) -> None:
        __tracebackhide__ = True
        action()
        self._settle()

    def _settle(self) -> None:
        """Runs everything that is due, then lets the first failure out."""
        __tracebackhide__ = True
        self._loop.run()
        self._session.output.flush()
        failures, self._failures[:] = list(self._failures), ()
        if not failures:
            return
        for later in failures[1:]:
            failures[0].add_note(f"Then the app also raised {type(later).__name__}: {later}")
        if isinstance(failures[0], SystemExit):
            print("The app called exit().", file=sys.stderr)
            return
        raise failures[0].with_traceback(app_frames(failures[0].__traceback__))
