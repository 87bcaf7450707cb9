"""Sends fuzzed messages to everything that reads messages: nothing may raise what it does not promise.

    python -m tests.bench.fuzz_protocol [MESSAGES] [--socket MESSAGES] [--seed N]

One million by default, most to the decoders (WebSocket messages, calls in one request, frames, values,
control lines, what a worker may send its host) and a share to the WebSocket of a real host. Valid messages
are drawn by Hypothesis; what is sent are mutations of them: bytes and pieces changed, cut and spliced, JSON
changed as JSON. A find is printed with the message. Exit status 1 when there was one.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import random
import struct
import sys
import tempfile
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NonInteractiveExampleWarning

from formwright.runtime.protocol import control, frames, messages, serialisation, synchronous
from formwright.runtime.protocol.errors import RemoteError, SerializationError, TraceFrame
from formwright.runtime.protocol.media import BlobMedia
from formwright.runtime.protocol.portable import PortableClasses
from formwright.runtime.server.capability_keys import CapabilityKeys
from formwright.runtime.server.launch import CallFailure, CallRequest, CallResult
from formwright.runtime.server.services import Services
from formwright.runtime.server.template import FrameReceiver
from formwright.runtime.server.worker import Surroundings, Worker
from formwright.runtime.spec.app import Problem

warnings.filterwarnings("ignore", category=NonInteractiveExampleWarning)

# --- valid messages

_text = st.text(max_size=12)
_scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | _text
    | st.dates()
    | st.datetimes()
    | st.binary(max_size=20).map(lambda data: BlobMedia("text/plain", data))
)
values = st.recursive(
    _scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_text | st.just("$"), inner, max_size=4),
    max_leaves=8,
)
_frames_of_trace = st.builds(TraceFrame, _text, st.integers(0, 10**6), _text, _text)
_errors = st.builds(RemoteError, _text, _text, st.lists(_frames_of_trace, max_size=3).map(tuple), _text)


def _call(id: int, function: str, args: list[Any]) -> messages.Call:
    body, blobs = serialisation.dumps_call(args, {})
    return messages.Call(id, function, body, len(blobs))


_numbers = st.integers(0, 2**40)
_calls = st.builds(_call, _numbers, _text, st.lists(values, max_size=3))
from_browser = (
    st.builds(messages.Hello, st.none() | _text, st.none() | _text)
    | _calls
    | st.builds(
        messages.Log,
        st.sampled_from(["error", "info"]),
        _text,
        st.lists(_frames_of_trace, max_size=2).map(tuple),
    )
)
from_host = (
    st.builds(messages.Welcome, _text, _text, st.booleans())
    | st.builds(messages.Result, _numbers, values.map(lambda value: serialisation.dumps(value)[0]), _numbers)
    | st.builds(messages.Error, _numbers, _errors)
    | st.builds(messages.Reload, _text)
)
_commands = (
    st.builds(control.Reload, st.lists(_text, max_size=3).map(tuple))
    | st.just(control.Restart())
    | st.builds(control.SetMode, st.booleans())
    | st.builds(control.SetLimits, st.floats(0.1, 100), st.integers(0, 2**40), st.integers(0, 9))
)
_events = (
    st.builds(control.Output, _text, _text, st.none() | _text, st.none() | _numbers)
    | st.builds(control.CallFinished, _text, _text, st.booleans(), st.floats(), st.none(), _text, _errors)
    | st.builds(control.WorkerState, _numbers, _text, _text, _numbers, st.floats(), _numbers, _text, _text)
    | st.builds(
        control.Problems,
        st.lists(
            st.builds(Problem, _text, st.integers(), st.integers(), _text, _text, _text, _text), max_size=2
        ).map(tuple),
    )
)


def drawn(strategy: st.SearchStrategy[Any], count: int, seed: int) -> list[Any]:
    """So many examples, the same for the same seed."""
    found: list[Any] = []

    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    @given(strategy)
    def collect(value: Any) -> None:
        found.append(value)

    del seed
    collect()
    return found


# --- mutations

_NASTY: list[Any] = [
    None, True, -1, 0, 1e400, -0.0, 2**63, 10**400, "", "$", "\x00", "\ud800", "1" * 5000, [], {}, [[]],
    {"$": "object", "c": "x", "v": {}}, {"$": "again", "i": 0}, {"$": "with"}, {"$": "media", "b": 99},
    {"$": "dict", "v": 3}, {"$": "float", "v": "x"}, {"$": "datetime", "v": "9999-12-31T23:59:59+23:59"},
    {"$": "capability", "s": [1], "m": "zz"}, {"$": {}}, {"$": []}, {"$": "class", "c": 3},
]  # fmt: skip
_KEYS = [
    "t",
    "id",
    "fn",
    "nb",
    "a",
    "k",
    "s",
    "v",
    "u",
    "$",
    "trace",
    "error",
    "blobs",
    "call",
    "line",
    "text",
]


def mutated_json(data: Any, dice: random.Random, depth: int = 0) -> Any:
    """The same JSON with something else in it somewhere."""
    if depth > 40 or dice.random() < 0.15:
        return dice.choice(_NASTY)
    if isinstance(data, dict) and data:
        key = dice.choice(list(data))
        changed = dict(data)
        what = dice.random()
        if what < 0.1:
            del changed[key]
        elif what < 0.2:
            changed[dice.choice(_KEYS)] = dice.choice(_NASTY)
        else:
            changed[key] = mutated_json(data[key], dice, depth + 1)
        return changed
    if isinstance(data, list) and data:
        index = dice.randrange(len(data))
        if dice.random() < 0.1:
            return data * 2
        return [*data[:index], mutated_json(data[index], dice, depth + 1), *data[index + 1 :]]
    return dice.choice(_NASTY)


def mutated_lines(text: str, dice: random.Random) -> str:
    """Each line that is JSON may change as JSON."""
    lines = text.split("\n")
    index = dice.randrange(len(lines))
    try:
        lines[index] = json.dumps(
            mutated_json(json.loads(lines[index]), dice), ensure_ascii=dice.random() < 0.5
        )
    except ValueError:
        lines[index] = lines[index][: dice.randrange(len(lines[index]) + 1)]
    return "\n".join(lines)


def deep(dice: random.Random) -> str:
    """What a parser that recurses does not survive."""
    size = dice.choice([150, 500, 5_000, 100_000])
    opening, closing = dice.choice([("[", "]"), ('{"a":', "}"), ('{"$":"object","c":"x","v":', "}")])
    kind = dice.choice(
        ['{"t":"call","id":1,"fn":"f","nb":0}\n', '{"t":', "", '{"t":"log","level":"info"}\n{"text":']
    )
    return f"{kind}{opening * size}1{closing * size}"


def mutated(data: bytes, other: bytes, dice: random.Random) -> bytes:
    """Bytes changed, cut, doubled, spliced with another message."""
    result = bytearray(data)
    for _ in range(dice.choice([1, 1, 1, 2, 5])):
        at = dice.randrange(len(result) + 1)
        what = dice.randrange(6)
        if what == 0 and result:
            result[min(at, len(result) - 1)] = dice.randrange(256)
        elif what == 1:
            del result[at : at + dice.choice([1, 2, 8, 1000])]
        elif what == 2:
            result[at:at] = dice.choice([b"\xff", b"\x00", b"{", b"]", b'"', b"\\u", b"\n", b"1e999", b"NaN"])
        elif what == 3:
            cut = dice.randrange(len(other) + 1)
            result[at:] = other[cut:]
        elif what == 4:
            result[at:at] = result[at : at + dice.choice([1, 16, 200])]
        elif result:
            struct.pack_into("<B", result, min(at, len(result) - 1), dice.choice([0, 1, 127, 128, 255]))
    return bytes(result)


def fuzzed_text(corpus: Sequence[str], dice: random.Random) -> str:
    what = dice.random()
    text = dice.choice(corpus)
    if what < 0.005:
        return deep(dice)
    if what < 0.5:
        return mutated_lines(text, dice)
    other = dice.choice(corpus).encode("utf-8", "surrogatepass")
    return mutated(text.encode("utf-8", "surrogatepass"), other, dice).decode("utf-8", "replace")


# --- who reads


@dataclass(frozen=True)
class Target:
    name: str
    make: Callable[[random.Random], Any]
    read: Callable[[Any], object]
    promised: tuple[type[Exception], ...]
    share: float  # of all messages


def _texts(name: str, corpus: Sequence[str], read: Callable[[str], object], kind: type[Exception]) -> Target:
    return Target(name, lambda dice: fuzzed_text(corpus, dice), read, (kind,), 0.12)


def targets(examples: int = 400, seed: int = 0) -> list[Target]:
    browser = [messages.encode(message) for message in drawn(from_browser, examples, seed)]
    host = [messages.encode(message) for message in drawn(from_host, examples, seed)]
    calls = drawn(_calls, examples, seed)
    requests = [synchronous.pack_call(call, [b"x"] * call.blobs, "s", None) for call in calls]
    answers = [
        synchronous.pack_answer(
            synchronous.CallAnswer(messages.Result(1, call.body, 1), (b"x",), "s", False)
        ).decode()
        for call in calls
    ]
    whole = [serialisation.dumps(value)[0] for value in drawn(values, examples, seed)]
    bodies = [call.body for call in calls]
    classes = PortableClasses(lambda _: False)
    blobs = [b"a", b"b"]
    return [
        _texts("messages from browsers", browser, messages.decode_from_browser, messages.MessageError),
        _texts("messages from the host", host, messages.decode_from_host, messages.MessageError),
        _texts(
            "calls in one request",
            requests,
            lambda text: synchronous.unpack_call(text.encode("utf-8", "surrogatepass")),
            messages.MessageError,
        ),
        _texts(
            "answers in one request",
            answers,
            lambda text: synchronous.unpack_answer(text.encode("utf-8", "surrogatepass")),
            messages.MessageError,
        ),
        _texts("values", whole, lambda text: serialisation.loads(text, blobs, classes), SerializationError),
        _texts(
            "arguments",
            bodies,
            lambda text: serialisation.loads_call(text, blobs, classes),
            SerializationError,
        ),
        _texts(
            "control commands",
            [control.encode(command) for command in drawn(_commands, examples, seed)],
            control.decode_command,
            control.ControlError,
        ),
        _texts(
            "control events",
            [control.encode(event) for event in drawn(_events, examples, seed)],
            control.decode_event,
            control.ControlError,
        ),
        _frame_target(bodies, host),
    ]


def _frame_target(bodies: Sequence[str], others: Sequence[str]) -> Target:
    heads = [
        '{"s":"stdout"}',
        '{"fn":"f","call":1}',
        '{"protocol":1,"python":"CPython 3.11.0","pid":1}',
        "{}",
    ]
    plain = [
        *heads,
        *others,
        '{"error":null,"on_demand":false}',
        '{"trace":[],"text":"x","type":"","message":""}',
    ]

    def one(dice: random.Random) -> bytes:
        body = dice.choice(plain if dice.random() < 0.6 else bodies)
        if dice.random() < 0.5:
            body = f"{dice.choice(heads)}\n{body}"
        if dice.random() < 0.5:
            body = fuzzed_text([body], dice)
        blobs = [b"blob"] * dice.choice([0, 0, 1, 3])
        data = body.encode("utf-8", "surrogatepass")
        frame = frames.encode(dice.randint(1, frames.Kind.EXITED), dice.choice([0, 1, 7]), data, blobs)
        return b"".join(frame)

    def make(dice: random.Random) -> list[bytes]:
        data = b"".join(one(dice) for _ in range(dice.choice([1, 1, 3])))
        if dice.random() < 0.4:
            data = mutated(data, one(dice), dice)
        cuts = sorted(dice.randrange(len(data) + 1) for _ in range(dice.choice([0, 0, 1, 4])))
        return [data[start:end] for start, end in zip([0, *cuts], [*cuts, len(data)], strict=True)]

    return Target("frames from a worker", make, _Receiving().read, (), 0.04)


class _Closed:
    """What a receiver does to its connection."""

    def abort(self) -> None: ...

    def write(self, buffers: list[bytes]) -> None: ...

    def interrupt(self) -> None: ...

    def kill(self) -> None: ...

    def close(self, at_once: bool) -> None: ...


class _Receiving:
    """A host that receives these frames from one of its workers: whatever comes, it goes on."""

    def read(self, portions: list[bytes]) -> None:
        loop = asyncio.new_event_loop()
        failures: list[dict[str, Any]] = []
        loop.set_exception_handler(lambda _, context: failures.append(context))
        try:
            loop.run_until_complete(self._read(portions))
        finally:
            loop.close()
        if failures:
            error = failures[0].get("exception")
            raise error if isinstance(error, Exception) else RuntimeError(failures[0]["message"])

    async def _read(self, portions: list[bytes]) -> None:
        async def nested(request: CallRequest) -> CallResult | CallFailure:
            return CallResult(request.body, (), 0.0, None)

        around = Surroundings(lambda _: None, nested, "per-call", Services(), CapabilityKeys())
        worker = Worker(around, one_shot=True)
        worker.attach(_Closed())
        calling = asyncio.ensure_future(worker.call(CallRequest("f", '{"a":[],"k":{}}', call_id="c"), 30.0))
        await asyncio.sleep(0)
        receiver = FrameReceiver(worker.frame_received, worker.channel_lost)
        receiver.connection_made(_Closed())  # type: ignore[arg-type]  # all of a transport that it uses
        for portion in portions:
            receiver.data_received(portion)
        for _ in range(3):
            await asyncio.sleep(0)
        worker.channel_lost()
        worker.exited(0)
        await calling


@dataclass
class Find:
    target: str
    error: Exception
    message: Any


def fuzz(count: int, seed: int, chosen: Sequence[Target] | None = None) -> tuple[Counter[str], list[Find]]:
    """So many messages; how many each target got, and what went wrong (at most 20)."""
    chosen = chosen or targets()
    dice = random.Random(seed)
    shares = [target.share for target in chosen]
    sent: Counter[str] = Counter()
    finds: list[Find] = []
    for target in dice.choices(chosen, shares, k=count):
        message = target.make(dice)
        sent[target.name] += 1
        try:
            target.read(message)
        except target.promised:
            pass
        except Exception as error:
            finds.append(Find(target.name, error, message))
            if len(finds) >= 20:
                break
    return sent, finds


# --- the WebSocket of a real host


def socket_messages(seed: int) -> Iterator[str | bytes]:
    dice = random.Random(seed)
    corpus = [messages.encode(message) for message in drawn(from_browser, 300, seed)]
    while True:
        what = dice.random()
        if what < 0.05:
            yield dice.randbytes(dice.choice([0, 1, 50]))
        elif what < 0.3:
            yield dice.choice(corpus)
        else:
            yield fuzzed_text(corpus, dice).encode("utf-8", "replace").decode()


async def fuzz_socket(url: str, count: int, seed: int) -> int:
    """Sends so many, each connection with a proper beginning; how many connections it took."""
    from websockets.asyncio.client import connect
    from websockets.exceptions import ConnectionClosed

    source = socket_messages(seed)
    sent = connections = 0
    while sent < count:
        connections += 1
        async with connect(url, compression=None, max_size=None) as socket:
            reading = asyncio.create_task(_read_all(socket))
            try:
                await socket.send(messages.encode(messages.Hello()))
                for _ in range(100):
                    message = next(source)
                    await socket.send(message)
                    sent += 1
                    if not _understood(message):  # what came after it would not be read
                        with contextlib.suppress(TimeoutError):  # or it was taken for a medium
                            async with asyncio.timeout(1.0):
                                await socket.wait_closed()
                        break
            except ConnectionClosed:
                pass
            reading.cancel()
    return connections


def _understood(message: str | bytes) -> bool:
    try:
        return isinstance(message, str) and bool(messages.decode_from_browser(message))
    except messages.MessageError:
        return False


async def _read_all(socket: Any) -> None:
    from websockets.exceptions import ConnectionClosed

    try:
        while True:
            await socket.recv()
    except ConnectionClosed:
        pass


async def fuzz_host(folder: Path, count: int, seed: int) -> tuple[int, str]:
    """How many connections it took, and what the host had to complain about."""
    from tests.server.sample_app import write_app
    from tests.server.served import error_lines, page, serve

    with serve(write_app(folder / "fuzzed")) as served:
        connections = await fuzz_socket(served.socket_url, count, seed)
        async with page(served.socket_url) as tab:
            assert await tab.call("add", 2, 3) == 5, "the host serves on"
        said = error_lines(served)
    wrong = [
        line for line in said.splitlines() if "Traceback" in line or "ERROR" in line or "Exception in" in line
    ]
    return connections, "\n".join(wrong[:5] and [said[-3000:]])


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("messages", nargs="?", type=int, default=1_000_000)
    parser.add_argument(
        "--socket", type=int, default=10_000, help="how many go to the WebSocket of a real host"
    )
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    begun = perf_counter()
    sent, finds = fuzz(options.messages - options.socket, options.seed)
    for name, number in sent.most_common():
        print(f"{number:10,}  {name}")
    for find in finds:
        print(f"\n{find.target}: {type(find.error).__name__}: {find.error}\n  {str(find.message)[:500]!r}")
    with tempfile.TemporaryDirectory() as folder:
        connections, wrong = asyncio.run(fuzz_host(Path(folder), options.socket, options.seed))
    print(f"{options.socket:10,}  WebSocket of a host, {connections:,} connections")
    if wrong:
        print(f"\nthe host said:\n{wrong}")
    total = sum(sent.values()) + options.socket
    count = len(finds) + bool(wrong)
    print(f"{total:10,}  in {perf_counter() - begun:.0f} s, seed {options.seed}: {count} finds")
    return 1 if finds or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
