"""Starting an installation from the shell: it says in one sentence what is missing."""

import base64
import os
import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.patience import PATIENCE_S, eventually

ROOT = Path(__file__).parent.parent.parent.parent
KEY = base64.b64encode(b"k" * 32).decode()
FULL = {"SECRET_KEY": "s" * 40, "ENCRYPTION_KEYS": KEY}


def environment(folder: Path, **settings: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, "VAR": str(folder), **settings}


def flask(folder: Path, *args: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "flask", "--app", "web", *args],
        cwd=ROOT,
        env=environment(folder, **settings),
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"DATABASE_URL": "sqlite:///x.db"}, "SECRET_KEY is missing"),
        ({"DATABASE_URL": "sqlite:///x.db", "SECRET_KEY": "s" * 40}, "ENCRYPTION_KEYS is missing"),
        (
            {"DATABASE_URL": "sqlite:///x.db", "SECRET_KEY": "short", "ENCRYPTION_KEYS": KEY},
            "short",
        ),
        ({"DATABASE_URL": "nonsense", **FULL}, "DATABASE_URL"),
        ({"DATABASE_URL": "postgresql+psycopg://nobody@127.0.0.1:1/x", **FULL}, "DATABASE_URL"),
        ({"DATABASE_URL": "postgresql+psycopg://u@h/x", "DEMO": "1", **FULL}, "SQLite only"),
        ({"DEMO": "1", "HOST": "0.0.0.0"}, "this machine only"),
        ({"PORT": "banana"}, "PORT"),
    ],
)
def test_a_wrong_setting_is_one_sentence_and_a_non_zero_exit(
    tmp_path: Path, settings: dict[str, str], says: str
) -> None:
    result = flask(tmp_path, "init", **settings)

    assert result.returncode != 0
    assert says in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("command", [["worker", "--once"], ["deploy", "bpmn/appeal", "--note=."]])
@pytest.mark.parametrize(
    "url", ["postgresql+psycopg://nobody@127.0.0.1:1/x", "sqlite:////tmp/no/such/folder/x.db"]
)
def test_a_database_that_does_not_answer_ends_every_command_with_a_sentence(
    tmp_path: Path, command: list[str], url: str
) -> None:
    result = flask(tmp_path, *command, DATABASE_URL=url, **FULL)

    assert result.returncode == 1
    assert "The database cannot be used" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_database_that_was_not_set_up_says_how(tmp_path: Path) -> None:
    result = flask(tmp_path, "audit", "verify", DATABASE_URL=f"sqlite:///{tmp_path}/x.db", **FULL)

    assert result.returncode == 1
    assert "init" in result.stderr
    assert "Traceback" not in result.stderr


def test_the_first_start_makes_keys_only_the_owner_reads(tmp_path: Path) -> None:
    result = flask(tmp_path, "init")

    assert result.returncode == 0, result.stderr
    assert "keys" in result.stderr
    assert stat.S_IMODE((tmp_path / "keys.json").stat().st_mode) == 0o600


def test_a_second_init_changes_nothing(tmp_path: Path) -> None:
    first = flask(tmp_path, "init")
    keys = (tmp_path / "keys.json").read_text()

    second = flask(tmp_path, "init")

    assert "Deployed complaint, version 1." in first.stdout
    assert (second.returncode, second.stdout) == (0, "")
    assert (tmp_path / "keys.json").read_text() == keys


def test_a_port_in_use_is_named(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        result = flask(tmp_path, "serve", PORT=str(port))

    assert result.returncode == 1
    assert f"Port {port} of 127.0.0.1 is in use" in result.stderr


def test_the_demonstration_commands_are_refused_elsewhere(tmp_path: Path) -> None:
    result = flask(tmp_path, "demo", "advance", "PT1H")

    assert result.returncode == 1
    assert "no demonstration" in result.stderr


def test_what_was_filled_with_invented_data_stays_a_demonstration(tmp_path: Path) -> None:
    (tmp_path / "demonstration").touch()
    flask(tmp_path, "init")

    advanced = flask(tmp_path, "demo", "advance", "PT1H")
    public = flask(tmp_path, "init", HOST="0.0.0.0")

    assert advanced.returncode == 0, advanced.stderr
    assert "this machine only" in public.stderr


def test_an_invented_database_elsewhere_marks_nothing_here(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'elsewhere.db'}"

    loaded = flask(tmp_path, "demo", "load", "--cases", "1", DATABASE_URL=url, DEMO="1", **FULL)

    assert loaded.returncode == 0, loaded.stderr
    assert not (tmp_path / "demonstration").exists()


def test_serving_runs_pages_and_worker_and_stops_both(tmp_path: Path) -> None:
    port = free_port()
    serving = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "web", "serve"],
        cwd=ROOT,
        env=environment(tmp_path, PORT=str(port)),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        ready = eventually(lambda: when_ready(f"http://127.0.0.1:{port}/ready"))
        children = children_of(serving.pid)
    finally:
        serving.send_signal(signal.SIGINT)
        output, _ = serving.communicate(timeout=PATIENCE_S)

    assert ready == {"status": "ok", "missing": []}
    assert len(children) == 1
    assert serving.returncode == 0, output.decode()
    assert not Path(f"/proc/{children[0]}").exists()


def when_ready(url: str) -> object:
    """What /ready answers, if pages and worker are there."""
    try:
        response = httpx.get(url)
    except httpx.TransportError:
        return None
    return response.json() if response.is_success else None


def children_of(pid: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found.append(int(status.parent.name))
    return found
