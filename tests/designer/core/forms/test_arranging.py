"""Moving by keys, wrapping and unwrapping: pure, from template to template."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formwright.designer.core.forms.catalog import Catalog
from formwright.designer.core.forms.changes import ChangeError
from formwright.designer.core.forms.placement.arrangements.landing import layout_of
from formwright.designer.core.forms.placement.arranging import Direction, step, unwrap, wrap
from formwright.designer.core.forms.placement.slot_places import applied
from formwright.designer.core.forms.template import FORM, Template
from tests.designer.core.forms.test_inserting import catalog_of, form, node


@pytest.fixture
def catalog(tmp_path: Any) -> Catalog:
    page = {"container": {"type": "ColumnPanel"}, "slots": {"nav": {}, "content": {}}}
    return catalog_of(tmp_path, Page=page)


def tree(template: Template, name: str = FORM) -> str:
    """`a [b c] d`: containers with what is in them."""
    words = []
    for each in template.names:
        if template.parent(each) == name:
            inside = tree(template, each)
            panel = template.type_of(each) in ("ColumnPanel", "FlowPanel", "LinearPanel")
            words.append(f"{each}[{inside}]" if panel else each)
    return " ".join(words)


def stepped(catalog: Catalog, template: Template, name: str, direction: Direction) -> Template:
    return applied(template, step(catalog, template, name, direction))


def test_down_goes_into_a_container_through_it_and_out_again(catalog: Catalog) -> None:
    now = form(node("Label", "a"), node("FlowPanel", "p", node("Label", "b")), node("Label", "c"))
    seen = []
    for _ in range(5):
        now = stepped(catalog, now, "a", 1)
        seen.append(tree(now))
    assert seen == ["p[a b] c", "p[b a] c", "p[b] a c", "p[b] c a", "p[b] c a"]
    back = []
    for _ in range(5):
        now = stepped(catalog, now, "a", -1)
        back.append(tree(now))
    assert back == ["p[b] a c", "p[b a] c", "p[a b] c", "a p[b] c", "a p[b] c"]


def test_rows_of_columns_are_passed_as_a_whole_and_left_first(catalog: Catalog) -> None:
    template = form(
        node("Label", "left", layout={"grid_position": "R,A"}),
        node("Label", "right", layout={"grid_position": "R,B"}),
        node("Label", "below"),
    )
    passed = stepped(catalog, template, "below", -1)
    assert passed.children(FORM) == ("below", "left", "right")
    left = stepped(catalog, template, "right", 1)
    assert left.children(FORM) == ("left", "right", "below")
    assert layout_of(left, "right") == {}  # a row of its own now


def test_within_a_column_two_change_places(catalog: Catalog) -> None:
    template = form(
        node("Label", "a", layout={"grid_position": "R,A"}),
        node("Label", "b", layout={"grid_position": "R,A"}),
        node("Label", "c", layout={"grid_position": "R,B"}),
    )
    now = stepped(catalog, template, "b", -1)
    assert now.children(FORM) == ("b", "a", "c")
    assert layout_of(now, "b") == {"grid_position": "R,A"}


def test_from_slot_to_slot_of_a_layout(catalog: Catalog) -> None:
    data = {"layout": {"type": "form:Page"}, "components_by_slot": {"nav": [node("Label", "a")]}}
    now = stepped(catalog, Template(data), "a", 1)
    assert now.children(FORM, "content") == ("a",)
    assert stepped(catalog, now, "a", 1).data == now.data
    assert stepped(catalog, now, "a", -1).children(FORM, "nav") == ("a",)


def test_wrapping_takes_the_place_of_the_first(catalog: Catalog) -> None:
    template = form(
        node("Label", "a"),
        node("Label", "b", layout={"full_width_row": True}),
        node("FlowPanel", "p", node("Label", "c")),
    )
    changes, wrapper = wrap(catalog, template, ("c", "b"), {"type": "LinearPanel"})
    now = applied(template, changes)
    assert wrapper == "linear_panel_1"
    assert tree(now) == "a linear_panel_1[b c] p[]"
    assert layout_of(now, wrapper) == {"full_width_row": True}
    assert layout_of(now, "b") == {}
    assert tree(applied(now, unwrap(catalog, now, wrapper))) == "a b c p[]"


def test_what_cannot_be_unwrapped_says_why(catalog: Catalog) -> None:
    template = form(node("Label", "a"), node("GoogleMap", "map", node("GoogleMap.Marker", "here")))
    for name, words in (("a", "holds nothing"), (FORM, "form itself"), ("map", "belongs into a GoogleMap")):
        with pytest.raises(ChangeError, match=words):
            unwrap(catalog, template, name)


@given(st.data())
def test_every_step_can_be_taken_back_by_the_opposite_ones(data: st.DataObject) -> None:
    """Nothing is ever lost, whatever is moved where; and some number of steps up always ends."""
    catalog = catalog_of(None)
    inner = node("LinearPanel", "q", node("Label", "c"))
    template = form(
        node("Label", "a"),
        node("FlowPanel", "p", node("Label", "b"), inner),
        node("Label", "d", layout={"grid_position": "R,A"}),
        node("Label", "e", layout={"grid_position": "R,B"}),
    )
    everything = sorted(template.names)
    for _ in range(data.draw(st.integers(1, 8))):
        name = data.draw(st.sampled_from(everything))
        template = stepped(catalog, template, name, data.draw(st.sampled_from((-1, 1))))
        assert sorted(template.names) == everything
    for _ in range(30):
        before, template = template, stepped(catalog, template, "c", -1)
        if before is template or before.data == template.data:
            break
    assert template.children(FORM)[0] == "c"
