"""GridPanel: twelve columns, counted from 0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.conftest import Shared

CODE = """
import anvil
panel = anvil.GridPanel()
for name, column in (("zero", 0), ("four", 4), ("eight", 8)):
    panel.add_component(anvil.Label(text=name), row="a", col_xs=column, width_xs=3)
panel.add_component(anvil.Label(text="right"), row="b", col_xs=6, width_xs=6)
panel.add_component(anvil.Label(text="left"), row="b", col_xs=0, width_xs=6)
for name in ("first", "second"):
    panel.add_component(anvil.Label(text=name), row="c", width_xs=4)
anvil.get_open_form().add_component(panel)
"""


def test_cells_stand_in_their_columns(shared: Shared) -> None:
    page = shared.open("Start")
    page.evaluate("code => formwright.python.runPythonAsync(code).then(() => null)", CODE)
    row = page.locator(".fw-grid-row").first
    expect(row).to_be_visible()
    whole = row.bounding_box()
    assert whole
    column = (whole["width"] + 16) / 12  # with the gap after it

    def place(text: str) -> tuple[float, float, float]:
        box = page.locator(".fw-grid-cell", has_text=text).bounding_box()
        assert box
        return (box["x"] - whole["x"]) / column, (box["width"] + 16) / column, box["y"]

    for text, start in (("zero", 0), ("four", 4), ("eight", 8)):
        at, width, y = place(text)
        assert abs(at - start) < 0.01 and abs(width - 3) < 0.01
        assert y == whole["y"]
    assert abs(place("left")[0]) < 0.01 and abs(place("right")[0] - 6) < 0.01
    assert place("left")[2] == place("right")[2]
    assert abs(place("first")[0]) < 0.01 and abs(place("second")[0] - 4) < 0.01
