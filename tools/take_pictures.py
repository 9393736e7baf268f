"""Takes the README's pictures from the running product: `make pictures`.

It serves a demonstration of its own in a temporary folder, so nothing of yours is shown.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx
from playwright.sync_api import Page, sync_playwright

from processes.demonstration.police import PASSWORD
from tools import draw_processes

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
WIDTH, HEIGHT = 1280, 860
CASES = "120"


def main() -> None:
    """Serve, look, and write the pictures."""
    draw_processes.draw(draw_processes.shipped())
    with tempfile.TemporaryDirectory() as folder:
        port = _free_port()
        environment = {**os.environ, "VAR": folder, "DEMO": "1", "PORT": str(port)}
        flask = [sys.executable, "-m", "flask", "--app", "web"]
        subprocess.run(
            [*flask, "demo", "load", "--cases", CASES], cwd=ROOT, env=environment, check=True
        )
        serving = subprocess.Popen([*flask, "serve"], cwd=ROOT, env=environment)
        try:
            base = f"http://127.0.0.1:{port}"
            _wait_for(base)
            _take(base)
        finally:
            serving.send_signal(signal.SIGINT)
            serving.wait(30)


def _take(base: str) -> None:
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(f"{base}/?lang=hi")
        _shoot(page, "first-page")
        _sign_in(page, base, "sp")
        page.goto(f"{base}/command/?lang=en")
        _shoot(page, "command")
        page.locator("table.list a").first.click()
        page.locator("#drawing .djs-container").wait_for()
        page.locator("#drawing").scroll_into_view_if_needed()
        page.wait_for_timeout(500)
        page.locator("#drawing").screenshot(path=PICTURES / "drawing.png")
        page.goto(f"{base}/office/?lang=en")
        page.context.clear_cookies()
        _sign_in(page, base, _busiest(base, page))
        page.goto(f"{base}/office/?lang=en")
        _shoot(page, "inbox")
        browser.close()


def _busiest(base: str, page: Page) -> str:
    """The printed account with the fullest inbox."""
    counts = {}
    for login in ("io", "sho", "caller", "recorder", "co", "state"):
        _sign_in(page, base, login)
        counts[login] = page.locator("table.list tbody tr").count()
        page.context.clear_cookies()
    return max(counts, key=lambda login: counts[login])


def _sign_in(page: Page, base: str, login: str) -> None:
    page.goto(f"{base}/office/sign-in?lang=en")
    page.fill("#login", login)
    page.fill("#password", PASSWORD)
    page.click("main button[type=submit]")


def _shoot(page: Page, name: str) -> None:
    page.wait_for_timeout(300)
    page.screenshot(path=PICTURES / f"{name}.png")


def _wait_for(base: str) -> None:
    for _ in range(120):
        try:
            if httpx.get(f"{base}/ready").is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.5)
    raise RuntimeError("the demonstration did not start")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
