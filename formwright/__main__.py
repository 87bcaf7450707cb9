"""The `formwright` command: a subcommand goes to `runtime.cli`, a folder (or nothing) to the designer.

Responsible for: that choice alone. Neither side is imported before it is chosen: Qt is not needed to serve an
app, nor a web server to open the designer. Process: whichever it becomes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path


def main(argv: Sequence[str] | None = None) -> int:
    arguments = list(sys.argv[1:] if argv is None else argv)
    if getattr(sys, "frozen", False):
        from formwright.runtime.pythons.program import leave_no_traces, offer_standard_library

        leave_no_traces(os.environ)
        offer_standard_library(sys.path)
    from formwright.designer.app import SAFE_MODE, is_link
    from formwright.designer.app import main as open_designer
    from formwright.runtime import cli

    if arguments and is_link(arguments[0]):
        return open_designer(arguments)
    if SAFE_MODE in arguments and not cli.is_command(arguments[0]):
        return open_designer(arguments)
    if arguments and (arguments[0].startswith("-") or cli.is_command(arguments[0])):
        return cli.main(arguments)
    if arguments and not Path(arguments[0]).exists() and (command := cli.meant(arguments[0])) is not None:
        sys.stderr.write(
            f"formwright: there is no command and no folder {arguments[0]!r}. Did you mean: {command}?\n"
        )
        return 2
    return open_designer(arguments)


if __name__ == "__main__":
    sys.exit(main())
