"""Values to text and back, the same in the browser, the host and the server code.

Plain JSON for None, bool, int, finite float, str, list (tuples become lists) and dict with str keys; other
values are `{"$": tag, ...}`; media bytes travel beside the text as blobs, of large media only a reference
(`stored`) where both sides can reach the host's files. Whatever else is refused with a
SerializationError that names the path (`args[0]['x']`). Instances of portable classes are `object` (their
class by name, its data), what they share travels as `s` beside the value. Capabilities are `capability`, and
updates for those that a call brought go back as `u` beside its result. Standard library only.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from math import isfinite
from typing import Any

from formwright.runtime.protocol import foreign
from formwright.runtime.protocol.capabilities import Capability
from formwright.runtime.protocol.errors import SerializationError
from formwright.runtime.protocol.media import BlobMedia, Media
from formwright.runtime.protocol.portable import (
    ObjectReader,
    ObjectWriter,
    PortableClasses,
    Trust,
    portable_name,
    writes_itself,
)
from formwright.runtime.protocol.stored_media import StoredMedia
from formwright.runtime.protocol.tz import tzoffset

MAX_TEXT = 16 * 1024 * 1024
MAX_DEPTH = 200
_PLAIN = (str, int, bool, type(None))
#: Made once: `json.dumps` makes an encoder for each value that wants settings of its own.
_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def dumps(value: object, root: str = "result", trust: Trust | None = None) -> tuple[str, list[bytes]]:
    """Text and blobs of one value; `root` is what error messages call it."""
    trust = trust or Trust()
    encoder = _Encoder(trust)
    data = encoder.encode(value, root, 0)
    beside: dict[str, object] = {}
    updates = trust.seal.answer()
    if updates:
        beside["u"] = [[number, encoder.encode(update, "update", 0)] for number, update in updates]
    shared = encoder.shared()
    if shared:
        beside["s"] = shared
    return encoder.text({"$": "with", "v": data, **beside} if beside else data), encoder.blobs


def loads(
    text: str,
    blobs: Sequence[bytes] = (),
    classes: PortableClasses | None = None,
    trust: Trust | None = None,
) -> Any:
    trust = trust or Trust()
    data = _parse(text)
    if '"$"' not in text:
        return data
    shared: Any = {}
    updates: Any = None
    if isinstance(data, dict) and data.get("$") == "with":
        shared, updates, data = data.get("s"), data.get("u"), data.get("v")
    decoder = _Decoder(blobs, classes, shared, trust)
    value = decoder.whole(data)
    for entry in updates if isinstance(updates, list) else ():
        if not isinstance(entry, list) or len(entry) != 2:
            raise SerializationError("unreadable updates of capabilities")
        trust.seal.updated(entry[0], decoder.whole(entry[1]))
    decoder.release()
    return value


def dumps_call(
    args: Sequence[object], kwargs: Mapping[str, object], trust: Trust | None = None
) -> tuple[str, list[bytes]]:
    """The body of a call: `{"a": [...], "k": {...}}`, and `s` when portable objects share data."""
    encoder = _Encoder(trust or Trust(), asking=True)
    data: dict[str, object] = {
        "a": [encoder.encode(value, f"args[{index}]", 0) for index, value in enumerate(args)],
        "k": {key: encoder.encode(value, f"kwargs[{key!r}]", 0) for key, value in kwargs.items()},
    }
    shared = encoder.shared()
    if shared:
        data["s"] = shared
    return encoder.text(data), encoder.blobs


def loads_call(
    text: str,
    blobs: Sequence[bytes] = (),
    classes: PortableClasses | None = None,
    trust: Trust | None = None,
) -> tuple[list[Any], dict[str, Any]]:
    data = _parse(text)
    message: Mapping[str, Any] = data if isinstance(data, dict) else {"a": None}
    args, kwargs = message.get("a", []), message.get("k", {})
    if not isinstance(args, list) or not isinstance(kwargs, dict):
        raise SerializationError("a call must be a JSON object with the keys 'a' (list) and 'k' (object)")
    if '"$"' in text:
        decoder = _Decoder(blobs, classes, message.get("s"), trust or Trust())
        args = [decoder.whole(value) for value in args]
        kwargs = {key: decoder.whole(value) for key, value in kwargs.items()}
        decoder.release()
    return args, kwargs


class _Encoder:
    """One message being written: collects blobs, remembers which containers it is inside."""

    def __init__(self, trust: Trust, asking: bool = False) -> None:
        self.blobs: list[bytes] = []
        self._objects = ObjectWriter(trust)
        self._seal = trust.seal
        self._store = trust.media
        self._kept: dict[int, StoredMedia] = {}
        self._asking = asking  # it is a call, not a result
        self._indexes: dict[int, int] = {}
        self._media: list[Media] = []  # keeps them alive, so that ids stay unique
        self._inside: set[int] = set()

    def text(self, data: object) -> str:
        try:
            text = _compact(data)
        except ValueError as error:  # an int beyond Python's limit of digits
            raise SerializationError(f"a value cannot be written as JSON: {error}") from error
        if not text.isascii():
            try:
                text.encode()
            except UnicodeEncodeError:  # lone surrogates are legal in Python, not in UTF-8
                text = json.dumps(data, separators=(",", ":"))
        if len(text) > MAX_TEXT:
            raise SerializationError(
                f"the data is too large ({len(text) // 1048576} MiB, at most {MAX_TEXT // 1048576}); "
                "send large content as Media, for example BlobMedia"
            )
        return text

    def encode(self, value: object, path: str, depth: int) -> object:
        if isinstance(value, _PLAIN):
            return value
        if isinstance(value, float):
            return value if isfinite(value) else {"$": "float", "v": repr(float(value))}
        if isinstance(value, (list, tuple)):
            if type(value) not in (list, tuple) and writes_itself(type(value)):
                return self._object(value, path, depth)
            return self._nested(value, path, depth, self._list)
        if isinstance(value, dict):
            if type(value) is not dict and writes_itself(type(value)):
                return self._object(value, path, depth)
            return self._nested(value, path, depth, self._dict)
        if isinstance(value, datetime):
            moment = foreign.moment(value)
            return moment and {"$": "datetime", "v": _with_offset(moment).isoformat()}
        if isinstance(value, date):
            return {"$": "date", "v": value.isoformat()}
        if isinstance(value, Media):
            return self._medium(value, path)
        if isinstance(value, Capability):
            return self._seal.write(value, path, self._asking)
        plain = getattr(type(value), "_formwright_plain_", None)
        if plain is not None:  # objects of JavaScript, in the browser
            return self._nested(value, path, depth, lambda _, p, d: self.encode(plain(value), p, d))
        if isinstance(value, type):
            name = portable_name(value)
            if name is not None:
                return {"$": "class", "c": name}
        elif portable_name(type(value)) is not None:
            return self._object(value, path, depth)
        unpacked = foreign.plain(value)
        if unpacked is not foreign.NOT_FOREIGN:
            return self._nested(value, path, depth, lambda _, p, d: self.encode(unpacked, p, d))
        raise SerializationError(_refusal(value, path))

    def _object(self, value: object, path: str, depth: int) -> object:
        number = self._objects.number(value)
        if number is not None and number[1]:
            return {"$": "again", "i": number[0]}

        def encode(value: Any, path: str, depth: int) -> object:
            result: dict[str, object] = {"$": "object", "c": portable_name(type(value))}
            if number is not None:
                result["i"] = number[0]
            result["v"] = self.encode(self._objects.data(value), path, depth)
            return result

        return self._nested(value, path, depth, encode)

    def shared(self) -> dict[str, object]:
        """What portable objects share. Writing it may add to it."""
        done: dict[str, object] = {}
        while len(done) < len(self._objects.shared):
            for key, value in list(self._objects.shared.items()):
                if key not in done:
                    done[key] = self.encode(value, f"shared_data({key!r})", 0)
        return done

    def _nested(self, value: Any, path: str, depth: int, encode: Callable[[Any, str, int], object]) -> object:
        if depth >= MAX_DEPTH:
            raise SerializationError(f"{_short(path)} is nested more than {MAX_DEPTH} levels deep")
        if id(value) in self._inside:
            raise SerializationError(f"{path} contains itself: circular data cannot be sent")
        self._inside.add(id(value))
        result = encode(value, path, depth + 1)
        self._inside.discard(id(value))
        return result

    def _list(self, value: Any, path: str, depth: int) -> object:
        # Exact types first and inline: most elements of large lists are these.
        return [
            item
            if type(item) in _PLAIN or (type(item) is float and isfinite(item))
            else self.encode(item, f"{path}[{index}]", depth)
            for index, item in enumerate(value)
        ]

    def _dict(self, value: Any, path: str, depth: int) -> object:
        result: dict[str, object] = {}
        for key, item in value.items():
            if not isinstance(key, str):
                raise SerializationError(
                    f"{path} has the key {key!r} of type {type(key).__name__}: keys must be strings"
                )
            if type(item) in _PLAIN or (type(item) is float and isfinite(item)):
                result[key] = item
            else:
                result[key] = self.encode(item, f"{path}[{key!r}]", depth)
        return {"$": "dict", "v": result} if "$" in result else result

    def _medium(self, value: Media, path: str) -> object:
        index = self._indexes.get(id(value))
        kept = self._kept.get(id(value))
        if kept is None and index is None and self._store is not None:
            kept = self._store.keep(value)
        if kept is not None:
            self._kept[id(value)] = kept
            self._media.append(value)
            return {
                "$": "stored",
                "i": kept.ticket,
                "t": kept.content_type,
                "n": kept.name,
                "l": kept.known_length,
            }
        if index is None:
            content = value.get_bytes()
            if not isinstance(content, (bytes, bytearray, memoryview)):
                raise SerializationError(
                    f"{path}: get_bytes() of {type(value).__name__} must return bytes, "
                    f"not {type(content).__name__}"
                )
            index = len(self.blobs)
            self.blobs.append(bytes(content))
            self._indexes[id(value)] = index
            self._media.append(value)
        return {"$": "media", "b": index, "t": value.content_type, "n": value.name}


def _refusal(value: object, path: str) -> str:
    kind = type(value)
    name = kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"
    if isinstance(value, (bytes, bytearray, memoryview)):
        return f"{path} is {name}: bytes must be sent as Media, for example BlobMedia('text/plain', data)"
    if isinstance(value, (set, frozenset)):
        return f"{path} is a {name}, which cannot be sent; send a list instead"
    advice = foreign.advice(value)
    return f"{path} is of type {name}, which cannot be sent between browser and server{advice}"


def _short(path: str) -> str:
    return path if len(path) < 80 else f"{path[:77]}..."


def _with_offset(value: datetime) -> datetime:
    """A naive datetime means local time: it travels with the offset of the machine it comes from."""
    if value.utcoffset() is not None:
        return value
    try:
        return value.replace(tzinfo=None).astimezone()
    except (OverflowError, ValueError, OSError):  # beyond the C library's years
        return value.replace(tzinfo=tzoffset(seconds=0))


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is not JSON")


def _parse(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except RecursionError:
        raise SerializationError("the data is nested too deeply") from None
    except ValueError as error:
        raise SerializationError(f"the data is not valid JSON: {error}") from None


class _Decoder:
    """One message being read."""

    def __init__(
        self, blobs: Sequence[bytes], classes: PortableClasses | None, shared: Any, trust: Trust
    ) -> None:
        self._blobs = blobs
        raw = shared if isinstance(shared, dict) else {}
        self._seal = trust.seal
        self._store = trust.media
        self._shared = raw  # may be read later
        self._objects = ObjectReader(classes, raw, lambda data: self.decode(data, 0), trust)

    def release(self) -> None:
        """Lets go of the blobs: decoder and reader know each other and wait for the garbage collector."""
        if not self._shared:
            self._blobs = ()

    def whole(self, value: Any) -> Any:
        try:
            return self.decode(value, 0)
        except RecursionError:  # objects within objects, whose depth is not counted
            raise SerializationError("the data is nested too deeply") from None

    def decode(self, value: Any, depth: int) -> Any:
        if depth > 2 * MAX_DEPTH + 2:
            raise SerializationError("the data is nested too deeply")
        if isinstance(value, list):
            return [self.decode(item, depth + 1) for item in value]
        if not isinstance(value, dict):
            return value
        tag = value.get("$")
        if tag is None:
            return {key: self.decode(item, depth + 1) for key, item in value.items()}
        if tag == "dict" and isinstance(value.get("v"), dict):
            return {key: self.decode(item, depth + 1) for key, item in value["v"].items()}
        if tag == "object":  # outside the `try`: what an app's own `__deserialize__` raises is the app's
            return self._objects.make(value.get("c"), value.get("v"), value.get("i"))
        if tag == "again":
            return self._objects.again(value.get("i"))
        if tag == "class":
            return self._objects.kind(value.get("c"))
        try:
            if tag == "capability":
                return self._seal.read(value)
            if tag == "stored":
                return self._stored(value)
            return _tagged(tag, value, self._blobs)
        except (KeyError, IndexError, ValueError, TypeError) as error:
            raise SerializationError(f"unreadable value with the tag {tag!r}: {error}") from None

    def _stored(self, value: Mapping[str, Any]) -> Media:
        ticket, length, name = value["i"], value["l"], value["n"]
        if self._store is None:
            raise ValueError("large media cannot be read here")
        if not isinstance(ticket, str) or not (length is None or (isinstance(length, int) and length >= 0)):
            raise ValueError("a reference has a ticket and a length")
        return self._store.find(ticket, str(value["t"]), name if isinstance(name, str) else None, length)


def _tagged(tag: object, value: Mapping[str, Any], blobs: Sequence[bytes]) -> object:
    if tag == "float":
        return float(value["v"])
    if tag == "date":
        return date.fromisoformat(value["v"])
    if tag == "datetime":
        moment = datetime.fromisoformat(value["v"])
        offset = moment.utcoffset()
        return moment if offset is None else moment.replace(tzinfo=tzoffset(seconds=offset.total_seconds()))
    if tag == "media":
        index = value["b"]
        if not isinstance(index, int) or index < 0:
            raise ValueError("the blob index must be a number from 0")
        return BlobMedia(str(value["t"]), bytes(blobs[index]), value["n"])
    raise ValueError("unknown tag")
