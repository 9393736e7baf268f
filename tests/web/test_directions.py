"""What people typed turns round no line: names beside numbers, and the numbers that are dialled."""

import pytest

from tests.web.browser import Browser
from tests.web.casework import Casework
from tests.web.emergency.test_help import call
from tests.web.lost import CALLS, ask, number_of, press, step
from tests.web.staff import SignIn
from web.directions import isolated, unturned

TURNED = "\u2069Asha\u202e Devi"
BESIDE = "//main//p[@class='{}']/bdi/text()"
DIALLED = "//main//a[starts-with(@href, 'tel:')]/@href"


@pytest.mark.parametrize("sign", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_no_hidden_sign_turns_what_stands_beside_a_name(sign: str) -> None:
    assert isolated(f"Asha{sign} Devi") == "<bdi>Asha Devi</bdi>"
    assert unturned(f"Asha{sign} Devi") == "Asha Devi"


@pytest.mark.parametrize("name", ["सलमा", "سلمہ", "क्\u200dष", "Asha"])
def test_every_script_stays_as_it_was_typed(name: str) -> None:
    assert isolated(name) == f"<bdi>{name}</bdi>"


def test_what_is_typed_as_markup_stays_words() -> None:
    assert isolated("<b>Asha</b>") == "<bdi>&lt;b&gt;Asha&lt;/b&gt;</bdi>"


def test_a_turned_name_leaves_the_number_to_call_as_it_is(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id = casework.submit(name=TURNED)
    casework.wait(hours=20)

    page = sign_in("caller").open(f"/office/tasks/{casework.task(complaint_id, 'call_her').id}")

    assert page.tree.xpath(BESIDE.format("secret__name")) == ["Asha Devi"]
    assert "\u202e" not in page.words
    assert page.tree.xpath("//main//a[starts-with(@href, 'tel:')]/bdi/text()") == [
        "+91 98765 43210"
    ]
    assert page.tree.xpath(DIALLED) == ["tel:+919876543210"]


def test_the_help_desk_dials_the_number_in_full(
    browser: Browser, sign_in: SignIn, casework: Casework
) -> None:
    ask(browser, casework, number_of(casework, casework.called()))
    desk = sign_in("helpdesk")

    page = press(desk, step(desk, CALLS), "Show whom to call")

    assert page.tree.xpath(BESIDE.format("secret__name")) == ["Asha Devi"]
    assert page.tree.xpath(DIALLED) == ["tel:+919876543210"]


def test_a_patrol_dials_the_number_in_full(browser: Browser, sign_in: SignIn) -> None:
    call(browser)
    unit = sign_in("patrol")

    page = unit.send(unit.open("/patrol"), {"say": "going"})

    assert page.tree.xpath(DIALLED) == ["tel:+919876543210"]
