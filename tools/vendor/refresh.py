"""Copy the pinned npm packages' browser files into web/static/vendor.

Run by maintainers only: `npm install --ignore-scripts` beside package.json, then this file.
"""

import json
import re
import shutil
import sys
from pathlib import Path

from manifest import VENDOR, Entry, digest, write_manifest

#: Name below the vendor folder -> file in node_modules.
FILES = {
    "govuk.css": "govuk-frontend/dist/govuk/govuk-frontend.min.css",
    "bpmn-viewer.js": "bpmn-js/dist/bpmn-navigated-viewer.production.min.js",
    "bpmn-js.css": "bpmn-js/dist/assets/bpmn-js.css",
    "diagram-js.css": "bpmn-js/dist/assets/diagram-js.css",
    "fonts/noto-devanagari.woff2": (
        "@fontsource-variable/noto-sans-devanagari/files/"
        "noto-sans-devanagari-devanagari-wght-normal.woff2"
    ),
    "fonts/noto-latin.woff2": (
        "@fontsource-variable/noto-sans/files/noto-sans-latin-wght-normal.woff2"
    ),
}

#: Packages bundled into bpmn-viewer.js, whose licences travel with it.
BUNDLED = (
    "bpmn-moddle",
    "clsx",
    "diagram-js",
    "didi",
    "domify",
    "htm",
    "ids",
    "inherits-browser",
    "min-dash",
    "min-dom",
    "moddle",
    "moddle-xml",
    "object-refs",
    "path-intersection",
    "preact",
    "saxen",
    "tiny-svg",
)

FONT_FACES = """\
@font-face{font-family:"Noto Portal";font-weight:100 900;font-display:swap;\
src:url(fonts/noto-devanagari.woff2) format("woff2");\
unicode-range:U+0900-097F,U+1CD0-1CFA,U+200C-200D,U+20A8,U+20B9,U+25CC,U+A830-A839,U+A8E0-A8FF}
@font-face{font-family:"Noto Portal";font-weight:100 900;font-display:swap;\
src:url(fonts/noto-latin.woff2) format("woff2");unicode-range:U+0000-00FF,U+2000-206F,U+2122}
"""


def refresh(node_modules: Path) -> None:
    """Write the vendor folder anew from `node_modules`."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    entries: dict[str, Entry] = {}
    for name, source in FILES.items():
        target = VENDOR / name
        target.parent.mkdir(parents=True, exist_ok=True)
        content = (node_modules / source).read_bytes()
        if name == "govuk.css":
            content = _with_noto(content.decode()).encode()
        target.write_bytes(content)
        package = _package_of(source)
        about = json.loads((node_modules / package / "package.json").read_text())
        entries[name] = Entry(
            package=package,
            version=about["version"],
            licence=about.get("license", "see licences/"),
            sha256=digest(target),
            bytes=target.stat().st_size,
        )
    for package in {_package_of(source) for source in FILES.values()} | set(BUNDLED):
        _copy_licence(node_modules / package, package)
    write_manifest(entries)


def _package_of(source: str) -> str:
    parts = source.split("/")
    return "/".join(parts[:2] if parts[0].startswith("@") else parts[:1])


def _with_noto(css: str) -> str:
    # the MIT licence of govuk-frontend covers neither the GDS Transport typeface nor the crown
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = css.replace("GDS Transport,arial,sans-serif", '"Noto Portal",arial,sans-serif')
    css = css.replace("url(/assets/images/govuk-crest.svg)", "none")
    return FONT_FACES + re.sub(r"/\*#\s*sourceMappingURL.*?\*/", "", css)


def _copy_licence(folder: Path, package: str) -> None:
    # govuk-frontend's package carries no licence text; the one of its repository lies here
    own = Path(__file__).parent / f"{package}.licence.txt"
    texts = sorted([*folder.glob("LICEN[CS]E*"), *folder.glob("license*")])
    found = next(iter(texts), own)
    if not found.exists():
        sys.exit(f"{package} has no licence file")
    target = VENDOR / "licences" / (package.replace("/", "__") + ".txt")
    target.parent.mkdir(exist_ok=True)
    shutil.copyfile(found, target)


if __name__ == "__main__":
    refresh(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "node_modules")
