"""The preview room: the running app in an embedded browser. GUI thread; app code runs in renderers."""
