"""Events: behaviours E."""

from __future__ import annotations

from typing import Any

import pytest

from tests.client.conftest import Bench, form, node

SOURCE = """
class Form1(Form1Template):
    def __init__(self, **p):
        self.log = []
        self.init_components(**p)
    def template_click(self, **e):
        self.log.append("template")
    @handle("marked", "click")
    def decorated(self, **e):
        self.log.append("decorated")
    @handle("", "show")
    def appeared(self, **e):
        self.log.append("shown")
    def ticked(self, **e):
        self.log.append("tick")
    def slow_tick(self, **e):
        import time
        self.log.append("begin")
        NAP(1.0)
        self.log.append("end")
    def deleted(self, **e):
        self.log.append(("deleted", e["sender"].__class__.__name__))
"""


@pytest.fixture
def opened(bench: Bench) -> Any:
    template = form(
        node("Button", "button", properties={"text": "go"}),
        node("Button", "marked", event_bindings={"click": "template_click"}),
        node("Button", "broken", event_bindings={"click": "no_such_method"}),
        node("RadioButton", "radio"),
    )
    return bench.start({"Form1": SOURCE}, {"Form1": template}, "Form1")


def test_E01_E02_handlers_run_in_order_until_they_are_replaced(opened: Any) -> None:
    log: list[str] = []
    opened.button.add_event_handler("click", lambda **_: log.append("one"))
    opened.button.add_event_handler("click", lambda **_: log.append("two"))
    opened.button.raise_event("click")
    assert log == ["one", "two"]
    opened.button.set_event_handler("click", lambda **_: log.append("three"))
    opened.button.raise_event("click")
    assert log == ["one", "two", "three"]
    opened.button.set_event_handler("click", None)
    opened.button.raise_event("click")
    assert log == ["one", "two", "three"]
    assert opened.button.get_event_handlers("click") == ()


def test_removing_a_handler_that_is_not_there_is_a_lookup_error(opened: Any) -> None:
    with pytest.raises(LookupError):
        opened.button.remove_event_handler("click", print)


def test_E03_handlers_get_arguments_sender_and_name(opened: Any) -> None:
    got: list[dict[str, Any]] = []
    opened.button.add_event_handler("x-foo", lambda **e: got.append(e))
    opened.button.raise_event("x-foo", a=1)
    assert got == [{"a": 1, "sender": opened.button, "event_name": "x-foo"}]


def test_E04_undeclared_events_are_refused_with_what_there_is(opened: Any) -> None:
    for use in (opened.button.raise_event, opened.button.get_event_handlers):
        with pytest.raises(ValueError, match=r"'foo'.*click"):
            use("foo")
    with pytest.raises(ValueError, match="'pressed_enter'"):
        opened.button.set_event_handler("pressed_enter", print)


def test_E05_a_failing_handler_is_reported_once_and_the_next_runs(bench: Bench, opened: Any) -> None:
    log: list[str] = []
    opened.button.add_event_handler("click", lambda **_: 1 / 0)
    opened.button.add_event_handler("click", lambda **_: log.append("next"))
    opened.button.raise_event("click")
    assert log == ["next"]
    assert bench.error_types() == ["ZeroDivisionError"]


