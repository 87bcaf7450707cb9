"""Runs an app's own tests without a browser: `formwright test` and its pytest plugin.

What people write against is `page.AppPage` (the `app` fixture) and `server.TestedServer` (`app.server`);
docs/howto/testing-apps.md explains both. Process: that of pytest.
"""
