"""HTML forms as a page builds them: behaviours L06, L07, F32."""

from __future__ import annotations

from textwrap import dedent
from typing import Any

import pytest

from formwright.runtime.appfiles.html_form import read_html_form
from tests.client.conftest import Bench

PLAIN = "class {0}({0}Template):\n    def __init__(self, **p):\n        self.init_components(**p)\n"
CARD = """
    ---
    custom_component: true
    properties:
    - {name: title, type: string, default_value: Untitled}
    ---
    <section class="card">
      <anvil-component type="Label" name="heading" bind:text="self.item['t']"></anvil-component>
      <input anvil:dom-node="field" anvil:on-dom:input="field_input">
      <anvil-component type="Button" name="save" prop:text="Save" on:click="self.save_click" />
      <p anvil:name="note"><b anvil:dom-node="bold">note</b></p>
      <anvil-slot name="actions"></anvil-slot>
      end
    </section>
"""
CODE = PLAIN.format("Form1") + (
    "    def save_click(self, **e):\n        self.saved = e['sender']\n"
    "    def field_input(self, event):\n        self.typed = event\n"
)


def template(text: str) -> dict[str, Any]:
    read = read_html_form(dedent(text).lstrip("\n"))
    assert read.faults == ()
    return read.template


def start(bench: Bench, text: str = CARD, code: str = CODE, **more: str) -> Any:
    forms = {"Form1": template(text), **{name: template(html) for name, html in more.items()}}
    modules = {"Form1": code, **{name: PLAIN.format(name) for name in more}}
    return bench.start(modules, forms, "Form1")


def squeezed(bench: Bench) -> str:
    return " ".join(bench.text.split())


def test_L06_bindings_handlers_and_places_in_html(bench: Bench) -> None:
    opened = start(bench)
    opened.item = {"t": "Title"}
    assert squeezed(bench) == "Title Save note end"
    assert opened._fw.node.tag == "section"
    assert opened._fw.node.classes == {"card": None}
    bench.click_text("Save")
    assert opened.saved is opened.save
    opened.slots["actions"].add_component(type(opened.heading)(text="act"))
    assert squeezed(bench) == "Title Save note act end"
    assert bench.errors == []


def test_L06_events_of_plain_elements_reach_the_form(bench: Bench) -> None:
    opened = start(bench)
    field = opened.dom_nodes["field"]
    from formwright.runtime.client.fake_dom import fire

    fire(bench.session.page, field, "input", value="x")
    assert opened.typed == {"type": "input", "value": "x"}


def test_F32_elements_of_promoted_parts_are_dom_nodes_of_the_form(bench: Bench) -> None:
    opened = start(bench)
    assert opened.dom_nodes["bold"].text == "note"
    assert opened.note._fw.node.tag == "p"
    opened.note.visible = False
    assert squeezed(bench) == "Save end"


def test_handlers_that_do_not_exist_are_a_warning(bench: Bench) -> None:
    opened = start(bench, code=PLAIN.format("Form1"))
    from formwright.runtime.client.fake_dom import fire

    fire(bench.session.page, opened.dom_nodes["field"], "input")
    assert bench.errors == []


def test_a_container_in_an_html_form(bench: Bench) -> None:
    opened = start(
        bench,
        """
        <anvil-form container="LinearPanel" prop:background="red" on:show="form_show">
          <anvil-component type="Label" name="first" prop:text="1"></anvil-component>
          <div>two <anvil-component type="Label" name="second" prop:text="2"></anvil-component></div>
          <anvil-component type="FlowPanel" name="flow">
            <anvil-component type="Label" name="third" prop:text="3"></anvil-component>
          </anvil-component>
        </anvil-form>
        """,
        PLAIN.format("Form1") + "    def form_show(self, **e):\n        self.shown = True\n",
    )
    assert squeezed(bench) == "1two 23"
    assert (opened.background, opened.shown) == ("red", True)
    assert [type(each).__name__ for each in opened.get_components()] == [
        "Label",
        "HtmlComponent",
        "FlowPanel",
    ]


def test_a_layout_in_an_html_form(bench: Bench) -> None:
    start(
        bench,
        """
        <anvil-form layout="form:Frame" prop:title="T">
          <anvil-block slot="content">
            <p>Hello <anvil-component type="Label" name="who" prop:text="you"></anvil-component></p>
          </anvil-block>
        </anvil-form>
        """,
        PLAIN.format("Form1"),
        Frame="""
        ---
        properties: [{name: title, type: string}]
        ---
        <main><h1><anvil-component type="Label" name="t" bind:text="self.title" /></h1>
        <anvil-slot name="content"></anvil-slot></main>
        """,
    )
    assert squeezed(bench) == "T Hello you"
    assert bench.errors == []


def test_an_html_component_made_in_code(bench: Bench) -> None:
    opened = start(
        bench, "<div><anvil-component type='LinearPanel' name='panel' /></div>", PLAIN.format("Form1")
    )
    import anvil  # type: ignore[import-not-found]  # the finder of the page provides it

    html = "<div><i anvil:dom-node='i'>a</i><anvil-dropzone name='z'></anvil-dropzone>b</div>"
    made = anvil.HtmlComponent(html=html, classes="one two", style={"marginTop": 3, "color": None})
    opened.panel.add_component(made)
    made.add_component(anvil.Label(text="2"), dropzone="z")
    made.add_component(anvil.Label(text="1"), dropzone="z", index=0)
    made.add_component(anvil.Label(text="last"))
    assert bench.text == "a12blast"
    element = made._fw.node
    assert set(element.classes) >= {"one", "two"}
    assert element.styles["margin-top"] == "3px"
    made.classes.remove("one")
    made.classes["three"] = True
    assert "one" not in element.classes
    assert "three" in element.classes
    made.html = "<ul><template anvil-dropzone='z'></template></ul>x<br>"
    assert bench.text == "12xlast"
    assert "two" in made._fw.node.classes
    assert made._fw.node.styles["margin-top"] == "3px"
    with pytest.raises(TypeError):
        made.add_component(anvil.Label(), slot="z")
