"""A lost code or passphrase through the pages: what she and the two of the help desk do."""

from processes.complaint import numbers
from tests.web.browser import Browser, Page
from tests.web.casework import Casework

OLD, NEW = "three mangoes fell", "four ripe guavas"
CALLS, READS = "Call her and ask what only she knows", "Read the one-time word out to her"
RECOGNISED = {
    "f-recognition": "recognised",
    "f-recognition_notes": "The day on which she wrote",
}


def ask(her: Browser, casework: Casework, known_by: str, kind: str = "passphrase") -> Page:
    """Ask at the public door; a worker then looks whose it is."""
    page = her.send(her.open("/lost"), {"known_by": known_by, "kind": kind})
    casework.wait(seconds=1)
    return page


def step(officer: Browser, name: str) -> Page:
    """The waiting task of this name, from the inbox."""
    links = officer.open("/office/").tree.xpath("//tbody//th//a[.=$name]/@href", name=name)
    assert len(links) == 1, f"{name} waits {len(links)} times"
    return officer.open(links[0])


def press(officer: Browser, page: Page, button: str, **values: str) -> Page:
    """Press the button with this inscription, after answering the form that it belongs to."""
    forms = page.tree.xpath("//main//form")
    own = [at for at, form in enumerate(forms) if form.xpath(".//button[.=$b]", b=button)]
    assert len(own) == 1, f"{button}: {page.words[:400]}"
    return officer.send(page, values, form=own[0])


def complete(officer: Browser, page: Page, **values: str) -> Page:
    """Answer the form of a step and complete it."""
    done = press(officer, page, "Complete this step", **values, go="complete")
    assert done.status == 200, done.words[:600]
    return done


def held(officer: Browser, casework: Casework) -> None:
    """The first of the desk recognises her, and the hold passes."""
    complete(officer, step(officer, CALLS), **RECOGNISED)
    casework.wait(hours=48)


def word_shown(officer: Browser) -> str:
    """The second of the desk makes the word, on the page that shows it once."""
    page = press(officer, step(officer, READS), "Make and show the one-time word")
    return str(page.tree.xpath("string(//p[contains(@class, 'secret__value')])"))


def set_new(her: Browser, number: str, word: str, passphrase: str = NEW) -> Page:
    """She sets a new passphrase on the page for it."""
    return her.send(
        her.open("/lost/new"),
        {"number": number, "token": word, "passphrase": passphrase, "again": passphrase},
    )


def follow(her: Browser, number: str, passphrase: str) -> Page:
    """Her page, as far as this passphrase opens it."""
    return her.send(her.open("/track"), {"number": number, "passphrase": passphrase})


def number_of(casework: Casework, complaint_id: str) -> str:
    return numbers.written(casework.complaint(complaint_id).number)
