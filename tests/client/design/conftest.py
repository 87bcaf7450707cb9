"""The canvas without a browser: commands go in, elements and entries to measure come out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from formwright.runtime.client.design.drawing import Drawn
from formwright.runtime.client.design.studio import Studio
from formwright.runtime.client.fake_dom import FakeNode, FakePlatform
from formwright.runtime.client.imports import AnvilFinder
from formwright.runtime.client.page import set_current_page

PLAIN = """\
from ._anvil_designer import {0}Template
class {0}({0}Template):
    def __init__(self, **properties):
        self.init_components(**properties)
"""
RAISES = """\
from ._anvil_designer import {0}Template
class {0}({0}Template):
    def __init__(self, **properties):
        raise AssertionError("the code of {0} ran")
"""


def node(type_: str, name: str, *components: Mapping[str, Any], **properties: Any) -> dict[str, Any]:
    made: dict[str, Any] = {"type": type_, "name": name, "properties": properties}
    if components:
        made["components"] = list(components)
    return made


def laid(data: dict[str, Any], **layout: Any) -> dict[str, Any]:
    return {**data, "layout_properties": layout}


def form(*components: Mapping[str, Any], kind: str = "ColumnPanel", **rest: Any) -> dict[str, Any]:
    return {"container": {"type": kind}, "components": list(components), **rest}


class Easel:
    def __init__(self) -> None:
        self.platform = FakePlatform()
        self.studio = Studio(self.platform)
        self.scene: dict[str, Any] = {}
        self.version = 0

    def load(self, forms: Mapping[str, Any], modules: Mapping[str, str] | None = None, **more: Any) -> None:
        """Forms without a module have one that raises when it is made."""
        sources = {name: RAISES.format(name) for name in forms} | dict(modules or {})
        entries = [
            {"name": name, "path": f"client_code/{name}/__init__.py", "source": source, "is_package": True}
            for name, source in sources.items()
        ]
        bundle = {"package": "MyApp", "runtime_version": 2, "modules": entries, "forms": dict(forms), **more}
        self.forms = forms
        self.obey(command="app", bundle=json.dumps(bundle))

    def obey(self, **command: Any) -> dict[str, Any]:
        told = json.loads(self.studio.command(json.dumps(command)))
        if told.get("whole"):
            self.scene = {}
        for gone in told["gone"]:
            self.scene.pop(gone, None)
        self.scene.update(told["set"])
        return dict(told)

    def open(self, name: str, **templates: Any) -> None:
        template = templates.pop(name, self.forms[name])
        self.obey(command="open", form=name, template=template, templates=templates, version=1)

    def change(self, *changes: Mapping[str, Any], form: str = "") -> dict[str, Any]:
        drawing = self.studio.drawing
        assert drawing is not None
        return self.obey(command="change", form=form or drawing.data.name, version=2, changes=list(changes))

    def set(self, component: str, name: str, value: Any) -> None:
        self.change({"change": "property", "component": component, "name": name, "value": value})

    def unset(self, component: str, name: str) -> None:
        self.change({"change": "property", "component": component, "name": name})

    def drawn(self, name: str) -> Drawn:
        drawing = self.studio.drawing
        assert drawing is not None
        found = drawing.find(name)
        assert found is not None, f"no {name} on the canvas"
        return found

    def entry(self, name: str, form: str = "") -> dict[str, Any]:
        drawing = self.studio.drawing
        assert drawing is not None
        form = form or drawing.data.name
        return next(e for e in self.scene.values() if (e["form"], e["name"]) == (form, name))

    def zones(self, name: str, form: str = "") -> list[dict[str, Any]]:
        return list(self.entry(name, form).get("zones", ()))

    @property
    def root(self) -> FakeNode:
        return self.platform.dom.root()

    @property
    def text(self) -> str:
        return self.root.visible_text

    @property
    def hints(self) -> list[str]:
        nodes = [each for each in self.root.walk() if "fw-design-empty" in each.classes]
        return [each.attributes.get("data-fw-hint", "") for each in nodes]

    def picture(self) -> Any:
        """Everything that is drawn, without what names single components."""
        return dump(self.root)

    def fresh_picture(self) -> Any:
        """The same form, as it is now, drawn from the start."""
        drawing = self.studio.drawing
        assert drawing is not None
        self.obey(command="replace", form=drawing.data.name, template=drawing.data.data, version=9)
        return self.picture()


_NAMES = ("data-fw-c", "data-fw", "data-fw-form", "data-fwz", "data-fwt", "data-fw-on", "id", "for", "name")


def dump(element: FakeNode) -> Any:
    return (
        element.tag,
        sorted(element.classes),
        {name: value for name, value in element.attributes.items() if name not in _NAMES},
        {name: value for name, value in element.styles.items() if value},
        {name: value for name, value in element.properties.items() if value not in (False, "", None)},
        [dump(child) if isinstance(child, FakeNode) else child for child in element.children],
    )


@pytest.fixture
def easel() -> Iterator[Easel]:
    modules, finders = dict(sys.modules), list(sys.meta_path)
    easel = Easel()
    yield easel
    easel.studio.close()
    set_current_page(None)
    sys.meta_path[:] = finders
    for name in [name for name in sys.modules if name not in modules]:
        del sys.modules[name]
    assert not any(isinstance(finder, AnvilFinder) for finder in sys.meta_path)
