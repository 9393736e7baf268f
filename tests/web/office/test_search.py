"""Looking a case up by its number."""

from processes.complaint import numbers
from tests.web.browser import Browser, Page
from tests.web.casework import Casework
from tests.web.staff import SignIn


def search(browser: Browser, typed: str) -> Page:
    page = browser.open("/office/")
    token = page.tree.xpath("string(//input[@name='csrf_token']/@value)")
    answer = browser.client.post(
        "/office/search", data={"csrf_token": token, "number": typed}, follow_redirects=True
    )
    return Page(answer.status_code, answer.request.full_path, answer.text, answer)


def test_a_number_leads_to_its_case_however_it_is_written(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id = casework.called()
    number = str(casework.complaint(complaint_id).number)
    browser = sign_in("sho")

    pages = [search(browser, typed) for typed in (number, numbers.written(number).lower())]

    assert [page.address.rstrip("?") for page in pages] == [f"/office/cases/{complaint_id}"] * 2


def test_anothers_number_and_one_that_never_was_look_the_same(
    sign_in: SignIn, casework: Casework
) -> None:
    number = str(casework.complaint(casework.called()).number)
    browser = sign_in("recorder")

    theirs, nobodys = search(browser, number), search(browser, numbers.new_number())

    assert theirs.status == nobodys.status == 404
    assert theirs.heading == nobodys.heading == "No complaint of this number"
    assert theirs.words == nobodys.words


def test_a_number_that_was_not_given_yet_is_not_found(sign_in: SignIn, casework: Casework) -> None:
    number = str(casework.complaint(casework.submit()).number)

    assert search(sign_in("sho"), number).status == 404


def test_the_nations_viewer_cannot_search_at_all(sign_in: SignIn, casework: Casework) -> None:
    number = str(casework.complaint(casework.called()).number)
    browser = sign_in("national")

    assert not browser.open("/office/").tree.xpath("//form[@role='search']")
    assert search(browser, number).status == 404


def test_what_was_typed_is_shown_escaped(sign_in: SignIn) -> None:
    page = search(sign_in("sho"), '"><script>alert(1)</script>')

    assert page.status == 404
    assert "<script>alert" not in page.text
