"""`formwright serve`: runs one app until it is told to stop.

Responsible for: its options, and the words a person sees. Process: host.
"""

from __future__ import annotations

import argparse
import ipaddress
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import formwright
from formwright.runtime.appfiles.dependency_option import add_dependency_option
from formwright.runtime.protocol.control import Event, Failed, Ready
from formwright.runtime.pythons.local_settings import UplinkKey
from formwright.runtime.server.access import Access, is_loopback
from formwright.runtime.server.app_folder import NotAnApp, open_app
from formwright.runtime.server.app_python import AppPython
from formwright.runtime.server.console import Console
from formwright.runtime.server.event_writer import EventWriter
from formwright.runtime.server.json_log import JsonLog
from formwright.runtime.server.limit_options import add_limit_options, limits_of
from formwright.runtime.server.listener import CannotListen, bind
from formwright.runtime.server.streams import claim_output
from formwright.runtime.server.tls import certificate

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
  formwright serve . --reload                          new code as soon as it is saved
  formwright serve . --host 0.0.0.0 --allow-remote     also for other machines of the network
  formwright serve . --host 0.0.0.0 --allow-remote --port 443 --allow-name app.example.com \\
      --tls-cert fullchain.pem --tls-key privkey.pem   with HTTPS

docs/howto/serving.md says more: proxies, systemd, logs, /healthz and /metrics.
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
    parser.add_argument(
        "--tls-cert", metavar="FILE", help="serve HTTPS with this certificate and its chain (PEM)"
    )
    parser.add_argument("--tls-key", metavar="FILE", help="the key of the certificate (PEM, no passphrase)")
    parser.add_argument(
        "--trusted-proxy",
        action="append",
        type=_network,
        default=[],
        metavar="ADDRESS",
        help="address or network of a proxy that tells the visitor's address and scheme; may be repeated",
    )
    parser.add_argument(
        "--reload",
        action="store_true",
        help="use new code as soon as files of the app change; open pages start anew",
    )
    parser.add_argument(
        "--log-format",
        choices=("text", "json"),
        default="text",
        help="text for people (default), or one JSON object a line, with every call",
    )
    parser.add_argument(
        "--metrics-public",
        action="store_true",
        help="let everybody who reaches the server read /metrics, not only programs on this machine",
    )
    add_limit_options(parser)
    for option, rights in (("--uplink-key", "be part of its server"), ("--uplink-client-key", "call it")):
        parser.add_argument(
            option,
            action="append",
            default=[],
            metavar="KEY",
            help=f"programs with this key may connect to the app by anvil-uplink and {rights}",
        )
    add_dependency_option(parser)
    parser.add_argument("--control", action="store_true", help=argparse.SUPPRESS)  # by the designer
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    output = claim_output()
    if arguments.control:
        writer = EventWriter(output)
        try:
            return _serve(arguments, writer.report, lambda text, _: _to_errors(text))
        finally:
            writer.close()
    log = JsonLog(sys.stderr) if arguments.log_format == "json" else Console(sys.stderr)
    try:
        return _serve(arguments, _for_person(output, log), log.say)
    finally:
        log.close()


def _serve(
    arguments: argparse.Namespace, report: Callable[[Event], None], say: Callable[[str, str], None]
) -> int:
    try:
        app = open_app(arguments.app, arguments.dep_id)
        encryption = certificate(arguments.tls_cert, arguments.tls_key)
        _consider_other_machines(arguments, encryption is not None, say)
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
        url=_url(arguments.host, listening, "http" if encryption is None else "https"),
        controlled=arguments.control,
        report=report,
        say=say,
        certificate=encryption,
        proxies=tuple(arguments.trusted_proxy),
        metrics_public=arguments.metrics_public,
        reloading=arguments.reload and not arguments.control,
        worker_limits=limits_of(arguments, app.folder),
        uplink_keys=(
            *(UplinkKey(text, "server") for text in arguments.uplink_key),
            *(UplinkKey(text, "client") for text in arguments.uplink_client_key),
        ),
    ).run()


def _for_person(output: TextIO, log: Console | JsonLog) -> Callable[[Event], None]:
    def report(event: Event) -> None:
        log.show(event)
        if isinstance(event, Ready):
            output.write(event.url + "\n")
            output.flush()

    return report


def _to_errors(text: str) -> None:
    sys.stderr.write(text.rstrip("\n") + "\n")


def _consider_other_machines(
    arguments: argparse.Namespace, encrypted: bool, say: Callable[[str, str], None]
) -> None:
    if is_loopback(arguments.host):
        return
    if not arguments.allow_remote:
        raise CannotListen(
            f"--host {arguments.host} lets other machines use the app and call its server functions.",
            "If that is what you want, add --allow-remote.",
        )
    text = f"Other machines that reach {arguments.host} can now use this app and call its server functions.\n"
    if not encrypted:
        text += (
            "The connection is not encrypted: outside a trusted network, give a certificate (--tls-cert,\n"
            "--tls-key) or put a TLS proxy in front (docs/howto/serving.md).\n"
        )
    text += "Pages may use an address of this machine, its host name, or a name given with --allow-name.\n"
    say(text, "info" if encrypted else "warning")


def _url(host: str, listening: socket.socket, scheme: str) -> str:
    port = listening.getsockname()[1]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "": "127.0.0.1"}.get(host, host)
    if ":" in shown and not shown.startswith("["):
        shown = f"[{shown}]"
    return f"{scheme}://{shown}:{port}/"


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


def _network(text: str) -> str:
    try:
        ipaddress.ip_network(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is neither an address, such as 10.0.0.2, nor a network, such as 10.0.0.0/24"
        ) from None
    return text
