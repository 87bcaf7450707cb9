"""Work that takes longer than anybody wants to wait for.

A call should be over in seconds. A background task runs in a process of its own, for as long as it takes;
whoever has it can look at `task_state`, and kill it.
"""

import anvil.server


@anvil.server.background_task
def count_primes(limit):
    sieve = bytearray([1]) * (limit + 1)
    sieve[0:2] = b"\0\0"
    found = 0
    for number in range(limit + 1):
        if sieve[number]:
            found += 1
            for multiple in range(number * number, limit + 1, number):
                sieve[multiple] = 0
        if number % 1000 == 0:
            anvil.server.task_state["share"] = number / limit
            anvil.server.task_state["found"] = found
    print(f"{found} primes up to {limit}")
    return found


@anvil.server.callable
def begin(limit):
    """The browser may not launch tasks itself; it gets this one to look after."""
    limit = int(limit)
    if not 1000 <= limit <= 20_000_000:
        raise ValueError("Choose a number from a thousand to twenty million.")
    return anvil.server.launch_background_task("count_primes", limit)
