"""Forms and navigation: behaviours F."""

from __future__ import annotations

from typing import Any

import pytest

from tests.client.conftest import Bench, form, node

PLAIN = "class {0}({0}Template):\n    def __init__(self, **p):\n        self.init_components(**p)\n"
LOGGED = """
import Log
class {0}({0}Template):
    def __init__(self, *args, **p):
        Log.lines.append(("init", "{0}", args, dict(p)))
        p.pop("a", None)
        self.init_components(**p)
    def form_show(self, **e):
        Log.lines.append("{0} show")
    def form_hide(self, **e):
        Log.lines.append("{0} hide")
    def inner_show(self, **e):
        Log.lines.append("{0} inner show")
    def inner_hide(self, **e):
        Log.lines.append("{0} inner hide")
"""
LOGGED_FORM = {
    "container": {"type": "ColumnPanel", "event_bindings": {"show": "form_show", "hide": "form_hide"}},
    "components": [
        node("ColumnPanel", "panel", components=[
            node("Label", "inner", event_bindings={"show": "inner_show", "hide": "inner_hide"})
        ])
    ],
}  # fmt: skip


def logged(bench: Bench) -> tuple[Any, list[Any]]:
    opened = bench.start(
        {
            "Form1": LOGGED.format("Form1"),
            "Form2": LOGGED.format("Form2"),
            "Pkg.Form3": LOGGED.format("Form3"),
            "Log": "lines = []",
        },
        {"Form1": LOGGED_FORM, "Form2": LOGGED_FORM, "Pkg.Form3": LOGGED_FORM},
        "Form1",
    )
    import MyApp.Log as log  # type: ignore[import-not-found]  # the finder of the page provides it

    return opened, log.lines


def one(bench: Bench, source: str = PLAIN.format("Form1"), **template: Any) -> Any:
    return bench.start(
        {"Form1": source}, {"Form1": form(**template) if "components" not in template else template}, "Form1"
    )


def anvil() -> Any:
    import anvil  # type: ignore[import-not-found]  # the finder of the page provides it

    return anvil


def test_F01_components_exist_before_init_components(bench: Bench) -> None:
    source = PLAIN.format("Form1").replace("self.init", "self.button_1.text = 'early'; self.init")
    one(bench, source, components=[node("Button", "button_1")])
    assert bench.text == "early"


def test_F02_item_is_kept_and_bindings_run_once(bench: Bench) -> None:
    opened, _ = logged(bench)
    kind = type(opened)
    row = {"name": "x"}
    made = kind(item=row)
    assert made.item is row


def test_F03_unknown_properties_of_init_components_are_ignored(bench: Bench) -> None:
    opened = one(bench)
    opened.init_components(unknown=1)
    assert bench.errors == []


def test_F04_a_custom_property_gets_its_default(bench: Bench) -> None:
    source = """
        class Form1(Form1Template):
            def __init__(self, **p):
                self.seen = []
                self.init_components(**p)
            @property
            def size(self):
                return self.seen[-1]
            @size.setter
            def size(self, value):
                self.seen.append(value)
    """
    opened = bench.start(
        {"Form1": source},
        {"Form1": form(properties=[{"name": "size", "type": "number", "default_value": 3}])},
        "Form1",
    )
    assert opened.seen == [3]


def test_F05_a_form_that_is_never_shown_raises_no_show(bench: Bench) -> None:
    opened, lines = logged(bench)
    lines.clear()
    type(opened)()
    bench.run()
    assert [line for line in lines if isinstance(line, str)] == []


def test_F06_show_fires_once_and_inside_out(bench: Bench) -> None:
    _, lines = logged(bench)
    assert [line for line in lines if isinstance(line, str)] == ["Form1 inner show", "Form1 show"]


def test_F07_the_old_form_hides_before_the_new_one_shows(bench: Bench) -> None:
    _, lines = logged(bench)
    lines.clear()
    anvil().open_form("Form2")
    bench.run()
    assert [line for line in lines if isinstance(line, str)] == [
        "Form1 hide", "Form1 inner hide", "Form2 inner show", "Form2 show",
    ]  # fmt: skip


