"""Links that open Formwright from elsewhere: `formwright:clone?url=...` and `formwright:example/NAME`. Pure.

Whoever wrote a link is a stranger. It is read strictly: what is not exactly one of the two is refused, and
what it names is only ever shown in a question first. Nothing is fetched or run here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlsplit

from formwright.runtime.appfiles.examples import find_example

SCHEME = "formwright:"
LONGEST = 2000
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*")
_PATH = re.compile(r"/[A-Za-z0-9._~+@%/-]+")
_USER = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
_SHORT = re.compile(r"[\w.-]+@(?P<host>[\w.-]+):(?P<path>[^:/][^:]*)")
_NAME = re.compile(r"[A-Za-z0-9_-]{1,60}")


class LinkError(ValueError):
    """Told to the user: the link is not followed, and why."""


@dataclass(frozen=True)
class CloneLink:
    url: str
    host: str
    name: str
    """Of the repository."""


@dataclass(frozen=True)
class ExampleLink:
    name: str
    title: str


def is_link(text: str) -> bool:
    return text.lower().startswith(SCHEME)


def read_link(text: str) -> CloneLink | ExampleLink:
    """Raises LinkError."""
    if not is_link(text) or len(text) > LONGEST or not text.isprintable() or " " in text:
        raise LinkError("The link is not well formed.")
    rest = text[len(SCHEME) :].removeprefix("//")
    action, _, query = rest.partition("?")
    kind, _, name = action.rstrip("/").partition("/")
    if kind == "example" and not query:
        return _example(name)
    if kind == "clone" and not name:
        return _clone(query)
    raise LinkError("It asks for something that Formwright does not know.")


def clone_link(url: str) -> str:
    """The link for a repository; raises LinkError for one that no link may name."""
    check_address(url)
    return f"{SCHEME}clone?url={quote(url, safe='')}"


def public_address(remote: str) -> str:
    """`git@example.org:ada/app.git` as others reach it: https://example.org/ada/app.git."""
    short = _SHORT.fullmatch(remote)
    return f"https://{short['host']}/{short['path']}" if short else remote


def _example(name: str) -> ExampleLink:
    found = find_example(name) if _NAME.fullmatch(name) else None
    if found is None:
        raise LinkError(f"There is no example “{name[:60]}”.")
    return ExampleLink(found.name, found.title)


def _clone(query: str) -> CloneLink:
    try:
        pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=True, max_num_fields=4)
    except ValueError as error:
        raise LinkError("The link is not well formed.") from error
    if len(pairs) != 1 or pairs[0][0] != "url":
        raise LinkError("It should name one address to clone from, and nothing else.")
    return check_address(pairs[0][1])


def check_address(url: str) -> CloneLink:
    """An address of a repository on another machine, over a connection that cannot be listened to."""
    if not url.isascii() or not url.isprintable() or "\\" in url:
        raise LinkError("The address has characters that no address has.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise LinkError("The address is not well formed.") from error
    if parts.scheme not in ("https", "ssh"):
        raise LinkError("Only addresses that begin with https:// or ssh:// are followed.")
    host = parts.hostname or ""
    if not _HOST.fullmatch(host) or port == 0:
        raise LinkError("The address names no machine.")
    if parts.password is not None or (parts.username is not None and parts.scheme == "https"):
        raise LinkError("The address holds a name or password of somebody.")
    if parts.username is not None and not _USER.fullmatch(parts.username):
        raise LinkError("The user's name in the address is not well formed.")
    if parts.query or parts.fragment or not _PATH.fullmatch(parts.path):
        raise LinkError("The address does not name a repository.")
    segments = parts.path[1:].removesuffix("/").split("/")
    if any(not each or each.startswith(("-", ".")) or "%" in each for each in segments):
        raise LinkError("The path of the address is not one of a repository.")
    return CloneLink(url, host, segments[-1].removesuffix(".git") or "App")
