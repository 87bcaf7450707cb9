"""`--call-timeout`, `--memory-limit` and `--workers` of commands that run server code.

Responsible for: those options; what is not given is what was chosen in the designer. Process: host,
`formwright call`.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from formwright.runtime.pythons import LocalSettings
from formwright.runtime.spec.limits import BadLimit, WorkerLimits, read_size


def add_limit_options(parser: argparse.ArgumentParser) -> None:
    limits = parser.add_argument_group(
        "limits of server code", "What is not given here is as chosen in the app's settings in the designer."
    )
    limits.add_argument(
        "--call-timeout",
        type=_seconds,
        metavar="SECONDS",
        help="how long one call may take (default: 30)",
    )
    limits.add_argument(
        "--memory-limit",
        type=_memory,
        metavar="SIZE",
        help="memory of one process, as 512M or 2G (default: a quarter of this machine's)",
    )
    limits.add_argument(
        "--workers",
        type=_workers,
        metavar="N",
        help="processes that serve calls at once; further calls wait, or share them in persistent mode "
        "(default: 32, in persistent mode one for each processor, at most 4)",
    )


def limits_of(arguments: argparse.Namespace, app_folder: Path) -> WorkerLimits:
    given = {
        "call_seconds": arguments.call_timeout,
        "memory": arguments.memory_limit,
        "workers": arguments.workers,
    }
    chosen = LocalSettings.of_user().limits_of(app_folder)
    return replace(chosen, **{name: value for name, value in given.items() if value is not None})


def _seconds(text: str) -> float:
    try:
        return WorkerLimits(call_seconds=float(text)).call_seconds
    except ValueError as error:
        raise argparse.ArgumentTypeError(_why(error, f"{text!r} is not a number of seconds")) from None


def _memory(text: str) -> int:
    try:
        return WorkerLimits(memory=read_size(text)).memory
    except ValueError as error:
        raise argparse.ArgumentTypeError(_why(error, f"{text!r} is not a size")) from None


def _workers(text: str) -> int:
    try:
        return WorkerLimits(workers=int(text)).workers
    except ValueError as error:
        raise argparse.ArgumentTypeError(_why(error, f"{text!r} is not a number of processes")) from None


def _why(error: ValueError, otherwise: str) -> str:
    return str(error) if isinstance(error, BadLimit) else otherwise
