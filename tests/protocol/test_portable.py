"""Portable classes: S13, and what objects of one message share."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from formwright.runtime.protocol.errors import AnvilWrappedError, RemoteError, SerializationError, wire_name
from formwright.runtime.protocol.portable import PortableClasses, SerializeWithIdentity, Trust
from formwright.runtime.protocol.serialisation import dumps, dumps_call, loads, loads_call


def known(*kinds: type) -> PortableClasses:
    classes = PortableClasses(lambda _: False)
    for kind in kinds:
        classes.add(kind)
    return classes


def test_S13_an_instance_keeps_type_and_state() -> None:
    class Plain:
        def __init__(self, n: int) -> None:
            self.n = n
            self.inner: Any = None

    classes = known(Plain)
    sent = Plain(3)
    sent.inner = [Plain(4)]
    text, blobs = dumps({"a": sent, "kind": Plain})
    back = loads(text, blobs, classes)
    assert type(back["a"]) is Plain and back["a"].n == 3 and back["a"].inner[0].n == 4
    assert back["kind"] is Plain
    with pytest.raises(SerializationError, match="no portable class"):
        loads(text, blobs, known())
    sent.inner = sent
    with pytest.raises(SerializationError, match="contains itself"):
        dumps(sent)


def test_S13_own_methods_write_and_read_and_know_who_is_trusted() -> None:
    class Custom:
        def __init__(self, text: str) -> None:
            self.text = text

        def __serialize__(self, info: Any) -> Any:
            info.shared_data("custom")[self.text] = len(self.text)
            return [self.text, info.local_is_trusted, info.remote_is_trusted]

        def __deserialize__(self, data: Any, info: Any) -> None:
            self.text, *self.trust = data
            self.length = info.shared_data("custom")[self.text]
            self.here = [info.local_is_trusted, info.remote_is_trusted]

    classes = known(Custom)
    text, blobs = dumps_call([Custom("one")], {"k": Custom("three")}, Trust(False, True))
    args, kwargs = loads_call(text, blobs, classes, Trust(True, False))
    assert (args[0].text, args[0].length, kwargs["k"].length) == ("one", 3, 5)
    assert args[0].trust == [False, True] and args[0].here == [True, False]
    text, blobs = dumps([Custom("x")])
    assert loads(text, blobs, classes)[0].length == 1


def test_a_class_may_make_its_own_instances() -> None:
    class Registry:
        made: ClassVar[list[str]] = []

        def __serialize__(self, info: Any) -> Any:
            return "key"

        @classmethod
        def __new_deserialized__(cls, data: Any, info: Any) -> Any:
            cls.made.append(data)
            return cls()

    classes = known(Registry)
    text, blobs = dumps(Registry())
    assert isinstance(loads(text, blobs, classes), Registry) and Registry.made == ["key"]


def test_only_classes_with_identity_keep_it() -> None:
    class Node(SerializeWithIdentity):
        other: Any = None

    class Value:
        pass

    node, value = Node(), Value()
    node.other = node
    classes = known(Node, Value)
    text, blobs = dumps([node, node, value, value])
    back = loads(text, blobs, classes)
    assert back[0] is back[1] is back[0].other
    assert back[2] is not back[3]


def test_subclasses_of_portable_classes_are_not_portable_by_themselves() -> None:
    class Base:
        pass

    class Sub(Base):
        pass

    known(Base)
    with pytest.raises(SerializationError, match="Sub"):
        dumps(Sub())


def test_what_an_app_raises_while_reading_is_not_covered_up() -> None:
    class Broken:
        def __deserialize__(self, data: Any, info: Any) -> None:
            raise KeyError("mine")

    classes = known(Broken)
    text, blobs = dumps(Broken())
    with pytest.raises(KeyError, match="mine"):
        loads(text, blobs, classes)


def test_exceptions_of_portable_classes_arrive_as_themselves() -> None:
    class OutOfStock(Exception):
        pass

    assert wire_name(OutOfStock) == "OutOfStock"
    classes = known(OutOfStock)
    error = RemoteError(wire_name(OutOfStock), "none left")
    assert error.type.endswith("OutOfStock") and "." in error.type
    raised = error.to_exception(classes.exception)
    assert type(raised) is OutOfStock and str(raised) == "none left"
    assert isinstance(error.to_exception(known().exception), AnvilWrappedError)
