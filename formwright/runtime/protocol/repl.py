"""The names by which the host asks a worker that runs lines typed by the developer. Standard library only."""

INPUT = "formwright:repl/input"
"""(number, source) → {"more": bool, "error": RemoteError as JSON or None}"""
COMPLETE = "formwright:repl/complete"
"""(text) → list of names that the end of the text may become"""
INTERRUPT = "formwright:repl/interrupt"
"""(number of the input) → None, once the running code has been told"""
