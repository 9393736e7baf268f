"""Bundles with esbuild what has no browser build, or shares parts with what our pages add to it."""

import subprocess
from pathlib import Path

HERE = Path(__file__).parent
#: The oldest browsers designers work with; officers' and her pages need none of these files.
_TARGET = "--target=es2022"


def bundle(node_modules: Path, entry: str) -> bytes:
    """The module that the file `entry` beside this one describes, in one file."""
    done = subprocess.run(
        [
            str(node_modules / ".bin" / "esbuild"),
            "--bundle",
            "--minify",
            "--format=esm",
            "--legal-comments=none",  # the licences lie beside it
            "--charset=utf8",
            "--loader=js",
            f"--sourcefile={entry}",
            _TARGET,
        ],
        input=(HERE / entry).read_bytes(),
        capture_output=True,
        cwd=node_modules.parent,  # where the packages are looked for
        check=True,
    )
    return done.stdout
