"""Changes written into the text of HTML forms: the smallest edit that reads as what was meant."""

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
    SetLayoutProperty,
    SetProperty,
)
from formwright.designer.core.forms.template import FORM, Place
from formwright.designer.core.forms.texts.html_source import HtmlSource
from formwright.designer.core.forms.texts.source import Edited, SourceError

PANEL = """\
<anvil-form container="ColumnPanel" prop:background='theme:Primary'>
  <!-- what people see first -->
  <anvil-component type="Label" name="heading" prop:text="Orders" prop:bold=true></anvil-component>
  <anvil-component type="ColumnPanel" name="card" container:grid_position="A,B">
    <anvil-component type="TextBox" name="amount_box"
        bind:text="self.item['amount']"
        on:pressed_enter="self.send_button_click" />
  </anvil-component>
  <p anvil:name="note" anvil:prop:tooltip="x">Note</p>
  <h2>Plain</h2>
  <anvil-slot name="more"></anvil-slot>
</anvil-form>
"""
PAGE = """\
---
custom_component: true  # in the toolbox
---
<section class="card">
  <h1>Orders</h1>
  <anvil-component type="Label" name="heading" prop:text="Orders"></anvil-component>
  <p>
    Sum: <anvil-component type="Label" name="sum_label" /> Euro
  </p>
  <anvil-slot name="actions"></anvil-slot>
</section>
"""
LAYOUT = """\
<anvil-form layout="form:Frame">
  <anvil-block slot="main">
    <anvil-component type="Button" name="button_1" prop:text="Go"></anvil-component>
  </anvil-block>

</anvil-form>
"""


def edit(text: str, *changes: Any) -> Edited:
    source = HtmlSource()
    edited = source.edit(text, source.read(text), changes)
    again = HtmlSource().read(edited.text)
    assert again.data == edited.template.data
    return edited


