"""Everything that crosses a process boundary: values, errors, frames, browser messages, control.

Runs in the host, in workers (CPython 3.9+, PyPy) and in the browser. Standard library only.
"""
