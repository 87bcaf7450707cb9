"""`formwright doctor`: whether this machine has all it takes.

Responsible for: its words and exit status. Process: its own.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from formwright import __version__
from formwright.runtime.check.machine import Finding, Grade, examine

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

MARKS: dict[Grade, str] = {"ok": "ok     ", "note": "note   ", "missing": "MISSING"}


def add_parser(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "doctor",
        help="whether this machine has all it takes",
        description="Look for what Formwright needs on this machine, and say how to get what is missing.",
        epilog="Exit status: 0, or 1 when something essential is missing.",
    )
    parser.add_argument("--json", action="store_true", help="print a JSON list for programs to read")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    findings = tuple(examine())
    if arguments.json:
        print(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=1))
    else:
        _print(findings)
    return 1 if any(finding.grade == "missing" for finding in findings) else 0


def _print(findings: tuple[Finding, ...]) -> None:
    print(f"Formwright {__version__}")
    width = max(len(finding.part) for finding in findings)
    for finding in findings:
        print(f"  {MARKS[finding.grade]}  {finding.part:<{width}}  {finding.text}")
        if finding.remedy:
            print(f"  {'':7}  {'':<{width}}  {finding.remedy}")
    missing = [finding.part for finding in findings if finding.grade == "missing"]
    print(f"Missing: {', '.join(missing)}." if missing else "Everything essential is there.")
