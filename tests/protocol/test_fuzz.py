"""What reads messages survives thousands of fuzzed ones; the whole million is `tests.bench.fuzz_protocol`."""

from __future__ import annotations

from pathlib import Path

from formwright.runtime.protocol import messages
from tests.bench.fuzz_protocol import Target, fuzz, fuzz_host, targets


def test_decoders_raise_only_what_they_promise() -> None:
    sent, finds = fuzz(20_000, seed=7, chosen=targets(examples=150))
    assert [(find.target, repr(find.error), find.message) for find in finds] == []
    assert sent.total() == 20_000
    assert min(sent.values()) > 500


def test_the_fuzzer_finds_what_it_should() -> None:
    def careless(text: str) -> object:
        return messages.decode_from_browser(text) and int(text[5])

    (target,) = [target for target in targets(examples=50) if target.name == "messages from browsers"]
    _, finds = fuzz(500, 1, [Target(target.name, target.make, careless, target.promised, 1.0)])
    assert {type(find.error) for find in finds} == {ValueError}


async def test_a_host_survives_fuzzed_messages_of_pages(tmp_path: Path) -> None:
    connections, wrong = await fuzz_host(tmp_path, 400, seed=7)
    assert connections > 3
    assert wrong == ""
