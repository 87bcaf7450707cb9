"""Every property and event of every component in a real browser.

Each component has one form: for every effect an instance that has its value from the template, one that gets
it from code, both read back and looked at. Effects are in `catalog_effects.py`; a property without any fails.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from formwright.runtime.client.components import CLASSES
from formwright.runtime.spec.components import ComponentSpec
from tests.browser.catalog_effects import UNSEEN, WITH_TESTS_OF_THEIR_OWN, Effect, effects
from tests.browser.host import ControlledHost
from tests.browser.workshop import FormSource, write_app

SPECS = [kind._fw_spec for kind in CLASSES if "." not in kind._fw_spec.name]
CODE = """
import json

VALUES = json.loads({values!r})

class {form}({form}Template):
    def __init__(self, **properties):
        self.init_components(**properties)
        for name, prop, value in VALUES:
            setattr(getattr(self, name), prop, value)

    def read(self):
        found = {{}}
        for name, prop, _ in VALUES:
            for each in (name, "t" + name[1:]):
                value = getattr(getattr(self, each), prop)
                if isinstance(value, tuple):
                    value = list(value)
                try:
                    json.dumps(value)
                except TypeError:
                    kind = type(value).__name__
                    if kind == "type":
                        value = value.__name__
                    else:
                        value = str(value) if kind == "date" else f"<{{kind}}>"
                found[each] = value
        return json.dumps(found)

    def places(self):
        names = [each for name, _, _ in VALUES for each in (name, "t" + name[1:])]
        return json.dumps({{each: getattr(self, each)._fw.identity for each in names}})
"""
ROW = FormSource("pass", {"container": {"type": "ColumnPanel"}})
THEME = """
.btn { min-width: 0 }
.anvil-spacing-above-large { margin-top: 16px }
.anvil-spacing-below-medium { margin-bottom: 8px }
"""
LOOK = """([identity, seen]) => {
  const e = document.querySelector(`[data-fw-c="${identity}"]`);
  const any = (name, value) => [e, ...e.querySelectorAll('*')].some(
    (each) => getComputedStyle(each).getPropertyValue(name) === value);
  const find = (selector) => e.matches(selector) ? e : e.querySelector(selector);
  try { return !!eval(seen); } catch (error) { return String(error); }
}"""


def cases(spec: ComponentSpec) -> list[tuple[str, str, Effect]]:
    """(name of the instance that code sets, property, effect)"""
    found = []
    for prop in spec.properties:
        for number, effect in enumerate(effects(spec.name, prop.name) or ()):
            if prop.name not in UNSEEN:
                found.append((f"c_{prop.name}_{number}", prop.name, effect))
    return found


def catalog_form(spec: ComponentSpec) -> tuple[str, dict[str, Any]]:
    values = [(name, prop, effect.value) for name, prop, effect in cases(spec)]
    components = []
    for name, prop, effect in cases(spec):
        for each, more in ((name, {}), (f"t{name[1:]}", {prop: effect.value})):
            also = json.loads(json.dumps(dict(effect.also)).replace("{instance}", each))
            components.append({"type": spec.name, "name": each, "properties": {**also, **more}})
    form = f"C{spec.name}"
    code = CODE.format(form=form, values=json.dumps(values))
    return code, {"container": {"type": "LinearPanel"}, "components": components}


class Catalog:
    def __init__(self, page: Page) -> None:
        self.page = page

    def python(self, code: str) -> Any:
        # The message of a PythonError is the traceback; Playwright shows only where JavaScript threw it.
        script = (
            "code => formwright.python.runPythonAsync(code).catch((e) => { throw new Error(e.message); })"
        )
        return self.page.evaluate(script, code)

    def open(self, form: str) -> None:
        self.python(f"import anvil, json\nanvil.open_form({form!r})\nNone")


@pytest.fixture(scope="module", params=["own look", "theme for Anvil's names"])
def catalog(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Catalog]:
    folder = tmp_path_factory.mktemp("catalog") / "app"
    forms = {
        "Start": FormSource("pass", {"components": [{"type": "Label", "properties": {"text": "ready"}}]})
    }
    themed = request.param != "own look"  # components have another structure then
    write_app(folder, {**forms, "Row": ROW}, "", {}, {"theme.css": THEME} if themed else None)
    made = {"Events": events_form(), **{f"C{spec.name}": catalog_form(spec) for spec in SPECS}}
    for name, (code, template) in made.items():
        home = folder / "client_code" / name
        home.mkdir()
        head = f"from ._anvil_designer import {name}Template\nfrom anvil import *\n"
        (home / "__init__.py").write_text(head + code, "utf-8")
        (home / "form_template.yaml").write_text(json.dumps(template), "utf-8")
    with ControlledHost(folder) as host:
        context = browser.new_context(viewport={"width": 1000, "height": 760})
        context.set_default_timeout(20_000)
        context.route(
            lambda url: not url.startswith(host.url), lambda route: route.abort()
        )  # no video, no map
        page = context.new_page()
        page.goto(host.address())
        expect(page.get_by_text("ready")).to_be_visible()
        made_page = Catalog(page)
        made_page.python("import anvil, json\nNone")  # names that the tests use, whichever comes first
        yield made_page
        context.close()


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_every_property_has_an_effect_written_down(spec: ComponentSpec) -> None:
    names = [prop.name for prop in spec.properties if prop.name not in UNSEEN]
    without = [name for name in names if effects(spec.name, name) is None]
    assert bool(without) is (spec.name in WITH_TESTS_OF_THEIR_OWN), without


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_properties_from_template_and_code_are_read_back_and_seen(
    catalog: Catalog, spec: ComponentSpec
) -> None:
    catalog.open(f"C{spec.name}")
    read = json.loads(catalog.python("anvil.get_open_form().read()"))
    places = json.loads(catalog.python("anvil.get_open_form().places()"))
    wrong = []
    for name, prop, effect in cases(spec):
        expected = effect.value if effect.read is ... else effect.read
        for each, how in ((name, "from code"), (f"t{name[1:]}", "from the template")):
            if read[each] != expected:
                wrong.append(f"{prop} = {effect.value!r} {how}: read back as {read[each]!r}")
            seen = catalog.page.evaluate(LOOK, [places[each], effect.seen]) if spec.visual else True
            if seen is not True:
                wrong.append(f"{prop} = {effect.value!r} {how}: not seen by {effect.seen} ({seen})")
    assert wrong == []


def events_form() -> tuple[str, dict[str, Any]]:
    """One instance of each component, with a handler for each of its events."""
    source = """
