"""Serves an app and uses it in Chromium, inside a network that holds nothing but loopback.

A program of its own, started by `unshare -n`: the network of the test process stays as it is.
"""

from __future__ import annotations

import fcntl
import socket
import struct
import sys
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests.e2e import chromium, processes

_SET_FLAGS = 0x8914  # SIOCSIFFLAGS, see netdevice(7)
_UP = 0x1  # IFF_UP


def _loopback_up() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        fcntl.ioctl(control, _SET_FLAGS, struct.pack("16sh", b"lo", _UP))


def _outside_is_reachable() -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        return probe.connect_ex(("192.0.2.1", 9)) == 0  # TEST-NET-1: only routed, nothing is sent


def main() -> None:
    _loopback_up()
    if _outside_is_reachable():
        sys.exit("the network is not cut")
    served = processes.serve(Path(sys.argv[1]))
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium.executable(), args=list(chromium.ARGUMENTS)
            )
            page = browser.new_page()
            page.goto(served.url)
            page.get_by_role("button", name="Call three times").click(timeout=40_000)
            counts = page.get_by_text("1, 1, 1", exact=True)
            expect(counts).to_be_visible(timeout=30_000)
            print(counts.inner_text())
            browser.close()
    finally:
        processes.end(served)


if __name__ == "__main__":
    main()
