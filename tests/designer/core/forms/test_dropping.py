"""Where a drop goes, arrangement by arrangement: what is drawn, what changes, and why not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from formwright.designer.core.forms.canvas import Box, Picture, Rect, Ref, Zone
from formwright.designer.core.forms.catalog import Catalog
from formwright.designer.core.forms.placement.arrangements.landing import Held
from formwright.designer.core.forms.placement.dragged import (
    Components,
    Dragged,
    FormAsComponent,
    NewComponent,
    from_mime,
)
from formwright.designer.core.forms.placement.dropping import Drop, Scene, drop, drop_unseen
from formwright.designer.core.forms.placement.putting import removed
from formwright.designer.core.forms.placement.slot_places import applied
from formwright.designer.core.forms.template import FORM, Template
from formwright.designer.core.forms.wire import COMPONENTS_MIME, FORM_MIME, NODE_MIME
from formwright.runtime.appfiles import load_app
from tests.designer.core.forms.drawing import draw
from tests.designer.sample import make_app

BUTTON = NewComponent({"type": "Button", "properties": {"text": "Go"}})
TIMER = NewComponent({"type": "Timer", "properties": {}})
ROW = {"container": {"type": "ColumnPanel"}, "components": [{"type": "Label", "name": "title"}]}


@dataclass
class Stage:
    """A form drawn by numbers: 800 wide, leaves 40 high, 16 around what is in a panel, 8 between."""

    catalog: Catalog
    templates: dict[str, Template] = field(default_factory=dict)
    slots: tuple[str, ...] = ()

    @property
    def template(self) -> Template:
        return self.templates["Form1"]

    @property
    def scene(self) -> Scene:
        return Scene(
            draw(self.templates.__getitem__, "Form1", self.slots), self.catalog, self.templates.__getitem__
        )

    def rect(self, name: str, form: str = "Form1") -> Rect:
        box = self.scene.picture.box(Ref(form, name))
        assert box is not None
        return box.rect

    def at(self, name: str, across: float, down: float) -> tuple[float, float]:
        """A point of a component, in parts of its width and height."""
        rect = self.rect(name)
        return rect.x + rect.width * across, rect.y + rect.height * down

    def drop(self, dragged: Dragged, point: tuple[float, float]) -> Drop:
        return drop(self.scene, dragged, *point)

    def after(self, made: Drop, form: str = "Form1") -> Template:
        assert not made.refusal, made.refusal
        return applied(self.templates[form], made.changes[form].changes) if made.changes else self.template

    def dropped(self, dragged: Dragged, point: tuple[float, float]) -> Template:
        self.templates["Form1"] = self.after(self.drop(dragged, point))
        return self.template


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    folder: Path = make_app(tmp_path_factory.mktemp("app") / "Counter")
    uses = {
        "container": {"type": "ColumnPanel"},
        "components": [{"type": "form:Form1", "name": "inner"}],
    }
    nested = {"container": {"type": "ColumnPanel"}, "components": [{"type": "form:Uses", "name": "u"}]}
    target = {"type": "container", "name": ""}
    frame = {
        "container": {"type": "ColumnPanel"},
        "components": [],
        "slots": {"nav": {"target": target, "index": 0}, "main": {"target": target, "index": 0}},
    }
    forms = {"Row": ROW, "Uses": uses, "Nested": nested, "Frame": frame}
    for name, data in forms.items():
        (folder / f"client_code/{name}.yaml").write_text(json.dumps(data))
        (folder / f"client_code/{name}.py").write_text("")
    return Catalog(load_app(folder))


def stage(catalog: Catalog, *components: Mapping[str, Any], kind: str = "ColumnPanel", **more: Any) -> Stage:
    data = {"container": {"type": kind, **more.pop("own", {})}, "components": list(components), **more}
    templates = {form: Template(data) for form, data in catalog.app.forms.items()}
    return Stage(catalog, {**templates, "Form1": Template(data)})


def leaf(name: str, kind: str = "Label", **layout: Any) -> dict[str, Any]:
    node: dict[str, Any] = {"type": kind, "name": name}
    return {**node, "layout_properties": layout} if layout else node


def panel(
    name: str, *components: Mapping[str, Any], kind: str = "ColumnPanel", **rest: Any
) -> dict[str, Any]:
    return {"type": kind, "name": name, "components": list(components), **rest}


def layout(template: Template, name: str) -> dict[str, Any]:
    return dict(template.node(name).get("layout_properties") or {})


def position(template: Template, name: str) -> list[list[str]]:
    text = str(layout(template, name)["grid_position"])
    return [pair.split(",") for pair in text.split()]


def widths(template: Template, name: str = FORM) -> dict[str, int]:
    text = (template.node(name).get("properties") or {}).get("col_widths")
    return dict(json.loads(text)) if text else {}


# --- stacks and flows


def test_between_siblings_with_the_line_in_the_gap(catalog: Catalog) -> None:
    s = stage(catalog, leaf("a"), leaf("b"), kind="LinearPanel")
    made = s.drop(BUTTON, s.at("a", 0.5, 0.9))
    a, b = s.rect("a"), s.rect("b")
    assert made.line == Rect(a.x, (a.bottom + b.y) / 2, a.width, 0)
    assert made.names == ("button_1",)
    assert s.after(made).children(FORM) == ("a", "button_1", "b")
    assert made.changes["Form1"].label == "Add button_1"


def test_an_empty_container_lights_up(catalog: Catalog) -> None:
    s = stage(catalog, leaf("a"), panel("p", kind="FlowPanel"), kind="LinearPanel")
    made = s.drop(BUTTON, s.at("p", 0.5, 0.5))
    assert made.highlight is not None and made.line is None
    assert s.after(made).children("p") == ("button_1",)


def test_below_everything_means_the_end(catalog: Catalog) -> None:
    s = stage(catalog, leaf("a"), kind="LinearPanel")
    assert s.dropped(BUTTON, (400, 5000)).children(FORM) == ("a", "button_1")


def test_the_outer_edge_of_a_panel_means_beside_it(catalog: Catalog) -> None:
    s = stage(catalog, panel("p", leaf("a")), kind="LinearPanel")
    rect = s.rect("p")
    assert s.after(s.drop(BUTTON, (400, rect.y + 1))).children(FORM) == ("button_1", "p")
    assert s.after(s.drop(BUTTON, (400, rect.bottom - 1))).children(FORM) == ("p", "button_1")
    assert s.after(s.drop(BUTTON, (400, rect.y + 20))).children("p") == ("button_1", "a")


def test_side_by_side_means_left_or_right_with_an_upright_line(catalog: Catalog) -> None:
    s = stage(catalog, leaf("a", "Button"), leaf("b", "Button"), kind="FlowPanel")
    made = s.drop(BUTTON, s.at("b", 0.2, 0.5))
    assert made.line is not None and made.line.width == 0 and made.line.height == 40
    assert s.after(made).children(FORM) == ("a", "button_1", "b")
    assert s.after(s.drop(BUTTON, s.at("b", 0.8, 0.5))).children(FORM) == ("a", "b", "button_1")


def test_moving_several_keeps_their_order_and_moves_them_once(catalog: Catalog) -> None:
    s = stage(catalog, *(leaf(n) for n in "abcdef"), kind="LinearPanel")
    moved = Components("Form1", ("e", "b"))
    made = s.drop(moved, s.at("c", 0.5, 0.9))
    assert s.after(made).children(FORM) == ("a", "c", "b", "e", "d", "f")
    assert made.changes["Form1"].label == "Move 2 components"


def test_where_it_is_nothing_changes(catalog: Catalog) -> None:
    s = stage(catalog, leaf("a"), leaf("b"), leaf("c", grid_position="R,C"))
    for name in "abc":
        made = s.drop(Components("Form1", (name,)), s.at(name, 0.5, 0.6))
        assert not made.refusal and not made.changes


def test_a_copy_gets_free_names_and_leaves_the_others(catalog: Catalog) -> None:
    s = stage(catalog, panel("card_1", leaf("label_1")), kind="LinearPanel")
    made = s.drop(Components("Form1", ("card_1",), copies=True), (400, 2000))
    after = s.after(made)
    assert after.children(FORM) == ("card_1", "card_2")
    assert after.children("card_2") == ("label_2",)
    assert made.changes["Form1"].label == "Copy card_2"


def test_layout_properties_that_the_new_parent_does_not_know_go(catalog: Catalog) -> None:
    flow = panel("flow", leaf("a", "Button", width=90, expand=True), kind="FlowPanel")
    s = stage(catalog, flow, panel("linear", kind="LinearPanel"), panel("flow_2", kind="FlowPanel"))
    moved = Components("Form1", ("a",))
    assert layout(s.after(s.drop(moved, s.at("linear", 0.5, 0.5))), "a") == {}
    assert layout(s.after(s.drop(moved, s.at("flow_2", 0.5, 0.5))), "a") == {"width": 90, "expand": True}


# --- columns


def test_the_middle_of_a_row_means_a_row_above_or_below(catalog: Catalog) -> None:
    s = stage(catalog, leaf("a"), leaf("b"))
    made = s.drop(BUTTON, s.at("a", 0.5, 0.9))
    assert made.line is not None and made.line.height == 0
    after = s.after(made)
    assert after.children(FORM) == ("a", "button_1", "b")
    (row, column), *rest = position(after, "button_1")
    assert not rest and row != column and len(row) == len(column) == 6
    assert layout(after, "a") == {}


def test_the_left_part_means_beside_it_in_one_row(catalog: Catalog) -> None:
    s = stage(catalog, leaf("a"), leaf("b"))
    made = s.drop(BUTTON, s.at("b", 0.05, 0.5))
    assert made.line is not None and made.line.width == 0
    after = s.after(made)
    assert after.children(FORM) == ("a", "button_1", "b")
    (new_row, new_column), (row, column) = position(after, "button_1")[0], position(after, "b")[0]
    assert new_row == row and new_column != column
    assert layout(after, "a") == {}
    s.templates["Form1"] = after
    assert s.rect("button_1").right < s.rect("b").x and s.rect("button_1").y == s.rect("b").y


def test_the_right_part_of_a_column_means_between_it_and_the_next(catalog: Catalog) -> None:
    s = stage(catalog, leaf("a", grid_position="R,A"), leaf("b", grid_position="R,B"), leaf("c"))
    after = s.dropped(BUTTON, s.at("a", 0.97, 0.5))
    assert after.children(FORM) == ("a", "button_1", "b", "c")
    assert position(after, "button_1")[0][0] == "R"
    assert s.rect("a").x < s.rect("button_1").x < s.rect("b").x
    assert s.dropped(BUTTON, s.at("b", 0.97, 0.5)).children(FORM) == ("a", "button_1", "b", "button_2", "c")


def test_columns_keep_their_proportions_when_one_comes(catalog: Catalog) -> None:
    own = {"properties": {"col_widths": '{"A":40,"B":20}'}}
    s = stage(catalog, leaf("a", grid_position="R,A"), leaf("b", grid_position="R,B"), own=own)
    after = s.dropped(BUTTON, s.at("b", 0.97, 0.5))
    new = position(after, "button_1")[0][1]
    found = widths(after)
    assert sum(found.values()) == 60 and found[new] == 20
    assert found["A"] == 27 and found["B"] == 13


def test_columns_share_what_one_leaves(catalog: Catalog) -> None:
    own = {"properties": {"col_widths": '{"A":30,"B":20,"C":10}'}}
    nodes = [leaf(n.lower(), grid_position=f"R,{n}") for n in "ABC"]
    s = stage(catalog, *nodes, leaf("d"), own=own)
    after = s.dropped(Components("Form1", ("b",)), s.at("d", 0.5, 0.9))
    assert widths(after) == {"A": 45, "C": 15}
    changes = removed(catalog, after, ("c",))
    assert widths(applied(after, changes)) == {}


def test_rows_whose_columns_have_the_same_names_keep_their_widths(catalog: Catalog) -> None:
    own = {"properties": {"col_widths": '{"A":40,"B":20}'}}
    nodes = [leaf(f"{n.lower()}{r}", grid_position=f"{r},{n}") for r in "12" for n in "AB"]
    s = stage(catalog, *nodes, own=own)
    after = s.dropped(BUTTON, s.at("b1", 0.97, 0.5))
    found = widths(after)
    assert found["A"] == 40 and found["B"] == 20 and len(found) == 3


def test_the_middle_of_a_column_means_into_it(catalog: Catalog) -> None:
    s = stage(catalog, leaf("a", grid_position="R,A"), leaf("b", grid_position="R,B"))
    made = s.drop(BUTTON, s.at("a", 0.5, 0.6))
    assert made.line is not None and made.line.width == pytest.approx(s.rect("a").width)
    after = s.after(made)
    assert position(after, "button_1") == [["R", "A"]]
    s.templates["Form1"] = after
    assert s.rect("button_1").x == s.rect("a").x and s.rect("button_1").y > s.rect("a").y


def test_the_upper_edge_of_a_row_of_columns_means_a_row_of_its_own(catalog: Catalog) -> None:
    s = stage(catalog, leaf("a", grid_position="R,A"), leaf("b", grid_position="R,B"))
    after = s.dropped(BUTTON, s.at("a", 0.5, 0.02))
    assert after.children(FORM) == ("button_1", "a", "b")
    assert position(after, "button_1")[0][0] != "R"


def test_beside_one_of_several_in_a_column_makes_a_row_inside_it(catalog: Catalog) -> None:
    nodes = [leaf("a", grid_position="R,A"), leaf("b", grid_position="R,A"), leaf("c", grid_position="R,C")]
    s = stage(catalog, *nodes)
    rect = s.rect("b")
    after = s.dropped(BUTTON, (rect.x + 30, rect.y + 15))
    own, new = position(after, "b"), position(after, "button_1")
    assert own[0] == new[0] == ["R", "A"] and own[1][0] == new[1][0] and own[1][1] != new[1][1]
    assert s.rect("button_1").y == s.rect("b").y > s.rect("a").y
    assert s.rect("button_1").x < s.rect("b").x < s.rect("c").x


def test_a_row_keeps_its_colour_when_another_is_first_in_it(catalog: Catalog) -> None:
    s = stage(catalog, leaf("a", row_background="red", full_width_row=True), leaf("b"))
    after = s.dropped(BUTTON, s.at("a", 0.03, 0.5))
    assert layout(after, "button_1")["row_background"] == "red"
    assert layout(after, "button_1")["full_width_row"] is True
    after = s.dropped(Components("Form1", ("button_1",)), s.at("b", 0.5, 0.9))
    assert "row_background" not in layout(after, "button_1")
    assert layout(after, "a")["row_background"] == "red"


def test_a_link_arranges_columns_too(catalog: Catalog) -> None:
    s = stage(catalog, panel("link", leaf("a"), kind="Link"))
    after = s.dropped(BUTTON, s.at("a", 0.97, 0.5))
    assert after.children("link") == ("a", "button_1")
    assert position(after, "a")[0][0] == position(after, "button_1")[0][0]


def test_a_link_without_components_is_mostly_something_to_stand_beside(catalog: Catalog) -> None:
    s = stage(catalog, panel("link", kind="Link"), panel("card"), kind="LinearPanel")
    assert s.after(s.drop(BUTTON, s.at("link", 0.5, 0.25))).children(FORM)[0] == "button_1"
    assert s.after(s.drop(BUTTON, s.at("link", 0.5, 0.5))).children("link") == ("button_1",)
    assert s.after(s.drop(BUTTON, s.at("card", 0.5, 0.25))).children("card") == ("button_1",)


# --- grids, free places, data rows, slots


def test_a_grid_gives_half_of_the_neighbour(catalog: Catalog) -> None:
    s = stage(catalog, leaf("a", row="R", width_xs=12), kind="GridPanel")
    after = s.dropped(BUTTON, s.at("a", 0.9, 0.5))
    assert layout(after, "a") == {"row": "R", "width_xs": 6}
    assert layout(after, "button_1") == {"row": "R", "width_xs": 6}


def test_a_grid_whose_components_say_their_columns_keeps_the_order(catalog: Catalog) -> None:
    s = stage(
        catalog,
        leaf("a", row="R", col_xs=2, width_xs=10),
        leaf("b", row="R", col_xs=0, width_xs=2),
        kind="GridPanel",
    )
    after = s.after(s.drop(BUTTON, s.at("a", 0.1, 0.5)))
    assert layout(after, "button_1") == {"row": "R", "width_xs": 5, "col_xs": 2}
    assert layout(after, "a") == {"row": "R", "width_xs": 5, "col_xs": 7}


def test_a_grid_fills_the_room_that_is_left_in_a_row(catalog: Catalog) -> None:
    s = stage(catalog, leaf("a", row="R", width_xs=4), leaf("b", row="S", width_xs=12), kind="GridPanel")
    after = s.dropped(BUTTON, s.at("a", 0.9, 0.5))
    assert layout(after, "a")["width_xs"] == 4 and layout(after, "button_1") == {"row": "R", "width_xs": 8}
    between = s.after(s.drop(BUTTON, (400, s.rect("b").y - 4)))
    assert between.children(FORM)[-1] == "b" and layout(between, "button_2")["width_xs"] == 12


def test_a_free_place_is_in_whole_pixels_and_lines_up(catalog: Catalog) -> None:
    s = stage(catalog, leaf("a", x=100, y=50, width=80), kind="XYPanel")
    zone = s.scene.picture.zones[0].rect
    made = s.drop(BUTTON, (zone.x + 103.4, zone.y + 200.6))
    assert layout(s.after(made), "button_1") == {"x": 100, "y": 201}
    assert made.guides and made.guides[0].width == 0 and made.guides[0].x == zone.x + 100


def test_moving_freely_keeps_distances_and_stays_inside(catalog: Catalog) -> None:
    nodes = [leaf("a", x=10, y=10, width=80), leaf("b", x=60, y=100, width=80)]
    s = stage(catalog, *nodes, kind="XYPanel")
    zone = s.scene.picture.zones[0].rect
    held = (Held(-5, -5, 80, 40), Held(45, 85, 80, 40))
    made = s.drop(Components("Form1", ("a", "b"), held=held), (zone.x - 50, zone.y + 205))
    after = s.after(made)
    assert (layout(after, "a")["x"], layout(after, "b")["x"]) == (0, 50)
    assert layout(after, "b")["y"] - layout(after, "a")["y"] == 90
    assert layout(after, "a")["width"] == 80
    assert len(made.ghosts) == 2


def test_a_data_row_takes_it_into_the_column_under_the_pointer(catalog: Catalog) -> None:
    s = stage(catalog, leaf("a", column="B"), kind="DataRowPanel")
    assert not s.scene.picture.zones[0].label
    cell = s.scene.picture.zones[0].cells[1]
    made = s.drop(BUTTON, (cell.x + 20, cell.bottom - 3))
    assert made.highlight == cell
    assert layout(s.after(made), "button_1") == {"column": "B"}


def test_an_empty_data_row_takes_it_anywhere_in_a_cell(catalog: Catalog) -> None:
    row = panel("row", kind="DataRowPanel")
    s = stage(catalog, row, kind="LinearPanel")
    zone = next(zone for zone in s.scene.picture.zones if zone.ref.name == "row")
    made = s.drop(BUTTON, (zone.cells[2].right - 20, zone.cells[2].y + 20))
    assert layout(s.after(made), "button_1") == {"column": "C"}


def test_slots_of_html(catalog: Catalog) -> None:
    s = stage(catalog, leaf("a", slot="title"), leaf("b", slot="default"), kind="HtmlTemplate")
    after = s.dropped(BUTTON, s.at("a", 0.5, 0.9))
    assert layout(after, "button_1") == {"slot": "title"} and after.children(FORM) == ("a", "button_1", "b")
    after = s.dropped(Components("Form1", ("button_1",)), s.at("b", 0.5, 0.1))
    assert layout(after, "button_1") == {"slot": "default"}


def test_slots_of_a_layout(catalog: Catalog) -> None:
    s = stage(catalog)
    by_slot = {"main": [leaf("a")]}
    s.templates["Form1"] = Template({"layout": {"type": "form:Frame"}, "components_by_slot": by_slot})
    s.slots = ("nav", "main")
    nav, main = s.scene.picture.zones
    after = s.dropped(BUTTON, (400, nav.rect.y + 20))
    assert after.children(FORM, "nav") == ("button_1",)
    after = s.dropped(Components("Form1", ("button_1",)), (400, main.rect.bottom - 1))
    assert after.children(FORM, "main") == ("a", "button_1")


# --- slots that the form offers


def test_slots_that_a_form_offers_stay_where_they_are(catalog: Catalog) -> None:
    slots = {"main": {"target": {"type": "container", "name": ""}, "index": 1}}
    s = stage(catalog, leaf("a"), leaf("b"), slots=slots)
    first = s.after(s.drop(BUTTON, s.at("a", 0.5, 0.1)))
    assert first.children(FORM)[0] == "button_1" and first.data["slots"]["main"]["index"] == 2
    last = s.after(s.drop(BUTTON, s.at("b", 0.5, 0.9)))
    assert last.data["slots"]["main"]["index"] == 1
    gone = applied(s.template, removed(catalog, s.template, ("a",)))
    assert gone.data["slots"]["main"]["index"] == 0


def test_before_or_after_a_slot_is_the_side_that_is_nearer(catalog: Catalog) -> None:
    slots = {"main": {"target": {"type": "container", "name": ""}, "index": 1}}
    s = stage(catalog, leaf("a"), leaf("b"), slots=slots)
    before = s.after(s.drop(BUTTON, s.at("a", 0.5, 0.9)))
    after = s.after(s.drop(BUTTON, s.at("b", 0.5, 0.1)))
    assert before.children(FORM) == after.children(FORM) == ("a", "button_1", "b")
    assert (before.data["slots"]["main"]["index"], after.data["slots"]["main"]["index"]) == (2, 1)


# --- what is refused, and what goes elsewhere


def test_a_panel_does_not_go_into_itself(catalog: Catalog) -> None:
    s = stage(catalog, panel("p", panel("q", leaf("a"))))
    assert s.drop(Components("Form1", ("p",)), s.at("a", 0.5, 0.5)).refusal == (
        "A component cannot be moved into itself."
    )


def test_a_form_does_not_go_into_itself_or_into_what_it_holds(catalog: Catalog) -> None:
    s = stage(catalog, leaf("a"))
    point = s.at("a", 0.5, 0.9)
    assert "into itself" in s.drop(FormAsComponent("Form1"), point).refusal
    words = "Uses has Form1 in it, so it cannot be put into Form1."
    assert s.drop(FormAsComponent("Uses"), point).refusal == words
    assert "Nested has Form1 in it" in s.drop(FormAsComponent("Nested"), point).refusal
    assert "Uses has Form1" in s.drop(NewComponent({"type": "form:Uses"}), point).refusal
    assert "not in this app" in s.drop(FormAsComponent("Nobody"), point).refusal
    after = s.after(s.drop(FormAsComponent("Row"), point))
    assert after.type_of("row_1") == "form:Row"


def test_what_could_not_be_drawn_is_something_to_stand_beside(catalog: Catalog) -> None:
    s = stage(catalog, leaf("a"), leaf("broken", "form:Nobody"), kind="LinearPanel")
    scene = s.scene
    zone = Zone(Ref("Form1", "broken"), s.rect("broken"), "stack")
    picture = Picture("Form1", 1, scene.picture.boxes, (*scene.picture.zones, zone), 800, 400)
    made = drop(Scene(picture, catalog, s.templates.__getitem__), BUTTON, *s.at("broken", 0.5, 0.8))
    assert s.after(made).children(FORM) == ("a", "broken", "button_1")


def test_a_full_slot_says_so(catalog: Catalog) -> None:
    s = stage(catalog)
    ref = Ref("Form1", FORM)
    zone = Zone(ref, Rect(0, 0, 100, 40), "one", ("a",), full=True)
    picture = Picture("Form1", 1, (Box(ref, zone.rect, None),), (zone,), 100, 40)
    made = drop(Scene(picture, catalog, s.templates.__getitem__), BUTTON, 50, 20)
    assert "takes one component only" in made.refusal


def test_what_cannot_be_seen_goes_to_the_end_wherever_it_is_dropped(catalog: Catalog) -> None:
    s = stage(catalog, panel("p", leaf("a")))
    made = s.drop(TIMER, s.at("a", 0.5, 0.5))
    assert s.after(made).children(FORM) == ("p", "timer_1")
    assert made.words == "A Timer cannot be seen: it goes below the canvas."
    assert made.changes == drop_unseen(s.scene, TIMER).changes


def test_what_is_gone_cannot_be_dropped(catalog: Catalog) -> None:
    s = stage(catalog, leaf("a"))
    for dragged in (Components("Form1", ("b",)), Components("Nobody", ("a",)), Components("Form1", (FORM,))):
        assert s.drop(dragged, (400, 20)).refusal


def test_a_form_on_a_repeating_panel_becomes_what_it_repeats(catalog: Catalog) -> None:
    s = stage(catalog, leaf("rows", "RepeatingPanel"))
    made = s.drop(FormAsComponent("Row"), s.at("rows", 0.5, 0.5))
    after = s.after(made)
    assert after.node("rows")["properties"]["item_template"] == "Row"
    assert "for each of its items" in made.words


def test_moving_into_an_item_template_changes_two_forms(catalog: Catalog) -> None:
    rows = {"type": "RepeatingPanel", "name": "rows", "properties": {"item_template": "Row"}}
    s = stage(catalog, leaf("title"), rows)
    box = s.rect("title", "Row")
    made = s.drop(Components("Form1", ("title",)), (box.x + box.width / 2, box.bottom - 2))
    assert made.form == "Row" and set(made.changes) == {"Row", "Form1"}
    assert s.after(made, "Row").children(FORM) == ("title", "title_1")
    assert s.after(made, "Form1").children(FORM) == ("rows",)


def test_what_a_drag_carries() -> None:
    assert from_mime(NODE_MIME, '{"type": "Button"}') == NewComponent({"type": "Button"})
    assert from_mime(FORM_MIME, '"Row"') == FormAsComponent("Row")
    assert from_mime(COMPONENTS_MIME, '{"form": "Form1", "names": ["a"]}') == Components("Form1", ("a",))
    for kind, text in ((NODE_MIME, "[]"), (FORM_MIME, "{"), (COMPONENTS_MIME, '{"form": "F"}'), ("x", "1")):
        assert from_mime(kind, text) is None
