"""Keep the Hindi catalogue: `update` extracts, merges and compiles; `check` says what is missing.

English stands in the code and templates; web/translations/hi holds the Hindi.
"""

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

WEB = Path(__file__).parents[1] / "web"
PO = WEB / "translations" / "hi" / "LC_MESSAGES" / "messages.po"
MO = PO.with_suffix(".mo")
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
KEYWORDS = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
}


def empty() -> Catalog:
    """A catalogue whose header never changes, so that a new string is a small difference."""
    then = datetime(2026, 1, 1, tzinfo=UTC)
    return Catalog(
        locale="hi",
        project="ITSSO",
        version="1",
        header_comment="# Hindi, as it is spoken.",
        creation_date=then,
        revision_date=then,
        fuzzy=False,
    )


def extracted() -> Catalog:
    """Every string of the code and templates, without a translation."""
    catalog = empty()
    options = {"**.html": {"trimmed": "true", "silent": "false"}}
    for _, _, message, comments, context in extract_from_dir(
        WEB, METHODS, options, keywords=KEYWORDS
    ):
        catalog.add(message, auto_comments=comments, context=context)
    return catalog


def kept() -> Catalog:
    """The catalogue as it lies in the project."""
    if not PO.exists():
        return empty()
    with PO.open("rb") as file:
        return read_po(file, locale="hi", charset="utf-8")


def compiled(catalog: Catalog) -> bytes:
    """The catalogue as gettext reads it."""
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def update() -> None:
    """Merge new strings in, drop old ones, and compile."""
    known, catalog = kept(), extracted()
    for message in catalog:
        before = known.get(_single(message.id)) if message.id else None
        if before is not None and before.pluralizable == message.pluralizable:
            message.string = before.string
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, catalog, no_location=True, sort_output=True, width=100)
    MO.write_bytes(compiled(kept()))


def problems() -> list[str]:
    """What is missing, left over, unsure or not compiled."""
    wanted, catalog = extracted(), kept()
    there = {message.id: message for message in catalog if message.id}
    found = [f"not in the catalogue: {m.id!r}" for m in wanted if m.id and m.id not in there]
    found += [f"no longer used: {name!r}" for name in there if wanted.get(_single(name)) is None]
    for message in there.values():
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.fuzzy or not all(texts):
            found.append(f"no Hindi: {message.id!r}")
        found += [f"{message.id!r}: {error}" for error in message.check(catalog)]
    if not MO.exists() or MO.read_bytes() != compiled(catalog):
        found.append("messages.mo is not what messages.po says: run `update`")
    return found


def _single(name: object) -> str:
    return str(name[0] if isinstance(name, tuple | list) else name)


if __name__ == "__main__":
    if sys.argv[1:] == ["update"]:
        update()
    missing = problems()
    print("\n".join(missing) or f"translations: {len(kept())} strings, all in Hindi")
    sys.exit(1 if missing else 0)
