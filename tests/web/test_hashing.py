"""Passwords and passphrases are hashed outside every transaction: no writer waits for that."""

from dataclasses import dataclass, field

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import Engine

from processes.demonstration.police import PASSWORD
from processes.passwords import Hasher
from tests.web import reporting
from tests.web.browser import Browser
from tests.web.staff import try_to_sign_in
from web.portal import Portal


@dataclass
class AnotherWriter:
    """Tries to write, without waiting, whenever something is hashed."""

    database: Engine
    got_through: list[bool] = field(default_factory=list)

    def write(self) -> None:
        connection = self.database.raw_connection()
        driver = connection.driver_connection
        assert driver is not None
        try:
            driver.execute("PRAGMA busy_timeout=0")
            driver.execute("BEGIN IMMEDIATE")
            driver.execute("ROLLBACK")
        except driver.OperationalError:
            self.got_through.append(False)
        else:
            self.got_through.append(True)
        finally:
            connection.invalidate()


@pytest.fixture
def another_writer(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> AnotherWriter:
    writer = AnotherWriter(portal.database)
    compute, compare = Hasher.hash, Hasher.verify

    def hash_meanwhile(self: Hasher, secret: str) -> str:
        writer.write()
        return compute(self, secret)

    def verify_meanwhile(self: Hasher, stored: str | None, secret: str) -> bool:
        writer.write()
        return compare(self, stored, secret)

    monkeypatch.setattr(Hasher, "hash", hash_meanwhile)
    monkeypatch.setattr(Hasher, "verify", verify_meanwhile)
    return writer


def test_another_writer_gets_through_while_a_complaint_is_sent(
    browser: Browser, another_writer: AnotherWriter
) -> None:
    page = reporting.report(browser)

    assert page.heading == "We have your complaint"
    assert another_writer.got_through == [True]


def test_another_writer_gets_through_while_a_new_passphrase_is_set(
    browser: Browser, another_writer: AnotherWriter
) -> None:
    words = {"passphrase": "four new words", "again": "four new words"}

    browser.send(browser.open("/lost/new"), {"number": "2ZV3-HS55-A2C8-4", "token": "0", **words})

    assert another_writer.got_through == [True]


def test_another_writer_gets_through_while_she_opens_her_page(
    browser: Browser, another_writer: AnotherWriter
) -> None:
    browser.send(browser.open("/track"), {"number": "2ZV3-HS55-A2C8-4", "passphrase": "a b c d e"})

    assert another_writer.got_through == [True]


@pytest.mark.parametrize("password", [PASSWORD, "wrong words"])
def test_another_writer_gets_through_while_an_officer_signs_in(
    browser: Browser, another_writer: AnotherWriter, password: str
) -> None:
    try_to_sign_in(browser, "sho", password)

    assert another_writer.got_through == [True]


def test_another_writer_gets_through_while_an_officer_is_added(
    app: Flask, another_writer: AnotherWriter
) -> None:
    cli: FlaskCliRunner = app.test_cli_runner()
    facts = ["--name", "Uma", "--name-hi", "उमा", "--rank", "Inspector", "--gender", "female"]

    result = cli.invoke(args=["users", "add", "uma", *facts, "--password", "four new words"])

    assert result.exit_code == 0, result.output
    assert another_writer.got_through == [True]
