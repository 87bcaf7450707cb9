"""Server code: it runs on the server, and nobody who opens the app can read it.

Everything at the left edge of this file runs when a server process loads it. By default each call gets a
new process: the file is loaded again, and the counter starts at 0 again. With *Keep server running* one
process serves many calls: the file is loaded once, and the counter goes on.
"""

import os
import time

import anvil.server


def _build_index():
    """Stands for anything slow to build: a large table in memory, a connection, a trained model."""
    return {number: str(number)[::-1] for number in range(60_000)}


_started = time.perf_counter()
index = _build_index()
build_milliseconds = (time.perf_counter() - _started) * 1000

calls = 0


@anvil.server.callable
def count():
    """Count this call, and say who counted."""
    global calls
    calls += 1
    return {"calls": calls, "process": os.getpid()}


@anvil.server.callable
def look_up(number):
    """Use what was built when the file was loaded."""
    started = time.perf_counter()
    answer = index[number]
    return {
        "answer": answer,
        "process": os.getpid(),
        "build_milliseconds": build_milliseconds,
        "use_milliseconds": (time.perf_counter() - started) * 1000,
    }
