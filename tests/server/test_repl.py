"""The developer's Python: a real host told through its control channel, a real worker that runs lines."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from formwright.runtime.protocol.control import (
    Event,
    Reload,
    ReplComplete,
    ReplCompletions,
    ReplDone,
    ReplInput,
    ReplInterrupt,
    ReplOutput,
    ReplRestart,
    ReplStart,
    ReplState,
    decode_event,
)
from tests.server.served import page
from tests.server.test_control import Designer, designer

__all__ = ["designer"]
_numbers = count(1)


def until(designer: Designer, wanted: Callable[[Event], bool]) -> list[Event]:
    """All events up to the wanted one."""
    found: list[Event] = []
    assert designer.process.stdout is not None
    for line in designer.process.stdout:
        found.append(decode_event(line))
        if wanted(found[-1]):
            return found
    raise AssertionError("the host ended")


def typed(designer: Designer, source: str) -> tuple[str, ReplDone]:
    """What it printed, and how it ended."""
    number = next(_numbers)
    designer.send(ReplInput(number, source))
    events = until(designer, lambda event: isinstance(event, ReplDone) and event.number == number)
    done = events[-1]
    assert isinstance(done, ReplDone)
    return "".join(event.text for event in events if isinstance(event, ReplOutput)), done


def shown(designer: Designer, source: str) -> str:
    text, done = typed(designer, source)
    assert done.error is None, done.error
    return text


def test_values_are_shown_and_names_stay(designer: Designer) -> None:
    designer.send(ReplStart())
    state = designer.next(ReplState)
    while state.state == "starting":
        state = designer.next(ReplState)
    assert state.state == "ready"
    assert "Python" in state.python
    assert shown(designer, "a = 20\n") == ""
    assert shown(designer, "a + 1") == "21\n"
    assert shown(designer, "_ * 2") == "42\n"
    assert shown(designer, "__name__") == "'__main__'\n"


def test_blocks_are_complete_after_an_empty_line(designer: Designer) -> None:
    assert typed(designer, "def double(x):")[1].more
    assert typed(designer, "def double(x):\n    return 2 * x")[1].more
    assert not typed(designer, "def double(x):\n    return 2 * x\n")[1].more
    assert shown(designer, "double(4)") == "8\n"
    assert typed(designer, "text = '''a")[1].more
    assert shown(designer, "x = 1\nx + 1\nfor i in range(2):\n    print(i)\nx + 5\n") == "2\n0\n1\n6\n"


def test_the_app_is_loaded_and_anvil_server_works(designer: Designer) -> None:
    (designer.folder / "server_code" / "Extra.py").write_text(
        "import anvil.server\nRATE = 3\n\n@anvil.server.callable\ndef who():\n"
        "    caller = anvil.server.context.remote_caller\n    return [caller.type, caller.is_trusted]\n"
    )
    designer.send(Reload(("server_code/Extra.py",)))
    designer.until("per-call")
    assert shown(designer, "import Extra; Extra.RATE") == "3\n"
    assert shown(designer, "anvil.server.call('add', 2, 3)") == "5\n"
    assert shown(designer, "anvil.server.call('who')") == "['server_module', True]\n"
    assert shown(designer, "anvil.server.session['a'] = 1; anvil.server.session['a']") == "1\n"
    assert shown(designer, "anvil.server.session['a'] + 1") == "2\n", "the session lasts"


def test_errors_have_tracebacks_with_the_typed_line(designer: Designer) -> None:
    _, done = typed(designer, "1 / 0")
    assert done.error is not None
    assert done.error.type == "ZeroDivisionError"
    assert 'File "<input 1>", line 1, in <module>' in done.error.text
    assert "1 / 0" in done.error.text
    assert "formwright" not in done.error.text
    _, done = typed(designer, "a b")
    assert done.error is not None
    assert done.error.type == "SyntaxError"
    assert shown(designer, "'still there'") == "'still there'\n"


def test_running_code_is_interrupted_and_names_stay(designer: Designer) -> None:
    assert shown(designer, "kept = 7") == ""
    for source in (
        "import time; print('begun'); time.sleep(60)",
        "print('begun')\nwhile True: pass\n",
        "print('begun')\nwhile True: print('x' * 70)\n",
    ):
        number = next(_numbers)
        designer.send(ReplInput(number, source))
        until(designer, lambda event: isinstance(event, ReplOutput) and "begun" in event.text)
        designer.send(ReplInterrupt())
        done = designer.next(ReplDone)
        assert done.error is not None
        assert done.error.type == "KeyboardInterrupt"
    assert shown(designer, "kept") == "7\n"
    designer.send(ReplInterrupt())  # nothing runs: nothing happens
    assert shown(designer, "kept") == "7\n"


def test_an_interrupt_never_leaves_half_a_message_behind(designer: Designer) -> None:
    (designer.folder / "server_code" / "Extra.py").write_text(
        "import anvil.server\n\n@anvil.server.callable\ndef size(media):\n    return media.length\n"
    )
    designer.send(Reload(("server_code/Extra.py",)))
    designer.until("per-call")
    # More than a pipe holds, so that much of the time goes into sending, but few enough to go with the call.
    shown(designer, "media = anvil.BlobMedia('a/b', bytes(12_000_000))")
    for _ in range(12):
        number = next(_numbers)
        source = "print('begun')\nwhile True: anvil.server.call('size', media)\n"
        designer.send(ReplInput(number, source))
        until(designer, lambda event: isinstance(event, ReplOutput) and "begun" in event.text)
        designer.send(ReplInterrupt())
        done = designer.next(ReplDone)
        assert done.error is not None and done.error.type == "KeyboardInterrupt"
        assert shown(designer, "anvil.server.call('size', media)") == "12000000\n"


def test_completion_of_names_attributes_and_modules(designer: Designer) -> None:
    shown(designer, "some_name = 'text'")

    def names(text: str) -> tuple[str, ...]:
        designer.send(ReplComplete(1, text))
        return designer.next(ReplCompletions).names

    assert names("print(some_n") == ("some_name",)
    assert names("some_name.upp") == ("some_name.upper",)
    assert "anvil.server.call" in names("x = anvil.server.cal")
    assert "json" in names("import js")
    assert names("") == ()


def test_a_change_of_the_code_and_a_restart_begin_anew(designer: Designer) -> None:
    shown(designer, "x = 1")
    (designer.folder / "server_code" / "Extra.py").write_text("RATE = 5\n")
    designer.send(Reload(("server_code/Extra.py",)))
    state = designer.next(ReplState)
    assert state.state == "starting"
    assert "code changed" in state.reason
    assert shown(designer, "Extra.RATE") == "5\n"
    _, done = typed(designer, "x")
    assert done.error is not None
    assert done.error.type == "NameError"
    designer.send(ReplRestart())
    assert "variables of before are gone" in designer.next(ReplState).reason


def test_a_broken_app_can_still_be_tried_line_by_line(designer: Designer) -> None:
    (designer.folder / "server_code" / "Broken.py").write_text("1 / 0\n")
    designer.send(Reload(("server_code/Broken.py",)))
    designer.send(ReplStart())
    events = until(designer, lambda event: isinstance(event, ReplState) and event.error is not None)
    state = events[-1]
    assert isinstance(state, ReplState)
    assert state.error is not None
    assert "server_code/Broken.py, line 1" in state.error.message
    assert shown(designer, "1 + 1") == "2\n"


async def test_a_crash_is_told_and_calls_go_on(designer: Designer) -> None:
    _, done = typed(designer, "import os; os._exit(3)")
    assert done.error is not None
    assert "status 3" in done.error.message
    async with page(designer.socket_url) as tab:
        assert await tab.call("add", 1, 2) == 3
    assert shown(designer, "1 + 1") == "2\n", "the next line starts another Python"