def only(text: str, change: Any, old: str, new: str) -> None:
    """The change replaces one piece of the text, of which there is one."""
    assert text.count(old) == 1
    assert edit(text, change).text == text.replace(old, new)


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        (SetProperty("heading", "text", "Bills"), 'prop:text="Orders"', 'prop:text="Bills"'),
        (SetProperty("heading", "text", "12"), 'prop:text="Orders"', "prop:text='\"12\"'"),
        (SetProperty("heading", "text", 'a "b" & <c>'), '"Orders"', "'a \"b\" &amp; <c>'"),
        (SetProperty("heading", "text", "'\""), '"Orders"', "\"'&quot;\""),
        (SetProperty("heading", "text", "two\nlines"), '"Orders"', '"two&#10;lines"'),
        (SetProperty("heading", "text", UNSET), ' prop:text="Orders"', ""),
        (SetProperty("heading", "bold", False), "prop:bold=true", "prop:bold=false"),
        (SetProperty("heading", "bold", "x y"), "prop:bold=true", 'prop:bold="x y"'),
        (SetProperty("heading", "icon", "fa:x"), "prop:bold=true>", 'prop:bold=true prop:icon="fa:x">'),
        (SetProperty("heading", "tag", {"a": [1]}), "bold=true>", "bold=true prop:tag='{\"a\": [1]}'>"),
        (SetProperty(FORM, "background", "red"), "'theme:Primary'", "'red'"),
        (SetProperty("note", "tooltip", "y"), 'tooltip="x"', 'tooltip="y"'),
        (SetProperty("note", "visible", False), 'tooltip="x">', 'tooltip="x" anvil:prop:visible="false">'),
        (SetProperty("$component_1", "visible", False), "<h2>", '<h2 anvil:prop:visible="false">'),
        (SetProperty("note", "html", "<p>New</p>"), ">Note</p>", ">New</p>"),
        (SetProperty("$component_1", "html", "<h3>x</h3>"), "<h2>Plain</h2>", "<h3>x</h3>"),
        (
            SetProperty("amount_box", "placeholder", "Sum"),
            'click" />',
            'click"\n        prop:placeholder="Sum" />',
        ),
        (SetLayoutProperty("card", "grid_position", "C,D"), "A,B", "C,D"),
        (SetLayoutProperty("note", "x", 1), 'tooltip="x">', 'tooltip="x" anvil:container:x="1">'),
        (SetEvent("amount_box", "pressed_enter", "go"), "self.send_button_click", "self.go"),
        (
            SetEvent("amount_box", "pressed_enter", None),
            '\n        on:pressed_enter="self.send_button_click"',
            "",
        ),
        (SetEvent("heading", "show", "shown"), "bold=true>", 'bold=true on:show="self.shown">'),
        (SetBinding("heading", "text", Binding("self.x", True)), "=true>", '=true writeback:text="self.x">'),
        (
            SetBinding("amount_box", "text", Binding("self.item['amount']", True)),
            "bind:text",
            "writeback:text",
        ),
        (SetBinding("amount_box", "text", None), "\n        bind:text=\"self.item['amount']\"", ""),
        (RenameComponent("heading", "title"), 'name="heading"', 'name="title"'),
        (RenameComponent("note", "hint"), 'anvil:name="note"', 'anvil:name="hint"'),
        (RenameComponent("$component_1", "title"), "<h2>", '<h2 anvil:name="title">'),
        (SetKey(("container", "type"), "LinearPanel"), '"ColumnPanel" prop', '"LinearPanel" prop'),
        (RemoveComponent("note"), '  <p anvil:name="note" anvil:prop:tooltip="x">Note</p>\n', ""),
        (RemoveComponent("$component_1"), "  <h2>Plain</h2>\n", ""),
        (
            InsertComponent(Place("card", 0), {"type": "Label", "name": "l", "properties": {"text": "x"}}),
            "    <anvil-component type=\"TextBox\"",
            '    <anvil-component type="Label" name="l" prop:text="x"></anvil-component>\n'
            '    <anvil-component type="TextBox"',
        ),
        (
            InsertComponent(Place("heading", 0), {"type": "Label", "name": "l"}),
            "=true></anvil-component>",
            '=true>\n    <anvil-component type="Label" name="l"></anvil-component>\n  </anvil-component>',
        ),
        (
            InsertComponent(Place("amount_box", 0), {"type": "Label", "name": "l"}),
            'click" />',
            'click">\n      <anvil-component type="Label" name="l"></anvil-component>\n    '
            "</anvil-component>",
        ),
        (
            InsertComponent(Place(FORM, 9), {"type": "Timer", "name": "t", "event_bindings": {"tick": "go"}}),
            '  <anvil-slot name="more"></anvil-slot>\n',
            '  <anvil-slot name="more"></anvil-slot>\n'
            '  <anvil-component type="Timer" name="t" on:tick="self.go"></anvil-component>\n',
        ),
        (
            SetKey(("slots", "more", "placeholder_text"), "Drop"),
            'name="more">',
            'name="more" placeholder="Drop">',
        ),
        (SetKey(("slots", "more", "one_component"), True), 'name="more">', 'name="more" one-component="">'),
        (SetKey(("slots", "more"), UNSET), '  <anvil-slot name="more"></anvil-slot>\n', ""),
        (
            SetKey(("slots", "s"), {"target": {"type": "container", "name": "card"}, "index": 0}),
            '    <anvil-component type="TextBox"',
            '    <anvil-slot name="s"></anvil-slot>\n    <anvil-component type="TextBox"',
        ),
    ],
)  # fmt: skip
def test_changes_in_a_panel_touch_only_their_place(change: Any, old: str, new: str) -> None:
    only(PANEL, change, old, new)


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        (SetProperty("sum_label", "bold", True), 'sum_label" />', 'sum_label" prop:bold="true" />'),
        (RemoveComponent("sum_label"), '<anvil-component type="Label" name="sum_label" /> ', ""),
        (
            InsertComponent(Place(FORM, 2), {"type": "Label", "name": "l"}),
            'name="sum_label" />',
            'name="sum_label" /><anvil-component type="Label" name="l"></anvil-component>',
        ),
        (
            InsertComponent(Place(FORM, 0), {"type": "Label", "name": "l"}),
            '  <anvil-component type="Label" name="heading"',
            '  <anvil-component type="Label" name="l"></anvil-component>\n'
            '  <anvil-component type="Label" name="heading"',
        ),
        (SetKey(("custom_component",), UNSET), "custom_component: true  # in", "{}  # in"),
        (
            SetKey(("events",), [{"name": "e"}]),
            "toolbox\n",
            "toolbox\nevents:\n- name: e\n",
        ),
    ],
)
def test_changes_in_html_touch_only_their_place(change: Any, old: str, new: str) -> None:
    only(PAGE, change, old, new)


