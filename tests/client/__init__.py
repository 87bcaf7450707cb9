"""The client library on desktop CPython, over a fake document."""