def test_F08_an_instance_opened_again_shows_again(bench: Bench) -> None:
    opened, lines = logged(bench)
    anvil().open_form("Form2")
    assert anvil().open_form(opened) is opened
    bench.run()
    assert lines.count("Form1 show") == 2
    assert anvil().get_open_form() is opened


def test_F09_arguments_reach_the_constructor(bench: Bench) -> None:
    _, lines = logged(bench)
    anvil().open_form("Pkg.Form3", 1, a=2)
    assert ("init", "Form3", (1,), {"a": 2}) in lines


def test_F09_also_those_called_like_arguments_of_ours(bench: Bench) -> None:
    _, lines = logged(bench)
    anvil().open_form("Pkg.Form3", form="x", args=2)
    assert ("init", "Form3", (), {"form": "x", "args": 2}) in lines


def test_F10_F11_what_cannot_be_opened_raises_and_the_form_stays(bench: Bench) -> None:
    opened, _ = logged(bench)
    with pytest.raises(ModuleNotFoundError):
        anvil().open_form("NoSuch")
    with pytest.raises(AttributeError, match="'Log'"):
        anvil().open_form("Log")
    with pytest.raises(TypeError):
        anvil().open_form(3)
    assert bench.open_form is opened


def test_F12_only_the_last_of_two_openings_is_shown(bench: Bench) -> None:
    slow = PLAIN.format("Slow") + "        import time; nap()\n"
    opened = bench.start(
        {
            "Form1": PLAIN.format("Form1"),
            "Fast": PLAIN.format("Fast"),
            "Slow": "import Nap\nnap = Nap.nap\n" + slow,
            "Nap": "nap = None",
        },
        {"Form1": form(), "Fast": form(), "Slow": form()},
        "Form1",
    )
    import MyApp.Nap as naps  # type: ignore[import-not-found]  # the finder of the page provides it

    from formwright.runtime.client.loop import sleep

    naps.nap = lambda: sleep(bench.platform.loop, 1)
    bench.later(0.5, lambda: anvil().open_form("Fast"))
    slow_one = anvil().open_form("Slow")
    assert type(slow_one).__name__ == "Slow"
    assert type(bench.open_form).__name__ == "Fast"
    assert opened is not bench.open_form


def test_F13_no_form_is_open_before_the_first(bench: Bench) -> None:
    bench.start({"Main": "from anvil import *\nfound = get_open_form()"}, startup="Main")
    assert bench.open_form is None


