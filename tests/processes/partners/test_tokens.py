"""Partners and their tokens: admitted with scopes, renewed, shut out, and never readable."""

from datetime import datetime

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from engine import audit
from models.encryption import Keyring
from processes.exceptions import PartnerNotFound, PartnerRefused
from processes.partners import tokens
from processes.partners.tokens import Scope


@pytest.fixture
def token(session: Session, keyring: Keyring, now: datetime) -> str:
    made = tokens.admit(
        session, keyring, name="UP Cop", scopes=[Scope.SUBMIT, Scope.TRACK], real_now=now
    )
    session.commit()
    return made


def test_a_token_opens_what_it_was_given_for(
    session: Session, keyring: Keyring, token: str
) -> None:
    partner = tokens.partner_of(session, keyring, token)

    assert partner is not None
    assert (partner.name, partner.per_minute) == ("UP Cop", tokens.PER_MINUTE)
    assert tokens.may(partner, Scope.TRACK)
    assert not tokens.may(partner, Scope.ALERT)


def test_a_token_lies_nowhere_in_the_database(database: Engine, token: str) -> None:
    with database.connect() as connection:
        stored = repr(connection.execute(text("SELECT * FROM partner")).all())
        stored += repr(connection.execute(text("SELECT * FROM audit_entry")).all())

    assert token not in stored
    assert token.removeprefix(tokens.PREFIX) not in stored


def test_after_another_key_of_ours_came_first_a_token_still_opens(
    session: Session, keyring: Keyring, token: str
) -> None:
    rotated = Keyring([bytes(range(1, 33)), bytes(range(32))])

    assert tokens.partner_of(session, rotated, token) is not None


def test_a_renewed_token_shuts_the_old_one_out(
    session: Session, keyring: Keyring, token: str, now: datetime
) -> None:
    renewed = tokens.renew(session, keyring, name="UP Cop", real_now=now)

    assert tokens.partner_of(session, keyring, token) is None
    assert tokens.partner_of(session, keyring, renewed) is not None


def test_who_is_shut_out_stays_out(
    session: Session, keyring: Keyring, token: str, now: datetime
) -> None:
    tokens.shut_out(session, name="UP Cop", real_now=now)

    assert tokens.partner_of(session, keyring, token) is None
    assert [partner.revoked_at for partner in tokens.partners(session)] == [now]
    with pytest.raises(PartnerNotFound):
        tokens.shut_out(session, name="UP Cop", real_now=now)
    with pytest.raises(PartnerNotFound):
        tokens.renew(session, keyring, name="UP Cop", real_now=now)


@pytest.mark.parametrize(
    ("name", "scopes", "per_minute"),
    [
        ("UP  Cop", [Scope.READ], 1),
        (" ", [Scope.READ], 1),
        ("Other", [], 1),
        ("Other", [Scope.READ], 0),
        ("x" * 81, [Scope.READ], 1),
    ],
)
def test_a_partner_needs_a_name_of_its_own_and_something_to_do(
    session: Session,
    keyring: Keyring,
    token: str,
    now: datetime,
    name: str,
    scopes: list[Scope],
    per_minute: int,
) -> None:
    with pytest.raises(PartnerRefused):
        tokens.admit(
            session, keyring, name=name, scopes=scopes, per_minute=per_minute, real_now=now
        )


def test_whatever_happens_to_a_partner_is_audited(
    session: Session, keyring: Keyring, token: str, now: datetime
) -> None:
    tokens.renew(session, keyring, name="UP Cop", real_now=now)
    tokens.shut_out(session, name="UP Cop", real_now=now)
    session.commit()

    actions = session.execute(
        text("SELECT action FROM audit_entry WHERE chain = 'partners' ORDER BY number")
    ).scalars()
    assert list(actions) == ["admitted", "renewed", "shut_out"]
    assert audit.verify(session) == []
