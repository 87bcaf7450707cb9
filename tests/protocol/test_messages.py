"""WebSocket messages: there and back, and nothing but MessageError for what browsers may invent."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formwright.runtime.protocol import messages
from formwright.runtime.protocol.errors import RemoteError, TraceFrame
from formwright.runtime.protocol.messages import MessageError

FRAME = TraceFrame("client_code/Form1.py", 3, "f")


@pytest.mark.parametrize(
    "message",
    [
        messages.Hello(),
        messages.Hello("session", "token"),
        messages.Call(7, "add", '{"a":[2,"\\n"],"k":{}}', 2),
        messages.Log("error", "two\nlines", (FRAME,)),
    ],
    ids=repr,
)
def test_from_browser(message: messages.FromBrowser) -> None:
    assert messages.decode_from_browser(messages.encode(message)) == message


@pytest.mark.parametrize(
    "message",
    [
        messages.Welcome("s", "v"),
        messages.Welcome("s", "v", expired=True),
        messages.Result(7, "5", 1),
        messages.Error(7, RemoteError("ValueError", "x", (FRAME,))),
        messages.Reload("client"),
    ],
    ids=repr,
)
def test_from_host(message: messages.FromHost) -> None:
    assert messages.decode_from_host(messages.encode(message)) == message


def test_the_documented_form() -> None:
    assert messages.encode(messages.Call(1, "add", '{"a":[2,3],"k":{}}')) == (
        '{"t":"call","id":1,"fn":"add","nb":0}\n{"a":[2,3],"k":{}}'
    )
    assert messages.encode(messages.Result(1, "5")) == '{"t":"result","id":1,"nb":0}\n5'


def test_errors_leave_without_server_source() -> None:
    error = RemoteError("E", "m", (TraceFrame("server_code/S.py", 1, "f", "password = 'x'"),), "password")
    assert "password" not in messages.encode(messages.Error(1, error))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"t":"call"}',
        '{"t":"call","id":-1,"fn":"f"}',
        '{"t":"call","id":true,"fn":"f"}',
        '{"t":"call","id":1,"fn":5}',
        '{"t":"result","id":1}\n5',
        '{"t":"log","level":"info"}\nnonsense',
        '{"t":"log","level":"info"}\n{"text":"x","trace":[1]}',
        "[" * 100_000,
    ],
)
def test_bad_messages(text: str) -> None:
    with pytest.raises(MessageError):
        messages.decode_from_browser(text)


@given(st.text() | st.recursive(st.none() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)))
def test_any_text(data: object) -> None:
    text = data if isinstance(data, str) else json.dumps(data)
    with contextlib.suppress(MessageError):
        messages.decode_from_browser(text)
