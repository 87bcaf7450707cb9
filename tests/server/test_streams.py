"""Standard input and output belong to the protocol alone."""

from __future__ import annotations

import subprocess
import sys

OUTPUT = """
import os, subprocess, sys
from formwright.runtime.server.streams import claim_output
output = claim_output()
print("printed")
os.write(1, b"from C\\n")
subprocess.run([sys.executable, "-c", "print('child')"])
sys.__stdout__.write("by the original object\\n")
sys.__stdout__.flush()
output.write("the one line: \\u00e9\\n")
"""

INPUT = """
import subprocess, sys, threading
from formwright.runtime.server.streams import read_lines
ended = threading.Event()
read_lines(lambda line: print("line", line, flush=True), ended.set)
child = subprocess.run([sys.executable, "-c", "import sys; print('child read', len(sys.stdin.read()))"])
ended.wait(30)
print("end")
"""

UNREAD = """
from formwright.runtime.server.streams import read_lines
read_lines(print, print)
print("leaves", flush=True)
"""


def run(code: str, given: bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-c", code], input=given, capture_output=True, timeout=60)


def test_only_the_claimed_stream_reaches_standard_output() -> None:
    ended = run(OUTPUT, b"")
    assert ended.stdout.decode() == "the one line: é\n"
    for word in ("printed", "from C", "child", "by the original object"):
        assert word in ended.stderr.decode()


def test_lines_arrive_whole_and_children_read_nothing() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", INPUT], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        assert process.stdout.readline() == b"child read 0\n"  # while ours is open
        process.stdin.write(b"first\n\nsec")
        process.stdin.flush()
        assert process.stdout.readline() == b"line first\n"
        process.stdin.write("ond é\nunfinished".encode())
        process.stdin.close()
        assert process.stdout.read().decode().splitlines() == ["line second é", "end"]


def test_a_process_can_end_while_its_input_is_open() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", UNREAD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        assert process.stdout.readline() == b"leaves\n"
        assert process.wait(30) == 0  # not aborted by the reading thread
        assert process.stderr.read() == b""