class Events(EventsTemplate):
    def __init__(self, **properties):
        self.log = []
        self.init_components(**properties)
        for name, component in WIRED.items():
            for event in component:
                getattr(self, name).add_event_handler(event, self.note)

    def note(self, sender, event_name, **arguments):
        name = next(n for n in WIRED if getattr(self, n) is sender)
        self.log.append([name, event_name, sorted(arguments)])
"""
    wired = {spec.name: [event.name for event in spec.events] for spec in SPECS if spec.events}
    properties: dict[str, dict[str, Any]] = {
        "Label": {"text": "label"},
        "Link": {"text": "link"},
        "Button": {"text": "button"},
        "CheckBox": {"text": "check"},
        "RadioButton": {"text": "radio"},
        "DropDown": {"items": ["One", "Two"]},
        "Image": {"source": "data:image/gif;base64,R0lGODlhAQABAAAAACw=", "height": 40},
        "Timer": {"interval": 0.05},
    }
    components = [{"type": name, "name": name, "properties": properties.get(name, {})} for name in wired]
    return f"WIRED = {wired!r}\n{source}", {"container": {"type": "LinearPanel"}, "components": components}


def act(page: Page, places: dict[str, str]) -> None:
    """What a user does to each of them, with mouse and keys."""

    def at(name: str, inside: str = "") -> Any:
        own = f'[data-fw-c="{places[name]}"]'
        return page.locator(f"{own} {inside}, {inside}{own}" if inside else own)

    at("Link").click()
    at("Button", "button").click()
    at("TextBox", "input").press_sequentially("a")
    at("TextBox", "input").press("Enter")
    at("TextArea", "textarea").press_sequentially("b")
    at("CheckBox", "input").check()
    at("RadioButton", "input").check()
    at("DropDown", "select").select_option("Two")
    at("DatePicker", "input").first.fill("2024-02-29")
    at("FileLoader", "input").focus()
    at("FileLoader", "input").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"a"})
    at("Button", "button").focus()
    for name in ("Image", "Canvas"):
        at(name).hover()
        page.mouse.down()
        page.mouse.up()
        page.mouse.move(1, 1)


def has_own_test(component: str, event: str) -> bool:
    """Events that need more than a user at the component."""
    return component in WITH_TESTS_OF_THEIR_OWN and event not in ("show", "hide")


def test_every_event_of_every_component_is_raised(catalog: Catalog) -> None:
    catalog.open("Events")
    catalog.python("form = anvil.get_open_form(); None")
    wired = [spec.name for spec in SPECS if spec.events]
    places = catalog.python(f"json.dumps({{name: getattr(form, name)._fw.identity for name in {wired!r}}})")
    act(catalog.page, json.loads(places))
    expected = {
        f"{spec.name} {event.name}: {sorted(event.parameters)}"
        for spec in SPECS
        for event in spec.events
        if not has_own_test(spec.name, event.name)
    }
    catalog.python("anvil.open_form('Start'); None")
    seen: set[str] = set()
    for _ in range(100):
        log = json.loads(catalog.python("json.dumps(form.log)"))
        seen = {f"{name} {event}: {declared(name, event, arguments)}" for name, event, arguments in log}
        if expected <= seen:
            break
        catalog.page.wait_for_timeout(50)
    assert sorted(expected - seen) == []


def declared(name: str, event: str, arguments: list[str]) -> list[str]:
    """Of what a handler got, that which the specification promises: a component may tell more."""
    spec = next(each for each in SPECS if each.name == name).event(event)
    assert spec is not None, (name, event)
    return [argument for argument in arguments if argument in spec.parameters]


#: container → (layout properties of a child, properties of the container, what is seen);
#: `e` is the container, `c` the child.
LAYOUTS: dict[str, list[tuple[dict[str, Any], dict[str, Any], str]]] = {
    "ColumnPanel": [
        ({"row_background": "rgb(1, 2, 3)"}, {}, "any('background-color', 'rgb(1, 2, 3)')"),
        ({"full_width_row": True}, {}, "e.querySelector('.fw-row-full, .full-width-row').contains(c)"),
        (
            {"grid_position": "R,A"},
            {"col_widths": '{"A": 30}'},
            "getComputedStyle(c.closest('.fw-col')).flexGrow == '30'",
        ),
    ],
    "FlowPanel": [
        ({"width": 140}, {}, "c.parentElement.offsetWidth == 140"),
        ({"expand": True}, {"align": "left"}, "c.parentElement.offsetWidth == e.clientWidth"),
    ],
    "GridPanel": [
        ({"row": "r", "width_xs": 6}, {}, "c.parentElement.offsetWidth < e.clientWidth / 2"),
        (
            {"row": "r", "col_sm": 3, "width_sm": 3},
            {},
            "c.getBoundingClientRect().x > e.getBoundingClientRect().x + e.clientWidth / 5",
        ),
    ],
    "XYPanel": [
        (
            {"x": 30, "y": 12, "width": 90},
            {},
            "c.offsetWidth == 90 && c.getBoundingClientRect().y - e.getBoundingClientRect().y >= 12"
            " && c.getBoundingClientRect().x - e.firstElementChild.getBoundingClientRect().x == 30",
        )
    ],
    "HtmlTemplate": [
        (
            {"slot": "here"},
            {"html": "<b anvil-slot='here'></b><i anvil-slot='there'></i>"},
            "e.querySelector('b').contains(c)",
        )
    ],
    "DataGrid": [
        ({"pinned": True}, {"rows_per_page": 1}, "c.offsetHeight > 0"),
        ({"pinned": False}, {"columns": [{"id": "A", "title": "T"}]}, "e.firstElementChild.contains(c)"),
    ],
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_layout_properties_place_the_child(catalog: Catalog, name: str) -> None:
    for layout, properties, seen in LAYOUTS[name]:
        catalog.python(
            "from anvil import *\n"
            f"box = {name}(**{properties!r})\nchild = Label(text='child')\n"
            f"box.add_component(child, **{layout!r})\n"
            "anvil.get_open_form().clear()\nanvil.get_open_form().add_component(box)\nNone"
        )
        identities = json.loads(catalog.python("json.dumps([box._fw.identity, child._fw.identity])"))
        code = LOOK.replace("[identity, seen]", "[identity, inner, seen]").replace(
            "const any", 'const c = document.querySelector(`[data-fw-c="${inner}"]`);\n  const any'
        )
        assert catalog.page.evaluate(code, [*identities, seen]) is True, (layout, seen)
    catalog.open("Start")


def test_C04_C06_a_grid_shows_pages_of_rows_with_cells_in_columns(catalog: Catalog) -> None:
    page = catalog.page
    catalog.python(
        "from anvil import *\n"
        "columns = [{'id': 'A', 'title': 'Number', 'data_key': 'n', 'width': 120},"
        " {'id': 'B', 'title': 'Text'}]\n"
        "class Line(DataRowPanel):\n"
        "    def __init__(self, item):\n"
        "        super().__init__(item=item)\n"
        "        self.add_component(Button(text=f'b{item[\"n\"]}'), column='B')\n"
        "box = DataGrid(columns=columns, rows_per_page=5)\n"
        "lines = RepeatingPanel(item_template=Line, items=[{'n': n} for n in range(1, 13)])\n"
        "box.add_component(lines)\n"
        "anvil.get_open_form().clear()\nanvil.get_open_form().add_component(box)\nNone"
    )
    expect(page.get_by_role("row")).to_have_count(6)
    expect(page.get_by_role("columnheader")).to_have_text(["Number", "Text"])
    assert page.get_by_role("cell").first.bounding_box()["width"] == 120  # type: ignore[index]  # it is visible
    page.get_by_role("button", name="Next page").click()
    expect(page.get_by_role("row").nth(1)).to_have_text("6b6")
    expect(page.get_by_text("6–10 of 12")).to_be_visible()
    page.get_by_role("button", name="Last page").click()
    expect(page.get_by_role("row")).to_have_count(3)
    expect(page.get_by_role("button", name="Next page")).to_be_disabled()
    catalog.open("Start")


@pytest.mark.parametrize("name", [*(f"C{spec.name}" for spec in SPECS), "Events"])
def test_a_form_with_it_can_be_emptied(catalog: Catalog, name: str) -> None:
    catalog.open(name)
    catalog.python("anvil.get_open_form().clear()\nNone")
    assert catalog.python("len(anvil.get_open_form().get_components())") == 0
