"""Copy the pinned npm packages' browser files into web/static/vendor, and list their words.

Run by maintainers only: `npm ci --ignore-scripts` beside package.json, then this file. Running and
testing the product needs neither.
"""

import json
import re
import shutil
import sys
from pathlib import Path

from bundle import bundle
from manifest import VENDOR, Entry, digest, write_manifest
from terms import write_terms

#: Name below the vendor folder -> file in node_modules.
FILES = {
    "govuk.css": "govuk-frontend/dist/govuk/govuk-frontend.min.css",
    "bpmn-viewer.js": "bpmn-js/dist/bpmn-navigated-viewer.production.min.js",
    "bpmn-js.css": "bpmn-js/dist/assets/bpmn-js.css",
    "diagram-js.css": "bpmn-js/dist/assets/diagram-js.css",
    "bpmn-font/css/bpmn.css": "bpmn-js/dist/assets/bpmn-font/css/bpmn.css",
    "bpmn-font/font/bpmn.woff2": "bpmn-js/dist/assets/bpmn-font/font/bpmn.woff2",
    "minimap.css": "diagram-js-minimap/assets/diagram-js-minimap.css",
    "properties-panel.css": "@bpmn-io/properties-panel/dist/assets/properties-panel.css",
    "form-js.css": "@bpmn-io/form-js/dist/assets/form-js.css",
    "form-js-editor.css": "@bpmn-io/form-js/dist/assets/form-js-editor.css",
    "form-js-panel.css": "@bpmn-io/form-js/dist/assets/properties-panel.css",
    "dmn-modeler.js": "dmn-js/dist/dmn-modeler.production.min.js",
    "dmn-font/css/dmn.css": "dmn-js/dist/assets/dmn-font/css/dmn.css",
    "dmn-font/font/dmn.woff2": "dmn-js/dist/assets/dmn-font/font/dmn.woff2",
    "dmn/diagram-js.css": "dmn-js/dist/assets/diagram-js.css",
    "dmn/shared.css": "dmn-js/dist/assets/dmn-js-shared.css",
    "dmn/drd.css": "dmn-js/dist/assets/dmn-js-drd.css",
    "dmn/table.css": "dmn-js/dist/assets/dmn-js-decision-table.css",
    "dmn/table-controls.css": "dmn-js/dist/assets/dmn-js-decision-table-controls.css",
    "dmn/literal.css": "dmn-js/dist/assets/dmn-js-literal-expression.css",
    "dmn/boxed.css": "dmn-js/dist/assets/dmn-js-boxed-expression.css",
    "dmn/boxed-controls.css": "dmn-js/dist/assets/dmn-js-boxed-expression-controls.css",
    "fonts/noto-devanagari.woff2": (
        "@fontsource-variable/noto-sans-devanagari/files/"
        "noto-sans-devanagari-devanagari-wght-normal.woff2"
    ),
    "fonts/noto-latin.woff2": (
        "@fontsource-variable/noto-sans/files/noto-sans-latin-wght-normal.woff2"
    ),
}

#: The file beside this one that says what is bundled -> the package most of it comes from.
BUNDLES = {"studio.js": "bpmn-js", "forms.js": "@bpmn-io/form-js"}

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
        content = _content(name, node_modules / source)
        entries[name] = _keep(node_modules, name, content, package=_package_of(source))
    for name, package in BUNDLES.items():
        entries[name] = _keep(node_modules, name, bundle(node_modules, name), package=package)
    for folder in _packages(node_modules):
        _copy_licence(folder, folder.relative_to(node_modules).as_posix())
    write_manifest(entries)
    write_terms(node_modules)


def _content(name: str, source: Path) -> bytes:
    content = source.read_bytes()
    if name == "govuk.css":
        return _with_noto(content.decode()).encode()
    if "-font/css/" in name:
        return _with_woff2(content.decode()).encode()
    return content


def _keep(node_modules: Path, name: str, content: bytes, *, package: str) -> Entry:
    target = VENDOR / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    about = json.loads((node_modules / package / "package.json").read_text())
    return Entry(
        package=package,
        version=about["version"],
        licence=about.get("license", "see licences/"),
        sha256=digest(target),
        bytes=target.stat().st_size,
    )


def _packages(node_modules: Path) -> list[Path]:
    """Everything of which something may be in the files; not what maintainers build with."""
    lock = json.loads((node_modules.parent / "package-lock.json").read_text())
    return [
        node_modules.parent / path
        for path, about in lock["packages"].items()
        if path.count("node_modules/") == 1 and not about.get("dev")
    ]


def _package_of(source: str) -> str:
    parts = source.split("/")
    return "/".join(parts[:2] if parts[0].startswith("@") else parts[:1])


def _with_noto(css: str) -> str:
    # the MIT licence of govuk-frontend covers neither the GDS Transport typeface nor the crown
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = css.replace("GDS Transport,arial,sans-serif", '"Noto Portal",arial,sans-serif')
    css = css.replace("url(/assets/images/govuk-crest.svg)", "none")
    return FONT_FACES + re.sub(r"/\*#\s*sourceMappingURL.*?\*/", "", css)


def _with_woff2(css: str) -> str:
    # every browser of today reads it; the other formats would be five files more
    face = re.search(r"url\('(\.\./font/\w+\.woff2)\?\d+'\) format\('woff2'\)", css)
    assert face
    css, *_ = re.subn(r"\n\s*src:[^;]*;", "", css)
    family = "@font-face {"
    return css.replace(family, f"{family}\n  src: url('{face[1]}') format('woff2');", 1)


def _copy_licence(folder: Path, package: str) -> None:
    # govuk-frontend's package carries no licence text; the one of its repository lies here
    own = Path(__file__).parent / f"{package}.licence.txt"
    texts = sorted([*folder.glob("LICEN[CS]E*"), *folder.glob("license*")])
    found = next(iter(texts), own)
    target = VENDOR / "licences" / (package.replace("/", "__") + ".txt")
    target.parent.mkdir(exist_ok=True)
    if found.exists():
        shutil.copyfile(found, target)
    else:
        target.write_text(_declared(folder))


def _declared(folder: Path) -> str:
    """What a package that carries no licence text says about its licence elsewhere."""
    about = json.loads((folder / "package.json").read_text())
    readme = next(iter(sorted(folder.glob("[Rr][Ee][Aa][Dd][Mm][Ee]*"))), None)
    said = re.search(r"(?mis)^#+ *licen[cs]e\s+(.*)", readme.read_text()) if readme else None
    licence = about.get("license") or (said and said[1].strip())
    if not licence:
        sys.exit(f"{about['name']} says nothing about its licence")
    return f"{about['name']} {about['version']}\nLicence as declared by its authors: {licence}\n"


if __name__ == "__main__":
    refresh(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "node_modules")
