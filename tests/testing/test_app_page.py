"""The `app` fixture's page: what it does to an app, and what it says when something cannot be."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

import pytest

from formwright.runtime.testing.dialogs import OpenDialog, UnexpectedDialog
from formwright.runtime.testing.finding import NotFound
from formwright.runtime.testing.hands import CannotUse
from tests.browser.workshop import FormSource, component
from tests.testing.conftest import OpenApp


def part(type_: str, name: str, events: Mapping[str, str] | None = None, **properties: Any) -> dict[str, Any]:
    return {**component(type_, name, **properties), "event_bindings": dict(events or {})}


def handler(code: str) -> FormSource:
    """A form with a button that runs this code."""
    body = "def go_click(self, **event_args):\n" + indent(dedent(code), "    ")
    return FormSource(body, {"components": [part("Button", "go", {"click": "go_click"}, text="Go")]})


def test_an_exception_of_a_handler_comes_out_of_the_click(open_app: OpenApp) -> None:
    app = open_app(handler("{}['missing']"))
    app.start()
    with pytest.raises(KeyError, match="missing") as caught:
        app.click("go")
    assert Path(caught.traceback[-1].path).as_posix().endswith("client_code/Start/__init__.py")
    assert not any("formwright/runtime/client" in str(entry.path) for entry in caught.traceback)


def test_a_test_is_a_visitor_whose_session_is_kept(open_app: OpenApp) -> None:
    server = (
        "import anvil.server\n\n@anvil.server.callable\ndef visit():\n"
        "    anvil.server.session['visits'] = anvil.server.session.get('visits', 0) + 1\n"
        "    return anvil.server.session['visits']\n"
    )
    app = open_app(handler("pass"), server)
    assert [app.server.call("visit"), app.server.call("visit")] == [1, 2]


def test_events_of_the_server_reach_the_page(open_app: OpenApp) -> None:
    server = (
        "import anvil.server\n\n@anvil.server.callable\ndef tell(*numbers):\n"
        "    for number in numbers:\n"
        "        anvil.server.raise_event('news', number, session_id=anvil.server.get_session_id())\n"
        "    anvil.server.raise_event('news', 'for others', session_ids=['another'])\n"
    )
    body = """
        if not hasattr(self, "seen"):
            self.seen = []
            anvil.server.add_event_handler("news", lambda payload: self.seen.append(payload))
        anvil.server.call("tell", 1, 2)
        """
    app = open_app(handler(body), server)
    form = app.start()
    app.click("go")
    assert form.seen == [1, 2]
    app.server.call("tell", 3)
    app.advance(0)
    assert form.seen == [1, 2, 3]


def test_the_test_can_hold_a_capability(open_app: OpenApp) -> None:
    server = (
        "from anvil.server import Capability, callable, unwrap_capability\n\n"
        "@callable\ndef give():\n    return Capability(['a'])\n\n"
        "@callable\ndef use(right):\n    return unwrap_capability(right, ['a', 1])\n"
    )
    app = open_app(handler("pass"), server)
    assert app.server.call("use", app.server.call("give").narrow([1])) == ["a", 1]


def test_later_exceptions_are_notes_of_the_first(open_app: OpenApp) -> None:
    app = open_app(handler("self.go.raise_event('x-again')\nraise ValueError('second')"))
    form = app.start()
    form.go.add_event_handler("x-again", lambda **_: dict[str, int]()["first"])
    with pytest.raises(KeyError) as caught:
        app.click("go")
    assert caught.value.__notes__ == ["Then the app also raised ValueError: second"]


def test_a_dialog_gets_the_answer_that_was_prepared(open_app: OpenApp) -> None:
    app = open_app(handler("self.answer = confirm('Delete it?', title='Sure?')"))
    form = app.start()
    app.answer("Cancel")
    app.click("go")
    assert form.answer is False
    assert [(d.title, d.text, d.buttons) for d in app.dialogs] == [("Sure?", "Delete it?", ("Cancel", "OK"))]


def test_a_dialog_with_components_is_used_by_a_function(open_app: OpenApp) -> None:
    app = open_app(handler("box = TextBox()\nself.answer = alert(box) and box.text"))
    form = app.start()

    def fill(dialog: OpenDialog) -> None:
        assert dialog.content is not None
        with pytest.raises(CannotUse, match="a dialog is in front"):
            app.click("go")
        app.type(dialog.content, "Ada")
        dialog.click("OK")

    app.answer(fill)
    app.click("go")
    assert form.answer == "Ada"


def test_a_dialog_that_nobody_expects_fails_with_what_to_write(open_app: OpenApp) -> None:
    code = "try:\n    alert('Saved')\nexcept Exception:\n    pass"
    app = open_app(handler(code))
    app.start()
    with pytest.raises(UnexpectedDialog, match=r"'Saved'.*app\.answer\('OK'\)"):
        app.click("go")


def test_an_answer_for_a_dialog_that_never_came_fails(open_app: OpenApp) -> None:
    app = open_app(handler("pass"))
    app.start()
    app.answer("OK")
    with pytest.raises(AssertionError, match="1 answer"):
        app.close()


@pytest.mark.parametrize(
    ("change", "why"),
    [("visible", "it is not visible"), ("enabled", "it is disabled")],
)
def test_nobody_clicks_what_cannot_be_used(open_app: OpenApp, change: str, why: str) -> None:
    app = open_app(handler("raise AssertionError('clicked')"))
    form = app.start()
    setattr(form.go, change, False)
    with pytest.raises(CannotUse, match=f"Start.go cannot be clicked: {why}"):
        app.click("go")


def test_a_name_that_is_not_there_gets_a_hint(open_app: OpenApp) -> None:
    app = open_app(handler("pass"))
    app.start()
    with pytest.raises(NotFound, match=r"Start has no component 'goo'\. Did you mean 'go'"):
        app.click("goo")


def test_time_passes_at_once(open_app: OpenApp) -> None:
    app = open_app(handler("time.sleep(3600)\nself.done = True"))
    form = app.start()
    before = time.perf_counter()
    app.click("go")
    assert form.done
    assert time.perf_counter() - before < 1800


def test_timers_tick_while_time_passes(open_app: OpenApp) -> None:
    source = FormSource(
        "ticks = 0\ndef tick(self, **event_args):\n    self.ticks += 1",
        {"components": [part("Timer", "timer", {"tick": "tick"}, interval=2)]},
    )
    app = open_app(source)
    form = app.start()
    app.advance(7)
    assert form.ticks == 3


def test_server_functions_run_for_real_and_are_remembered(open_app: OpenApp) -> None:
    server = "import anvil.server\n\n@anvil.server.callable\ndef add(a, b=1):\n    return a + b\n"
    app = open_app(handler("self.sum = anvil.server.call('add', 2, b=3)"), server)
    form = app.start()
    app.click("go")
    assert form.sum == 5
    [call] = app.server.calls
    assert (call.function, call.args, call.kwargs) == ("add", (2,), {"b": 3})
    assert app.server.call("add", 4) == 5


def test_a_failing_server_function_prints_its_traceback(
    open_app: OpenApp, capsys: pytest.CaptureFixture[str]
) -> None:
    server = "import anvil.server\n\n@anvil.server.callable\ndef fail():\n    return 1 / 0\n"
    app = open_app(handler("anvil.server.call('fail')"), server)
    app.start()
    with pytest.raises(ZeroDivisionError):
        app.click("go")
    assert "return 1 / 0" in capsys.readouterr().err


def test_a_stand_in_answers_in_place_of_the_server(open_app: OpenApp) -> None:
    app = open_app(handler("self.sum = anvil.server.call('add', [1, 2])"))
    form = app.start()
    app.server.stand_in("add", lambda numbers: {"sum": sum(numbers)})
    app.click("go")
    assert form.sum == {"sum": 3}
    app.server.stand_in("add", PermissionError("not you"))
    with pytest.raises(PermissionError, match="not you"):
        app.click("go")


def test_what_cannot_travel_fails_with_a_stand_in_too(open_app: OpenApp) -> None:
    app = open_app(handler("anvil.server.call('add', object())"))
    app.start()
    app.server.stand_in("add", 1)
    with pytest.raises(Exception, match=r"args\[0\]"):
        app.click("go")


def test_notifications_can_be_read_until_they_go(open_app: OpenApp) -> None:
    app = open_app(handler("Notification('Saved', timeout=2).show()"))
    app.start()
    app.click("go")
    assert app.notifications == ["Saved"]
    app.advance(3)
    assert app.notifications == []


def test_fields_are_used_as_a_browser_would(open_app: OpenApp) -> None:
    source = FormSource(
        "seen = []\ndef note(self, event_name, **_):\n    self.seen.append(event_name)",
        {
            "components": [
                part("TextBox", "name_box", {"lost_focus": "note", "focus": "note"}),
                part("CheckBox", "sure", {"change": "note"}),
                part("DropDown", "size", {"change": "note"}, items=["S", "M"]),
                part("FileLoader", "file", {"change": "note"}),
            ]
        },
    )
    app = open_app(source)
    form = app.start()
    app.type("name_box", "Ada")
    app.tick("sure")
    app.tick("sure")
    app.choose("size", "M")
    app.upload("file", ("notes.txt", b"text"))
    assert form.seen == ["focus", "lost_focus", "change", "change", "change"]
    assert (form.name_box.text, form.sure.checked, form.size.selected_value) == ("Ada", True, "M")
    assert form.file.file.get_bytes() == b"text"
    with pytest.raises(CannotUse, match="It offers: 'S', 'M'"):
        app.choose("size", "XL")


def test_modules_are_new_for_each_page_and_forms_open_by_name(open_app: OpenApp) -> None:
    app = open_app(handler("pass"), Shared="value = 1")
    assert app.module("Shared").value == 1
    assert type(app.open("Start")).__name__ == "Start"
    assert app.find("go").text == "Go"
