"""Portable classes and server methods in a worker: S13, S14."""

from __future__ import annotations

import pytest

from formwright.runtime.server.engine import CallResult
from tests.engine.running_app import KINDS, launch_spec
from tests.worker.conftest import StartApp

SHARED = """
import anvil.server

@anvil.server.portable_class
class Thing:
    def __init__(self, n):
        self.n = n

    @anvil.server.server_method
    def double(self, times=2):
        return Thing(self.n * times)

    @anvil.server.server_method
    @classmethod
    def make(cls, n):
        return cls(n)

@anvil.server.portable_class("shop.Empty")
class Empty(Exception):
    pass
"""
MAIN = """
import anvil.server
from . import Shared

@anvil.server.callable
def state(thing):
    return [type(thing).__name__, thing.n, thing.double().n]

@anvil.server.callable
def give():
    return Shared.Thing(5)

@anvil.server.callable
def fail():
    raise Shared.Empty("none left")

@anvil.server.callable
def catch():
    try:
        anvil.server.call("fail")
    except Shared.Empty as error:
        return f"caught {error}"

@anvil.server.callable
def through():
    return anvil.server.call("state", anvil.server.call("give"))
"""
THING = '{"$":"object","c":"main_package.Shared.Thing","v":{"n":3}}'


@pytest.mark.parametrize("kind", KINDS)
async def test_S13_S14_objects_and_their_methods(run_app: StartApp, kind: str) -> None:
    app = await run_app(launch_spec({"Main": MAIN}, client={"Shared": SHARED}), kind)
    outcome = await app.outcome("state", body=f'{{"a":[{THING}],"k":{{}}}}')
    assert isinstance(outcome, CallResult), outcome
    assert outcome.body == '["Thing",3,6]'
    method = "anvil.server_side/main_package.Shared.Thing.double"
    outcome = await app.outcome(method, body=f'{{"a":[{THING}],"k":{{"times":4}}}}')
    assert isinstance(outcome, CallResult), outcome
    assert outcome.body == THING.replace("3", "12")
    kind_of = '{"$":"class","c":"main_package.Shared.Thing"}'
    method = "anvil.server_side/main_package.Shared.Thing.make"
    outcome = await app.outcome(method, body=f'{{"a":[{kind_of}, 7],"k":{{}}}}')
    assert isinstance(outcome, CallResult), outcome
    assert outcome.body == THING.replace("3", "7")
    assert await app.call("through") == ["Thing", 5, 10]
    assert (await app.error("fail")).type == "shop.Empty"
    assert await app.call("catch") == "caught none left"


async def test_S14_the_module_of_a_method_is_imported_when_it_is_called(run_app: StartApp) -> None:
    app = await run_app(launch_spec({"Main": "import anvil.server"}, client={"Shared": SHARED}))
    method = "anvil.server_side/main_package.Shared.Thing.double"
    outcome = await app.outcome(method, body=f'{{"a":[{THING}],"k":{{}}}}')
    assert isinstance(outcome, CallResult), outcome
    error = await app.error("anvil.server_side/os.path.join")
    assert error.type == "anvil.server.NoServerFunctionError"
