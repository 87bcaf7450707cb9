"""HTML forms read into template data; behaviour L08 (the text itself is never changed by reading)."""

from __future__ import annotations

from typing import Any

import pytest

from formwright.runtime.appfiles.html_form import read_html_form
from formwright.runtime.appfiles.html_nodes import json_value


def container(text: str) -> Any:
    return read_html_form(text).template["container"]


def html(text: str) -> Any:
    return container(text)["properties"]["html"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("true", True),
        ('{"a": [1]}', {"a": [1]}),
        ("null", None),
        ("next", "next"),
        ("12px", "12px"),
        ("-1", -1),
        ("", ""),
    ],
)
def test_values_of_attributes(text: str, value: Any) -> None:
    assert json_value(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "<p>a &amp; b &lt; &copy &#8364; <!-- note --></p>",
        "<script>if (a < b && c) { x = '</p>' }</script>",
        "<svg viewBox='0 0 1 1'><path d='M0'/><g/></svg>",
        '<input disabled value="a b"><br><img src=x.png>',
        "<table><tr><td>1<td>2</table>",
        "<ul><li>one<li>two</ul>",
    ],
)
def test_html_without_parts_of_ours_stays_as_typed(text: str) -> None:
    assert html(text) == text


def test_front_matter_holds_metadata_only() -> None:
    form = read_html_form(
        "---\ncustom_component: true\ncontainer: {type: X}\nevents: [{name: e}]\n---\n<p>x</p>\n"
    )
    assert form.template["custom_component"] is True
    assert form.template["events"] == [{"name": "e"}]
    assert form.template["container"] == {"type": "HtmlComponent", "properties": {"html": "<p>x</p>"}}


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("---\na: [\n---\n<p>", 3, "not valid YAML"),
        ("---\n- 1\n---\n", 2, "not a map"),
        ("---\na: 1\n<p>", 1, "no end"),
        ("<p>\n</div>", 2, "</div> closes nothing"),
        ("\n<anvil-component type=Label name=a>", 2, "not closed"),
        ("\n\n<anvil-component name=a></anvil-component>", 3, "no type"),
        ("<p></p>\n<div><anvil-form></anvil-form></div>", 2, "outermost"),
    ],
)
def test_faults_have_their_lines(text: str, line: int, message: str) -> None:
    (fault,) = read_html_form(text).faults
    assert fault.line == line
    assert message in fault.message


def test_places_of_parts_and_attributes() -> None:
    form = read_html_form('<p>\n  <anvil-component type="Label" name="a"\n     on:show="x" />\n</p>')
    assert form.places["components", 0] == (2, 3)
    assert form.places["components", 0, "event_bindings", "show"] == (3, 6)


def test_names_that_nobody_chose_avoid_those_that_somebody_did() -> None:
    text = '<anvil-component type="A"/><anvil-component type="B" name="$component_1"/><anvil-slot/>'
    form = read_html_form(text).template
    assert [each["name"] for each in form["components"]] == ["$component_2", "$component_1"]
    assert list(form["slots"]) == ["$slot_1"]


def test_dropzones_are_the_same_each_time_and_stand_in_tables() -> None:
    text = '<table><tr><td><anvil-component type="Label" name="a"/></td></tr></table>'
    first, again = read_html_form(text).template, read_html_form(text).template
    assert first == again
    zone = first["components"][0]["layout_properties"]["dropzone"]
    assert (
        f'<td><template anvil-dropzone="{zone}"></template></td>' in first["container"]["properties"]["html"]
    )


def test_slots_say_what_they_set() -> None:
    text = (
        '<anvil-form container="ColumnPanel"><anvil-component type="Label" name="a"/>'
        '<anvil-slot name="s" one-component placeholder="Drop" container:full_width_row="true"/></anvil-form>'
    )
    assert read_html_form(text).template["slots"]["s"] == {
        "target": {"type": "container", "name": ""},
        "index": 1,
        "set_layout_properties": {"full_width_row": True},
        "one_component": True,
        "placeholder_text": "Drop",
    }


def test_blocks_of_layouts() -> None:
    text = (
        '<anvil-form layout="M.L" prop:p="1" on:show="self.shown" on:layout:tick="ticked">'
        '<anvil-block slot="a"><anvil-slot name="inner"></anvil-slot></anvil-block>'
        '<anvil-block slot="a"><p>x</p></anvil-block><p>loose</p></anvil-form>'
    )
    template = read_html_form(text).template
    assert template["layout"] == {
        "type": "M.L",
        "properties": {"p": 1},
        "event_bindings": {"tick": "ticked"},
        "form_event_bindings": {"show": "shown"},
    }
    assert list(template["components_by_slot"]) == ["a", "a_copy_1", "$unknown-slot-1"]
    assert template["slots"]["inner"]["target"] == {"type": "slot", "name": "a"}
