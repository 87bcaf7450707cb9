"""Starts a worker: opens the channel, receives the app, and becomes the kind of worker it was started as.

Process: worker; entered from `bootstrap`.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from formwright.runtime.protocol.frames import PROTOCOL, Kind
from formwright.runtime.protocol.setup import Setup
from formwright.runtime.worker import anvil_finder, current, loader, tasks
from formwright.runtime.worker.channel import Channel
from formwright.runtime.worker.ending import end
from formwright.runtime.worker.one_shot import serve_one
from formwright.runtime.worker.persistent import serve_many
from formwright.runtime.worker.runtime import Runtime
from formwright.runtime.worker.stack import enable_fault_dumps


def main(arguments: list[str]) -> None:
    mode = arguments[0]
    sys.argv[:] = [""]  # the arguments are not for app code
    if mode == "template":
        channel = Channel(int(arguments[1]), os.dup(int(arguments[1])))
    else:
        channel = _standard_channel()
    say_hello(channel)
    try:
        frame = channel.receive()
    except EOFError:
        end()
    code = prepare(Setup.decode(frame.body))
    if mode == "template":
        from formwright.runtime.worker.template import serve_template

        serve_template(code, channel, int(arguments[2]))
    runtime = start_runtime(code, channel)
    if mode == "persistent":
        serve_many(runtime)
    elif mode == "repl":
        from formwright.runtime.worker.repl import serve_repl

        serve_repl(runtime)
    else:
        serve_one(runtime, preimport=mode == "one-shot")


def say_hello(channel: Channel) -> None:
    name = {"cpython": "CPython", "pypy": "PyPy"}.get(sys.implementation.name, sys.implementation.name)
    version = ".".join(map(str, sys.version_info[:3]))
    hello = {"protocol": PROTOCOL, "python": f"{name} {version}", "pid": os.getpid()}
    channel.send_json(Kind.HELLO, 0, hello)


def prepare(setup: Setup) -> loader.AppCode:
    """Makes the app importable; imports nothing of it."""
    if Path(setup.working_folder).is_dir():
        os.chdir(setup.working_folder)
    code = loader.AppCode(setup)
    anvil_finder.install()
    loader.install(code)
    return code


def start_runtime(code: loader.AppCode, channel: Channel) -> Runtime:
    runtime = Runtime(code, channel)
    current.install(runtime)
    tasks.add_to(runtime.portable)
    runtime.redirect_output()
    enable_fault_dumps(2)
    return runtime


def _standard_channel() -> Channel:
    """Takes standard input and output for itself; what app code prints below Python goes to stream 2."""
    channel = Channel(os.dup(0), os.dup(1))
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(2, 1)
    os.close(null)
    return channel
