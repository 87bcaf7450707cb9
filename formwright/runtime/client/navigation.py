"""Which form is open.

Responsible for `open_form` and `get_open_form`: of several openings that overlap, the one asked for last is
shown. Runs in the page.
"""

from __future__ import annotations

import importlib
from typing import Any

from formwright.runtime.client.component import Component
from formwright.runtime.client.container import check_free
from formwright.runtime.client.lifecycle import mount, unmount
from formwright.runtime.client.page import Page


class Navigation:
    def __init__(self, page: Page) -> None:
        self._page = page
        self._requests = 0
        self._hiding = False
        self.open: Component | None = None

    def open_form(self, form: Any, /, *args: Any, **kwargs: Any) -> Any:
        self._requests += 1
        request = self._requests
        if self._hiding:
            print("Warning: open_form() was called while the open form is being hidden.")
        if isinstance(form, str):
            form = self._make(form, args, kwargs)
        elif not isinstance(form, Component):
            raise TypeError(f"open_form() needs the name of a form or a form, not {type(form).__name__}")
        if request == self._requests and form is not self.open:  # nobody asked for another one meanwhile
            self._show(form)
        return form

    def _make(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        app = self._page.app
        assert app is not None
        package = app.bundle.package
        full = name if name.startswith(package + ".") else f"{package}.{name}"
        module = importlib.import_module(full)
        leaf = name.rpartition(".")[2]
        kind = getattr(module, leaf, None)
        if kind is None:
            raise AttributeError(
                f"The module {name} has no class {leaf!r}, so it cannot be opened as a form."
            )
        return kind(*args, **kwargs)

    def _show(self, form: Component) -> None:
        check_free(form)
        old = self.open
        self.close()
        form._fw_entering(old)
        self.open = form
        dom = self._page.dom
        dom.insert(dom.root(), form._fw.node)
        mount(form)
        self._page.platform.painted({"kind": "painted", "form": type(form).__name__})

    def close(self) -> None:
        old, self.open = self.open, None
        if old is None:
            return
        self._page.dom.remove(old._fw.node)
        self._hiding = True
        try:
            unmount(old)
        finally:
            self._hiding = False
