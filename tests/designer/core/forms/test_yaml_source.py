"""What changes of YAML forms look like in the file: only their lines, in the style of the lines around."""

from __future__ import annotations

from textwrap import dedent
from typing import Any

import pytest

from formwright.designer.core.forms.changes import (
    UNSET,
    Binding,
    ChangeError,
    InsertComponent,
    MoveComponent,
    RemoveComponent,
    RenameComponent,
    SetBinding,
    SetEvent,
    SetKey,
    SetProperty,
)
from formwright.designer.core.forms.template import FORM, Place
from formwright.designer.core.forms.texts import source as yaml_source
from formwright.designer.core.forms.texts.source import YamlSource

ANVIL = """\
container:
  type: ColumnPanel
  properties: {}
components:
# the first
- properties: {text: Orders, foreground: 'theme:On
      Primary', bold: true}   # wrapped as Anvil does
  type: Label
  name: heading
  # how it looks
  layout_properties: {grid_position: 'A,B'}

- type: ColumnPanel
  properties: {col_widths: '{}'}
  name: card
  components:
  - type: "TextBox"
    name: amount_box
    properties:
      text: |
        two
        lines
      placeholder: Sum

  - {type: Label, name: flat}
    # below flat
- type: ColumnPanel
  name: empty
  properties: {}
is_package: true
"""
BLOCK = """\
container:
  type: ColumnPanel
components:
- type: Label
  name: a
  properties:
    text: x
"""
LABEL = {"type": "Label", "name": "new", "properties": {"text": "Hi"}}


def edit(text: str, *changes: Any) -> str:
    source = YamlSource()
    edited = source.edit(text, source.read(text), changes)
    assert YamlSource().read(edited.text).data == edited.template.data
    return edited.text


def only(text: str, change: Any, old: str, new: str) -> None:
    assert text.count(old) == 1
    assert edit(text, change) == text.replace(old, new)
    crlf = text.replace("\n", "\r\n")
    assert edit(crlf, change) == text.replace(old, new).replace("\n", "\r\n")
    bare = text.removesuffix("\n")
    assert edit(bare, change) == text.replace(old, new).removesuffix("\n")


@pytest.fixture(autouse=True)
def in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing here needs the whole text."""
    monkeypatch.setattr(yaml_source, "edit_text", None)


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        (SetProperty("heading", "text", "Bills"), "text: Orders", "text: Bills"),
        (SetProperty("heading", "bold", UNSET), ", bold: true}", "}"),
        (SetProperty("heading", "text", UNSET), "text: Orders, ", ""),
        (SetProperty("empty", "role", "card"), "  properties: {}\nis", "  properties: {role: card}\nis"),
        (SetProperty("card", "col_widths", UNSET), "{col_widths: '{}'}", "{}"),
        (SetProperty("amount_box", "text", "one\nmore\n"), "two\n        lines", "one\n        more"),
        (
            SetProperty(FORM, "background", "red"),
            "  properties: {}\ncomp",
            "  properties: {background: red}\ncomp",
        ),
        (
            SetEvent("empty", "show", "shown"),
            "  properties: {}\nis",
            "  properties: {}\n  event_bindings: {show: shown}\nis",
        ),
        (
            SetBinding("empty", "visible", Binding("self.x", True)),
            "  properties: {}\nis",
            "  properties: {}\n  data_bindings:\n  - {property: visible, code: self.x, writeback: true}\nis",
        ),
        (RenameComponent("flat", "level"), "name: flat", "name: level"),
        (
            InsertComponent(Place("card", 1), LABEL),
            "  - {type: Label, name: flat}",
            "  - type: Label\n    name: new\n    properties: {text: Hi}\n\n  - {type: Label, name: flat}",
        ),
        (
            InsertComponent(Place(FORM, 3), LABEL),
            "is_package",
            "\n- type: Label\n  name: new\n  properties: {text: Hi}\nis_package",
        ),
        (
            InsertComponent(Place("empty", 0), LABEL),
            "  properties: {}\nis",
            "  properties: {}\n  components:\n  - type: Label\n    name: new\n    properties: {text: Hi}\nis",
        ),
        (RemoveComponent("flat"), "\n  - {type: Label, name: flat}\n    # below flat\n", ""),
        (RemoveComponent("empty"), "- type: ColumnPanel\n  name: empty\n  properties: {}\n", ""),
        (SetKey(("custom_component",), True), "is_package: true", "is_package: true\ncustom_component: true"),
    ],
)
def test_a_change_touches_only_its_place(change: Any, old: str, new: str) -> None:
    only(ANVIL, change, old, new)


def test_new_components_are_written_as_those_around() -> None:
    assert edit(BLOCK, InsertComponent(Place(FORM, 1), LABEL)) == BLOCK + (
        "- type: Label\n  name: new\n  properties:\n    text: Hi\n"
    )


def test_the_last_child_leaves_an_empty_list_that_takes_another() -> None:
    gone = edit(BLOCK, RemoveComponent("a"))
    assert gone == "container:\n  type: ColumnPanel\ncomponents: []\n"
    assert edit(gone, InsertComponent(Place(FORM, 0), LABEL)) == (
        "container:\n  type: ColumnPanel\ncomponents:\n"
        "- type: Label\n  name: new\n  properties:\n    text: Hi\n"
    )


def moved_text(text: str, start: str, end: str) -> str:
    return dedent(text[text.index(start) : text.index(end)])


def test_a_component_that_moves_keeps_all_that_is_typed_in_it() -> None:
    heading = ANVIL[ANVIL.index("# the first") : ANVIL.index("\n- type: ColumnPanel\n  properties")]
    into = edit(ANVIL, MoveComponent("heading", Place("card", 2)))
    assert heading not in into
    indented = "".join(f"  {line}\n" for line in heading.splitlines())
    assert indented in into
    back = edit(into, MoveComponent("heading", Place(FORM, 0)))
    assert heading in back
    assert "'theme:On\n      Primary'" in back


def test_a_component_moves_into_one_that_was_empty_and_takes_its_children_along() -> None:
    moved = edit(ANVIL, MoveComponent("card", Place("empty", 0)))
    assert moved.endswith(
        """\