def test_E06_a_missing_method_is_warned_of_once(
    bench: Bench, opened: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    bench.fire(opened.broken, "click")
    bench.fire(opened.broken, "click")
    assert capsys.readouterr().out.count("Form1.no_such_method") == 1
    assert bench.errors == []


def test_E07_E08_handle_overrides_the_template_and_means_the_form_when_empty(
    bench: Bench, opened: Any
) -> None:
    bench.fire(opened.marked, "click")
    assert opened.log == ["shown", "decorated"]


def test_E09_a_click_tells_the_keys(bench: Bench, opened: Any) -> None:
    got: list[Any] = []
    opened.button.add_event_handler("click", lambda keys, **_: got.append(keys["shift"]))
    bench.fire(opened.button, "click", keys={"shift": True})
    assert got == [True]


def test_E10_a_radio_button_is_clicked_and_then_changed(bench: Bench, opened: Any) -> None:
    got: list[str] = []
    opened.radio.add_event_handler("change", lambda event_name, **_: got.append(event_name))
    opened.radio.add_event_handler("clicked", lambda event_name, **_: got.append(event_name))
    bench.fire(opened.radio, "change")
    assert got == ["clicked", "change"]


def test_E11_a_timer_ticks_while_it_is_on_the_page(bench: Bench) -> None:
    timer = node("Timer", "timer", properties={"interval": 0.2}, event_bindings={"tick": "ticked"})
    opened = bench.start({"Form1": SOURCE}, {"Form1": form(timer)}, "Form1")
    bench.run(1.05)
    assert opened.log.count("tick") == 5
    opened.timer.interval = 0
    bench.run(1)
    assert opened.log.count("tick") == 5
    opened.timer.interval = 0.1
    bench.run(0.15)
    opened.timer.remove_from_parent()
    bench.run(1)
    assert opened.log.count("tick") == 6


def test_E12_ticks_do_not_overlap(bench: Bench) -> None:
    from formwright.runtime.client.loop import sleep

    timer = node("Timer", "timer", properties={"interval": 0.2}, event_bindings={"tick": "slow_tick"})
    source = SOURCE.replace("NAP(1.0)", "self.nap(1.0)")
    opened = bench.start({"Form1": source}, {"Form1": form(timer)}, "Form1")
    opened.nap = lambda seconds: sleep(bench.platform.loop, seconds)
    bench.run(5)
    ticks = [entry for entry in opened.log if entry in ("begin", "end")]
    assert ticks == ["begin", "end"] * (len(ticks) // 2)
    assert len(ticks) >= 6


def test_E14_E15_events_travel_between_a_panel_and_its_rows(bench: Bench) -> None:
    row = """
        class Row(RowTemplate):
            def __init__(self, **p):
                self.init_components(**p)
                self.add_event_handler("x-a", self.got)
            def got(self, **e):
                self.name.text += "!"
            def remove(self, **e):
                self.parent.raise_event("x-del")
    """
    templates = {
        "Row": form(node("Label", "name", data_bindings=[{"property": "text", "code": "self.item['n']"}])),
        "Form1": form(
            node(
                "RepeatingPanel",
                "rows",
                properties={"item_template": "Row"},
                event_bindings={"x-del": "deleted"},
            )
        ),
    }
    opened = bench.start({"Form1": SOURCE, "Row": row}, templates, "Form1")
    opened.rows.items = [{"n": "a"}, {"n": "b"}, {"n": "c"}]
    opened.rows.raise_event_on_children("x-a")
    assert bench.text == "a!b!c!"
    opened.rows.get_components()[1].remove()
    assert opened.log[-1] == ("deleted", "RepeatingPanel")


def test_a_handler_may_hand_on_all_that_it_was_given(bench: Bench) -> None:
    source = """
    class Form1(Form1Template):
        def __init__(self, **p):
            self.heard = []
            self.init_components(**p)
            self.inner.set_event_handler("x-a", lambda **e: self.heard.append((e["event_name"], e["n"])))
            self.inner.set_event_handler("x-b", lambda **e: self.heard.append((e["event_name"], e["n"])))
            self.set_event_handler("x-a", self.hand_on)
        def hand_on(self, **event_args):
            self.raise_event_on_children("x-a", **event_args)
            self.inner.raise_event("x-b", **event_args)
    """
    opened = bench.start({"Form1": source}, {"Form1": form(node("Label", "inner"))}, "Form1")
    opened.raise_event("x-a", n=1)
    assert bench.errors == []
    assert opened.heard == [("x-a", 1), ("x-b", 1)]
