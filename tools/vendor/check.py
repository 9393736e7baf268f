"""Say whether web/static/vendor is exactly what its manifest lists; needs no npm, no network."""

import sys

from manifest import MANIFEST, VENDOR, digest, read_manifest


def differences() -> list[str]:
    """One sentence for each file that was changed, is missing or is not listed."""
    entries = read_manifest()
    found = {
        path.relative_to(VENDOR).as_posix()
        for path in VENDOR.rglob("*")
        if path.is_file() and path != MANIFEST and path.parent.name != "licences"
    }
    return [
        *(f"{name} is missing" for name in sorted(set(entries) - found)),
        *(f"{name} is not in the manifest" for name in sorted(found - set(entries))),
        *(
            f"{name} was changed"
            for name in sorted(found & set(entries))
            if digest(VENDOR / name) != entries[name]["sha256"]
        ),
    ]


if __name__ == "__main__":
    problems = differences()
    if problems:
        sys.exit("vendored assets: " + "; ".join(problems))
    print(f"vendored assets: {len(read_manifest())} files as the manifest says")