- type: ColumnPanel
  name: empty
  properties: {}
  components:
  - type: ColumnPanel
    properties: {col_widths: '{}'}
    name: card
    components:
    - type: "TextBox"
      name: amount_box
      properties:
        text: |
          two
          lines
        placeholder: Sum

    - {type: Label, name: flat}
      # below flat
is_package: true
"""
    )
    assert edit(moved, MoveComponent("card", Place(FORM, 1))).count("# below flat") == 1


def test_moving_and_back_gives_the_same_bytes() -> None:
    there = edit(BLOCK + "- type: Timer\n  name: b\n", MoveComponent("a", Place(FORM, 1)))
    assert there != BLOCK + "- type: Timer\n  name: b\n"
    assert edit(there, MoveComponent("a", Place(FORM, 0))) == BLOCK + "- type: Timer\n  name: b\n"


def test_slots_of_a_layout() -> None:
    text = "layout: {type: Frame}\ncomponents_by_slot:\n  main:\n  - {type: Label, name: a}   # x\n"
    moved = edit(text, MoveComponent("a", Place(FORM, 0, "nav")))
    items = "  main: []\n  nav:\n  - {type: Label, name: a}   # x\n"
    assert moved == "layout: {type: Frame}\ncomponents_by_slot:\n" + items
    new = edit("layout: {type: Frame}\n", InsertComponent(Place(FORM, 0, "main"), LABEL))
    assert new.startswith("layout: {type: Frame}\ncomponents_by_slot:\n  main:\n  - type: Label\n")


@pytest.mark.parametrize(
    "text",
    [
        "x: &a {type: Label}\n" + BLOCK + "- <<: *a\n  name: b\n",
        BLOCK + "- type: Label\n  name: b\n  name: b\n",
        "%YAML 1.1\n---\n" + BLOCK + "- {type: Label, name: b}\n",
        "{container: {type: ColumnPanel}, components: [{type: Label, name: a}, {type: Label, name: b}]}\n",
    ],
    ids=["alias", "key given twice", "directive", "flow"],
)
def test_unusual_texts_are_edited_as_a_whole(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    for change in (
        SetProperty("a", "text", "z"),
        InsertComponent(Place(FORM, 1), LABEL),
        MoveComponent("a", Place(FORM, 1)),
        RemoveComponent("a"),
    ):
        assert edit(text, change) != text


def test_what_cannot_be_written_without_touching_other_things_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.undo()
    text = "x: &a {text: x}\ncontainer: {type: ColumnPanel, properties: *a}\n"
    with pytest.raises(ChangeError) as caught:
        edit(text, SetProperty(FORM, "text", "z"))
    assert caught.value.remedy
