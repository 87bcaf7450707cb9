"""A private X screen whose pixels can be read without asking anybody: Xvfb keeps them in a mapped file.

For benchmarks only: looking costs the process under test nothing, and sees what a person would see.
"""

from __future__ import annotations

import mmap
import os
import struct
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WIDTH, HEIGHT = 1600, 1000
_STEP = 20  # pixels between the samples


class Screen:
    def __init__(self, name: str, pixels: mmap.mmap) -> None:
        self.name = name
        self._pixels = pixels
        header, *_ = struct.unpack(">I", pixels[:4])
        colours = struct.unpack(">I", pixels[76:80])[0]
        self._start = header + colours * 12  # an XWD file: header, colour map, rows
        self._row = struct.unpack(">I", pixels[48:52])[0]

    def drawn(self) -> float:
        """The share of the screen that is not black: nothing else is there before a window is painted."""
        samples = [
            self._pixels[offset : offset + 3]
            for y in range(0, HEIGHT, _STEP)
            for offset in range(
                self._start + y * self._row, self._start + y * self._row + WIDTH * 4, _STEP * 4
            )
        ]
        return sum(sample != b"\0\0\0" for sample in samples) / len(samples)

    def wait_until(self, drawn: float, seconds: float = 60) -> None:
        until = time.monotonic() + seconds
        while self.drawn() < drawn:
            if time.monotonic() > until:
                raise TimeoutError(f"only {self.drawn():.0%} of the screen was drawn")
            time.sleep(0.002)

    def wait_until_empty(self) -> None:
        while self.drawn() > 0.001:
            time.sleep(0.01)


@contextmanager
def screen() -> Iterator[Screen]:
    with tempfile.TemporaryDirectory() as folder:
        reading, writing = os.pipe()
        command = [
            "Xvfb",
            "-displayfd",
            str(writing),
            "-screen",
            "0",
            f"{WIDTH}x{HEIGHT}x24",
            "-fbdir",
            folder,
        ]
        server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as pipe:
            name = f":{pipe.readline().strip()}"
        try:
            with (
                (Path(folder) / "Xvfb_screen0").open("rb") as file,
                mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as pixels,
            ):
                yield Screen(name, pixels)
        finally:
            server.terminate()
            server.wait()
