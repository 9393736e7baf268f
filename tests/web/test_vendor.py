"""The vendored browser files are those of the manifest, and their licences travel with them."""

import re
import subprocess
import sys
from pathlib import Path

from tools.vendor.manifest import VENDOR, digest, read_manifest

CHECK = Path(__file__).parents[2] / "tools" / "vendor" / "check.py"


def test_every_file_is_as_the_manifest_says() -> None:
    assert read_manifest()
    for name, entry in read_manifest().items():
        assert digest(VENDOR / name) == entry["sha256"]


def test_the_check_runs_without_npm() -> None:
    done = subprocess.run([sys.executable, str(CHECK)], capture_output=True, text=True)

    assert done.returncode == 0, done.stderr


def test_every_package_has_its_licence() -> None:
    licences = {path.stem.replace("__", "/") for path in (VENDOR / "licences").iterdir()}

    assert {entry["package"] for entry in read_manifest().values()} <= licences


def test_neither_the_governments_typeface_nor_its_crest_is_there() -> None:
    css = (VENDOR / "govuk.css").read_text()

    assert "GDS Transport" not in css
    assert "crest.svg" not in css


def test_the_style_sheets_load_nothing_from_elsewhere() -> None:
    for sheet in VENDOR.parent.rglob("*.css"):
        for address in re.findall(r"url\(['\"]?([^'\")]+)", sheet.read_text()):
            assert not address.startswith(("http", "//")), (sheet, address)
