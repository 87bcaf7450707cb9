"""Components one by one: behaviours C, and that every component keeps its specification's word."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from formwright.runtime.client.components import CLASSES, COMPONENTS, SPECS
from formwright.runtime.client.components.invalid import InvalidComponent
from formwright.runtime.client.media import BlobMedia, Media
from tests.client.conftest import Bench, form, node

PLAIN = "class {0}({0}Template):\n    def __init__(self, **p):\n        self.init_components(**p)\n"


@pytest.fixture
def opened(bench: Bench) -> Any:
    return bench.start(
        {"Form1": PLAIN.format("Form1"), "Row": PLAIN.format("Row")},
        {
            "Form1": form(),
            "Row": form(node("Label", "n", data_bindings=[{"property": "text", "code": "self.item['n']"}])),
        },
        "Form1",
    )


def add(opened: Any, name: str, **properties: Any) -> Any:
    component = COMPONENTS[name](**properties)
    opened.add_component(component)
    return component


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_every_property_has_its_default_and_keeps_what_is_set(opened: Any, kind: type[Any]) -> None:
    component = kind()
    opened.add_component(component)
    for prop in kind._fw_spec.properties:
        if prop.name == "tag":
            continue
        value = getattr(component, prop.name)
        expected = prop.default
        if prop.type == "text[]":
            expected = list(expected)
        if prop.type == "uri":
            expected = None
        if prop.type in ("classes", "style"):  # values to change in place, empty at first
            assert not value
            continue
        if prop.type == "object" and expected is None and value is not None:
            continue  # such as the layout of a Plot, made when it is first read
        assert value == expected, prop.name
        if not prop.read_only:
            setattr(component, prop.name, value)
    for prop in kind._fw_spec.properties:
        for option in prop.options:
            setattr(component, prop.name, option)
            assert getattr(component, prop.name) == option
        if prop.type == "boolean":
            setattr(component, prop.name, not prop.default)
            assert getattr(component, prop.name) is (not prop.default), prop.name
        if prop.type == "color":
            setattr(component, prop.name, "#123456")
            assert getattr(component, prop.name) == "#123456"


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
@pytest.mark.usefixtures("opened")
def test_every_event_can_be_handled(kind: type[Any]) -> None:
    component = kind()
    got: list[str] = []
    for event in kind._fw_spec.events:
        component.add_event_handler(event.name, lambda event_name, **_: got.append(event_name))
        component.raise_event(event.name)
    assert got == [event.name for event in kind._fw_spec.events]


def test_specifications_are_named_once_and_have_a_picture() -> None:
    assert len({spec.name for spec in SPECS.values()}) == len(CLASSES)
    for spec in SPECS.values():
        assert spec.icon.startswith("fa:"), spec.name
        assert spec.description.endswith("."), spec.name
        assert len({prop.name for prop in spec.properties}) == len(spec.properties), spec.name
    assert SPECS["HtmlPanel"] is SPECS["HtmlTemplate"]
    assert InvalidComponent not in CLASSES


def test_C01_C02_a_repeating_panel_has_a_row_for_each_item(bench: Bench, opened: Any) -> None:
    panel = add(opened, "RepeatingPanel", item_template="Row", items=[{"n": "a"}, {"n": "b"}])
    assert bench.text == "ab"
    assert [row.parent for row in panel.get_components()] == [panel, panel]
    assert panel.get_components()[0].item == {"n": "a"}
    panel.items = iter([{"n": "c"}])
    assert bench.text == "c"
    panel.items = None
    assert bench.text == ""


def test_C08_without_positions_every_child_has_a_row(opened: Any) -> None:
    panel = add(opened, "ColumnPanel")
    for _ in range(2):
        panel.add_component(COMPONENTS["Label"]())
    assert [row.classes for row in panel._fw.values["-body"].elements] == [{"fw-row": None}] * 2


def test_column_panel_places_by_row_and_column(opened: Any) -> None:
    panel = add(opened, "ColumnPanel", col_widths='{"B": 40, "C": 20}')
    labels = [COMPONENTS["Label"](text=text) for text in "abcd"]
    panel.add_component(labels[0], grid_position="A,B")
    panel.add_component(labels[1], grid_position="A,C")
    panel.add_component(labels[2], grid_position="A,C", full_width_row=True)
    panel.add_component(
        labels[3], index=0, grid_position="Z,Y Q,R", row_background="red", full_width_row=True
    )
    first, second = panel._fw.values["-body"].elements
    assert (first.text, second.text) == ("d", "abc")
    assert "fw-row-full" in first.classes
    assert first.styles["background-color"] == "red"
    assert [(column.text, column.styles["--fw-grow"]) for column in second.elements] == [
        ("a", "40"),
        ("bc", "20"),
    ]
    assert first.elements[0].elements[0].classes == {"fw-row": None}  # nested
    labels[0].remove_from_parent()
    assert [column.text for column in panel._fw.values["-body"].elements[1].elements] == ["bc"]


def test_C07_children_of_the_same_row_share_it(opened: Any) -> None:
    panel = add(opened, "GridPanel")
    for _ in range(2):
        panel.add_component(COMPONENTS["Label"](), row="r", width_xs=6, col_xs=0)
    (row,) = panel._fw.node.elements
    assert [cell.styles["--fw-width-xs"] for cell in row.elements] == ["6", "6"]


def test_C09_C10_flow_and_coordinates(opened: Any) -> None:
    flow = add(opened, "FlowPanel", gap="large", align="right")
    flow.add_component(COMPONENTS["Label"](), width=120, expand=True)
    assert flow._fw.node.styles == {"gap": "24px", "justify-content": "flex-end"}
    assert flow._fw.node.elements[0].styles == {"width": "120px", "flex-grow": "1"}
    plane = add(opened, "XYPanel", height=300)
    plane.add_component(COMPONENTS["Label"](), x=10, y=20)
    item = plane._fw_surface().elements[0]
    assert (item.styles["left"], item.styles["top"]) == ("10px", "20px")


def test_C11_a_component_can_be_added_first(opened: Any) -> None:
    panel = add(opened, "LinearPanel")
    last, first = COMPONENTS["Label"](text="2"), COMPONENTS["Label"](text="1")
    panel.add_component(last)
    panel.add_component(first, index=0)
    assert panel._fw.node.text == "12"


def test_layout_properties_that_do_not_exist_are_refused(opened: Any) -> None:
    with pytest.raises(TypeError, match="column"):
        opened.add_component(COMPONENTS["Label"](), column="x")


def test_C12_C13_C14_a_drop_down_shows_and_keeps_its_value(opened: Any) -> None:
    pick = add(opened, "DropDown", items=[("A", 1), ("B", 2)])
    select = pick._fw_surface()
    assert pick.selected_value == 1
    pick.selected_value = 2
    assert select.properties["selectedIndex"] == 1
    pick.selected_value = 9
    assert pick.selected_value == 9
    assert select.elements[-1].text == "Invalid value: 9"
    pick.items = [("A", 1), ("Nine", 9)]
    assert pick.selected_value == 9
    assert [option.text for option in select.elements] == ["A", "Nine"]
    empty = add(opened, "DropDown", items=["a", "b"], include_placeholder=True, placeholder="Choose")
    assert empty.selected_value is None
    assert empty._fw_surface().elements[0].text == "Choose"


def test_C15_C16_text_boxes_for_numbers_and_secrets(bench: Bench, opened: Any) -> None:
    box = add(opened, "TextBox", type="number")
    bench.type_text(box, "12")
    assert box.text == 12
    bench.type_text(box, "1.5")
    assert box.text == 1.5
    bench.type_text(box, "")
    assert box.text is None
    box.text = 7
    assert box.text == 7
    box.hide_text = True
    assert box._fw_control().attributes["type"] == "password"


def test_C19_an_image_shows_media_and_gives_media(bench: Bench, opened: Any) -> None:
    image = add(opened, "Image", source=BlobMedia("image/png", b"123"))
    shown = image._fw.node.find("img").attributes["src"]
    assert bench.platform.urls[shown] == b"123"
    assert image.source.get_bytes() == b"123"
    image.source = "/picture.png"
    assert isinstance(image.source, Media)
    assert image.source.url == "/picture.png"
    image.source = None
    assert image.source is None


def test_C20_a_link_leads_to_an_address_or_to_media(bench: Bench, opened: Any) -> None:
    link = add(opened, "Link", text="go")
    assert link._fw.node.attributes["data-fw-prevent"] == "click"
    link.url = "https://example.org"
    assert link._fw.node.attributes["href"] == "https://example.org"
    assert "data-fw-prevent" not in link._fw.node.attributes
    link.url = BlobMedia("text/plain", b"x", name="x.txt")
    assert link._fw.node.attributes["download"] == "x.txt"
    link.url = ""
    assert link._fw.node.attributes["href"] == "#"
    link.add_component(COMPONENTS["Label"](text=" there"))
    assert bench.text == "go there"


def test_C21_none_is_empty(bench: Bench, opened: Any) -> None:
    label = add(opened, "Label", text="x")
    label.text = None
    assert bench.text == ""
    label.text = 5
    assert bench.text == "5"


def test_C26_an_unknown_property_of_a_template_is_ignored(bench: Bench) -> None:
    components = [node("Label", "a", properties={"text": "fine", "sparkle": 3})]
    bench.start({"Form1": PLAIN.format("Form1")}, {"Form1": form(*components)}, "Form1")
    assert bench.text == "fine"
    assert bench.errors == []


def test_text_never_becomes_markup(bench: Bench, opened: Any) -> None:
    add(opened, "Label", text="<img src=x onerror=alert(1)>")
    add(opened, "Button", text="<b>bold</b>")
    assert bench.text == "<img src=x onerror=alert(1)><b>bold</b>"
    assert [n.tag for n in bench.body.walk() if n.tag in ("img", "b")] == []


def test_radio_buttons_know_the_value_of_their_group(opened: Any) -> None:
    small = add(opened, "RadioButton", value="s", group_name="size")
    add(opened, "RadioButton", value="other", group_name="colour", selected=True)
    large = add(opened, "RadioButton", value="l", group_name="size", selected=True)
    assert small.get_group_value() == "l"
    large.selected = False
    assert small.get_group_value() is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (4, ["4px"] * 4),
        ("1em 2px", ["1em", "2px", "1em", "2px"]),
        ([1, 2, 3], ["1px", "2px", "3px", "2px"]),
        (None, [None] * 4),
    ],
)
def test_margins_are_one_to_four_lengths(opened: Any, value: Any, expected: list[Any]) -> None:
    box = add(opened, "TextBox", margin=value)
    assert [
        box._fw.node.styles.get(f"margin-{side}") for side in ("top", "right", "bottom", "left")
    ] == expected


def test_a_hidden_component_takes_no_room_in_its_container(opened: Any) -> None:
    flow = add(opened, "FlowPanel")
    label = COMPONENTS["Label"](visible=False)
    flow.add_component(label)
    assert "fw-hidden" in flow._fw.node.elements[0].classes
    label.visible = True
    assert "fw-hidden" not in flow._fw.node.elements[0].classes


def test_C17_a_date_picker_reads_dates_and_aware_datetimes(opened: Any) -> None:
    picker = add(opened, "DatePicker", date="2024-02-29")
    assert picker.date == date(2024, 2, 29)
    picker.pick_time = True
    assert picker.date == datetime(2024, 2, 29).astimezone()
    picker.pick_time = False
    picker.date = "2024-02-29T13:45"
    assert picker.date == date(2024, 2, 29)
    picker.pick_time = True
    assert picker.date == datetime(2024, 2, 29, 13, 45).astimezone()
    picker.pick_time = False
    picker.date = "now"
    assert abs(picker.date - date.today()) <= timedelta(days=1)
    picker.date = None
    assert picker.date is None
    with pytest.raises(TypeError):
        picker.date = 5


def test_C17_a_date_picker_has_a_format_a_placeholder_and_limits(bench: Bench, opened: Any) -> None:
    picker = add(opened, "DatePicker", placeholder="When?", format="%d/%m/%Y")
    cover = picker._fw.node.find(".fw-date-text")
    assert cover.visible_text == "When?"
    picker.date = date(2024, 2, 29)
    assert cover.visible_text == "29/02/2024"
    bench.platform.dom.set(picker._fw_control(), "value", "2024-03-01")
    bench.fire(picker, "change")
    assert cover.visible_text == "01/03/2024"
    picker.format = ""
    assert cover.visible_text == ""
    picker.min_date, picker.max_date = date(2024, 1, 1), "2024-12-31"
    limits = picker._fw_control().attributes
    assert (limits["min"], limits["max"]) == ("2024-01-01", "2024-12-31")
    picker.pick_time = True
    assert (limits["min"], limits["max"]) == ("2024-01-01T00:00", "2024-12-31T23:59")
    picker.max_date = None
    assert "max" not in limits


def test_C18_a_file_loader_gives_files_and_clears_silently(bench: Bench, opened: Any) -> None:
    loader = add(opened, "FileLoader", multiple=True)
    got: list[Any] = []
    loader.add_event_handler("change", lambda file, files, **_: got.append((file, files)))
    chosen = [BlobMedia("text/plain", b"1", name="a.txt"), BlobMedia("text/plain", b"2", name="b.txt")]
    bench.platform.dom.set(loader._fw_control(), "files", chosen)
    bench.fire(loader, "change")
    assert got == [(chosen[0], chosen)]
    assert loader.file is chosen[0]
    assert bench.text == "2 files"
    loader.clear()
    assert [loader.file, loader.files] == [None, None]
    assert len(got) == 1
    assert bench.text == "Upload"


def test_C24_C25_rich_text_shows_data_and_never_markup(bench: Bench, opened: Any) -> None:
    text = add(opened, "RichText", content="Hi **{name}** {{x}} {there}", data={"name": "<b>X</b>"})
    assert bench.text == "Hi <b>X</b> {x} "
    assert text._fw.node.find("strong").text == "<b>X</b>"
    text.add_component(COMPONENTS["Label"](text="slot"), slot="there")
    assert bench.text == "Hi <b>X</b> {x} slot"
    text.content = "# Title\n\n- one\n- two\n\n[go](javascript:alert) {there}"
    assert [n.tag for n in text._fw.node.elements] == ["h1", "ul", "p"]
    assert "href" not in text._fw.node.find("a").attributes
    assert bench.text == "Titleonetwogo slot"
    text.format = "restricted_html"
    text.content = "<p>safe<script>alert(1)</script></p>"
    assert bench.text.startswith("safe")
    assert "alert" not in bench.text
