"""How a worker ends: at once, without the interpreter's tidying, and with every process it has started.

Process: worker.
"""

from __future__ import annotations

import os
import signal
from typing import NoReturn

from formwright.runtime.worker.family import end_tagged


def end(status: int = 0) -> NoReturn:
    os._exit(status)


def end_with_group() -> NoReturn:
    """The host is gone: nobody else will end the programs that app code has started."""
    end_tagged()
    try:
        if os.getpgrp() == os.getpid():
            os.killpg(0, signal.SIGKILL)
    except (AttributeError, OSError):  # Windows has no groups
        pass
    os._exit(0)
