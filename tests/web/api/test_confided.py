"""What she confides: a program through which she follows her complaint reads nothing of it."""

from flask import Flask

from processes.complaint import numbers
from tests.journeys.online import fill, follow
from tests.web.api.conftest import PASSPHRASE, Partner
from tests.web.browser import Browser
from tests.web.casework import Casework

WORDS = "He told me to settle at the tea stall"
STEP = "Stop the pressure she told of"


def confided(app: Flask, casework: Casework) -> dict[str, str]:
    """She has told of pressure by police; what opens her complaint to a program."""
    her = Browser(app, language="en")
    complaint_id = casework.called()
    follow(her, casework, complaint_id)
    fill(her, her.open("/track/say/any_confided_said"), confided_words=WORDS)
    casework.wait(hours=24, minutes=5)
    number = numbers.written(casework.complaint(complaint_id).number)
    return {"number": number, "passphrase": PASSPHRASE}


def test_following_it_tells_a_program_nothing_of_it(
    app: Flask, partner: Partner, casework: Casework
) -> None:
    opening = confided(app, casework)

    answer = partner.post("/complaints/track", opening)

    assert answer.status_code == 200
    assert answer.json["number"] == opening["number"]
    assert WORDS not in answer.text
    assert STEP not in answer.text
