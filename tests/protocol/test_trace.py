"""Tracebacks as data: the app's frames with file, line, function and source."""

from __future__ import annotations

import linecache
import sys

from formwright.runtime.protocol.trace import describe, stack_of

SOURCE = """\
def outer():
    inner()

def inner():
    raise ValueError("x")

def where(look):
    return look()
"""


def app_file(filename: str) -> str | None:
    return filename if filename == "server_code/S.py" else None


def app() -> dict[str, object]:
    linecache.cache["server_code/S.py"] = (1, None, SOURCE.splitlines(keepends=True), "server_code/S.py")
    names: dict[str, object] = {}
    exec(compile(SOURCE, "server_code/S.py", "exec"), names)
    return names


def raised(name: str) -> BaseException:
    try:
        app()[name]()  # type: ignore[operator]  # what exec made has no type
    except ValueError as error:
        return error
    raise AssertionError("nothing was raised")


def test_frames_are_those_of_the_app() -> None:
    found = describe(raised("outer"), app_file)
    assert [(frame.file, frame.line, frame.function, frame.source) for frame in found.trace] == [
        ("server_code/S.py", 2, "outer", "inner()"),
        ("server_code/S.py", 5, "inner", 'raise ValueError("x")'),
    ]
    assert found.text.endswith("ValueError: x\n")
    assert 'raise ValueError("x")' in found.text


def test_a_syntax_error_points_at_its_line() -> None:
    try:
        compile("x = 1\ny = (", "server_code/S.py", "exec")
    except SyntaxError as error:
        found = describe(error, app_file)
    assert found.type == "SyntaxError"
    assert [(frame.file, frame.line) for frame in found.trace] == [("server_code/S.py", 2)]


def test_a_running_stack() -> None:
    look = app()["where"]
    found = look(lambda: stack_of(sys._getframe(), app_file))  # type: ignore[operator]  # as above
    assert [(frame.function, frame.line) for frame in found] == [("where", 8)]


def test_endless_recursion_is_cut() -> None:
    names: dict[str, object] = {}
    exec(compile("def f(): f()", "server_code/S.py", "exec"), names)
    try:
        names["f"]()  # type: ignore[operator]  # as above
    except RecursionError as error:
        found = describe(error, app_file)
    assert found.type == "RecursionError"
    assert len(found.trace) == 100
    assert len(found.text) < 30_000


def test_causes_are_in_the_text() -> None:
    try:
        try:
            raise KeyError("first")
        except KeyError as error:
            raise ValueError("second") from error
    except ValueError as error:
        text = describe(error, app_file).text
    assert text.index("first") < text.index("direct cause") < text.index("second")
