"""Capabilities: what a holder may ask server code for, written down so that a browser can show it again.

Responsible for signing, checking and narrowing, and for the updates that travel back to a holder. A
capability is a scope (a list of plain values) with a MAC. The key is of one session, and known to the host
and to server code only; each narrowing is one more link of a chain of HMACs, so that whoever holds a
capability can narrow it and nobody can widen it. May not: send a key anywhere. Runs on both sides; standard
library only.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from formwright.runtime.protocol.errors import SerializationError

KEY_BYTES = 32
_DEEPEST = 50


class _Any:
    def __repr__(self) -> str:
        return "Capability.ANY"


class Capability:
    """A right that server code gives away: `Capability(["orders", 17])`."""

    ANY: ClassVar[Any] = _Any()

    def __init__(self, scope: list[Any]) -> None:
        items = plain_list(scope, "the scope of a capability")
        if not items:
            raise ValueError("the scope of a capability needs at least one item")
        if isinstance(items[0], str) and items[0].startswith("_"):
            raise ValueError(
                f"the first item of a scope may not begin with an underscore, as {items[0]!r} does: "
                "those are kept for the runtime"
            )
        self._begin(items, [], None, True)

    def _begin(self, base: list[Any], narrowings: list[list[Any]], mac: bytes | None, valid: bool) -> None:
        self._base = base
        self._narrowings = narrowings
        self._mac = mac  # None: made here, by code that may; it is signed when it leaves
        self._valid = valid
        self._apply: Callable[[Any], object] | None = None
        self._get: Callable[[], Any] | None = None
        self._holder: tuple[Seal, int] | None = None

    @classmethod
    def _of(cls, base: list[Any], narrowings: list[list[Any]], mac: bytes | None, valid: bool) -> Capability:
        made = cls.__new__(cls)
        made._begin(base, narrowings, mac, valid)
        return made

    def renounce(self) -> None:
        """Makes this one not valid, as one made by code that may not."""
        self._mac, self._valid = b"", False

    @property
    def scope(self) -> list[Any]:
        """What it is a right to: a list of plain values."""
        whole = [*self._base, *(item for part in self._narrowings for item in part)]
        return list(json.loads(_canonical(whole)))  # a copy: what the MAC says may not change

    @property
    def is_valid(self) -> bool:
        """Whether the server signed it for this session."""
        return self._valid

    def narrow(self, additional_scope: list[Any]) -> Capability:
        """A capability for less: its scope is this one's and `additional_scope`."""
        items = plain_list(additional_scope, "what a capability is narrowed by")
        if self._mac is None:
            return type(self)._of([*self._base, *items], [], None, self._valid)
        mac = _link(self._mac, items) if self._mac else b""
        return type(self)._of(self._base, [*self._narrowings, items], mac, self._valid)

    def set_update_handler(
        self, apply: Callable[[Any], object] | None, get: Callable[[], Any] | None = None
    ) -> None:
        """`apply(value)` is called with each update that an answer brings to whoever holds this capability.

        Where a call brought the capability, `get()` is asked as the call ends: what it returns, unless that
        is None, is sent back like an update.
        """
        self._apply = apply
        self._get = get

    def send_update(self, update: Any) -> None:
        """Tells whoever sent this capability; the update goes with the answer of the call that runs."""
        if self._holder is None:
            raise ValueError(
                "an update goes to the caller that sent the capability, and no call has brought this one"
            )
        seal, number = self._holder
        seal.send_update(number, update)

    def __repr__(self) -> str:
        return f"<Capability {self.scope!r}{'' if self._valid else ' (not valid)'}>"


def unwrap_capability(capability: Any, scope_pattern: list[Any]) -> list[Any]:
    """The parts of the scope, one for each of the pattern; a ValueError when the capability is not for that.

    A capability of a shorter scope is for everything below it: the parts that it leaves open are the
    pattern's, and None for ANY.
    """
    if not isinstance(capability, Capability):
        raise ValueError(f"expected a capability, not a value of type {type(capability).__name__}")
    if not capability.is_valid:
        raise ValueError(
            "this capability is not valid: it was changed, or not made by server code for this session"
        )
    scope = capability.scope
    if len(scope) > len(scope_pattern):
        raise ValueError(f"this capability is for {scope!r} only, which {scope_pattern!r} does not match")
    found = [None if part is Capability.ANY else part for part in scope_pattern]
    for index, part in enumerate(scope):
        wanted = scope_pattern[index]
        if wanted is not Capability.ANY and not _same(part, wanted):
            raise ValueError(f"this capability is for {scope!r}, which {scope_pattern!r} does not match")
        found[index] = part
    return found


