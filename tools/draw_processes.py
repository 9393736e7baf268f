"""Draws docs/pictures/processes/*.svg: each shipped drawing as its viewer shows it.

`make pictures` calls it; `python -m tools.draw_processes NAME ...` draws some of them.
"""

import argparse
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
DRAWINGS = ROOT / "bpmn"
PICTURES = ROOT / "docs" / "pictures" / "processes"
VIEWER = ROOT / "web" / "static" / "vendor" / "bpmn-viewer.js"
_PAGE = "<!doctype html><div id='canvas' style='width:1200px;height:800px'></div>"
#: Black lines are drawn on white, also where the reader's pages are dark.
_ON_PAPER = '<svg style="background: #fff" '
_DRAW = """async (xml) => {
  const viewer = new BpmnJS({ container: "#canvas" });
  await viewer.importXML(xml);
  return (await viewer.saveSVG()).svg;
}"""


def draw(names: list[str]) -> None:
    """Write the picture of each of these drawings."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        page.set_content(_PAGE)
        page.add_script_tag(path=VIEWER)
        for name in names:
            (PICTURES / f"{name}.svg").write_text(_svg(page, name) + "\n")
        browser.close()


def shipped() -> list[str]:
    """The drawings of all processes; one that is long is drawn in several parts."""
    return sorted(path.stem for path in DRAWINGS.glob("*/*.bpmn"))


def _svg(page: Page, name: str) -> str:
    page.evaluate("document.getElementById('canvas').replaceChildren()")
    (path,) = DRAWINGS.glob(f"*/{name}.bpmn")
    svg = str(page.evaluate(_DRAW, path.read_text())).replace("<svg ", _ON_PAPER, 1)
    return "\n".join(line.rstrip() for line in svg.splitlines())


def _asked_for() -> list[str]:
    """The drawings named on the command line; all of them where none is."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.draw_processes", description=(__doc__ or "").split("\n", 1)[0]
    )
    parser.add_argument("name", nargs="*", help="a drawing, as its file is called; all without one")
    names: list[str] = parser.parse_args().name
    known = shipped()
    if unknown := [name for name in names if name not in known]:
        parser.error(f"no drawing is called {', '.join(unknown)}. There are: {', '.join(known)}")
    return names or known


if __name__ == "__main__":
    draw(_asked_for())
