"""`partners`: admitting, renewing and shutting out programs of others, from the shell."""

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner


@pytest.fixture
def cli(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()


def rights(app: Flask, token: str) -> int:
    headers = {"Authorization": f"Bearer {token}"}
    return app.test_client().get("/api/v1/rights", headers=headers).status_code


def test_the_printed_token_opens_the_api_until_it_is_renewed_or_revoked(
    cli: FlaskCliRunner, app: Flask
) -> None:
    token = cli.invoke(args=["partners", "add", "UP Cop", "--scope", "read"]).output.strip()
    opened = rights(app, token)
    renewed = cli.invoke(args=["partners", "renew", "UP Cop"]).output.strip()
    after_renewal = (rights(app, token), rights(app, renewed))

    revoked = cli.invoke(args=["partners", "revoke", "UP Cop"])

    assert (opened, after_renewal) == (200, (401, 200))
    assert (revoked.exit_code, rights(app, renewed)) == (0, 401)


def test_the_list_names_partners_and_shows_no_token(cli: FlaskCliRunner) -> None:
    args = ["partners", "add", "UP Cop", "--scope", "read", "--scope", "track"]
    token = cli.invoke(args=[*args, "--per-minute", "7"]).output.strip()

    listed = cli.invoke(args=["partners", "list"]).output

    assert listed == "UP Cop  read track  7/minute\n"
    assert token not in listed


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["revoke", "Nobody"], "No partner of this name is admitted."),
        (["renew", "Nobody"], "No partner of this name is admitted."),
        (["add", " ", "--scope", "read"], "Give the partner a name"),
        (["add", "X", "--scope", "everything"], "Invalid value for '--scope'"),
        (["add", "X"], "Missing option '--scope'"),
    ],
)
def test_what_cannot_be_is_told_in_one_sentence(
    cli: FlaskCliRunner, args: list[str], says: str
) -> None:
    result = cli.invoke(args=["partners", *args])

    assert result.exit_code != 0
    assert says in result.output
    assert "Traceback" not in result.output
