"""The command line: `flask --app web COMMAND`."""

from flask import Flask

from web.cli import (
    audit,
    backlog,
    cctns,
    check,
    definitions,
    demo,
    init,
    migrate,
    move_token,
    officers,
    partners,
    patrol_units,
    reachable,
    serve,
    simulate,
    test_process,
    worker,
)


def init_app(app: Flask) -> None:
    """Offer the commands."""
    for module in (
        init,
        worker,
        serve,
        demo,
        check,
        definitions,
        migrate,
        move_token,
        audit,
        test_process,
        simulate,
        partners,
        patrol_units,
        backlog,
        cctns,
    ):
        app.cli.add_command(reachable.in_one_sentence(module.command))
    for command in (definitions.deploy, officers.users, officers.transfer):
        app.cli.add_command(reachable.in_one_sentence(command))
