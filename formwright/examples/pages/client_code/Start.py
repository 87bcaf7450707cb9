"""Runs when the app is opened: shows the page of the address, and follows the browser's Back and Forward."""

from . import Router

if __name__ == "__main__":
    Router.follow()
    Router.show()