def test_F14_a_component_wins_over_a_method_of_its_name(
    bench: Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    source = PLAIN.format("Form1") + "    def label(self):\n        pass\n"
    opened = one(bench, source, components=[node("Label", "label")])
    assert opened.label.text == ""
    assert "'label'" in capsys.readouterr().out


def test_F15_a_component_cannot_be_replaced(bench: Bench) -> None:
    opened = one(bench, components=[node("Button", "button_1")])
    with pytest.raises(AttributeError, match="button_1"):
        opened.button_1 = 3
    opened.other = 4
    assert opened.other == 4


def test_F16_a_property_of_the_subclass_is_the_one_bindings_use(bench: Bench) -> None:
    source = PLAIN.format("Form1") + "    @property\n    def item(self):\n        return {'n': 'mine'}\n"
    one(
        bench,
        source,
        components=[node("Label", "a", data_bindings=[{"property": "text", "code": "self.item['n']"}])],
    )
    assert bench.text == "mine"


def test_F17_F18_visibility_and_show(bench: Bench) -> None:
    opened, lines = logged(bench)
    lines.clear()
    opened.panel.visible = False
    bench.run()
    assert lines == []
    opened.panel.visible = True
    bench.run()
    assert lines == ["Form1 inner show"]
    label = anvil().Label(text="late")
    shown = []
    label.add_event_handler("show", lambda **e: shown.append(e["event_name"]))
    opened.panel.visible = False
    opened.panel.add_component(label)
    bench.run()
    assert shown == []
    opened.panel.visible = True
    bench.run()
    assert shown == ["show"]


def test_F19_F20_a_component_has_one_parent_at_a_time(bench: Bench) -> None:
    opened, lines = logged(bench)
    inner, panel = opened.inner, opened.panel
    other = anvil().LinearPanel()
    with pytest.raises(ValueError, match="remove_from_parent"):
        other.add_component(inner)
    lines.clear()
    inner.remove_from_parent()
    bench.run()
    assert lines == ["Form1 inner hide"]
    assert inner.parent is None
    assert panel.get_components() == []
    other.add_component(inner)
    assert inner.parent is other


def test_F21_F22_F23_wrong_arguments_are_named(bench: Bench) -> None:
    opened = one(bench)
    a = anvil()
    with pytest.raises(TypeError):
        opened.add_component("x")
    with pytest.raises(TypeError, match="tex"):
        a.Button(tex="x")
    with pytest.raises(TypeError, match="keyword"):
        a.Button("x")


@pytest.mark.parametrize(
    "kind", ["ColumnPanel", "LinearPanel", "FlowPanel", "HtmlTemplate", "XYPanel", "GridPanel"]
)
def test_F24_F25_children_are_in_visual_order_and_clear_lets_them_go(bench: Bench, kind: str) -> None:
    opened = one(bench)
    a = anvil()
    panel = getattr(a, kind)()
    opened.add_component(panel)
    first, second, third = a.Label(text="1"), a.Label(text="2"), a.Label(text="3")
    panel.add_component(second)
    panel.add_component(third, index=99)
    if kind != "GridPanel":  # rows keep the order in which they came
        panel.add_component(first, index=0)
        assert panel.get_components() == [first, second, third]
        assert bench.text == "123"
        second.remove_from_parent()
        assert bench.text == "13"
    panel.clear()
    assert bench.text == ""
    assert first.parent is second.parent is third.parent is None


def test_F26_tag_is_a_bag(bench: Bench) -> None:
    label = one(bench, components=[node("Label", "a")]).a
    label.tag.anything = 1
    assert label.tag.anything == 1
    label.tag = None
    assert not hasattr(label.tag, "anything")


def test_F27_roles_are_classes(bench: Bench) -> None:
    label = one(bench, components=[node("Label", "a", properties={"role": "title"})]).a
    classes = label._fw.node.classes
    assert "anvil-role-title" in classes
    label.role = ["x", "y"]
    assert {"anvil-role-x", "anvil-role-y"} <= set(classes)
    assert "anvil-role-title" not in classes
    label.role = None
    assert not any(name.startswith("anvil-role") for name in classes)


def test_F28_theme_colours_are_live(bench: Bench) -> None:
    opened = bench.start(
        {"Form1": PLAIN.format("Form1")},
        {"Form1": form(node("Label", "a", properties={"background": "theme:Primary 500"}))},
        "Form1",
        theme={"colors": {"Primary 500": "blue"}},
    )
    style = opened.a._fw.node.styles["background-color"]
    variable = style.removeprefix("var(").removesuffix(")")
    document = bench.platform.dom.document()
    assert document.styles[variable] == "blue"
    anvil().app.theme_colors["Primary 500"] = "red"
    assert document.styles[variable] == "red"
    assert opened.a.background == "theme:Primary 500"
    with pytest.raises(KeyError):
        anvil().app.theme_colors["No such"]


def test_F30_F31_F32_html_slots_and_names(bench: Bench) -> None:
    html = (
        "<h1 anvil-slot='a'></h1><p anvil-hide-if-slot-empty='b'>around <b anvil-slot='b'></b></p>"
        "<i anvil-name='n'>i</i>"
    )
    opened = bench.start(
        {"Form1": PLAIN.format("Form1")},
        {"Form1": {"container": {"type": "HtmlTemplate", "properties": {"html": html}}, "components": []}},
        "Form1",
    )
    label, second = anvil().Label(text="in a"), anvil().Label(text="in b")
    opened.add_component(label, slot="a")
    assert label._fw.node.parent.tag == "h1"
    assert "around" not in bench.text
    opened.add_component(second, slot="b")
    assert "around in b" in bench.text
    second.remove_from_parent()
    assert "around" not in bench.text
    assert opened.dom_nodes["n"].text == "i"


def test_elements_that_ask_about_slots_answer_to_their_own_html_and_to_all_conditions(bench: Bench) -> None:
    html = "<div anvil-slot='a'></div><p anvil-if-slot-empty='a'>{0} empty</p>"
    both = "<b anvil-if-slot-empty='a' anvil-hide-if-slot-empty='b'>b without a</b><u anvil-slot='b'></u>"
    opened = bench.start(
        {"Form1": PLAIN.format("Form1")},
        {
            "Form1": {
                "container": {"type": "HtmlTemplate", "properties": {"html": html.format("outer") + both}},
                "components": [],
            }
        },
        "Form1",
    )
    assert "b without a" not in bench.text, "one condition is enough to hide it"
    opened.add_component(anvil().Label(text="in b"), slot="b")
    assert "b without a" in bench.text
    inner = anvil().HtmlTemplate(html=html.format("inner"))
    inner.add_component(anvil().Label(text="x"), slot="a")
    opened.add_component(inner, slot="a")
    opened.add_component(anvil().Label(text="y"), slot="b")
    assert "empty" not in bench.text, "what is inside belongs to another template"
    assert "b without a" not in bench.text


def test_an_unknown_type_is_a_visible_placeholder(bench: Bench) -> None:
    opened = one(
        bench,
        components=[
            node("NoSuchThing", "odd", properties={"a": 1}, event_bindings={"click": "x"}, components=[
                node("Label", "child", properties={"text": "inside"})
            ]),
            node("Label", "rest", properties={"text": "the rest"}),
        ],
    )  # fmt: skip
    assert "NoSuchThing could not be drawn" in bench.text
    assert bench.text.endswith("insidethe rest")
    assert opened.child.text == "inside"
    assert bench.error_types() == ["LookupError"]


def test_a_form_of_the_app_is_a_component_with_properties_and_events(bench: Bench) -> None:
    card = """
        class Card(CardTemplate):
            def __init__(self, **p):
                self.init_components(**p)
            def press(self, **e):
                self.raise_event("chosen", value=self.title)
    """
    user = """
        class Form1(Form1Template):
            def __init__(self, **p):
                self.init_components(**p)
            def chosen(self, value, sender, **e):
                self.result.text = f"chose {value} {sender is self.card_2}"
    """
    templates = {
        "Card": {
            "container": {"type": "ColumnPanel"},
            "components": [
                node("Label", "heading", data_bindings=[{"property": "text", "code": "self.title"}]),
                node("Button", "go", event_bindings={"click": "press"}),
            ],
            "custom_component": True,
            "properties": [{"name": "title", "type": "string", "default_value": "untitled"}],
            "events": [{"name": "chosen"}],
        },
        "Form1": form(
            node("form:Card", "card_1"),
            node("MyApp.Card", "card_2", properties={"title": "mine"}, event_bindings={"chosen": "chosen"}),
            node("Label", "result"),
        ),
    }
    opened = bench.start({"Form1": user, "Card": card}, templates, "Form1")
    assert bench.text == "untitledmine"
    bench.fire(opened.card_2.go, "click")
    assert bench.text.endswith("chose mine True")
    opened.card_1.title = "renamed"
    assert "renamed" in bench.text


def test_F17_what_is_added_to_the_page_has_been_shown_when_the_next_line_runs(bench: Bench) -> None:
    """Published apps rely on it: a `show` handler of the part prepares what the form then asks of it."""
    source = """
    import time
    class Part(Label):
        def __init__(self):
            self.ready = False
            self.set_event_handler("show", self.prepare)
        def prepare(self, **event_args):
            time.sleep(0.01)
            self.ready = True
    class Form1(Form1Template):
        def __init__(self, **p):
            self.init_components(**p)
            self.early, self.late = Part(), Part()
            self.add_component(self.early)
            self.in_init = self.early.ready
        def form_show(self, **event_args):
            self.panel.add_component(self.late)
            self.seen = self.early.ready, self.late.ready
            self.gone = Part()
            self.gone.add_event_handler("show", lambda **e: self.gone.remove_from_parent())
            self.panel.add_component(self.gone)
    """
    template = form(
        node("LinearPanel", "panel"),
        container={"type": "ColumnPanel", "event_bindings": {"show": "form_show"}},
    )
    opened = bench.start({"Form1": source}, {"Form1": template}, "Form1")
    bench.run(0.1)
    assert bench.errors == []
    assert (opened.in_init, opened.seen, opened.gone.parent) == (False, (True, True), None)