def test_attributes_of_a_form_without_an_element_of_its_own() -> None:
    text = "---\nevents: []\n---\n<p>\n  x\n</p>\n"
    edited = edit(text, SetEvent(FORM, "show", "shown"), SetProperty(FORM, "visible", True))
    assert edited.text == (
        "---\nevents: []\n---\n"
        '<anvil-form container="HtmlComponent" on:show="self.shown" prop:visible="true">\n'
        "<p>\n  x\n</p>\n</anvil-form>\n"
    )
    assert edited.exact


def test_html_of_a_form_keeps_the_components_in_it() -> None:
    source = HtmlSource()
    template = source.read(PAGE)
    html = template.node(FORM)["properties"]["html"]
    edited = edit(PAGE, SetProperty(FORM, "html", html.replace("<h1>Orders</h1>", "<h1>\n  Bills\n</h1>")))
    assert edited.text == PAGE.replace("<h1>Orders</h1>", "<h1>\n  Bills\n</h1>")
    assert edited.exact
    with pytest.raises(ChangeError, match="placeholder"):
        edit(PAGE, SetProperty(FORM, "html", "<p>nothing</p>"))


def test_html_of_a_component_in_the_text_and_in_an_attribute() -> None:
    text = (
        '<anvil-form container="ColumnPanel">\n  <anvil-component type="HtmlComponent" name="h" />\n'
        "</anvil-form>\n"
    )
    first = edit(text, SetProperty("h", "html", "<p>\n  x\n</p>"))
    assert first.text == text.replace('"h" />', '"h">\n    <p>\n      x\n    </p>\n  </anvil-component>')
    assert first.exact
    second = edit(first.text, SetProperty("h", "html", "<p>\n  y\n</p>"))
    assert second.text == first.text.replace("      x\n", "      y\n")
    held = text.replace(" />", ' prop:html="&lt;b>" />')
    assert 'prop:html="<i>"' in edit(held, SetProperty("h", "html", "<i>")).text


def test_moving_keeps_what_was_typed() -> None:
    edited = edit(PANEL, MoveComponent("card", Place(FORM, 0)))
    lines = PANEL.splitlines(keepends=True)
    assert edited.text == "".join([*lines[:2], *lines[3:8], lines[2], *lines[8:]])
    assert edited.exact
    inner = edit(PANEL, MoveComponent("amount_box", Place(FORM, 99)))
    assert inner.exact
    box = dedent("".join(lines[4:7]))
    assert (
        dedent(inner.text[inner.text.index('  <anvil-component type="TextBox"') :].split("</anvil-form>")[0])
        == box
    )


def test_moving_an_element_takes_the_text_before_it_along() -> None:
    text = '<anvil-form container="ColumnPanel">\n  <p>a</p>\n  loose <b>bold</b>\n</anvil-form>\n'
    edited = edit(text, MoveComponent("$component_2", Place(FORM, 0)))
    assert (
        edited.text
        == '<anvil-form container="ColumnPanel">\n  loose <b>bold</b>\n  <p>a</p>\n</anvil-form>\n'
    )
    assert not edited.exact


