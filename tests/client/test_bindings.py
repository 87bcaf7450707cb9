"""Data bindings: behaviours B."""

from __future__ import annotations

from typing import Any

import pytest

from tests.client.conftest import Bench, form, node

SOURCE = """
class Form1(Form1Template):
    def __init__(self, **p):
        self.log = []
        self.init_components(item={"name": "A", "on": False}, **p)
    def note(self, event_name, **e):
        self.log.append((event_name, dict(self.item)))
    def refreshing(self, **e):
        self.log.append(("refreshing", self.order[:] if hasattr(self, "order") else None))
    def mark(self, name):
        self.__dict__.setdefault("order", []).append(name)
        return name
    def divide(self):
        return 1 / 0
"""


class Empty(dict[str, str]):
    """Has an entry and says that it has none."""

    def __len__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return True


def bound(
    name: str, prop: str, code: str, writeback: bool = False, kind: str = "Label", **rest: Any
) -> dict[str, Any]:
    return node(kind, name, data_bindings=[{"property": prop, "code": code, "writeback": writeback}], **rest)


def start(bench: Bench, *components: dict[str, Any], expect: bool = True, **container: Any) -> Any:
    template = {"container": {"type": "ColumnPanel", **container}, "components": list(components)}
    return bench.start({"Form1": SOURCE}, {"Form1": template}, "Form1", expect=expect)


def test_B01_B02_item_is_shown_and_changes_inside_it_wait_for_a_refresh(bench: Bench) -> None:
    opened = start(bench, bound("a", "text", 'self.item["name"]'))
    assert bench.text == "A"
    opened.item["name"] = "B"
    assert bench.text == "A"
    opened.refresh_data_bindings()
    assert bench.text == "B"
    opened.item = {"name": "C"}
    assert bench.text == "C"


def test_B03_B14_B16_order_container_first_and_the_event_before_all(bench: Bench) -> None:
    opened = start(
        bench,
        bound("a", "text", 'self.mark("a")'),
        bound("b", "text", 'self.mark("b")'),
        data_bindings=[{"property": "tooltip", "code": 'self.mark("container")'}],
        event_bindings={"refreshing_data_bindings": "refreshing"},
    )
    assert opened.order == ["container", "a", "b"]
    assert opened.log == [("refreshing", None)]
    assert opened.tooltip == "container"


def test_B04_a_missing_key_is_none(bench: Bench) -> None:
    opened = start(bench, bound("a", "text", 'self.item["no such"]', properties={"text": "before"}))
    assert opened.a.text is None
    assert bench.text == ""
    assert bench.errors == []


def test_B05_one_failing_binding_surfaces_and_the_others_are_applied(bench: Bench) -> None:
    start(bench, bound("a", "text", "self.divide()"), bound("b", "text", 'self.item["name"]'), expect=False)
    assert bench.error_types() == ["ZeroDivisionError"]


def test_B06_several_failures_are_counted(bench: Bench) -> None:
    opened = start(
        bench,
        bound("b", "text", 'self.item["name"] if self.item else 1 / 0'),
        bound("c", "text", "1 / len(self.item)"),
    )
    with pytest.raises(RuntimeError, match="2 data bindings"):
        opened.item = {}
    with pytest.raises(ZeroDivisionError):
        opened.item = Empty(name="x")
    assert opened.b.text == "x"


def test_F29_only_a_missing_key_is_forgiven(bench: Bench) -> None:
    opened = start(bench, bound("a", "text", 'self.item["name"]'))
    with pytest.raises(TypeError):
        opened.item = None


def test_B07_B08_B09_text_boxes_write_back_on_leaving_and_on_enter(bench: Bench) -> None:
    events = dict.fromkeys(("change", "lost_focus", "pressed_enter"), "note")
    opened = start(bench, bound("box", "text", 'self.item["name"]', True, "TextBox", event_bindings=events))
    bench.type_text(opened.box, "B")
    bench.fire(opened.box, "enter")
    bench.type_text(opened.box, "C")
    bench.fire(opened.box, "focusout")
    assert [(event, item["name"]) for event, item in opened.log] == [
        ("change", "A"),
        ("pressed_enter", "B"),
        ("change", "B"),
        ("lost_focus", "C"),
    ]


def test_B10_B11_a_check_box_writes_back_before_change_and_refreshes_nothing(bench: Bench) -> None:
    opened = start(
        bench,
        bound("box", "checked", 'self.item["on"]', True, "CheckBox", event_bindings={"change": "note"}),
        bound("other", "text", 'str(self.item["on"])'),
    )
    bench.platform.dom.set(opened.box._fw_control(), "checked", True)
    bench.fire(opened.box, "change")
    assert opened.log == [("change", {"name": "A", "on": True})]
    assert opened.other.text == "False"


def test_B12_a_write_back_that_cannot_be_assigned_is_a_syntax_error(bench: Bench) -> None:
    start(bench, bound("box", "text", 'self.item["name"] + 1', True, "TextBox"), expect=False)
    assert bench.error_types() == ["SyntaxError"]
    assert "box.text" in bench.errors[0]["message"]


def test_B13_custom_components_write_back_on_their_events(bench: Bench) -> None:
    card = """
        class Card(CardTemplate):
            def __init__(self, **p):
                self.init_components(**p)
    """
    templates = {
        "Card": {
            "container": {"type": "ColumnPanel"},
            "properties": [
                {
                    "name": "value",
                    "type": "object",
                    "allow_binding_writeback": True,
                    "binding_writeback_events": ["x-set"],
                }
            ],
        },
        "Form1": form(bound("card", "value", 'self.item["name"]', True, "form:Card")),
    }
    opened = bench.start({"Form1": SOURCE, "Card": card}, templates, "Form1")
    assert opened.card.value == "A"
    opened.card.value = "B"
    assert opened.item["name"] == "A"
    opened.card.raise_event("x-set")
    assert opened.item["name"] == "B"
    opened.card.value = "C"
    opened.card.raise_event("x-anvil-write-back-value")
    assert opened.item["name"] == "C"


def test_B15_arguments_of_init_components_cause_one_refresh(bench: Bench) -> None:
    opened = start(bench, bound("a", "text", 'self.mark("a")'))
    assert opened.order == ["a"]


def test_a_binding_without_an_expression_is_none(bench: Bench) -> None:
    """Anvil's editor leaves such entries behind."""
    opened = start(bench, bound("a", "text", "  ", properties={"text": "as drawn"}))
    assert bench.errors == []
    assert opened.a.text == "as drawn"
