"""Handlers of a form and renames, on the form's two documents."""

from __future__ import annotations

import pytest

from formwright.designer.core.forms.changes import Binding, SetBinding, SetEvent, SetProperty, Transaction
from formwright.designer.core.forms.code.handlers import code_of, handler_of, open_handler
from formwright.designer.core.forms.code.renaming import plan_rename
from formwright.designer.core.forms.design import Design, Designs
from tests.designer.core.forms.conftest import CODE, TEMPLATE


def text(design: Design) -> str:
    assert design.document.code is not None
    return design.document.code.text


def test_the_default_event_gets_a_handler_with_the_caret_in_its_body(design: Design) -> None:
    design.selection.select("Orders", ["amount_box"])
    location = open_handler(design)
    assert location is not None
    assert location.path == "client_code/Orders/__init__.py"
    links = design.template.node("amount_box")["event_bindings"]
    assert links == {"pressed_enter": "amount_box_pressed_enter"}
    line = text(design).splitlines()[location.line - 1]
    assert line[location.column - 1 :] == "pass"
    assert "def amount_box_pressed_enter(self, **event_args):" in text(design)
    assert design.document.undo() == "Add the handler amount_box_pressed_enter"
    assert text(design) == CODE
    assert design.document.text.text == TEMPLATE


def test_arguments_of_the_event_are_in_the_docstring(design: Design) -> None:
    design.document.apply(Transaction("Unlink", (SetEvent("send_button", "click", None),)))
    design.document.code.set_text(CODE.replace("send_button_click", "old"), object())  # type: ignore[union-attr]
    open_handler(design, "click", "send_button")
    assert "event_args['keys']" in text(design)


def test_a_handler_that_is_there_is_gone_to(design: Design) -> None:
    location = open_handler(design, "click", "send_button")
    assert location is not None
    assert text(design) == CODE
    assert text(design).splitlines()[location.line - 1].strip().startswith("self.heading.text")
    assert design.document.history.to_undo is None


def test_a_link_that_leads_nowhere_is_told_and_made_good(design: Design) -> None:
    design.document.apply(Transaction("Link", (SetEvent("heading", "show", "greet"),)))
    handler = handler_of(design.template, code_of(design.document), "heading", "show")
    assert handler is not None
    assert not handler.exists
    open_handler(design, "show", "heading")
    assert "def greet(self, **event_args):" in text(design)
    handler = handler_of(design.template, code_of(design.document), "heading", "show")
    assert handler is not None
    assert handler.exists


def test_the_form_itself_has_handlers(design: Design) -> None:
    open_handler(design, "", "")
    assert design.template.data["container"]["event_bindings"] == {"show": "form_show"}
    assert "def form_show(self, **event_args):" in text(design)


def test_decorated_methods_handle_too(design: Design) -> None:
    code = CODE.replace(
        "    def send_button_click", '    @handle("heading", "show")\n    def send_button_click'
    )
    design.document.code.set_text(code, object())  # type: ignore[union-attr]
    handler = handler_of(design.template, code_of(design.document), "heading", "show")
    assert handler is not None
    assert handler.by_decorator
    location = open_handler(design, "show", "heading")
    assert location is not None
    assert text(design) == code


def test_an_event_that_there_is_not_makes_nothing(design: Design, designs: Designs) -> None:
    told: list[str] = []
    designs.notice.connect(told.append)
    assert open_handler(design, "explode", "heading") is None
    assert text(design) == CODE


@pytest.mark.parametrize("handlers", [True, False])
def test_a_rename_is_planned_and_made_everywhere_in_one_step(design: Design, handlers: bool) -> None:
    document = design.document
    binding = SetBinding("heading", "text", Binding("self.send_button.text"))
    document.apply(Transaction("Bind", (binding,)))
    before = document.text.text
    plan = plan_rename(document, "send_button", "ok_button", handlers)
    assert plan.bindings == 1
    assert plan.methods == ({"send_button_click": "ok_button_click"} if handlers else {})
    assert [line.after.strip() for line in plan.lines] == (
        ["def ok_button_click(self, **event_args):"] if handlers else []
    )
    document.apply(plan.transaction, plan.code)
    node = document.template.node("ok_button")
    method = "ok_button_click" if handlers else "send_button_click"
    assert node["event_bindings"] == {"click": method}
    assert document.template.node("heading")["data_bindings"][0]["code"] == "self.ok_button.text"
    assert code_of(document).methods.keys() == {"__init__", method}
    document.undo()
    assert document.text.text == before
    assert text(design) == CODE


def test_code_that_uses_the_component_follows(design: Design) -> None:
    plan = plan_rename(design.document, "heading", "title_label")
    assert [line.after.strip() for line in plan.lines] == ["self.title_label.text = self.amount_box.text"]
    design.document.apply(plan.transaction, plan.code)
    assert "self.heading" not in text(design)


def test_code_that_does_not_parse_stays_and_says_so(design: Design) -> None:
    design.document.code.set_text(CODE + "\ndef (\n", object())  # type: ignore[union-attr]
    plan = plan_rename(design.document, "heading", "title_label")
    assert plan.obstacle
    assert plan.code is None
    design.document.apply(plan.transaction, plan.code)
    assert "title_label" in design.template
    design.document.apply(Transaction("x", (SetProperty("title_label", "text", "y"),)))


def test_events_of_a_layout_are_linked_as_the_layouts(design: Design) -> None:
    layout = "layout: {type: form:Base, properties: {}}\ncomponents_by_slot: {}\nis_package: true\n"
    design.document.text.set_text(layout, object())
    open_handler(design, "x-opened", "")
    assert design.template.data["layout"]["event_bindings"] == {"x-opened": "form_opened"}
    open_handler(design, "show", "")
    assert design.template.data["layout"]["form_event_bindings"] == {"show": "form_show"}
    assert open_handler(design, "x-opened", "") is not None
    assert text(design).count("def form_opened") == 1
