"""HTTP endpoints and page routes of apps: requests become calls, and their results answers."""
