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
from typing import Any

MAKE, TEXT, ATTRIBUTE, STYLE, CLASS, INSERT, SET, COPY, REMOVE, EMPTY = range(10)  # as in batch.mjs
NOTHING = -1
LIMIT = 50_000
"""Elements that may wait: those of components that an app makes and forgets would wait for ever."""

CarryOut = Callable[[str, list[Any]], Any]
"""Carries out operations, given as JSON and with the objects they mention; gives the new elements."""


class Batch:
    """Elements that are made together. An operation is four values: what, and three arguments."""

    __slots__ = ("count", "elements", "operations", "others")

    def __init__(self) -> None:
        self.operations: list[Any] = []
        self.others: list[Any] = []  # objects of the browser that operations mention
        self.count = 0
        self.elements: Any = None  # an array of the browser, once they exist

    def reference(self, node: Any) -> int:
        """How an operation of this batch mentions a node."""
        if node is None:
            return NOTHING
        if type(node) is BatchNode:
            if node.batch is self:
                return node.index
            node = node.element()
        others = self.others
        if not others or others[-1] is not node:
            others.append(node)
        return NOTHING - len(others)


class BatchNode:
    """One element, before and after the browser has it."""

    __slots__ = ("_element", "_owner", "batch", "index")

    def __init__(self, owner: Batches, batch: Batch, index: int) -> None:
        self._owner = owner
        self._element: Any = None
        self.batch = batch
        self.index = index

    def element(self) -> Any:
        if self._element is None:
            if self.batch.elements is None:
                self._owner.carry_out()
            self._element = self.batch.elements[self.index]
        return self._element


class Batches:
    """At any time there is one batch that takes new elements."""

    def __init__(self, carry_out: CarryOut) -> None:
        self._carry_out = carry_out
        self.batch = Batch()

    def make(self, tag: str, classes: str = "", text: str = "") -> BatchNode:
        batch = self.batch
        if batch.count >= LIMIT:
            self.carry_out()
            batch = self.batch
        batch.operations += (MAKE, tag, classes, text)
        batch.count += 1
        return BatchNode(self, batch, batch.count - 1)

    def copy(self, mould: Any, first: int, count: int) -> list[BatchNode]:
        """The elements that a mould of the browser makes."""
        if self.batch.count >= LIMIT:
            self.carry_out()
        batch = self.batch
        batch.operations += (COPY, batch.reference(mould), first, None)
        start = batch.count
        batch.count += count
        return [BatchNode(self, batch, index) for index in range(start, batch.count)]

    def carry_out(self) -> None:
        batch, self.batch = self.batch, Batch()
        batch.elements = self._carry_out(json.dumps(batch.operations), batch.others)
        batch.operations, batch.others = [], []


def element_of(node: Any) -> Any:
    """What the browser calls the node."""
    return node.element() if type(node) is BatchNode else node
