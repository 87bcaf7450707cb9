"""By which names this server may be addressed.

Responsible for: reading Host headers strictly, and knowing which names are this machine's. A page of a
foreign name that resolves here (DNS rebinding) must not be answered. Process: host.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})

_AUTHORITY = re.compile(r"(?:\[(?P<six>[0-9a-f:.]+)\]|(?P<name>[a-z0-9._-]+))(?::(?P<port>[0-9]{1,5}))?")


def is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def is_loopback(name: str) -> bool:
    if name == "localhost":
        return True
    return is_address(name) and ipaddress.ip_address(name).is_loopback


def name_in(authority: str) -> str | None:
    """The name of a Host header, in lower case and without its port; None when it is not one."""
    found = _AUTHORITY.fullmatch(authority.lower())
    return None if found is None else found["six"] or found["name"]


@dataclass(frozen=True)
class Access:
    """Which Host headers are answered."""

    names: frozenset[str]
    any_address: bool  # literal addresses cannot be rebound: somebody typed them

    @classmethod
    def for_host(cls, host: str, more: Iterable[str] = ()) -> Access:
        """What is right for a server bound to `host`; `more` are names a person added."""
        names = LOOPBACK_NAMES | {host.lower()} | {name.lower() for name in more}
        if is_loopback(host):
            return cls(names, any_address=False)
        return cls(names | {socket.gethostname().lower()}, any_address=True)

    def allows(self, authority: str) -> bool:
        name = name_in(authority)
        return name is not None and (name in self.names or (self.any_address and is_address(name)))
