"""A page without a browser: apps are written in the test, forms are built, clicked and read."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from textwrap import dedent
from typing import Any

import pytest

from formwright.runtime.client.component import Component
from formwright.runtime.client.fake_dom import FakeNode, FakePlatform, fire
from formwright.runtime.client.imports import AnvilFinder
from formwright.runtime.client.page import set_current_page
from formwright.runtime.client.session import Session

HEAD = "from ._anvil_designer import {name}Template\nfrom anvil import *\n"


def node(type_: str, name: str, **rest: Any) -> dict[str, Any]:
    return {"type": type_, "name": name, **rest}


def form(*components: Mapping[str, Any], **rest: Any) -> dict[str, Any]:
    return {"container": {"type": "ColumnPanel"}, "components": list(components), **rest}


@dataclass
class Bench:
    """One page under test."""

    session: Session
    platform: FakePlatform

    def start(
        self,
        modules: Mapping[str, str],
        forms: Mapping[str, Any] | None = None,
        startup: str = "",
        expect: bool = True,
        **bundle: Any,
    ) -> Any:
        """Starts an app; gives its open form."""
        text = self.bundle(modules, forms, startup, **bundle)
        ok = self.session.start(text)
        assert ok is expect, self.errors
        self.run()
        return self.open_form

    def bundle(
        self,
        modules: Mapping[str, str],
        forms: Mapping[str, Any] | None = None,
        startup: str = "",
        **bundle: Any,
    ) -> str:
        forms = forms or {}
        entries = []
        for name, source in modules.items():
            is_package = name in forms or name.endswith(".__init__")
            name = name.removesuffix(".__init__")
            path = name.replace(".", "/") + ("/__init__.py" if is_package else ".py")
            leaf = name.rpartition(".")[2]
            head = (
                HEAD.format(name=leaf)
                if name in forms and "Template" not in source.partition("class")[0]
                else ""
            )
            entries.append(
                {
                    "name": name,
                    "path": f"client_code/{path}",
                    "source": head + dedent(source),
                    "is_package": is_package,
                }
            )
        kind = "form" if startup in forms else "module"
        data = {
            "package": "MyApp",
            "runtime_version": 2,
            "startup": {"type": kind, "module": startup} if startup else None,
            "modules": entries,
            "forms": forms,
            **bundle,
        }
        return json.dumps(data)

    def run(self, seconds: float = 0.0) -> None:
        self.platform.loop.run(seconds)
        self.session.output.flush()

    @property
    def open_form(self) -> Any:
        navigation = self.session.page.navigation
        assert navigation is not None
        return navigation.open

    @property
    def errors(self) -> list[dict[str, Any]]:
        return [event for event in self.platform.events if event["kind"] == "error"]

    def error_types(self) -> list[str]:
        return [error["type"] for error in self.errors]

    @property
    def text(self) -> str:
        return self.platform.dom.root().visible_text

    @property
    def body(self) -> FakeNode:
        return self.platform.dom.body()

    def fire(self, component: Component, event: str, **detail: Any) -> None:
        """A DOM event on a component's control."""
        fire(self.session.page, component._fw_control(), event, **detail)

    def type_text(self, component: Component, text: str) -> None:
        self.platform.dom.set(component._fw_control(), "value", text)
        self.fire(component, "input")

    def click_text(self, text: str) -> None:
        target = next(n for n in self.body.walk() if n.tag in ("button", "a") and n.text == text)
        fire(self.session.page, target, "click", self=True)

    def later(self, seconds: float, run: Callable[[], object]) -> None:
        self.platform.loop.later(seconds, run)


@pytest.fixture
def bench() -> Iterator[Bench]:
    modules_before = dict(sys.modules)
    finders_before = list(sys.meta_path)
    platform = FakePlatform()
    session = Session(platform)
    yield Bench(session, platform)
    session.stop()
    set_current_page(None)
    sys.meta_path[:] = finders_before
    for name in [name for name in sys.modules if name not in modules_before]:
        if name.partition(".")[0] in ("anvil", "MyApp", "Dep") or name not in modules_before:
            del sys.modules[name]
    assert not any(isinstance(finder, AnvilFinder) for finder in sys.meta_path)
