import anvil.server


@anvil.server.callable
def save_order(name):
    anvil.server.session["orders"] = [*anvil.server.session.get("orders", []), name]


@anvil.server.callable
def list_orders():
    return anvil.server.session.get("orders", [])


@anvil.server.callable
def place_order(name, quantity): ...
