"""`formwright serve`: runs one app until it is told to stop.

Responsible for: its options, and the words a person sees. Process: host.
"""

from __future__ import annotations

import argparse
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import formwright
from formwright.runtime.appfiles.dependency_option import add_dependency_option
from formwright.runtime.protocol.control import Event, Failed, Ready
from formwright.runtime.server.access import Access, is_loopback
from formwright.runtime.server.app_folder import NotAnApp, open_app
from formwright.runtime.server.app_python import AppPython
from formwright.runtime.server.console import Console
from formwright.runtime.server.event_writer import EventWriter
from formwright.runtime.server.listener import CannotListen, bind
from formwright.runtime.server.streams import claim_output

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8300

EPILOG = """\
When the app can be opened, one line with its address appears on standard output; everything else (what
server code prints, errors) goes to standard error. Ctrl-C lets running calls finish, a second one does not.

examples:
  formwright serve ~/apps/counter
  formwright serve ~/apps/counter --port 0             any free port
  formwright serve . --host 0.0.0.0 --allow-remote     also for other machines of the network
"""


def add_parser(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "serve",
        help="run an app; prints the address to open",
        description="Run an app: its pages, and its server functions in the app's own Python.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("app", metavar="APP_DIR", help="the folder that holds the app's anvil.yaml")
    parser.add_argument(
        "--host", default=DEFAULT_HOST, help=f"address to listen on (default: {DEFAULT_HOST})"
    )
    parser.add_argument(
        "--port", type=_port, default=DEFAULT_PORT, help=f"0 takes a free one (default: {DEFAULT_PORT})"
    )
    parser.add_argument(
        "--allow-remote",
        action="store_true",
        help="let other machines use the app, with a --host that they can reach",
    )
    parser.add_argument(
        "--allow-name",
        action="append",
        default=[],
        metavar="NAME",
        help="a host name by which pages may reach this server, as behind a proxy; may be repeated",
    )
    add_dependency_option(parser)
    parser.add_argument("--control", action="store_true", help=argparse.SUPPRESS)  # by the designer
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    output = claim_output()
    if not arguments.control:
        return _serve(arguments, _for_person(output))
    writer = EventWriter(output)
    try:
        return _serve(arguments, writer.report)
    finally:
        writer.close()


def _serve(arguments: argparse.Namespace, report: Callable[[Event], None]) -> int:
    try:
        app = open_app(arguments.app, arguments.dep_id)
        _consider_other_machines(arguments)
        listening = bind(arguments.host, arguments.port)
    except (NotAnApp, CannotListen) as error:
        report(Failed(*_parts(error)))
        return 2
    # Here, not above: a web server takes a third of a second to import, and no error message needs it.
    from formwright.runtime.server.service import Service

    return Service(
        app=app,
        python=AppPython(app.folder),
        web=Path(formwright.__file__).parent / "web",
        listening=listening,
        access=Access.for_host(arguments.host, arguments.allow_name),
        url=_url(arguments.host, listening),
        controlled=arguments.control,
        report=report,
    ).run()


def _for_person(output: TextIO) -> Callable[[Event], None]:
    console = Console(sys.stderr)

    def report(event: Event) -> None:
        if isinstance(event, Ready):
            output.write(event.url + "\n")
            output.flush()
        else:
            console.show(event)

    return report


def _consider_other_machines(arguments: argparse.Namespace) -> None:
    if is_loopback(arguments.host):
        return
    if not arguments.allow_remote:
        raise CannotListen(
            f"--host {arguments.host} lets other machines use the app and call its server functions.",
            "If that is what you want, add --allow-remote.",
        )
    sys.stderr.write(
        f"Other machines that reach {arguments.host} can now use this app and call its server functions.\n"
        "The connection is not encrypted: outside a trusted network, put a TLS proxy in front and name\n"
        "it with --allow-name. Pages may use an address of this machine, its host name, or a name given so.\n"
    )


def _url(host: str, listening: socket.socket) -> str:
    port = listening.getsockname()[1]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "": "127.0.0.1"}.get(host, host)
    if ":" in shown and not shown.startswith("["):
        shown = f"[{shown}]"
    return f"http://{shown}:{port}/"


def _parts(error: Exception) -> tuple[str, str]:
    if isinstance(error, CannotListen):
        return error.message, error.remedy
    return str(error), ""


def _port(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = -1
    if not 0 <= number <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port; take 0 (any free one) to 65535")
    return number
