"""Clients that send nonsense: each is told so or let go, and the host serves on."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
import websockets.asyncio.client as websockets
from websockets.exceptions import ConnectionClosed

from tests.server.served import Served, page
from tests.server.uplink.conftest import KEY

VALID: list[dict[str, Any]] = [
    {"type": "REGISTER", "name": "fn"},
    {"type": "REGISTER", "name": "a(b"},
    {"type": "CALL", "id": "a", "command": "double", "args": [2], "kwargs": {}, "objects": []},
    {"type": "CALL", "id": "b", "command": "anvil.private.echo", "args": ["x"], "kwargs": {}},
    {"id": "server-1", "response": 5, "objects": []},
    {"id": "server-1", "error": {"type": "ValueError", "message": "x", "trace": [["f", 1]]}},
    {"type": "CHUNK_HEADER", "requestId": "a", "mediaId": "m", "chunkIndex": 0, "lastChunk": True},
    {"type": "MEDIA_ERROR", "requestId": "a", "mediaIds": ["m"], "cause": {"type": "E", "message": "m"}},
    {
        "type": "CALL",
        "id": "c",
        "command": "echo",
        "args": [None],
        "kwargs": {},
        "objects": [{"path": ["args", 0], "type": ["DataMedia"], "id": "m", "mime-type": "t", "name": None}],
    },
]
ODD: list[Any] = [None, True, -1, 2**70, "", "x", [], {}, [[None]], {"$": "object"}, "\ud800"]


def mutated(message: Any, chance: random.Random) -> Any:
    if chance.random() < 0.15:
        return chance.choice(ODD)
    if isinstance(message, dict):
        found = {key: mutated(value, chance) for key, value in message.items() if chance.random() > 0.07}
        if chance.random() < 0.1:
            found[chance.choice(["type", "id", "path", "objects", "extra"])] = chance.choice(ODD)
        return found
    if isinstance(message, list):
        return [mutated(value, chance) for value in message]
    return message


async def hello(url: str, first: Any) -> str:
    async with websockets.connect(url) as socket:
        await socket.send(first if isinstance(first, (str, bytes)) else json.dumps(first))
        answer = await socket.recv()
        assert isinstance(answer, str)
        return answer


@pytest.mark.parametrize("host", [(True, "")], indirect=True)
async def test_thousands_of_odd_messages(host: Served) -> None:
    url = host.socket_url.replace("/_/ws", "/_/uplink")
    chance = random.Random(1)
    sent = 0
    while sent < 3000:
        async with websockets.connect(url, max_size=None) as socket:
            await socket.send(json.dumps({"key": KEY, "v": 8}))
            try:
                for _ in range(200):
                    sent += 1
                    if chance.random() < 0.1:
                        await socket.send(chance.randbytes(chance.randrange(100)))
                    elif chance.random() < 0.05:
                        await socket.send(chance.choice(["", "{", "[1]", "[" * 5000, "nul"]))
                    else:
                        await socket.send(json.dumps(mutated(chance.choice(VALID), chance)))
            except ConnectionClosed:
                continue
    async with page(host.socket_url) as browser:
        assert await browser.call("double", 4) == 8
    assert "formwright/runtime/" not in host.errors.read_text()  # where a fault of the host would show


@pytest.mark.parametrize("host", [(True, "")], indirect=True)
async def test_a_bad_beginning_is_refused_in_words(host: Served) -> None:
    url = host.socket_url.replace("/_/ws", "/_/uplink")
    for first, words in (
        ("nonsense", "not JSON"),
        ([1], "no JSON object"),
        ({"v": 8}, "must say its key"),
        ({"key": KEY}, "too old"),
        ({"key": KEY, "v": 4}, "too old"),
        ({"key": "no", "v": 8}, "key is wrong"),
    ):
        assert words in json.loads(await hello(url, first))["error"]
