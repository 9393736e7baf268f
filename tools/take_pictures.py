"""Takes the pictures of README, guide and tutorial from the running product: `make pictures`.

It serves a demonstration of its own in a temporary folder, so nothing of yours is shown.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import httpx
from playwright.sync_api import sync_playwright

from engine.law import KOLKATA
from processes.demonstration.load import PASSPHRASE
from tools import draw_processes, pictures_of_cases, pictures_of_designing
from tools.camera import Camera

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
CASES = "120"


def main() -> None:
    """Serve, look, and write the pictures."""
    draw_processes.draw(draw_processes.shipped())
    with tempfile.TemporaryDirectory() as folder:
        port = _free_port()
        environment = {**os.environ, "VAR": folder, "DEMO": "1", "PORT": str(port)}
        number = _invent(environment)
        with _serving(environment, f"http://127.0.0.1:{port}") as base:
            _take(base, number)


def _invent(environment: dict[str, str]) -> str:
    """Fill the demonstration; the number of a complaint that may be followed."""
    flask = [sys.executable, "-m", "flask", "--app", "web", "demo", "load", "--cases", CASES]
    told = subprocess.run(
        flask, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    ).stdout
    numbers = re.findall(r"^  (\S+)$", told.partition(PASSPHRASE)[2], re.MULTILINE)
    return str(numbers[0])


@contextmanager
def _serving(environment: dict[str, str], base: str) -> Iterator[str]:
    flask = [sys.executable, "-m", "flask", "--app", "web", "serve"]
    process = subprocess.Popen(flask, cwd=ROOT, env=environment)
    try:
        _wait_for(base)
        yield base
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def _take(base: str, number: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        camera = Camera(browser, base, PICTURES)
        pictures_of_cases.take(camera, number, PASSPHRASE)
        pictures_of_designing.take(camera, datetime.now(KOLKATA).date().isoformat())
        browser.close()


def _wait_for(base: str) -> None:
    for _ in range(240):
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
