"""The listening socket.

Responsible for: binding, with errors that a person can act on. Imports no web server: an error message should
not wait for one. Process: host.
"""

from __future__ import annotations

import errno
import socket


class CannotListen(Exception):
    """Shown to the user: what, where, how to mend."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(f"{message} {remedy}")
        self.message = message
        self.remedy = remedy


def bind(host: str, port: int) -> socket.socket:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError as error:
        raise CannotListen(
            f"The host name {host!r} is not known here ({error}).", "Use 127.0.0.1, or leave --host out."
        ) from None
    family, kind, protocol, _, address = found[0]
    listening = socket.socket(family, kind, protocol)
    try:
        if hasattr(
            socket, "SO_EXCLUSIVEADDRUSE"
        ):  # Windows: REUSEADDR there would let two servers share a port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(256)
    except OSError as error:
        listening.close()
        raise _explained(error, host, port) from None
    listening.setblocking(False)
    return listening


def _explained(error: OSError, host: str, port: int) -> CannotListen:
    if error.errno == errno.EADDRINUSE:
        return CannotListen(
            f"Port {port} on {host} is in use by another program.", "Use --port 0 to take any free port."
        )
    if error.errno == errno.EACCES:
        return CannotListen(
            f"This user may not open port {port}.", "Use a port above 1023, or --port 0 for any free one."
        )
    if error.errno == errno.EADDRNOTAVAIL:
        return CannotListen(
            f"{host} is not an address of this machine.", "Use 127.0.0.1, or leave --host out."
        )
    return CannotListen(f"Cannot listen on {host}, port {port}: {error.strerror}.", "Use --port 0.")
