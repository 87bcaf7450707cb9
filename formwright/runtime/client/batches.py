"""Elements that the browser does not have yet: what is to be made, and done to them, as one message.

Crossing from Python to the browser costs more than most of what is done there. So `make` only notes an
element, operations on it are noted too, and everything noted is carried out in one crossing as soon as one
of these elements is needed: put into one that exists, read, or handed to other code. Nobody can see the
difference, since nobody can reach an element before that; elements that exist are changed at once. Runs in
the page; may not import `js`: who carries out is handed in.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from itertools import repeat
from typing import Any, NamedTuple

MAKE, TEXT, ATTRIBUTE, STYLE, CLASS, INSERT, SET, COPY, REMOVE, EMPTY = range(10)  # as in batch.mjs
NOTHING = -1
LIMIT = 50_000
"""Elements that may wait: those of components that an app makes and forgets would wait for ever."""

CarryOut = Callable[[str, list[Any]], Any]
"""Carries out operations, given as JSON and with the objects they mention; gives the new elements."""


class Batch:
    """Elements that are made together. An operation is four values: what, and three arguments."""

    __slots__ = ("asked_for", "count", "elements", "operations", "others", "owner")

    def __init__(self, owner: Batches) -> None:
        self.owner = owner
        self.operations: list[Any] = []
        self.others: list[Any] = []  # objects of the browser that operations mention
        self.count = 0
        self.elements: Any = None  # an array of the browser, once they exist
        self.asked_for: dict[int, Any] = {}  # elements of it

    def reference(self, node: Any) -> int:
        """How an operation of this batch mentions a node."""
        if node is None:
            return NOTHING
        if type(node) is BatchNode:
            if node.batch is self:
                return node.number
            node = element_of(node)
        others = self.others
        if not others or others[-1] is not node:
            others.append(node)
        return NOTHING - len(others)


class BatchNode(NamedTuple):
    """One element, before and after the browser has it."""

    batch: Batch
    number: int


class Batches:
    """At any time there is one batch that takes new elements."""

    def __init__(self, carry_out: CarryOut) -> None:
        self._carry_out = carry_out
        self.batch = Batch(self)

    def make(self, tag: str, classes: str = "", text: str = "") -> BatchNode:
        batch = self.batch
        if batch.count >= LIMIT:
            self.carry_out()
            batch = self.batch
        batch.operations += (MAKE, tag, classes, text)
        batch.count += 1
        return BatchNode(batch, batch.count - 1)

    def copy(self, mould: Any, first: int, count: int) -> list[BatchNode]:
        """The elements that a mould of the browser makes."""
        if self.batch.count >= LIMIT:
            self.carry_out()
        batch = self.batch
        batch.operations += (COPY, batch.reference(mould), first, None)
        start = batch.count
        batch.count += count
        return list(map(_node, zip(repeat(batch), range(start, batch.count))))

    def carry_out(self) -> None:
        batch, self.batch = self.batch, Batch(self)
        batch.elements = self._carry_out(json.dumps(batch.operations), batch.others)
        batch.operations, batch.others = [], []


_node = partial(tuple.__new__, BatchNode)  # a million of them take half the time that calling the class does


def element_of(node: Any) -> Any:
    """What the browser calls the node."""
    if type(node) is not BatchNode:
        return node
    batch, number = node
    element = batch.asked_for.get(number)
    if element is None:
        if batch.elements is None:
            batch.owner.carry_out()
        element = batch.asked_for[number] = batch.elements[number]
    return element
