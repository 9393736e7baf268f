"""What a passphrase must be like, told before anything is stored."""

from flask_babel import gettext

from processes import passwords
from web import database


def faults_of(passphrase: str, again: str) -> dict[str, str]:
    """The remedy by input name; empty if the passphrase may be taken."""
    length = len(passwords.normalised(passphrase))
    if length < passwords.SHORTEST:
        return {"passphrase": gettext("Choose at least 8 characters.")}
    if length > passwords.LONGEST:
        return {"passphrase": gettext("Choose at most 200 characters.")}
    if passphrase != again:
        return {"again": gettext("Write the same passphrase in both boxes.")}
    return {}


def hashed(passphrase: str) -> str:
    """The hash to store of one without faults, computed between two transactions.

    It takes long, and every other writer would wait. What the request has read before must be
    read anew.
    """
    database.let_go()
    return passwords.STRONG.hash(passphrase)
