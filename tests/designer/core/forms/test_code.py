"""The Python file of a form: finding methods, adding handlers, renaming what code calls components."""

from __future__ import annotations

import ast

import pytest

from formwright.designer.core.forms.code.python_file import (
    Spot,
    first_use,
    handler_name,
    mentions_in_text,
    read_code,
    renamed_component,
    renamed_in_expression,
    renamed_method,
    with_handler,
)

CODE = '''\
from ._anvil_designer import Form1Template


class Form1(Form1Template):
    """My form."""

    def __init__(self, **properties):
        self.init_components(**properties)

    @handle("send", "click")
    def on_send(self, **event_args):
        """Sends."""
        print(self.send.text, other.send)
        for each in (lambda: self.send, ):
            self.send = each


def later(self):
    return self.send
'''


def test_methods_and_decorated_handlers_are_found() -> None:
    code = read_code(CODE, "Form1")
    assert list(code.methods) == ["__init__", "on_send"]
    assert code.methods["on_send"].spot == Spot(11, 9)
    assert code.methods["on_send"].body == Spot(13, 9)
    assert code.handles == {("send", "click"): "on_send"}


def test_a_file_that_does_not_parse_is_read_by_its_lines() -> None:
    broken = CODE.replace("print(self.send.text", "print((self.send.text")
    code = read_code(broken, "Form1")
    assert code.error
    assert list(code.methods) == ["__init__", "on_send"]


@pytest.mark.parametrize(
    "source",
    [
        CODE,
        CODE.replace("print(self.send.text", "print((self.send.text"),
        CODE.replace("\n", "\r\n"),
        "class Form1(Form1Template):\n  def __init__(self):\n    pass",
        "class Form1(Form1Template):\n\tpass\n",
        "",
        "import anvil",
        "class Form1(Form1Template):\n    pass\n\n\n\n# the end\n",
    ],
)
def test_a_handler_is_added_to_the_class_and_nothing_else_changes(source: str) -> None:
    text, spot = with_handler(source, "Form1", "ok_click", "Runs.")
    code = read_code(text, "Form1")
    assert "ok_click" in code.methods
    line = text.split("\n")[spot.line - 1].rstrip("\r")
    assert line[spot.column - 1 :] == "pass"
    assert ("\r\n" in source) == ("\r\n" in text)
    assert not source or text.replace(text[_start(source, text) : _end(source, text)], "", 1) == source
    if not code.error:
        ast.parse(text)


def _start(before: str, after: str) -> int:
    return next(
        (i for i, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), len(before)
    )


def _end(before: str, after: str) -> int:
    return _start(before, after) + len(after) - len(before)


def test_a_class_on_one_line_gets_its_handler_too() -> None:
    text, _spot = with_handler("class Form1(Form1Template): pass\n", "Form1", "ok_click", "Runs.")
    assert text.startswith("class Form1(Form1Template):\n    pass\n\n    def ok_click(self, **event_args):\n")
    ast.parse(text)


def test_handlers_are_named_after_component_and_event() -> None:
    assert handler_name("ok_button", "click") == "ok_button_click"
    assert handler_name("", "show") == "form_show"
    assert handler_name("row", "x-del-row") == "row_del_row"


def test_renaming_a_component_renames_what_means_it_and_nothing_else() -> None:
    text, lines = renamed_component(CODE, "Form1", "send", "go_button")
    assert lines == (10, 13, 14, 15)
    expected = (
        CODE.replace('"send", "click"', '"go_button", "click"')
        .replace("print(self.send.text", "print(self.go_button.text")
        .replace("lambda: self.send", "lambda: self.go_button")
        .replace("self.send = each", "self.go_button = each")
    )
    assert text == expected


def test_renaming_follows_columns_behind_wide_letters() -> None:
    code = "class F(FTemplate):\n    def f(me):\n        x = 'größer 😀'; me.a.text = me.a\n"
    assert renamed_component(code, "F", "a", "bcd")[0] == code.replace("me.a", "me.bcd")


def test_renaming_a_method_renames_its_definition_and_uses() -> None:
    text, _ = renamed_method(CODE, "Form1", "on_send", "go_click")
    assert text == CODE.replace("def on_send", "def go_click")


def test_names_in_texts_are_only_told() -> None:
    assert mentions_in_text(CODE, "send") == (10,)
    assert mentions_in_text("x = getattr(self, 'send')\n", "send") == (1,)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("self.a.text + self.ab", "self.b.text + self.ab"),
        ("self.item['a']", "self.item['a']"),
        ("self.a[", "self.a["),
        ("other.a", "other.a"),
    ],
)
def test_data_bindings_follow(code: str, expected: str) -> None:
    assert renamed_in_expression(code, "a", "b") == expected


def test_the_code_of_a_component_begins_where_it_is_first_named() -> None:
    assert first_use(CODE, "Form1", "send") == Spot(13, 15)
    assert first_use(CODE, "Form1", "") == Spot(4, 1)
    assert first_use(CODE, "Form1", "nobody") is None
