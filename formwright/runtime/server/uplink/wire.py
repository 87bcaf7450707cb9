"""Between our serialisation and the uplink's: what is `{"$": tag}` in ours is `null` and an entry of
`objects` in theirs (spec: wire protocols, section 5).

Responsible for that translation and for refusing what is malformed, too deep or not known on the other side.
Works on JSON trees: the host never makes an app's objects. Does no input or output. Process: host.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from formwright.runtime.protocol.errors import SerializationError

MAX_DEPTH = 200
MAX_OBJECTS = 100_000
_MOST_PLAIN = 2_147_483_647
_FLOATS = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}
_MOMENT = "%Y-%m-%d %H:%M:%S.%f"
Path = list[Any]


class Outgoing:
    """One message to an uplink: its `objects`, and the media that follow it."""

    def __init__(self, blobs: Sequence[bytes], stored: Callable[[str], bytes] | None = None) -> None:
        """`stored` gives the bytes of media that the host keeps in a file."""
        self._blobs = blobs
        self._stored = stored
        self.objects: list[dict[str, Any]] = []
        self.media: dict[str, bytes] = {}

    def call(self, body: str) -> dict[str, Any]:
        data = json.loads(body)
        message: dict[str, Any] = self._shared(data.get("s"))
        message["args"] = self.value(data["a"], ["args"], 0)
        message["kwargs"] = self.value(data["k"], ["kwargs"], 0)
        return {**message, "objects": self.objects}

    def result(self, text: str) -> dict[str, Any]:
        data = json.loads(text)
        message: dict[str, Any] = {}
        if isinstance(data, dict) and data.get("$") == "with":
            message, data = self._shared(data.get("s")), data.get("v")
        message["response"] = self.value(data, ["response"], 0)
        return {**message, "objects": self.objects}

    def value(self, value: Any, path: Path, depth: int) -> Any:
        if depth > MAX_DEPTH:
            raise SerializationError("the data is nested too deeply")
        if isinstance(value, bool) or value is None or isinstance(value, (str, float)):
            return value
        if isinstance(value, int):
            return value if abs(value) <= _MOST_PLAIN else self._object("Long", path, value=str(value))
        if isinstance(value, list):
            return [self.value(item, [*path, index], depth + 1) for index, item in enumerate(value)]
        tag = value.get("$")
        if tag is None:
            return {key: self.value(item, [*path, key], depth + 1) for key, item in value.items()}
        if tag == "dict":
            inside = value["v"]
            return {key: self.value(item, [*path, key], depth + 1) for key, item in inside.items()}
        if tag == "float":
            return self._object("Float", path, value=_FLOATS[value["v"]])
        if tag == "date":
            return self._object("Date", path, value=value["v"])
        if tag == "datetime":
            return self._object("DateTime", path, value=_moment(value["v"]))
        if tag == "media":
            return self._medium(value, path, self._blobs[value["b"]])
        if tag == "stored" and self._stored is not None:
            return self._medium(value, path, self._stored(value["i"]))
        if tag == "class":
            return self._object("ClassType", path, typeName=value["c"])
        if tag == "object":
            content = self.value(value["v"], path, depth + 1)
            self._object("ValueType", path, typeName=value["c"])  # after what is inside it
            return content
        raise SerializationError(f"a value of the kind {tag!r} cannot travel to an uplink")

    def _shared(self, shared: Any) -> dict[str, Any]:
        if not isinstance(shared, dict) or not shared:
            return {}
        pairs: list[Any] = []
        for key, value in shared.items():
            pairs.append(key)
            pairs.append(self.value(value, ["vt_global", len(pairs)], 0))
        return {"vt_global": pairs}

    def _medium(self, value: Mapping[str, Any], path: Path, content: bytes) -> None:
        identity = secrets.token_hex(5)
        self.media[identity] = content
        return self._object("DataMedia", path, id=identity, name=value["n"], **{"mime-type": value["t"]})

    def _object(self, kind: str, path: Path, **fields: Any) -> None:
        self.objects.append({"path": path, "type": [kind], **fields})


class Incoming:
    """One message from an uplink. `media` are its complete media by identity."""

    def __init__(self, message: Mapping[str, Any], media: Mapping[str, bytes]) -> None:
        self._message = dict(message)
        self._media = media
        self.blobs: list[bytes] = []
        self._escaped: set[int] = set()
        self._kept: list[Any] = []  # so that ids stay unique

    def call(self) -> str:
        """The body of a call."""
        args, kwargs = self._message.get("args", []), self._message.get("kwargs", {})
        if not isinstance(args, list) or not isinstance(kwargs, dict):
            raise SerializationError("args must be a list and kwargs an object")
        kwargs = dict(kwargs)
        self._message["args"] = [self._plain(item, 0) for item in args]
        self._message["kwargs"] = {key: self._plain(item, 0) for key, item in kwargs.items()}
        self._fill()
        body: dict[str, Any] = {"a": self._message["args"], "k": self._message["kwargs"]}
        shared = self._shared()
        return _text({**body, "s": shared} if shared else body)

    def result(self) -> str:
        """The text of a result."""
        self._message["response"] = self._plain(self._message.get("response"), 0)
        self._fill()
        value, shared = self._message["response"], self._shared()
        return _text({"$": "with", "v": value, "s": shared} if shared else value)

    def _plain(self, value: Any, depth: int) -> Any:
        """A copy in our notation, before the objects are put in."""
        if depth > MAX_DEPTH:
            raise SerializationError("the data is nested too deeply")
        if isinstance(value, list):
            return [self._plain(item, depth + 1) for item in value]
        if not isinstance(value, dict):
            return value
        copy = {key: self._plain(item, depth + 1) for key, item in value.items()}
        if "$" not in copy:
            return copy
        wrapped = {"$": "dict", "v": copy}
        self._escaped.add(id(wrapped))
        self._kept.append(wrapped)
        return wrapped

    def _fill(self) -> None:
        shared = self._message.get("vt_global")
        if isinstance(shared, list):
            self._message["vt_global"] = [self._plain(item, 0) for item in shared]
        objects = self._message.get("objects") or []
        if not isinstance(objects, list) or len(objects) > MAX_OBJECTS:
            raise SerializationError("objects must be a list of bearable length")
        for described in objects:
            try:
                self._put(described)
            except SerializationError:
                raise
            except Exception as error:  # whatever it was made of
                raise SerializationError(f"an entry of objects makes no sense: {error}") from None

    def _put(self, described: Mapping[str, Any]) -> None:
        path = list(described["path"])
        known = ("args", "kwargs", "response", "vt_global")
        least = 1 if path and path[0] == "response" else 2
        if not least <= len(path) <= 2 * MAX_DEPTH or path[0] not in known or path[0] not in self._message:
            raise ValueError(f"the path {path[:5]}")
        holder: Any = self._message
        for step in path[:-1]:
            holder = self._inside(holder)[step]
        holder = self._inside(holder)
        kinds = described["type"]
        kind = kinds[0] if isinstance(kinds, list) else kinds
        maker = _MAKERS.get(kind)
        if maker is None:
            raise SerializationError(f"a value of the kind {kind!r} cannot travel from an uplink")
        holder[path[-1]] = maker(self, described, holder[path[-1]])

    def _inside(self, holder: Any) -> Any:
        if id(holder) in self._escaped:
            return holder["v"]
        if isinstance(holder, dict) and "$" in holder:  # one of our own marks: nobody else may write those
            raise ValueError("a path into a value that is no container")
        return holder

    def _shared(self) -> dict[str, Any]:
        given = self._message.get("vt_global")
        if isinstance(given, list):
            return {str(key): value for key, value in zip(given[::2], given[1::2], strict=False)}
        return {":GLOBAL": self._plain(given, 0)} if isinstance(given, dict) else {}

    def _medium(self, described: Mapping[str, Any], _value: Any) -> dict[str, Any]:
        self.blobs.append(self._media[described["id"]])
        return {
            "$": "media",
            "b": len(self.blobs) - 1,
            "t": str(described.get("mime-type") or "application/octet-stream"),
            "n": described.get("name"),
        }

    def _float(self, described: Mapping[str, Any], _value: Any) -> dict[str, Any]:
        known = {name: ours for ours, name in _FLOATS.items()}
        return {"$": "float", "v": known[described["value"]]}

    def _long(self, described: Mapping[str, Any], _value: Any) -> int:
        return int(described["value"])

    def _date(self, described: Mapping[str, Any], _value: Any) -> dict[str, Any]:
        return {"$": "date", "v": str(described["value"])}

    def _datetime(self, described: Mapping[str, Any], _value: Any) -> dict[str, Any]:
        text = str(described["value"])
        zoned = text[-5:-4] in ("+", "-") and ":" in text[:-5]
        moment = datetime.strptime(text, f"{_MOMENT}%z" if zoned else _MOMENT)
        return {"$": "datetime", "v": moment.isoformat()}

    def _value_type(self, described: Mapping[str, Any], value: Any) -> dict[str, Any]:
        return {"$": "object", "c": str(described["typeName"]), "v": value}

    def _class_type(self, described: Mapping[str, Any], _value: Any) -> dict[str, Any]:
        return {"$": "class", "c": str(described["typeName"])}

    def _primitive(self, described: Mapping[str, Any], _value: Any) -> Any:
        return self._plain(described["value"], 0)


_MAKERS: dict[str, Callable[[Incoming, Mapping[str, Any], Any], Any]] = {
    "DataMedia": Incoming._medium,
    "Float": Incoming._float,
    "Long": Incoming._long,
    "Date": Incoming._date,
    "DateTime": Incoming._datetime,
    "ValueType": Incoming._value_type,
    "ClassType": Incoming._class_type,
    "Primitive": Incoming._primitive,
}


def media_of(message: Mapping[str, Any]) -> list[str]:
    """Identities of the media that follow a message."""
    objects = message.get("objects")
    return [
        str(each["id"])
        for each in (objects if isinstance(objects, list) else [])
        if isinstance(each, dict) and each.get("type") == ["DataMedia"] and "id" in each
    ]


def _moment(text: str) -> str:
    moment = datetime.fromisoformat(text)
    offset = moment.strftime("%z")[:5]  # the notation has no seconds of offsets
    plain = moment.replace(tzinfo=None).isoformat(" ", "microseconds")  # strftime would not pad early years
    return f"{plain}{offset}"


def _text(data: Any) -> str:
    try:
        return json.dumps(data, separators=(",", ":"), allow_nan=False)
    except ValueError as error:
        raise SerializationError(f"the data cannot be written: {error}") from None
