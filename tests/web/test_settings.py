"""Settings: an embedded set-up makes its own keys; anything else is told in one sentence."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from tests.web.installation import settings_for
from web.settings import Settings, SettingsRefused, read_settings

NAMES = ("DATABASE_URL", "SECRET_KEY", "ENCRYPTION_KEYS", "DEMO", "HOST", "VAR", "PORT")


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def test_without_any_setting_an_embedded_installation_makes_keys_only_its_owner_reads(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = read_settings()

    kept = tmp_path / "var" / "keys.json"
    assert settings.database_url == f"sqlite:///{tmp_path / 'var' / 'itsso.db'}"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert "keys.json" in capsys.readouterr().err


def test_the_second_start_uses_the_same_keys() -> None:
    first, second = read_settings(), read_settings()

    assert first.secret_key == second.secret_key
    assert first.encryption_keys == second.encryption_keys


def test_an_embedded_installation_takes_a_key_from_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SECRET_KEY", "k" * 40)

    settings = read_settings()

    assert settings.secret_key == SecretStr("k" * 40)
    assert settings.encryption_keys is not None


def test_a_damaged_key_file_is_refused_instead_of_replaced(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "keys.json").write_text(json.dumps({"secret_key": "x"}))

    with pytest.raises(SettingsRefused, match="put back the right file"):
        read_settings()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"secret_key": None}, "SECRET_KEY is missing"),
        ({"secret_key": SecretStr("short")}, "SECRET_KEY is too short"),
        ({"encryption_keys": None}, "ENCRYPTION_KEYS is missing"),
        ({"encryption_keys": SecretStr("not base64!")}, "not Base64"),
        ({"encryption_keys": SecretStr("c2hvcnQ=")}, "must have 32 bytes"),
        ({"database_url": "nonsense"}, "DATABASE_URL"),
        ({"database_url": "postgres://db/itsso"}, "must begin with postgresql"),
        ({"database_url": "mysql://db/itsso"}, "must begin with postgresql"),
        ({"database_url": "postgresql+psycopg://db/itsso", "demo": True}, "SQLite only"),
        ({"second_person": False}, "with DEMO only"),
        ({"demo": True, "host": "0.0.0.0"}, "this machine only"),
    ],
)
def test_what_is_missing_or_does_not_go_together_is_one_sentence(
    changed: dict[str, Any], sentence: str
) -> None:
    settings = settings_for("sqlite:////tmp/never-opened.db").model_copy(update=changed)

    with pytest.raises(SettingsRefused, match=sentence) as refused:
        settings.complete()
    assert "\n" not in refused.value.message


def test_a_folder_that_cannot_be_made_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("VAR", str(tmp_path / "file" / "var"))

    with pytest.raises(SettingsRefused, match=r"cannot be made .*: set VAR to one that can"):
        read_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "no number"), ("EXIT_URL", "javascript:alert(1)"), ("PROXIES", "9")],
)
def test_a_setting_of_the_wrong_kind_is_named(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingsRefused, match=name):
        read_settings()


def test_no_key_shows_when_settings_are_printed() -> None:
    settings = settings_for("sqlite://")

    assert "for tests only" not in repr(settings)


def test_every_setting_is_documented() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []
