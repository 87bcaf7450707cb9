"""The client library in a real Chromium, served by the real command."""
