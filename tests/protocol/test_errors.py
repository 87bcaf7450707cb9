"""Exceptions become data and exceptions again, of the same class where both sides know it."""

from __future__ import annotations

import json

import pytest

from formwright.runtime.protocol import errors
from formwright.runtime.protocol.errors import AnvilWrappedError, RemoteError, TraceFrame, remote_error
from formwright.runtime.protocol.trace import describe


class OwnError(Exception):
    pass


def over_the_wire(exception: BaseException) -> Exception:
    found = describe(exception, lambda _: None)
    return RemoteError.from_json(json.loads(json.dumps(found.to_json()))).to_exception()


@pytest.mark.parametrize(
    "exception",
    [
        ValueError("x"),
        KeyError("key"),
        ZeroDivisionError("division by zero"),
        OSError("disk"),
        TimeoutError("the built-in one"),
        errors.TimeoutError("ours"),
        errors.NoServerFunctionError("nope"),
        errors.AuthenticationFailed("who?"),
        *[kind("message") for kind in errors.SERVER_ERRORS],
    ],
    ids=repr,
)
def test_known_classes_come_back(exception: Exception) -> None:
    result = over_the_wire(exception)
    assert type(result) is type(exception)
    assert str(result) == str(exception)


def test_unknown_classes_are_wrapped() -> None:
    result = over_the_wire(OwnError("broken"))
    assert isinstance(result, AnvilWrappedError)
    assert str(result) == "OwnError: broken"
    assert (result.error_obj.type, result.error_obj.message) == ("OwnError", "broken")


def test_what_would_end_the_program_is_wrapped() -> None:
    assert isinstance(over_the_wire(SystemExit(3)), AnvilWrappedError)
    assert isinstance(over_the_wire(KeyboardInterrupt()), AnvilWrappedError)


def test_classes_that_need_more_than_a_message_are_wrapped() -> None:
    error = UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")
    result = over_the_wire(error)
    assert isinstance(result, AnvilWrappedError)
    assert "invalid start byte" in str(result)


def test_a_class_named_like_a_built_in_one_is_not_taken_for_it() -> None:
    impostor = type("ValueError", (Exception,), {"__module__": "app"})
    assert errors.wire_name(impostor) == "app.ValueError"


def test_an_exception_that_cannot_say_its_message() -> None:
    class Silent(Exception):
        def __str__(self) -> str:
            raise RuntimeError

    assert "RuntimeError" in describe(Silent(), lambda _: None).message


def test_public_form_has_no_source() -> None:
    error = RemoteError(
        "T", "m", (TraceFrame("server_code/S.py", 3, "f", "secret = 'x'"),), "Traceback secret"
    )
    text = json.dumps(error.public().to_json())
    assert "secret" not in text
    assert "server_code/S.py" in text


def test_the_other_side_is_kept() -> None:
    error = RemoteError("ValueError", "m", (TraceFrame("server_code/S.py", 3, "f", "raise", 4),), "text")
    exception = error.to_exception()
    assert remote_error(exception) == error
    assert remote_error(ValueError()) is None
    assert RemoteError.from_json(error.to_json()) == error
    again = describe(exception, lambda _: None)
    assert (again.type, again.message, again.trace) == ("ValueError", "m", error.trace)


class RegisteredError(AnvilWrappedError):
    pass


class DerivedError(RegisteredError):
    pass


def test_classes_that_an_app_registers_come_back_and_classes_derived_from_them_do_not() -> None:
    errors.register("Tools.errors.RegisteredError", RegisteredError)
    result = over_the_wire(RegisteredError("no such page"))
    assert type(result) is RegisteredError
    assert str(result) == "no such page"
    assert describe(RegisteredError("x"), lambda _: None).type == "Tools.errors.RegisteredError"
    assert type(over_the_wire(DerivedError("x"))) is AnvilWrappedError


def test_only_exceptions_can_be_registered() -> None:
    with pytest.raises(TypeError, match=r"'Tools\.Thing'"):
        errors.register("Tools.Thing", int)  # type: ignore[arg-type]
