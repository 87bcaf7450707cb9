"""Finds a Chromium or Chrome of the system; Playwright drives it, and downloads none of its own."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
# Now and then a process of Chromium 150 samples where it allocates memory (heap profiler, GWP-ASan). For
# each sample it looks for frame pointers, also beyond the end of a stack that WebAssembly has switched to,
# which is where Python runs, and crashes ("Target crashed"): forced to sample, 7 pages of 30.
# Only the last `--disable-features` counts: it names Playwright's too.
_DISABLED_FEATURES = (
    "HeapProfilerReporting",
    "GwpAsanMalloc",
    "GwpAsanPartitionAlloc",
    "ExtremeLightweightUAFDetector",
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)
# Chromium's own background traffic would only fail where the network is cut.
ARGUMENTS = (
    "--disable-features=" + ",".join(_DISABLED_FEATURES),
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    *(("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()),
)


def executable() -> str:
    """The path of the browser. Raises FileNotFoundError with the remedy when there is none."""
    for name in _NAMES:
        found = shutil.which(name)
        if found:
            return found
    for place in _PLACES:
        if Path(place).exists():
            return place
    how = "apt-get install chromium" if sys.platform.startswith("linux") else "install Google Chrome"
    raise FileNotFoundError(f"The browser tests need Chromium or Chrome: {how}")
