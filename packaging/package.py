"""What `python3 dev.py package` runs, in an environment of its own (build/venv).

Everything lands in build/. Needs the browser parts (formwright/web), which dev.py has built before.
"""

from __future__ import annotations

import argparse
import sys
import time

import bundle
import debian
import smoke
import wheel


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="dev.py package", description="Build the bundle, or what is made of it.", epilog=__doc__
    )
    parser.add_argument("--wheel", action="store_true", help="build the wheel and try it out, no bundle")
    parser.add_argument("--archive", action="store_true", help="also pack the bundle")
    parser.add_argument("--deb", action="store_true", help="also make a Debian package of it")
    parser.add_argument("--smoke", action="store_true", help="also try it out (Linux, as root)")
    parser.add_argument("--again", action="store_true", help="take the bundle that is there")
    arguments = parser.parse_args()
    if arguments.wheel:
        file = wheel.build()
        print(f"{file}: {file.stat().st_size / 1e6:.0f} MB", flush=True)
        wheel.try_out(file)
        return
    begun = time.monotonic()
    folder = bundle.BUNDLE if arguments.again else bundle.build()
    print(f"{folder}: {bundle.size(folder) / 1e6:.0f} MB in {time.monotonic() - begun:.0f} s", flush=True)
    if arguments.archive:
        file = bundle.archive(folder)
        print(f"{file}: {file.stat().st_size / 1e6:.0f} MB", flush=True)
    if arguments.deb:
        file = debian.build(folder)
        print(f"{file}: {file.stat().st_size / 1e6:.0f} MB", flush=True)
    if arguments.smoke and (status := smoke.outside(folder)):
        sys.exit(status)


if __name__ == "__main__":
    main()
