"""DataGrid and DataRowPanel: behaviours C03 to C06, paging, columns and changes of both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from formwright.runtime.client.components import COMPONENTS
from formwright.runtime.client.fake_dom import FakeNode
from tests.client.conftest import Bench, form, node

COLUMNS = [
    {"id": "N", "title": "Number", "data_key": "n", "width": 80},
    {"id": "T", "title": "Text", "data_key": "t"},
]
ROW = """
class Row(RowTemplate):
    def __init__(self, **properties):
        self.init_components(**properties)
"""
FORM1 = """
class Form1(Form1Template):
    pass
"""


def items(count: int) -> list[dict[str, Any]]:
    return [{"n": n, "t": f"t{n}"} for n in range(1, count + 1)]


def start(bench: Bench, *in_row: dict[str, Any], **grid: Any) -> Any:
    panel = node("RepeatingPanel", "panel", properties={"item_template": "Row"})
    properties = {"columns": COLUMNS, "rows_per_page": 5, **grid}
    return bench.start(
        {"Form1": FORM1, "Row": ROW},
        {
            "Form1": form(node("DataGrid", "grid", properties=properties, components=[panel])),
            "Row": {"container": {"type": "DataRowPanel"}, "components": list(in_row)},
        },
        "Form1",
    )


def rows(opened: Any) -> list[list[str]]:
    """Texts of the visible cells, row by row."""
    return [
        [cell.visible_text for cell in row.elements]
        for row in opened.grid._fw.node.walk()
        if "fw-data-row" in row.classes and "hidden" not in row.attributes
    ]


def footer(opened: Any) -> FakeNode:
    found: FakeNode = opened.grid._fw.node.find(".fw-data-footer")
    return found


def test_C04_pages_of_five_rows(bench: Bench) -> None:
    opened = start(bench)
    opened.panel.items = items(12)
    grid = opened.grid
    assert [row[0] for row in rows(opened)] == ["Number", "1", "2", "3", "4", "5"]
    grid.next_page()
    assert [row[0] for row in rows(opened)[1:]] == ["6", "7", "8", "9", "10"]
    assert (grid.get_page(), grid.get_first_index_on_page()) == (1, 5)
    grid.jump_to_last_page()
    assert [row[0] for row in rows(opened)[1:]] == ["11", "12"]
    grid.next_page()
    assert grid.get_page() == 2
    grid.previous_page()
    grid.previous_page()
    grid.previous_page()
    assert grid.get_page() == 0
    grid.set_page(99)
    assert grid.get_page() == 2
    grid.jump_to_first_page()
    assert len(opened.panel.get_components()) == 5


def test_C05_titles_in_the_header_and_data_in_the_rows(bench: Bench) -> None:
    opened = start(bench)
    opened.panel.items = [{"n": 1, "t": "<b>"}, {"n": None}, {"n": 0, "t": "x"}]
    assert rows(opened) == [["Number", "Text"], ["1", "<b>"], ["", ""], ["0", "x"]]
    assert opened.grid._fw.node.styles["--fw-columns"] == "80px minmax(0, 1fr)"
    row = opened.panel.get_components()[0]
    row.item = {"n": 7, "t": "new"}
    assert rows(opened)[1] == ["7", "new"]
    row.item["n"] = 8
    row.refresh_data_bindings()
    assert rows(opened)[1] == ["8", "new"]


def test_C06_a_component_takes_the_place_of_the_text(bench: Bench) -> None:
    label = node(
        "Label",
        "shown",
        layout_properties={"column": "T"},
        data_bindings=[{"property": "text", "code": "self.item['t'].upper()"}],
    )
    opened = start(bench, label)
    opened.panel.items = items(2)
    assert rows(opened)[1:] == [["1", "T1"], ["2", "T2"]]
    row = opened.panel.get_components()[0]
    row.shown.remove_from_parent()
    assert rows(opened)[1] == ["1", "t1"]
    row.add_component(COMPONENTS["Label"](text="again"), column="T")
    assert rows(opened)[1] == ["1", "again"]
    with pytest.raises(TypeError, match="colour"):
        row.add_component(COMPONENTS["Label"](), colour="T")


def test_C03_an_iterator_is_read_once_and_no_further_than_the_page(bench: Bench) -> None:
    read: list[int] = []

    def produce() -> Iterator[dict[str, Any]]:
        for each in items(12):
            read.append(each["n"])
            yield each

    opened = start(bench)
    opened.panel.items = produce()
    assert [row[0] for row in rows(opened)[1:]] == ["1", "2", "3", "4", "5"]
    assert read == [1, 2, 3, 4, 5, 6]
    assert footer(opened).visible_text == "«‹1–5›»"
    opened.grid.next_page()
    opened.grid.previous_page()
    assert read == list(range(1, 12))
    opened.grid.jump_to_last_page()
    assert [row[0] for row in rows(opened)[1:]] == ["11", "12"]
    assert read == list(range(1, 13))


def test_the_controls_below_the_rows_turn_pages(bench: Bench) -> None:
    opened = start(bench)
    opened.panel.items = items(12)
    first, back, on, last = opened.grid._fw.values["-buttons"]
    assert footer(opened).visible_text == "«‹1–5 of 12›»"
    assert [b._fw.node.properties["disabled"] for b in (first, back, on, last)] == [True, True, False, False]
    bench.fire(on, "click")
    assert footer(opened).visible_text == "«‹6–10 of 12›»"
    bench.fire(last, "click")
    assert footer(opened).visible_text == "«‹11–12 of 12›»"
    bench.fire(back, "click")
    bench.fire(first, "click")
    assert opened.grid.get_page() == 0
    opened.grid.show_page_controls = False
    assert footer(opened).visible_text == ""
    opened.grid.show_page_controls = True
    opened.panel.items = items(5)
    assert footer(opened).visible_text == ""  # one page needs no controls


@pytest.mark.parametrize("size", [0, None])
def test_no_rows_per_page_shows_all_rows(bench: Bench, size: int | None) -> None:
    opened = start(bench, rows_per_page=size)
    opened.panel.items = items(40)
    assert len(rows(opened)) == 41
    opened.grid.rows_per_page = 10
    assert len(rows(opened)) == 11


def test_other_items_are_shown_from_the_first_page_on(bench: Bench) -> None:
    opened = start(bench)
    opened.panel.items = items(12)
    opened.grid.set_page(2)
    opened.panel.items = items(6)
    assert opened.grid.get_page() == 0
    opened.grid.set_page(1)
    opened.panel.items = None
    assert rows(opened) == [["Number", "Text"]]


def test_columns_can_change_while_rows_are_shown(bench: Bench) -> None:
    opened = start(bench)
    opened.panel.items = items(2)
    opened.grid.columns = [
        COLUMNS[1],
        {"id": "X", "title": None, "data_key": None, "width": "5em", "expand": True},
    ]
    assert rows(opened) == [["Text", ""], ["t1", ""], ["t2", ""]]
    assert opened.grid._fw.node.styles["--fw-columns"] == "minmax(0, 1fr) minmax(5em, 1fr)"
    opened.grid.auto_header = False
    assert rows(opened) == [["t1", ""], ["t2", ""]]
    opened.panel.get_components()[0].auto_display_data = False
    assert rows(opened) == [["", ""], ["t2", ""]]


def test_columns_that_change_keep_two_components_of_a_cell_in_order(bench: Bench) -> None:
    pair = [
        node("Label", name, properties={"text": name}, layout_properties={"column": "T"})
        for name in ("one", "two")
    ]
    opened = start(bench, *pair)
    opened.panel.items = items(1)
    assert rows(opened)[1:] == [["1", "onetwo"]]
    opened.grid.columns = COLUMNS[::-1]
    assert rows(opened)[1:] == [["onetwo", "1"]]


def test_rows_of_ones_own_count_and_pinned_ones_are_on_every_page(bench: Bench) -> None:
    opened = start(bench, rows_per_page=2, auto_header=False)
    row = COMPONENTS["DataRowPanel"]
    opened.grid.add_component(row(item={"n": "top"}), pinned=True, index=0)
    for n in (1, 2, 3):
        opened.grid.add_component(row(item={"n": n}))
    assert [cells[0] for cells in rows(opened)] == ["top", "1", "2"]
    opened.grid.next_page()
    assert [cells[0] for cells in rows(opened)] == ["top", "3"]
    opened.grid.get_components()[-1].remove_from_parent()
    assert [cells[0] for cells in rows(opened)] == ["top", "1", "2"]
    with pytest.raises(TypeError, match="slot"):
        opened.grid.add_component(row(), slot="x")


def test_rows_inside_another_container_of_the_grid_are_paged_too(bench: Bench) -> None:
    opened = start(bench, rows_per_page=2)
    opened.panel.remove_from_parent()
    opened.panel.items = items(3)
    assert len(opened.panel.get_components()) == 3
    holder = COMPONENTS["LinearPanel"]()
    holder.add_component(COMPONENTS["Label"](text="above"))
    opened.grid.add_component(holder)
    holder.add_component(opened.panel)
    opened.grid.repaginate()
    opened.panel.items = items(3)
    assert [cells[0] for cells in rows(opened)[1:]] == ["1"]
    opened.grid.next_page()
    assert [cells[0] for cells in rows(opened)[1:]] == ["2", "3"]


def test_rows_that_leave_the_page_are_hidden_once(bench: Bench) -> None:
    opened = start(bench)
    opened.panel.items = items(7)
    told: list[str] = []
    for row in opened.panel.get_components():
        row.add_event_handler("hide", lambda sender, **_: told.append(f"{sender.item['n']}"))
    opened.grid.next_page()
    bench.run()
    assert told == ["1", "2", "3", "4", "5"]
    assert all(row.parent is opened.panel for row in opened.panel.get_components())
    assert bench.errors == []
