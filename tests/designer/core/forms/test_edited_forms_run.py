"""Forms that were edited at random, built by the runtime: every component is there and in its place."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from formwright.designer.core.forms.template import FORM, Template
from formwright.designer.core.forms.texts.html_source import HtmlSource
from formwright.designer.core.forms.texts.source import YamlSource
from tests.client.conftest import Bench, bench
from tests.designer.core.forms.random_html import HtmlForm
from tests.designer.core.forms.test_random_edits import document_of, edited, yaml_text

__all__ = ["bench"]

PLAIN = "class {0}({0}Template):\n    def __init__(self, **p):\n        self.init_components(**p)\n"
CARD = {
    "container": {"type": "ColumnPanel"},
    "custom_component": True,
    "custom_component_container": True,
    "slots": {"body": {"target": {"type": "container", "name": ""}, "index": 0}},
}
#: Slots of the layout that forms of the tests use.
FRAME = {
    "container": {"type": "ColumnPanel"},
    "slots": {
        name: {"target": {"type": "container", "name": ""}, "index": 0}
        for name in ("main", "nav", "top bar", "new slot")
    },
}


def bare(data: Any) -> Any:
    """Without values: the random ones are of any type, and what is tried here is the structure."""
    if isinstance(data, list):
        return [bare(each) for each in data]
    if not isinstance(data, dict):
        return data
    found = {key: bare(value) for key, value in data.items() if key not in VALUES}
    html = (data.get("properties") or {}).get("html") if isinstance(data.get("properties"), dict) else None
    zone = (data.get("layout_properties") or {}).get("dropzone")
    if isinstance(html, str):
        found["properties"] = {"html": html}
    if data.get("type") == "form:Card":
        for child in found.get("components") or []:
            child["layout_properties"] = {"slot": "body"}
    if zone and "layout_properties" not in found:
        found["layout_properties"] = {"dropzone": zone}
    return found


VALUES = (
    "properties",
    "layout_properties",
    "event_bindings",
    "data_bindings",
    "form_event_bindings",
    "events",
)


def built(bench: Bench, template: Template) -> Any:
    modules = {name: PLAIN.format(name) for name in ("Form1", "Card", "Frame")}
    return bench.start(modules, {"Form1": bare(template.data), "Card": CARD, "Frame": FRAME}, "Form1")


def assert_all_there(form: Any, template: Template) -> None:
    for name in template.names:
        found = getattr(form, name, None) if not name.startswith("$") else form
        assert found is not None, name
        parent = template.parent(name)
        if (
            parent != FORM
            and not parent.startswith("$")
            and template.type_of(parent) in ("ColumnPanel", "LinearPanel")
        ):
            assert name.startswith("$") or found.parent is getattr(form, parent), name


@pytest.mark.parametrize("seed", range(20))
def test_yaml_forms(bench: Bench, seed: int) -> None:
    random = Random(seed)
    document = document_of(yaml_text(random), YamlSource())
    edited(random, document, 40, YamlSource())
    assert_all_there(built(bench, document.template), document.template)
    assert not bench.errors


@pytest.mark.parametrize("seed", range(20))
def test_html_forms(bench: Bench, seed: int) -> None:
    random = Random(seed)
    document = document_of(HtmlForm(random).text(), HtmlSource())
    edited(random, document, 40, HtmlSource())
    assert_all_there(built(bench, document.template), document.template)
    assert not bench.errors
