"""One tab's session: puts the parts together and takes an app up and down.

Responsible for starting, restarting and re-theming the app on a page. Knows no browser: the platform is
given to it. Runs in the page.
"""

from __future__ import annotations

import sys
import time
from types import ModuleType
from typing import Any

from formwright.runtime.client.app import RunningApp
from formwright.runtime.client.bundle import Bundle, read_bundle
from formwright.runtime.client.calls import ServerCalls
from formwright.runtime.client.dialogs import Dialogs
from formwright.runtime.client.errors import ErrorReporter
from formwright.runtime.client.imports import CodeCache, install_anvil
from formwright.runtime.client.javascript import to_javascript, to_python
from formwright.runtime.client.loop import sleep
from formwright.runtime.client.navigation import Navigation
from formwright.runtime.client.notices import Notices
from formwright.runtime.client.output import Output, Stream
from formwright.runtime.client.page import Page, set_current_page
from formwright.runtime.client.platform import Platform
from formwright.runtime.client.pushed import PushedEvents
from formwright.runtime.client.uncaught import Uncaught

NO_STARTUP = "This app has no startup form yet. Choose one in its settings, then it appears here."


class Session:
    def __init__(self, platform: Platform, codes: CodeCache | None = None) -> None:
        self.platform = platform
        self.output = Output(platform.emit, platform.loop)
        self.page = Page(platform, ErrorReporter(platform.emit, self._app_file))
        set_current_page(self.page)
        self.page.navigation = Navigation(self.page)
        self.page.notices = Notices(self.page)
        self.page.dialogs = Dialogs(self.page)
        self.page.pushed = PushedEvents(self.page)
        self.page.calls = ServerCalls(
            platform, self.page.notices.busy, platform.reload, self.page.pushed.receive
        )
        self.page.errors.show = Uncaught(self.page).show
        if platform.designer is None:  # the designer hears of errors through `emit` already
            self.page.errors.log = self.page.calls.log
        self.page.errors.before = self.output.flush
        self._codes = codes if codes is not None else CodeCache()
        self._main: ModuleType | None = sys.modules.get("__main__")
        install_anvil()

    def _app_file(self, filename: str) -> str | None:
        return self.page.app.app_file(filename) if self.page.app is not None else None

    def adopt_interpreter(self) -> None:
        """Output and sleeping of the whole interpreter become the page's. Only where the page owns it."""
        loop = self.platform.loop
        sys.stdout = Stream("stdout", self.output)
        sys.stderr = Stream("stderr", self.output)
        if self.platform.can_block:
            time.sleep = lambda seconds: sleep(loop, float(seconds))
        else:
            time.sleep = lambda seconds: self._stand_still(float(seconds))

    def _stand_still(self, seconds: float) -> None:
        """`time.sleep` where Python cannot wait: nothing of the page moves meanwhile."""
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        self.output.flush()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            pass

    def start(self, text: str) -> bool:
        return self._start(read_bundle(text))

    def restart(self, text: str) -> bool | None:
        """Takes the new version, and says whether it started. None: it does not even compile, so the version
        before keeps running."""
        bundle = read_bundle(text)
        app = RunningApp(self.page, bundle, self._codes)
        try:
            app.check_syntax()
        except SyntaxError as error:
            old, self.page.app = self.page.app, app  # so that the error names files of the new version
            self.page.errors.report(error)
            self.page.app = old
            return None
        self.stop()
        return self._start(bundle)

    def _start(self, bundle: Bundle) -> bool:
        page = self.page
        app = page.app = RunningApp(page, bundle, self._codes)
        page.errors.handler = None
        assert page.calls is not None
        page.calls.version = bundle.version
        page.calls.portable = app.portable
        page.calls.keep_connected()
        failure: BaseException | None = None
        began = True
        try:
            began = app.start()
        except Exception as error:
            failure = error
        except SystemExit:
            pass  # `exit()` ends a startup module, as in a script
        if failure is not None:
            page.errors.report(failure)
            described = page.errors.describe(failure)
            self._say("The app could not start.", f"{described.type}: {described.message}")
        elif not began:
            self._say(NO_STARTUP, "")
        self.output.flush()
        return failure is None

    def _say(self, headline: str, text: str) -> None:
        dom = self.page.dom
        box = dom.make("div", "fw-page-message")
        dom.insert(box, dom.make("h1", "", headline))
        dom.insert(box, dom.make("p", "", text))
        dom.insert(dom.root(), box)
        self.platform.appear()

    def stop(self) -> None:
        page = self.page
        assert page.navigation is not None and page.calls is not None
        assert page.notices is not None and page.dialogs is not None
        self.platform.loop.abandon()
        for history in page.histories.values():
            history.close()
        page.histories.clear()
        page.callbacks.clear()
        assert page.pushed is not None
        page.pushed.clear()
        page.js_errors = None
        page.navigation.open = None
        page.dom.empty(page.dom.root())
        page.dialogs.clear()
        page.notices.clear()
        self.output.flush()
        page.calls.abandon()
        if page.app is not None:
            page.app.stop()
            page.app = None
        if self._main is not None:
            sys.modules["__main__"] = self._main

    def theme(self, text: str) -> None:
        """New colours for the app that runs; style sheets are swapped by boot.mjs."""
        if self.page.app is not None:
            self.page.app.replace_colors(read_bundle(text))

    def call_method(self, identity: str, name: str, arguments: list[Any]) -> list[Any]:
        """`anvil.call(element, "method", ...)` of page JavaScript: [worked, result or message]."""
        form = self.page.components.get(identity)
        try:
            if name.startswith("_"):
                raise AttributeError(f"{name!r} cannot be called from JavaScript")
            result = getattr(form, name)(*(to_python(argument) for argument in arguments))
            return [True, None if result is None else to_javascript(result)]
        except Exception as error:
            self.page.errors.report(error)
            return [False, f"{type(error).__name__}: {error}"]
