"""`python -m tools.manual [FOLDER]`: builds the manual, into the package if no folder is given."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tools.manual.build import ROOT, build


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.manual", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "formwright" / "manual")
    return build(parser.parse_args().folder.resolve())


if __name__ == "__main__":
    sys.exit(main())
