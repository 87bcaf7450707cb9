"""`formwright call`: calls a server function of an app, without a browser.

Responsible for: its options, arguments from JSON, results as JSON a program can read. The engine runs in this
process; no port is opened. Process: its own.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import json
import math
import sys
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TextIO

from formwright.runtime.appfiles.dependency_option import add_dependency_option
from formwright.runtime.protocol.errors import SerializationError
from formwright.runtime.protocol.media import Media
from formwright.runtime.protocol.serialisation import dumps_call, loads
from formwright.runtime.server.app_folder import NotAnApp, open_app
from formwright.runtime.server.app_launch import launch_spec
from formwright.runtime.server.app_python import AppPython, NoPython
from formwright.runtime.server.console import Console, traceback_text
from formwright.runtime.server.launch import (
    Caller,
    CallFailure,
    CallRequest,
    CallResult,
    EngineEvent,
    LaunchSpec,
)
from formwright.runtime.server.limit_options import add_limit_options, limits_of
from formwright.runtime.server.streams import claim_output

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

EPILOG = """\
Arguments are JSON, so text wears two pairs of quotes: '"Ada"'. Each result is one line of JSON on standard
output, and nothing else is there: what the function prints, and its traceback when it fails, appear on
standard error. Exit status: 0, or 1 when a call failed, 2 when nothing was called.

Dates and times are printed as ISO text, media as {"content_type": ..., "name": ..., "base64": ...}.

examples:
  formwright call . add 2 3
  formwright call . greet '"Ada"' --kwargs '{"loud": true}'
  formwright call . step --repeat 3                        1, 1, 1: each call has a new interpreter
  formwright call . step --repeat 3 --mode persistent      1, 2, 3: one interpreter serves them all
"""


def add_parser(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "call",
        help="call a server function, print its result as JSON",
        description="Call a server function of an app in the app's own Python, without a browser.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("app", metavar="APP_DIR", help="the folder that holds the app's anvil.yaml")
    parser.add_argument(
        "function", metavar="FUNCTION", help="name of a function marked @anvil.server.callable"
    )
    parser.add_argument("values", metavar="JSON", nargs="*", help="arguments, each as JSON")
    parser.add_argument("--kwargs", default="{}", metavar="JSON", help="keyword arguments, as a JSON object")
    parser.add_argument(
        "--mode",
        choices=("per-call", "persistent"),
        default="per-call",
        help="a new interpreter for each call (default), or one for all",
    )
    parser.add_argument(
        "--repeat", type=_count, default=1, metavar="N", help="call N times, one after the other"
    )
    add_limit_options(parser)
    add_dependency_option(parser)
    parser.set_defaults(run=run)


class BadArgument(Exception):
    """Shown to the user."""


def run(arguments: argparse.Namespace) -> int:
    output = claim_output()
    try:
        app = open_app(arguments.app, arguments.dep_id)
        values, named = read_arguments(arguments.values, arguments.kwargs)
        body, _ = dumps_call(tuple(values), named)
        python = AppPython(app.folder).prepared(_say)
    except (NotAnApp, BadArgument, SerializationError, NoPython) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    console = Console(sys.stderr)
    for problem in app.errors:
        sys.stderr.write(f"{problem}\n")
    limits = limits_of(arguments, app.folder)
    spec = launch_spec(app, python, persistent=arguments.mode == "persistent", limits=limits)
    return asyncio.run(_repeat(spec, arguments.function, body, arguments.repeat, output, console))


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")


def read_arguments(values: Sequence[str], kwargs: str) -> tuple[list[Any], dict[str, Any]]:
    read = [_json(text, f"Argument {number}") for number, text in enumerate(values, 1)]
    named = _json(kwargs, "--kwargs")
    if not isinstance(named, dict):
        raise BadArgument(f"--kwargs must be a JSON object such as '{{\"name\": 1}}', not {kwargs}")
    return read, named


async def _repeat(
    spec: LaunchSpec, function: str, body: str, times: int, output: TextIO, console: Console
) -> int:
    from formwright.runtime.server.standalone import standalone_engine

    def show(event: EngineEvent) -> None:
        # A failed call is told by its answer; told by the event too it would appear twice.
        from formwright.runtime.protocol.control import Output

        if isinstance(event, Output):
            console.show(event)

    engine = standalone_engine(spec, show)
    await engine.start()
    try:
        for number in range(1, times + 1):
            request = CallRequest(
                function, body, (), Caller("command_line", trusted=True), call_id=str(number)
            )
            match await engine.call(request):
                case CallResult(body=text, blobs=blobs):
                    output.write(json.dumps(readable(loads(text, list(blobs))), ensure_ascii=False) + "\n")
                    output.flush()
                case CallFailure(error=error):
                    sys.stderr.write(traceback_text(error) + "\n")
                    return 1
    finally:
        await engine.close()
    return 0


def readable(value: Any) -> Any:
    """The value as plain JSON."""
    if isinstance(value, dict):
        return {key: readable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [readable(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    if isinstance(value, Media):
        content = base64.b64encode(value.get_bytes()).decode("ascii")
        return {"content_type": value.content_type, "name": value.name, "base64": content}
    return value


def _json(text: str, what: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        quoted = json.dumps(text)
        raise BadArgument(f"{what} is not JSON: {text}\nIf it is text, write it as '{quoted}'.") from None


def _count(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1")
    return number
