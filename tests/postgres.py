"""A throw-away PostgreSQL server from the system's binaries, run as an unprivileged user."""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

MISSING = "PostgreSQL's server is not installed: apt install postgresql"


def binaries() -> Path:
    """The folder of the newest installed server.

    :raises RuntimeError: there is none
    """
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[4]))
    path = str(found[-1]) if found else shutil.which("initdb")
    if path is None:
        raise RuntimeError(MISSING)
    return Path(path).parent


@contextlib.contextmanager
def temporary_postgres(*, durable: bool = False) -> Iterator[str]:
    """The address of a running server; it listens on a socket in its own folder only.

    `durable` keeps fsync on, for tests that kill the server.
    """
    folder = tempfile.mkdtemp(prefix="pg_")
    options = f"-c listen_addresses='' -c unix_socket_directories={folder}"
    if not durable:
        options += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    try:
        _run(
            folder,
            "initdb",
            "-D",
            f"{folder}/data",
            "-U",
            "itsso",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-locale",
            "--no-sync",
        )
        _run(
            folder,
            "pg_ctl",
            "-D",
            f"{folder}/data",
            "-w",
            "-l",
            f"{folder}/log",
            "-o",
            options,
            "start",
        )
        try:
            yield f"postgresql+psycopg://itsso@/postgres?host={folder}"
        finally:
            _run(folder, "pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(folder: str, program: str, *arguments: str) -> None:
    """Run one of the server's programs; as root, in the name of the user `postgres`."""
    environment = {**os.environ, "HOME": folder, "TZ": "UTC"}
    command = [str(binaries() / program), *arguments]
    if os.getuid() != 0:
        subprocess.run(command, check=True, capture_output=True, env=environment, cwd=folder)
        return
    user = pwd.getpwnam("postgres")
    os.chown(folder, user.pw_uid, user.pw_gid)
    subprocess.run(
        command,
        check=True,
        capture_output=True,
        env=environment,
        cwd=folder,
        user=user.pw_uid,
        group=user.pw_gid,
        extra_groups=[],
    )
