"""Fixtures for whole stories: the app on a real port, and a real headless browser."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect, sync_playwright
from werkzeug.serving import make_server

from tests.journeys.police import Enter, Officer
from tests.journeys.walks import BESIDE, PATIENCE
from tests.web.casework import Casework
from tests.web.conftest import furnished, furnished_url, look, portal, portal_of
from tests.web.installation import settings_for
from tests.web.public.conftest import lived, lived_url
from web import create_app
from web.portal import Portal

__all__ = ["furnished", "furnished_url", "lived", "lived_url", "look", "portal"]

CHROMIUM = "/usr/bin/chromium"


@pytest.fixture(autouse=True)
def patient() -> Iterator[None]:
    """A machine that does much at once answers late."""
    expect.set_options(timeout=PATIENCE)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """Another site on this machine, where the button for leaving goes."""

    def answer(environ: dict[str, object], start: object) -> list[bytes]:
        start("200 OK", [("Content-Type", "text/html")])  # type: ignore[operator]
        return [b"<!doctype html><title>Weather</title><h1>Sunny</h1>"]

    with _serving(answer) as address:  # type: ignore[arg-type]
        yield address


@pytest.fixture
def app(furnished_url: str, elsewhere: str, tmp_path: Path) -> Iterator[Flask]:
    """The app in demonstration mode, without limits on how often one address may try."""
    settings = settings_for(
        furnished_url, demo=True, exit_url=elsewhere, rate_limits=False, var=tmp_path / "var"
    )
    made = create_app(settings)
    yield made
    portal_of(made).database.dispose()


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """Where the app serves."""
    with _serving(app) as served:
        yield served


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless browser for the whole run."""
    assert Path(CHROMIUM).exists(), "apt install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page of a fresh profile, as wide as a small telephone."""
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def casework(portal: Portal) -> Casework:
    """The installation's complaints."""
    return Casework(portal)


@pytest.fixture
def enter(chromium: Browser, address: str) -> Iterator[Enter]:
    """Let an officer sign in, in a browser of her own."""
    entered: list[Officer] = []

    def sign_in(login: str) -> Officer:
        entered.append(Officer(chromium, address, login))
        return entered[-1]

    yield sign_in
    for officer in entered:
        officer.leave()


@pytest.fixture
def her(chromium: Browser) -> Iterator[Page]:
    """Her telephone, which may say where it is."""
    context = chromium.new_context(
        viewport={"width": 360, "height": 740},
        geolocation={"latitude": BESIDE.latitude, "longitude": BESIDE.longitude},
        permissions=["geolocation"],
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


class _serving:
    """A WSGI app on a free port of this machine."""

    def __init__(self, app: Flask) -> None:
        self._server = make_server("127.0.0.1", 0, app, threaded=True)
        self._thread = Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> str:
        self._thread.start()
        return f"http://127.0.0.1:{self._server.server_port}/"

    def __exit__(self, *_exception: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
