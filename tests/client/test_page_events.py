"""When a component joins and leaves the page, and when it can be seen: section 2.4 of the client API."""

from __future__ import annotations

import importlib

from tests.client.conftest import Bench, form

PLAIN = "class Form1(Form1Template):\n    pass\n"
EVENTS = (
    "x-anvil-page-added",
    "x-anvil-page-shown",
    "show",
    "hide",
    "x-anvil-page-hidden",
    "x-anvil-page-removed",
)


def test_page_events_tell_presence_and_visibility_apart(bench: Bench) -> None:
    open_form = bench.start({"Form1": PLAIN}, {"Form1": form()}, "Form1")
    anvil = importlib.import_module("anvil")
    label = anvil.Label(text="x", visible=False)
    heard: list[str] = []
    for event in EVENTS:
        label.add_event_handler(event, lambda event_name, **_: heard.append(event_name))

    def since() -> list[str]:
        bench.run()
        found, heard[:] = list(heard), []
        return [name.removeprefix("x-anvil-page-") for name in found]

    open_form.add_component(label)
    assert since() == ["added"]
    label.visible = True
    assert since() == ["shown", "show"]
    label.visible = False
    assert since() == ["hidden"]
    label.visible = True
    since()
    label.remove_from_parent()
    assert since() == ["hidden", "hide", "removed"]


def test_background_tasks_are_the_servers(bench: Bench) -> None:
    bench.start({"Form1": PLAIN}, {"Form1": form()}, "Form1")
    server = importlib.import_module("anvil.server")
    for refused in (
        lambda: server.launch_background_task("x"),
        lambda: server.get_background_task("x"),
        server.list_background_tasks,
    ):
        try:
            refused()
        except RuntimeError as error:
            assert "server" in str(error)
        else:
            raise AssertionError("must be refused")