def test_a_move_does_not_indent_what_is_typed_verbatim() -> None:
    text = (
        '<anvil-form container="ColumnPanel">\n  <pre anvil:name="p">\n a\n</pre>\n'
        '  <anvil-component type="ColumnPanel" name="c"></anvil-component>\n</anvil-form>\n'
    )
    assert '<pre anvil:name="p">\n a\n</pre>' in edit(text, MoveComponent("p", Place("c", 0))).text


def test_blocks_of_a_layout() -> None:
    label = {"type": "Label", "name": "label_1"}
    into = edit(LAYOUT, InsertComponent(Place(FORM, 1, "main"), label))
    assert into.text == LAYOUT.replace(
        "</anvil-component>\n",
        '</anvil-component>\n    <anvil-component type="Label" name="label_1"></anvil-component>\n',
    )
    assert into.exact
    new = edit(LAYOUT, InsertComponent(Place(FORM, 0, "nav"), label))
    assert new.exact
    assert new.text == LAYOUT.replace(
        "\n\n</anvil-form>",
        '\n\n  <anvil-block slot="nav">\n'
        '    <anvil-component type="Label" name="label_1"></anvil-component>\n'
        "  </anvil-block>\n</anvil-form>",
    )
    moved = edit(LAYOUT, MoveComponent("button_1", Place(FORM, 0, "nav")))
    assert moved.template.children(FORM, "nav") == ("button_1",)
    heard = edit(LAYOUT, SetEvent(FORM, "tick", "go", of_layout=True), SetEvent(FORM, "show", "shown"))
    assert '<anvil-form layout="form:Frame" on:layout:tick="self.go" on:show="self.shown">' in heard.text


def test_a_component_with_all_in_it_is_inserted() -> None:
    node = {
        "type": "HtmlComponent",
        "name": "h",
        "properties": {"html": '<div><template anvil-dropzone="$dz_abcdef"></template></div>'},
        "components": [
            {"type": "Label", "name": "l", "layout_properties": {"dropzone": "$dz_abcdef"}},
        ],
    }
    edited = edit(PANEL, InsertComponent(Place("card", 9), node))
    assert (
        '    <anvil-component type="HtmlComponent" name="h">\n'
        '      <div><anvil-component type="Label" name="l"></anvil-component></div>\n'
        "    </anvil-component>\n  </anvil-component>\n"
    ) in edited.text


def test_a_named_zone_takes_what_is_dropped_there() -> None:
    text = (
        '<div>\n  <anvil-dropzone name="top"></anvil-dropzone>\n</div>\n'
        '<anvil-component type="Label" name="a" />\n'
    )
    node = {"type": "Label", "name": "b", "layout_properties": {"dropzone": "top"}}
    edited = edit(text, InsertComponent(Place(FORM, 0), node))
    assert edited.text.splitlines()[1] == '  <anvil-component type="Label" name="b"></anvil-component>'


def test_line_ends_and_front_matter_of_windows() -> None:
    text = PAGE.replace("\n", "\r\n")
    edited = edit(
        text,
        InsertComponent(
            Place(FORM, 1),
            {"type": "ColumnPanel", "name": "c", "components": [{"type": "Label", "name": "l"}]},
        ),
        SetKey(("events",), [{"name": "e"}]),
        MoveComponent("heading", Place("c", 0)),
        MoveComponent("c", Place(FORM, 0)),
    )
    assert edited.text.count("\n") == edited.text.count("\r\n")
    assert edited.template.data["custom_component"] is True


def test_the_last_key_of_front_matter_takes_it_along() -> None:
    text = "---\ncustom_component: true\n---\n<p></p>"
    assert edit(text, SetKey(("custom_component",), UNSET)).text == "<p></p>"


