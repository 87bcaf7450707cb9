"""What the canvas shows of a form, what it keeps from running, and what it says about places to drop."""

from __future__ import annotations

from typing import Any

import pytest

from formwright.runtime.client.components import SPECS
from tests.client.design.conftest import PLAIN, RAISES, Easel, form, laid, node

SHOUT = """\
from ._anvil_designer import ShoutTemplate
import anvil
import anvil.designer
import anvil.http
import anvil.server
class Shout(ShoutTemplate):
    def __init__(self, **properties):
        self.init_components(**properties)
        self.words.text = f"in designer: {anvil.designer.in_designer}"
    @property
    def does(self):
        return ""
    @does.setter
    def does(self, value):
        if value == "call":
            anvil.server.call("f")
        if value == "http":
            anvil.http.request("http://example.com")
        if value == "open":
            anvil.open_form("Main")
        if value == "alert":
            anvil.alert("Hello")
        if value == "fail":
            raise ValueError("does not")
    def words_show(self, **event_args):
        if anvil.get_open_form() is None and self.later:
            raise RuntimeError("failed later")
"""
SHOUT_FORM = form(
    {**node("Label", "words"), "event_bindings": {"show": "words_show"}},
    custom_component=True,
    properties=[
        {"name": "does", "type": "string", "default_value": ""},
        {"name": "later", "type": "boolean", "default_value": False},
    ],
)
FRAME = form(
    node("Label", "title", text="Frame"),
    node("LinearPanel", "main"),
    node("FlowPanel", "foot"),
    slots={
        "content": {"target": {"type": "container", "name": "main"}, "index": 0},
        "bottom": {"target": {"type": "container", "name": "foot"}, "index": 0, "one_component": True},
    },
    properties=[{"name": "heading", "type": "string", "default_value": "none"}],
)
FRAME_CODE = PLAIN.format("Frame") + (
    "    @property\n    def heading(self): return self.title.text\n"
    "    @heading.setter\n    def heading(self, value): self.title.text = value\n"
)


def load(easel: Easel, main: Any, **forms: Any) -> None:
    modules = {"Shout": SHOUT, "Frame": FRAME_CODE, "Init": "raise AssertionError('start-up code ran')"}
    easel.load(
        {"Main": main, "Shout": SHOUT_FORM, "Frame": FRAME, **forms},
        modules,
        client_init_module="Init",
        startup={"type": "form", "module": "Main"},
    )
    easel.open("Main")


def framed(**by_slot: Any) -> dict[str, Any]:
    return {
        "layout": {"type": "form:Frame", "properties": {"heading": "Ours"}},
        "components_by_slot": by_slot,
    }


# --- what does not run


def test_neither_start_up_code_nor_the_form_itself_runs(easel: Easel) -> None:
    load(easel, form(node("Label", "a", text="drawn")))
    assert "drawn" in easel.text


@pytest.mark.parametrize("what", ["call", "http"])
def test_what_reaches_out_is_a_red_box_that_says_so(easel: Easel, what: str) -> None:
    load(easel, form(node("form:Shout", "it", does=what), node("Label", "after", text="after")))
    assert "while a form is designed" in easel.entry("it")["error"]
    assert "after" in easel.text


@pytest.mark.parametrize("what", ["open", "alert"])
def test_what_would_cover_the_form_does_nothing(easel: Easel, what: str) -> None:
    load(easel, form(node("form:Shout", "it", does=what)))
    assert "error" not in easel.entry("it")
    assert "in designer: True" in easel.text


def test_timers_do_not_tick(easel: Easel) -> None:
    load(easel, form(node("Timer", "clock", interval=0.1)))
    easel.platform.loop.run(2)
    assert easel.entry("clock")["unseen"]


def test_scripts_maps_and_videos_are_quiet(easel: Easel) -> None:
    load(
        easel,
        form(
            node("HtmlTemplate", "html", html="<script>alert(1)</script><p anvil-slot='default'></p>"),
            node("GoogleMap", "map", node("GoogleMap.Marker", "marker")),
            node("YouTubeVideo", "video", youtube_id="x"),
        ),
    )
    assert not any(("run_scripts",) in each.calls for each in easel.root.walk())
    assert not any(call[0] in ("map", "video") for each in easel.root.walk() for call in each.part_calls)