class Seal:
    """The capabilities of one exchange: a call and its answer.

    With a `key` it signs and checks. `believing` is for the browser, which has no key and takes what the
    server says. Without either nothing can be signed, and nothing that is read is valid.
    """

    def __init__(
        self, key: bytes | None = None, believing: bool = False, kind: type[Capability] = Capability
    ) -> None:
        self._key = key
        self._kind = kind
        self._believing = believing
        self._sent: list[Capability] = []  # by number; keeps them alive, so that ids stay unique
        self._numbers: dict[int, int] = {}
        self._received: dict[int, Capability] = {}
        self._updates: list[tuple[int, Any]] = []
        self._answered = False

    def another(self) -> Seal:
        """With the same key, for another exchange."""
        return Seal(self._key, self._believing, self._kind)

    def use(self, key: bytes) -> None:
        """A new key, for what is signed and read from now on."""
        self._key = key

    def write(self, capability: Capability, path: str, asking: bool) -> dict[str, object]:
        """`asking`: it goes with a call, so that updates may come back for it."""
        base, narrowings, mac = capability._base, capability._narrowings, capability._mac
        if capability._valid and not self._believing:  # by code that may: for whichever session this goes to
            if self._key is None:
                raise SerializationError(
                    f"{path} is a capability, which cannot go there: it is good for one session only"
                )
            base, narrowings = capability.scope, []
            mac = _link(self._key, base)
        data: dict[str, object] = {"$": "capability", "s": base, "m": (mac or b"").hex()}
        if narrowings:
            data["n"] = narrowings
        if asking:
            data["i"] = self._numbers.setdefault(id(capability), len(self._sent))
            self._sent.append(capability)
        return data

    def read(self, data: Mapping[str, Any]) -> Capability:
        base = plain_list(data["s"], "a scope")
        parts = data.get("n", [])
        if not isinstance(parts, list):
            raise ValueError("narrowings must be a list")
        narrowings = [plain_list(part, "a narrowing") for part in parts]
        mac = bytes.fromhex(data["m"])
        number = data.get("i")
        known = self._received.get(number) if isinstance(number, int) else None
        if known is not None and (known._base, known._narrowings, known._mac) == (base, narrowings, mac):
            return known  # the same object twice in one call stays one
        made = self._kind._of(base, narrowings, mac, self._right(base, narrowings, mac))
        if isinstance(number, int):
            made._holder = (self, number)
            self._received[number] = made
        return made

    def _right(self, base: list[Any], narrowings: list[list[Any]], mac: bytes) -> bool:
        if self._believing:
            return bool(mac)
        if self._key is None:
            return False
        import hmac  # not at the top: few calls need it, and every worker would load it

        expected = _link(self._key, base)
        for part in narrowings:
            expected = _link(expected, part)
        return hmac.compare_digest(expected, mac)

    def send_update(self, number: int, update: Any) -> None:
        if self._answered:
            raise ValueError(
                "the call that brought this capability is over, so no update can go back with it"
            )
        self._updates.append((number, update))

    def answer(self) -> list[tuple[int, Any]]:
        """What goes back to those who sent the capabilities; to be asked once, when the call is over."""
        for number, capability in self._received.items():
            update = capability._get() if capability._get is not None else None
            if update is not None:
                self._updates.append((number, update))
        self._answered = True
        return self._updates

    def updated(self, number: object, update: Any) -> None:
        """An answer has brought an update. Whoever holds a capability for somebody else passes it on."""
        if not isinstance(number, int) or not 0 <= number < len(self._sent):
            return
        capability = self._sent[number]
        if capability._apply is not None:
            capability._apply(update)
        elif capability._holder is not None and not capability._holder[0]._answered:
            capability.send_update(update)


def plain_list(value: object, what: str) -> list[Any]:
    """A copy of a list of plain values; anything else is a ValueError."""
    if not isinstance(value, (list, tuple)):
        raise ValueError(f"{what} must be a list, not {type(value).__name__}")
    _check_plain(value, what, 0)
    return list(json.loads(_canonical(value)))


def _check_plain(value: object, what: str, depth: int) -> None:
    if depth > _DEEPEST:
        raise ValueError(f"{what} is nested more than {_DEEPEST} levels deep")
    if isinstance(value, (list, tuple)):
        for item in value:
            _check_plain(item, what, depth + 1)
    elif isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise ValueError(f"{what} has a dict whose keys are not strings")
            _check_plain(item, what, depth + 1)
    elif not (value is None or isinstance(value, (str, int, float))):
        raise ValueError(f"{what} holds plain values only (as JSON has them), not {type(value).__name__}")


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _same(one: object, other: object) -> bool:
    """Not `==`: to Python, 1 and True are the same."""
    try:
        return _canonical(one) == _canonical(other)
    except (TypeError, ValueError, RecursionError):
        return False


def _link(key: bytes, part: list[Any]) -> bytes:
    import hmac

    return hmac.new(key, _canonical(part).encode("ascii"), "sha256").digest()
