"""Steps at the pages without JavaScript: hers, and those of officers in their inbox."""

from models.session import reading
from processes.complaint import numbers
from tests.web.browser import Browser, Page
from tests.web.casework import Casework

PASSPHRASE = "three mangoes fell"


def follow(her: Browser, casework: Casework, complaint_id: str) -> Page:
    """Her page, opened by the number and her passphrase unless it is open already."""
    page = her.open("/track")
    if "Where it has been" in page.words:
        return page
    number = numbers.written(casework.complaint(complaint_id).number)
    return her.send(page, {"number": number, "passphrase": PASSPHRASE})


def move_clock(her: Browser, *steps: str) -> None:
    for step in steps:
        her.send(her.open("/demo/phone"), {"by": step})


def do(browser: Browser, step: str, **values: str) -> Page:
    """Open the waiting task of this name in the inbox, fill it in and complete it."""
    links = browser.open("/office/").tree.xpath("//tbody//th//a[.=$step]/@href", step=step)
    assert links, f"{step} does not wait"
    return fill(browser, browser.open(links[0]), **values)


def do_hers(her: Browser, page: Page, **values: str) -> Page:
    """Open the first step that waits on her page, fill it in and send it."""
    address = page.tree.xpath("string(//main//a[starts-with(@href, '/track/steps/')]/@href)")
    assert address, f"nothing waits: {page.words[:400]}"
    return fill(her, her.open(address), **values)


def fill(browser: Browser, page: Page, **values: str) -> Page:
    forms = page.tree.xpath("//main//form")
    own = next(at for at, form in enumerate(forms) if form.xpath(".//input[@name='f-shown']"))
    typed = {f"f-{key}": value for key, value in values.items()}
    done = browser.send(page, {**typed, "go": "complete"}, form=own)
    assert done.status == 200, done.words[:600]
    return done


def name_of(casework: Casework, role: str) -> str:
    """Who holds the post of a role at the first station."""
    with reading(casework.portal.sessions) as session:
        return str(casework.officer(session, role).name)


def proposed(casework: Casework) -> str:
    """A complaint whose investigation is finished and written down."""
    complaint_id = casework.investigated()
    day = casework.today
    casework.do(
        complaint_id,
        "write_diary_entry",
        diary_action="evidence",
        diary_done_on=day,
        diary_text="Saw the recordings.",
        investigation_complete=True,
    )
    casework.do(
        complaint_id,
        "propose_final_opinion",
        outcome="charge_sheet",
        final_offences=["stalking"],
        opinion_text="The recordings bear out what she told.",
        medical_report_attached=False,
        device_custody_recorded=True,
    )
    return complaint_id
