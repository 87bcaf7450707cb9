#!/bin/sh
# Makes a disk image of build/bundle/Formwright.app. Written with care, not run yet (docs/contributing/packaging.md).
# Without IDENTITY (of a Developer ID certificate) the app is signed ad hoc: it runs on the machine that built it.
set -eu
cd "$(dirname "$0")/../.."
version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' formwright/__init__.py)
app=build/bundle/Formwright.app
codesign --force --deep --options runtime --entitlements packaging/macos/entitlements.plist \
    --sign "${IDENTITY:--}" "$app"
hdiutil create -volname Formwright -srcfolder "$app" -ov -format ULFO "build/formwright-$version.dmg"