def test_the_first_key_of_front_matter() -> None:
    assert (
        edit("<p></p>", SetKey(("custom_component",), True)).text
        == "---\ncustom_component: true\n---\n<p></p>"
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (SetProperty("$component_1", "visible", False), "not an element"),
        (InsertComponent(Place("$component_1", 0), {"type": "Label", "name": "l"}), "not an element"),
        (SetProperty("h", "a b", 1), "name of an attribute"),
        (SetKey(("is_package",), True), "no place"),
        (InsertComponent(Place(FORM, 0), {"type": "Label", "name": "l", "unknown": 1}), "no place"),
    ],
)
def test_what_cannot_be_done_says_why(change: Any, message: str) -> None:
    text = (
        '<anvil-form container="ColumnPanel">\n  <anvil-component type="Label" name="h" />\n'
        "  only text\n</anvil-form>\n"
    )
    with pytest.raises(ChangeError, match=message) as caught:
        edit(text, change)
    assert caught.value.remedy


def test_the_place_in_the_html_says_the_dropzone() -> None:
    with pytest.raises(ChangeError, match="Where a component stands"):
        edit(PAGE, SetLayoutProperty("heading", "dropzone", "x"))


def test_a_text_with_faults_says_where() -> None:
    with pytest.raises(SourceError) as caught:
        HtmlSource().read("<p>\n<anvil-component type=Label name=a>")
    assert caught.value.line == 2
    assert "not closed" in caught.value.message


def test_setting_a_property_leaves_the_zones_of_others_alone() -> None:
    assert edit(PAGE, SetProperty("sum_label", "text", "12 €")).exact
    assert edit(PAGE, RenameComponent("sum_label", "total")).text == PAGE.replace("sum_label", "total")


@pytest.mark.parametrize("text", [PANEL, PAGE])
def test_a_slot_gets_another_name_and_keeps_its_place(text: str) -> None:
    slots = HtmlSource().read(text).data["slots"]
    (name,) = slots
    change = SetKey(("slots",), {"other": slots[name]})
    assert edit(text, change).text == text.replace(f'slot name="{name}"', 'slot name="other"')


def test_a_component_that_is_dropped_before_a_slot_stands_before_it() -> None:
    label = {"type": "Label", "name": "l"}
    edited = edit(PANEL, InsertComponent(Place(FORM, 4), label), SetKey(("slots", "more", "index"), 5))
    new = '  <anvil-component type="Label" name="l"></anvil-component>\n'
    assert edited.text == PANEL.replace("  <anvil-slot", f"{new}  <anvil-slot")


def test_a_form_gets_a_layout_and_leaves_it_again() -> None:
    template = HtmlSource().read(PANEL)
    in_layout = (
        SetKey(("container",), UNSET),
        SetKey(("components",), UNSET),
        SetKey(("layout",), {"type": "form:Frame", "form_event_bindings": {"show": "shown"}}),
        SetKey(("components_by_slot",), {"main": template.data["components"], "nav": []}),
        SetKey(("slots", "more", "target"), {"type": "slot", "name": "main"}),
    )
    inside = edit(PANEL, *in_layout)
    assert not inside.exact
    lines = inside.text.splitlines()
    assert lines[:2] == [
        '<anvil-form layout="form:Frame" on:show="self.shown">',
        '  <anvil-block slot="main">',
    ]
    assert "    " + PANEL.splitlines()[2].strip() in lines
    assert "    <!-- what people see first -->" in lines
    assert inside.template.data["slots"]["more"]["index"] == 4
    out = edit(
        inside.text,
        SetKey(("layout",), UNSET),
        SetKey(("components_by_slot",), UNSET),
        SetKey(("container",), {"type": "ColumnPanel", "properties": {"background": "theme:Primary"}}),
        SetKey(("components",), inside.template.data["components_by_slot"]["main"]),
        SetKey(("slots", "more", "target"), {"type": "container", "name": ""}),
    )
    assert out.text == PANEL.replace("'theme:Primary'", '"theme:Primary"')


def test_html_is_not_lost_for_a_layout() -> None:
    with pytest.raises(ChangeError, match="would be lost"):
        edit(PAGE, SetKey(("container",), UNSET), SetKey(("layout",), {"type": "form:Frame"}))
