"""Drops on forms that are HTML: what is dropped stands in the text where the line was."""

from __future__ import annotations

from pathlib import Path

import pytest

from formwright.designer.core.document import TextDocument
from formwright.designer.core.forms.canvas import Box, Picture, Rect, Ref, Zone
from formwright.designer.core.forms.catalog import Catalog
from formwright.designer.core.forms.document import FormDocument
from formwright.designer.core.forms.placement.dragged import Components, Dragged, NewComponent
from formwright.designer.core.forms.placement.dropping import Scene, drop
from formwright.designer.core.forms.template import FORM, Template
from formwright.designer.core.forms.texts.html_source import HtmlSource
from formwright.runtime.appfiles import load_app
from tests.designer.sample import make_app

HTML = """\
<div class="left">
  <anvil-component type="Button" name="a" prop:text="A"></anvil-component>
</div>
<div class="right">
  <anvil-component type="Button" name="b" prop:text="B"></anvil-component>
  <anvil-component type="ColumnPanel" name="panel">
    <anvil-component type="Label" name="inner"></anvil-component>
  </anvil-component>
</div>
"""
LABEL = NewComponent({"type": "Label", "properties": {"text": "New"}})


class Sheet:
    """Two elements of HTML beside each other, everything in them 40 high with a zone of its own."""

    def __init__(self, catalog: Catalog, text: str = HTML) -> None:
        self.catalog = catalog
        self.document = FormDocument(
            "Html", TextDocument("t.html", text.encode(), lambda *_: None), None, HtmlSource()
        )

    @property
    def template(self) -> Template:
        return self.document.template

    @property
    def picture(self) -> Picture:
        template, root = self.template, Ref("Html", FORM)
        boxes = [Box(root, Rect(0, 0, 800, 400), None)]
        zones = []
        rows = {"left": 0, "right": 0}
        for name in template.children(FORM):
            where = side(self.document.text.text, name)
            rect = Rect(400 * (where == "right"), rows[where] * 60, 400, 40)
            rows[where] += 1
            zone = template.node(name)["layout_properties"]["dropzone"]
            zones.append(Zone(root, rect, "stack", (name,), layout={"dropzone": zone}))
            boxes.append(Box(Ref("Html", name), rect, root))
            if name == "panel":
                inside = Rect(rect.x + 8, rect.y + 8, 384, 24)
                zones.append(Zone(Ref("Html", name), inside, "stack", template.children(name)))
        return Picture("Html", 1, tuple(boxes), tuple(zones), 800, 400)

    def drop(self, dragged: Dragged, x: float, y: float) -> str:
        made = drop(Scene(self.picture, self.catalog, lambda _form: self.template), dragged, x, y)
        assert not made.refusal, made.refusal
        self.document.apply(made.changes["Html"])
        return self.document.text.text


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    return Sheet(Catalog(load_app(make_app(tmp_path / "Counter"))))


def side(text: str, name: str) -> str:
    """The class of the div that holds a component."""
    before = text[: text.index(f'name="{name}"')]
    return before.rpartition('<div class="')[2].partition('"')[0]


def test_new_ones_go_into_the_zone_under_the_pointer(sheet: Sheet) -> None:
    text = sheet.drop(LABEL, 100, 35)  # behind the only one on the left
    assert side(text, "label_1") == "left"
    assert text.index('name="a"') < text.index('name="label_1"')
    assert sheet.document.undo() and sheet.document.text.text == HTML
    text = sheet.drop(LABEL, 500, 5)  # in front of the first one on the right
    assert side(text, "label_1") == "right"
    assert text.index('name="label_1"') < text.index('name="b"')


def test_moving_from_one_zone_to_the_other_and_into_a_panel(sheet: Sheet) -> None:
    text = sheet.drop(Components("Html", ("b",)), 100, 35)
    assert side(text, "b") == "left"
    text = sheet.drop(Components("Html", ("a",)), 500, 5)
    assert side(text, "a") == "right"
    text = sheet.drop(Components("Html", ("a",)), 600, 75)
    assert "a" in sheet.template.children("panel")
    text = sheet.drop(Components("Html", ("inner",)), 100, 30)
    assert side(text, "inner") == "left"
    while sheet.document.undo():
        pass
    assert sheet.document.text.text == HTML
