"""Elements that wait: one message for all that is done before somebody needs one of them."""

from __future__ import annotations

import json
from typing import Any

from formwright.runtime.client import batches
from formwright.runtime.client.batches import COPY, INSERT, MAKE, NOTHING, TEXT, Batches, element_of


class Browser:
    def __init__(self) -> None:
        self.messages: list[tuple[list[Any], list[Any]]] = []

    def carry_out(self, text: str, others: list[Any]) -> list[str]:
        flat = json.loads(text)
        self.messages.append(([flat[n : n + 4] for n in range(0, len(flat), 4)], list(others)))
        return [f"{len(self.messages)}:{n}" for n in range(100)]


def test_nothing_crosses_until_an_element_is_needed() -> None:
    browser = Browser()
    waiting = Batches(browser.carry_out)
    outer, inner = waiting.make("div", "box"), waiting.make("span")
    batch = outer.batch
    batch.operations += (TEXT, inner.number, "x", None)
    batch.operations += (INSERT, batch.reference(outer), batch.reference(inner), batch.reference(None))
    assert browser.messages == []
    assert element_of(inner) == "1:1"
    assert element_of(outer) == "1:0"
    assert browser.messages == [
        (
            [
                [MAKE, "div", "box", ""],
                [MAKE, "span", "", ""],
                [TEXT, 1, "x", None],
                [INSERT, 0, 1, NOTHING],
            ],
            [],
        )
    ]


def test_elements_of_earlier_batches_and_of_others_are_mentioned_as_they_are() -> None:
    browser = Browser()
    waiting = Batches(browser.carry_out)
    early = waiting.make("div")
    waiting.carry_out()
    late = waiting.make("p")
    late.batch.operations += (
        INSERT,
        late.batch.reference(early),
        late.number,
        late.batch.reference("theirs"),
    )
    waiting.carry_out()
    assert browser.messages[1] == ([[MAKE, "p", "", ""], [INSERT, -2, 0, -3]], ["1:0", "theirs"])


def test_copies_of_one_mould_mention_it_once() -> None:
    browser = Browser()
    waiting = Batches(browser.carry_out)
    first, second = waiting.copy("mould", 10, 3), waiting.copy("mould", 20, 3)
    waiting.make("i")
    assert [node.number for node in (*first, *second)] == [0, 1, 2, 3, 4, 5]
    waiting.carry_out()
    operations, others = browser.messages[0]
    assert operations == [[COPY, -2, 10, None], [COPY, -2, 20, None], [MAKE, "i", "", ""]]
    assert others == ["mould"]


def test_forgotten_elements_do_not_wait_for_ever(monkeypatch: Any) -> None:
    monkeypatch.setattr(batches, "LIMIT", 10)
    browser = Browser()
    waiting = Batches(browser.carry_out)
    for _ in range(25):
        waiting.make("div")
    assert [len(operations) for operations, _ in browser.messages] == [10, 10]