def test_bindings_and_handlers_are_left_alone(easel: Easel) -> None:
    bound = {
        **node("Label", "bound", text="static"),
        "data_bindings": [{"property": "text", "code": "self.item['x']"}],
        "event_bindings": {"show": "nothing"},
    }
    load(easel, form(bound))
    assert "static" in easel.text
    assert "error" not in easel.entry("bound")


# --- what breaks


def test_a_setter_that_raises_breaks_one_component_until_it_is_mended(easel: Easel) -> None:
    load(easel, form(node("form:Shout", "it"), node("Label", "after", text="after")))
    assert "error" not in easel.entry("it")
    easel.set("it", "does", "fail")
    assert easel.entry("it")["error"] == "ValueError: does not"
    assert "does not" in easel.text
    easel.set("it", "does", "fine")
    assert "error" not in easel.entry("it")
    assert "in designer" in easel.text


def test_code_that_fails_later_breaks_its_component(easel: Easel) -> None:
    load(easel, form(node("form:Shout", "it", later=True), node("Label", "after", text="after")))
    easel.platform.loop.run(1)
    told = easel.studio.settled()
    assert "RuntimeError: failed later" in told
    assert "failed later" in easel.text


def test_an_import_that_fails_and_a_type_that_nobody_knows(easel: Easel) -> None:
    main = form(
        node("form:Bad", "bad"), node("NoSuch", "none"), node("form:Gone", "gone"), node("Label", "a")
    )
    easel.load({"Main": main, "Bad": form(custom_component=True)}, {"Bad": "import nothing_like_that"})
    easel.open("Main")
    assert "nothing_like_that" in easel.entry("bad")["error"]
    assert "NoSuch" in easel.entry("none")["error"]
    assert "Gone" in easel.entry("gone")["error"]
    assert "error" not in easel.entry("a")


def test_a_value_that_a_component_of_ours_refuses_is_told_and_the_rest_of_it_drawn(easel: Easel) -> None:
    load(easel, form(node("DropDown", "choice", items=3, placeholder="Choose"), node("Label", "a")))
    assert easel.entry("choice")["error"].startswith("items: ")
    easel.set("choice", "items", ["one"])
    assert "error" not in easel.entry("choice")


def test_a_layout_that_cannot_be_made_shows_what_was_to_go_into_it(easel: Easel) -> None:
    main = framed(content=[node("Label", "inside", text="inside")])
    easel.load({"Main": main, "Frame": FRAME}, {"Frame": RAISES.format("Frame")})
    easel.open("Main")
    assert "inside" in easel.text
    assert "the code of Frame ran" in easel.text


def test_a_container_that_no_form_can_be_leaves_the_components(easel: Easel) -> None:
    load(easel, form(node("Label", "a", text="still here"), kind="form:Nothing"))
    assert "Nothing" in easel.entry("")["error"]
    assert "still here" in easel.text


# --- layouts, slots, item templates


def test_slots_of_a_layout_are_zones_of_the_form(easel: Easel) -> None:
    load(easel, framed(content=[node("Label", "inside")]))
    content, bottom = easel.zones("")
    assert (content["slot"], content["children"], content["arrangement"]) == ("content", ["inside"], "stack")
    assert (bottom["slot"], bottom["label"], bottom["arrangement"], bottom["full"]) == (
        "bottom", "bottom", "one", False,
    )  # fmt: skip
    assert "Ours" in easel.text
    place = {"parent": "", "index": 0, "slot": "bottom"}
    easel.change({"change": "insert", "place": place, "node": node("Button", "ok")})
    assert easel.zones("")[1]["full"]
    assert "bottom" not in easel.hints
    easel.change({"change": "remove", "component": "ok"})
    assert "bottom" in easel.hints
    easel.set("", "heading", "Changed")
    assert "Changed" in easel.text
    easel.unset("", "heading")
    assert "none" in easel.text
    assert easel.zones("")[0]["children"] == ["inside"]
    assert easel.picture() == easel.fresh_picture()


