"""Signing in as an officer, for tests."""

from flask import Flask

from processes.demonstration.police import PASSWORD
from tests.web.browser import Browser, Page


class SignIn:
    """Signs in the demonstration's accounts, each in a browser of its own."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def __call__(self, login: str) -> Browser:
        browser = Browser(self._app, language="en")
        page = try_to_sign_in(browser, login, PASSWORD)
        assert "/sign-in" not in page.address, page.words
        return browser


def try_to_sign_in(
    browser: Browser, login: str, password: str, *, address: str = "/office/sign-in"
) -> Page:
    """Fill in the sign-in page and send it."""
    return browser.send(browser.open(address), {"login": login, "password": password})
