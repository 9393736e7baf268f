"""Bundles and shrinks with esbuild what has no small browser build of its own."""

import subprocess
from pathlib import Path

ENTRY = Path(__file__).parent / "studio.js"
#: The oldest browsers designers work with; officers' and her pages need none of these files.
_TARGET = "--target=es2022"


def bundle(node_modules: Path) -> bytes:
    """The module that studio.js describes, in one file."""
    return _esbuild(
        node_modules,
        "--bundle",
        "--format=esm",
        f"--sourcefile={ENTRY.name}",
        "--loader=js",
        given=ENTRY.read_bytes(),
    )


def shrink(node_modules: Path, source: Path) -> bytes:
    """A script without its blanks and comments; its licence lies beside it."""
    return _esbuild(node_modules, "--loader=js", given=source.read_bytes())


def _esbuild(node_modules: Path, *options: str, given: bytes) -> bytes:
    program = node_modules / ".bin" / "esbuild"
    done = subprocess.run(
        [str(program), "--minify", "--legal-comments=none", _TARGET, "--charset=utf8", *options],
        input=given,
        capture_output=True,
        cwd=node_modules.parent,  # where the packages are looked for
        check=True,
    )
    return done.stdout
