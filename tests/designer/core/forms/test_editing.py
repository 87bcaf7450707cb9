"""What keys do to a form, without a window: in HTML forms too, and always back to the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formwright.designer.core.forms.design import Design, Designs
from formwright.designer.core.forms.placement.editing import Editing
from formwright.designer.core.project import Project
from tests.designer.core.forms.conftest import TEMPLATE

HTML = """\
<section>
  <h1>Title</h1>
  <anvil-component type="Label" name="a" prop:text="A"></anvil-component>
  <anvil-component type="ColumnPanel" name="p">
    <anvil-component type="Label" name="b"></anvil-component>
  </anvil-component>
</section>
"""


@pytest.fixture
def html(folder: Path) -> tuple[Design, Editing]:
    form = folder / "client_code" / "Web"
    form.mkdir()
    (form / "form_template.html").write_text(HTML)
    (form / "__init__.py").write_text("class Web: pass\n")
    designs = Designs(Project(folder))
    design = designs.show("Web")
    assert design is not None
    return design, Editing(designs)


def test_an_html_form_is_edited_like_others(html: tuple[Design, Editing]) -> None:
    design, editing = html

    def on(*names: str) -> None:
        design.selection.select("Web", names)

    on("a")
    assert editing.insert({"type": "Button", "properties": {"text": "B"}}) == "button_1"
    on("a")
    editing.move(1)
    on("p")
    editing.duplicate()
    on("b")
    editing.wrap({"type": "FlowPanel"}, "a flow panel")
    on("p")
    editing.unwrap()
    assert design.document.text.text == HTML.replace(
        """\
  <anvil-component type="Label" name="a" prop:text="A"></anvil-component>
  <anvil-component type="ColumnPanel" name="p">
    <anvil-component type="Label" name="b"></anvil-component>
  </anvil-component>
""",
        """\
  <anvil-component type="Button" name="button_1" prop:text="B"></anvil-component>
  <anvil-component type="Label" name="a" prop:text="A"></anvil-component>
  <anvil-component type="FlowPanel" name="flow_panel_1">
    <anvil-component type="Label" name="b"></anvil-component>
  </anvil-component>
  <anvil-component type="ColumnPanel" name="p_1">
    <anvil-component type="Label" name="b_1"></anvil-component>
  </anvil-component>
""",
    )
    text = editing.cut()
    assert text.startswith("- type: FlowPanel")
    on("p_1")
    editing.paste(text)
    assert design.template.parent("b") == "flow_panel_1"
    while design.document.undo():
        pass
    assert design.document.text.text == HTML


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.data())
def test_any_keys_are_taken_back_byte_by_byte(designs: Designs, data: st.DataObject) -> None:
    design = designs.show("Orders")
    assert design is not None
    while design.document.undo():
        pass  # Hypothesis may have stopped the try before in the middle
    editing = Editing(designs)
    said: list[str] = []
    designs.notice.connect(said.append)
    copied = ""
    for _ in range(data.draw(st.integers(1, 8))):
        names = data.draw(st.lists(st.sampled_from(["", *design.template.names]), min_size=1, max_size=3))
        design.selection.select("Orders", names)
        actions: dict[str, Callable[[], object]] = {
            "delete": editing.delete,
            "duplicate": editing.duplicate,
            "up": lambda: editing.move(-1),
            "down": lambda: editing.move(1),
            "wrap": lambda: editing.wrap({"type": "FlowPanel"}, "a panel"),
            "unwrap": editing.unwrap,
            "insert": lambda: editing.insert({"type": "Label", "properties": {"text": "x"}}),
            "all": editing.select_all,
        }
        copied = editing.copy() or copied
        if copied:
            actions["paste"] = partial(editing.paste, copied)
        actions[data.draw(st.sampled_from(sorted(actions)))]()
        assert len(set(design.template.names)) == len(design.template.names)
        assert all(name in design.template for name in design.selection.names)
    after = design.document.text.text
    steps = 0
    while design.document.undo():
        steps += 1
    assert design.document.text.text == TEMPLATE
    for _ in range(steps):
        design.document.redo()
    assert design.document.text.text == after
    while design.document.undo():
        pass
