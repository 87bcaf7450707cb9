"""`stripe.checkout`: importable, because apps import it whether or not they use it; using it says that it is
not here yet.
"""

from __future__ import annotations

from formwright.runtime.client.absent import AbsentModule

__getattr__ = AbsentModule("stripe.checkout")
