"""What of the collected libraries stays out of the bundle: parts of Qt, locales, toolkits that nothing uses.

Each rule was found by taking away and starting (`smoke.py`). `WebEngineWidgets` is linked with more than it
uses, so QML's libraries stay although no QML is shipped.
"""

from __future__ import annotations

import re

QT_LIBRARIES = frozenset(
    {
        *(
            "Core",
            "Gui",
            "Widgets",
            "Svg",
            "SvgWidgets",
            "Network",
            "DBus",
            "OpenGL",
            "OpenGLWidgets",
            "PrintSupport",
        ),
        *("Qml", "QmlModels", "QmlMeta", "QmlWorkerScript", "Quick", "QuickWidgets"),
        *("WebChannel", "WebChannelQuick", "WebEngineCore", "WebEngineWidgets", "Positioning"),
        *("XcbQpa", "WaylandClient", "WlShellIntegration", "Concurrent", "Xml", "Core5Compat"),
    }
)
QT_PLUGINS = frozenset(
    {
        *(
            "platforms",
            "platforminputcontexts",
            "xcbglintegrations",
            "imageformats",
            "iconengines",
            "styles",
            "tls",
        ),
        *("wayland-shell-integration", "wayland-graphics-integration-client", "wayland-decoration-client"),
    }
)
# No screen of a desktop is reached by these.
_PLUGINS_LEFT_OUT = ("eglfs", "vnc", "linuxfb", "minimal", "qpdf", "vkkhr", "virtualkeyboard")
# What PyInstaller takes for needed by Qt WebEngine, and nothing imports.
_BINDINGS_LEFT_OUT = frozenset(
    {"OpenGL", "OpenGLWidgets", "Positioning", "Qml", "Quick", "QuickWidgets", "DBus", "WebEngineQuick"}
)
# The same modules stay out of the Python for server code: their libraries are under the GPL.
_GPL = re.compile(r"(^|/)(readline\.|_gdbm\.|libreadline\.|libgdbm)")
# GTK's libraries come with Qt's GTK theme, which is left out: the designer has a look of its own.
_TOOLKITS = re.compile(
    r"^lib(gtk-3|gdk-3|gdk_pixbuf|pango|cairo|atk|atspi|epoxy|gio-2|gmodule|fribidi|thai|datrie|graphite|"
    r"Xi|Xcursor|Xinerama|cloudproviders|tracker|json-glib|wayland-server|jpeg|tiff|webp)"
)
# pytest shows code of Python and differences in colour: no other language, no other program's output.
_MODULES_LEFT_OUT = re.compile(
    r"^pygments\.lexers\.(?!python$|diff$|_mapping$)|^pygments\.formatters\.(?!terminal$|_mapping$)|^dulwich\.cli$"
)


def wanted_module(name: str) -> bool:
    """Whether a module, by its name, is one that the program imports."""
    return not _MODULES_LEFT_OUT.match(name)


def wanted(name: str) -> bool:
    """Whether a file of the bundle, by its path in it, is one that the program uses."""
    name = name.replace("\\", "/")
    if "/qml/" in name or _GPL.search(name):
        return False
    binding = re.match(r"PySide6/Qt(\w+)\.(?:abi3\.so|pyd|pyi)", name)
    if binding:
        return binding[1] not in _BINDINGS_LEFT_OUT
    library = re.match(r"PySide6/(?:Qt/lib/)?(?:lib)?Qt6?(\w+?)(?:\.so|\.dll|\.abi3|$|\.framework)", name)
    if library and library[1] not in QT_LIBRARIES:
        return False
    plugin = re.match(r"PySide6/(?:Qt/)?plugins/([\w-]+)/", name)
    if plugin:
        return plugin[1] in QT_PLUGINS and not any(part in name for part in _PLUGINS_LEFT_OUT)
    if "/translations/" in name:
        return name.endswith(("qtwebengine_locales/en-US.pak", "qtbase_en.qm"))
    if name.startswith("qtawesome/fonts/"):
        return "materialdesignicons6" in name
    return "/" in name or not _TOOLKITS.match(name)
