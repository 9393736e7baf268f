"""Settings: everything an installation decides, read once from the environment."""

import base64
import binascii
import json
import os
import secrets
from pathlib import Path

import click
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from models.encryption import KEY_BYTES, Keyring, new_master_key

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
#: The databases that the same tests run on, as their addresses begin.
DRIVERS = frozenset({"sqlite", "postgresql", "postgresql+psycopg"})


class SettingsRefused(click.ClickException):
    """The installation cannot start; the message says in one sentence what to set."""


class Settings(BaseSettings):
    """The environment variable of each setting is its name in capital letters.

    Without any, `complete` makes an embedded SQLite set-up below `var/`, with keys of its own.
    """

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_ignore_empty=True)

    database_url: str | None = Field(
        default=None, description="SQLAlchemy address of the database; without it SQLite below VAR."
    )
    secret_key: SecretStr | None = Field(
        default=None, description="Signs session cookies and forms; at least 32 characters."
    )
    encryption_keys: SecretStr | None = Field(
        default=None,
        description="Base64 keys of 32 bytes, newest first, separated by commas. The first "
        "encrypts, all decrypt. Lost keys mean lost case records.",
    )
    demo: bool = Field(
        default=False,
        description="Demonstration mode: banner, invented data, a clock that can be moved. Only "
        "on SQLite and only on this machine.",
    )
    second_person: bool = Field(
        default=True,
        description="Another designer approves what one publishes; a demonstration alone may do "
        "without.",
    )
    host: str = Field(default="127.0.0.1", description="Address to serve at.")
    port: int = Field(default=8000, ge=1, le=65535, description="Port to serve at.")
    https: bool = Field(
        default=False,
        description="Pages are served over HTTPS: secure cookies and HSTS are switched on.",
    )
    proxies: int = Field(
        default=0, ge=0, le=5, description="How many reverse proxies of ours stand in front."
    )
    var: Path = Field(
        default=Path("var"), description="Folder of the embedded set-up's data and keys."
    )
    exit_url: str = Field(
        default="https://mausam.imd.gov.in/",
        pattern=r"^https?://[^\s;,'\"]+$",
        description="Where the button for leaving the page goes: something nobody wonders at.",
    )
    rate_limits: bool = Field(default=True, description="Limit how often one address may try.")
    rate_limit_storage: str = Field(
        default="counts://",
        description="Where attempts are counted; counts:// is the memory of this process, and "
        "several processes need a shared one.",
    )
    form_bytes: int = Field(
        default=16_000_000, ge=10_000, description="The largest form taken, files included."
    )
    metrics_token: SecretStr | None = Field(
        default=None,
        description="Opens /metrics as a bearer token; without it the page does not exist.",
    )
    sms_url: str | None = Field(
        default=None,
        description="Provider of text and voice messages; without it the outbox keeps them.",
    )
    sms_token: SecretStr | None = Field(default=None, description="The provider's bearer token.")
    cctns_url: str | None = Field(
        default=None, description="Gateway to CCTNS; without it CCTNS is told nothing."
    )
    cctns_token: SecretStr | None = Field(default=None, description="The gateway's bearer token.")
    smtp_host: str | None = Field(
        default=None, description="Mail server; without it the outbox keeps mails."
    )
    smtp_port: int = Field(default=587, ge=1, le=65535, description="The mail server's port.")
    smtp_sender: str = Field(default="services@localhost", description="Sender of mails.")
    smtp_user: str | None = Field(
        default=None, description="Name to sign in with at the mail server."
    )
    smtp_password: SecretStr | None = Field(default=None, description="Its password.")
    smtp_tls: bool = Field(default=True, description="Speak TLS with the mail server.")

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is SQLite."""
        return (self.database_url or "sqlite:").startswith("sqlite")

    @property
    def keyring(self) -> Keyring:
        """The encryption keys.

        :raises SettingsRefused: a key is missing or is not 32 bytes in Base64
        """
        if self.encryption_keys is None:
            raise SettingsRefused("ENCRYPTION_KEYS is missing: set a Base64 key of 32 bytes.")
        masters = []
        for text in self.encryption_keys.get_secret_value().split(","):
            try:
                masters.append(base64.b64decode(text.strip(), validate=True))
            except (binascii.Error, ValueError):
                raise SettingsRefused("ENCRYPTION_KEYS holds a key that is not Base64.") from None
        if any(len(master) != KEY_BYTES for master in masters):
            raise SettingsRefused(f"Each key of ENCRYPTION_KEYS must have {KEY_BYTES} bytes.")
        return Keyring(masters)

    def complete(self) -> "Settings":
        """These settings with what an embedded set-up fills in for itself, and checked.

        :raises SettingsRefused: something is missing or does not go together
        """
        settings = self if self.database_url else self._embedded()
        settings._check()
        return settings

    @property
    def demonstration_mark(self) -> Path:
        """The file that says: the data in this folder is invented."""
        return self.var / "demonstration"

    @property
    def is_embedded(self) -> bool:
        """Whether the database is the one that the set-up keeps below VAR for itself."""
        return self.database_url == self._embedded_url

    @property
    def _embedded_url(self) -> str:
        return f"sqlite:///{(self.var / 'itsso.db').resolve()}"

    def _embedded(self) -> "Settings":
        try:
            self.var.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SettingsRefused(
                f"The folder {self.var} cannot be made ({error.strerror}): set VAR to one that can."
            ) from None
        found: dict[str, object] = {
            "database_url": self._embedded_url,
            # what was once filled with invented data stays a demonstration, whoever asks
            "demo": self.demo or self.demonstration_mark.exists(),
        }
        if self.secret_key is None or self.encryption_keys is None:
            found |= {
                name: SecretStr(value)
                for name, value in _keys_kept_in(self.var / "keys.json").items()
                if getattr(self, name) is None
            }
        return self.model_copy(update=found)

    def _check(self) -> None:
        try:
            driver = make_url(self.database_url or "").drivername
        except ArgumentError:
            raise SettingsRefused("DATABASE_URL is not an address of a database.") from None
        if driver not in DRIVERS:
            raise SettingsRefused("DATABASE_URL must begin with postgresql+psycopg: or sqlite:.")
        if self.secret_key is None:
            raise SettingsRefused("SECRET_KEY is missing: set at least 32 random characters.")
        if len(self.secret_key.get_secret_value()) < 32:
            raise SettingsRefused("SECRET_KEY is too short: set at least 32 random characters.")
        _ = self.keyring
        if not self.second_person and not self.demo:
            raise SettingsRefused("SECOND_PERSON can be switched off with DEMO only: unset it.")
        if self.demo and not self.is_sqlite:
            raise SettingsRefused("DEMO runs on SQLite only: unset DATABASE_URL or DEMO.")
        if self.demo and self.host not in LOOPBACK:
            raise SettingsRefused("DEMO serves this machine only: set HOST to 127.0.0.1.")


def read_settings() -> Settings:
    """The environment's settings, complete.

    :raises SettingsRefused: with one sentence that says what to set
    """
    try:
        settings = Settings()
    except ValidationError as error:
        fault = error.errors()[0]
        name = str(fault["loc"][0]).upper() if fault["loc"] else "The environment"
        raise SettingsRefused(f"{name} cannot be used: {fault['msg']}.") from None
    return settings.complete()


def _keys_kept_in(path: Path) -> dict[str, str]:
    """The embedded set-up's keys; made on the first start, readable by the owner only."""
    if path.exists():
        try:
            kept: dict[str, str] = json.loads(path.read_text())
            return {"secret_key": kept["secret_key"], "encryption_keys": kept["encryption_keys"]}
        except (ValueError, KeyError, TypeError):
            raise SettingsRefused(
                f"{path} does not hold this set-up's keys: put back the right file."
            ) from None
    keys = {
        "secret_key": secrets.token_urlsafe(48),
        "encryption_keys": base64.b64encode(new_master_key()).decode(),
    }
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise SettingsRefused(
            f"{path} cannot be written ({error.strerror}): set VAR to a folder that can."
        ) from None
    with os.fdopen(descriptor, "w") as file:
        json.dump(keys, file)
    click.echo(f"Made new keys for this set-up in {path}; without them its data is lost.", err=True)
    return keys