def test_slots_that_the_form_offers_are_shown_where_they_are(easel: Easel) -> None:
    easel.load({"Frame": FRAME})
    easel.open("Frame")
    assert {"content", "bottom"} <= set(easel.hints)
    insert = {"change": "insert", "place": {"parent": "main", "index": 0}, "node": node("Label", "own")}
    easel.change(insert)
    assert easel.zones("main")[0]["children"] == ["own"]
    easel.change({"change": "rename", "component": "main", "name": "middle"})
    assert "content" in easel.hints
    assert easel.picture() == easel.fresh_picture()


def test_item_templates_are_drawn_once_and_changed_in_place(easel: Easel) -> None:
    row = form(node("Label", "words", text="row"), node("RepeatingPanel", "inner", item_template="Row"))
    main = form(
        node("RepeatingPanel", "rows", item_template="Row"),
        node("RepeatingPanel", "more", item_template="Row"),
        node("RepeatingPanel", "none"),
    )
    load(easel, main, Row=row)
    assert easel.text.count("row") == 2
    assert "inside itself" in easel.entry("inner", "Row")["error"]
    assert "No item template" in easel.hints
    told = easel.change(
        {"change": "property", "component": "words", "name": "text", "value": "changed"}, form="Row"
    )
    assert not told["whole"]
    assert easel.text.count("changed") == 2
    easel.change(
        {"change": "insert", "place": {"parent": "", "index": 0}, "node": node("Label", "n")}, form="Row"
    )
    assert easel.zones("", "Row")[0]["children"] == ["n", "words", "inner"]
    easel.set("rows", "item_template", "")
    assert easel.text.count("changed") == 1
    easel.set("rows", "item_template", "Row")
    assert easel.text.count("changed") == 2


def test_rows_of_a_grid_have_its_columns_as_cells(easel: Easel) -> None:
    columns = [{"id": "A", "title": "One", "data_key": "one"}, {"id": "B", "title": "Two", "data_key": "two"}]
    row = form(laid(node("Button", "press", text="Press"), column="B"), kind="DataRowPanel")
    load(easel, form(node("DataGrid", "grid", node("RepeatingPanel", "rows", item_template="Row"),
                          columns=columns)), Row=row)  # fmt: skip
    (zone,) = easel.zones("", "Row")
    assert (zone["arrangement"], zone["columns"], len(zone["cells"])) == ("data_row", ["A", "B"], 2)
    keys = [each.attributes["data-fw-key"] for each in easel.root.walk() if "data-fw-key" in each.attributes]
    assert keys == ["one"]
    easel.set("grid", "columns", columns[:1])
    assert easel.zones("", "Row")[0]["columns"] == ["A"]


def test_a_custom_component_follows_its_own_template_while_that_is_edited(easel: Easel) -> None:
    card = form(node("Label", "words", text="saved"), custom_component=True)
    easel.load({"Main": form(node("form:Card", "card")), "Card": card}, {"Card": PLAIN.format("Card")})
    easel.open("Main", Card=form(node("Label", "words", text="unsaved"), custom_component=True))
    assert "unsaved" in easel.text
    easel.change({"change": "property", "component": "words", "name": "text", "value": "newest"}, form="Card")
    assert "newest" in easel.text


def test_a_form_that_has_nothing_to_do_with_the_canvas_draws_nothing_anew(easel: Easel) -> None:
    card = form(node("Label", "words", text="before"), custom_component=True)
    easel.load({"Main": form(node("Label", "a")), "Card": card}, {"Card": PLAIN.format("Card")})
    easel.open("Main", Card=card)
    told = easel.change(
        {"change": "property", "component": "words", "name": "text", "value": "since"}, form="Card"
    )
    assert not told["whole"]
    easel.change(
        {"change": "insert", "place": {"parent": "", "index": 0}, "node": node("form:Card", "card")},
        form="Main",
    )
    assert "since" in easel.text


def test_the_app_anew_keeps_what_the_designer_has_and_takes_the_code(easel: Easel) -> None:
    load(easel, form(node("Label", "a", text="old"), node("form:Shout", "it")))
    easel.set("a", "text", "edited")
    modules = {"Shout": SHOUT.replace("in designer:", "new code:")}
    easel.load(easel.forms, modules)
    assert "edited" in easel.text
    assert "new code" in easel.text


def test_a_key_of_the_template_draws_anew(easel: Easel) -> None:
    load(easel, form(node("Label", "a", text="kept")))
    told = easel.change({"change": "key", "path": ["container", "type"], "value": "FlowPanel"})
    assert told["whole"]
    assert easel.zones("")[0]["arrangement"] == "flow"
    assert "kept" in easel.text


def test_a_change_that_does_not_fit_leaves_a_form_that_goes_on(easel: Easel) -> None:
    load(easel, form(node("Label", "a", text="kept")))
    with pytest.raises(KeyError):
        easel.change({"change": "remove", "component": "nobody"})
    easel.set("a", "text", "goes on")
    assert "goes on" in easel.text


# --- places


ARRANGEMENTS = {
    "ColumnPanel": "columns", "Link": "columns", "LinearPanel": "stack", "FlowPanel": "flow",
    "GridPanel": "grid", "XYPanel": "free", "DataGrid": "stack", "DataRowPanel": "flow",
    "HtmlTemplate": "stack", "HtmlComponent": "stack", "GoogleMap": "stack",
}  # fmt: skip


@pytest.mark.parametrize(("kind", "arrangement"), ARRANGEMENTS.items())
def test_each_container_has_its_arrangement(easel: Easel, kind: str, arrangement: str) -> None:
    load(easel, form(node(kind, "box")))
    (zone,) = easel.zones("box")
    assert zone["arrangement"] == arrangement
    assert zone["children"] == []


def test_every_container_of_the_catalog_is_known_here() -> None:
    containers = {name for name, spec in SPECS.items() if spec.container and spec.name == name}
    assert containers - ARRANGEMENTS.keys() == {"RepeatingPanel", "RichText"}


def test_slots_of_html_are_zones_with_what_leads_there(easel: Easel) -> None:
    html = "<div anvil-hide-if-slot-empty='side' anvil-slot='side'></div><main anvil-slot='default'></main>"
    template = node("HtmlTemplate", "page", laid(node("Label", "a"), slot="side"), html=html)
    zone = "<template anvil-dropzone='{}'></template>"
    parts = f"<div>{zone.format('top')}</div><p>{zone.format('end')}</p>"
    component = node("HtmlComponent", "parts", laid(node("Label", "b"), dropzone="end"), html=parts)
    rich = node("RichText", "rich", content="Hello {name}", enable_slots=True)
    load(easel, form(template, component, rich))
    by_label = {zone["label"]: zone for zone in easel.zones("page")}
    assert by_label["side"]["layout"] == {"slot": "side"}
    assert by_label["side"]["children"] == ["a"]
    assert by_label["Drop components here"]["children"] == []
    assert [(zone["label"], zone["layout"], zone["children"]) for zone in easel.zones("parts")] == [
        ("top", {"dropzone": "top"}, []), ("end", {"dropzone": "end"}, ["b"]),
    ]  # fmt: skip
    assert [zone["layout"] for zone in easel.zones("rich")] == [{"slot": "name"}]
    easel.change({"change": "remove", "component": "a"})
    side = next(each for each in easel.root.walk() if each.attributes.get("anvil-slot") == "side")
    assert "fw-hidden" not in side.classes  # else nothing could be dropped there


def test_unnamed_and_invisible_components_are_there(easel: Easel) -> None:
    load(
        easel,
        form({"type": "Label"}, node("Label", "faint", text="faint", visible=False), {"type": "Button"}),
    )
    assert {"$unnamed_1", "$unnamed_2"} <= {entry["name"] for entry in easel.scene.values()}
    assert easel.entry("faint")["faint"]
    assert "faint" in easel.text
    easel.change({"change": "remove", "component": "$unnamed_1"})
    assert "$unnamed_2" not in {entry["name"] for entry in easel.scene.values()}
    easel.set("faint", "visible", True)
    assert "faint" not in easel.entry("faint")
