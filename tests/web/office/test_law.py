"""What officers' pages say of the law: the section for the day, and that nobody has signed it."""

from tests.web.casework import Casework
from tests.web.staff import SignIn


def registered(casework: Casework, *offences: str, **days: str) -> str:
    """A complaint that is registered under these offences; its id."""
    complaint_id = casework.called()
    casework.do(
        complaint_id,
        "register_complaint",
        offences=list(offences),
        registered_as="fir",
        registration_number="7/2026",
        registration_text="What she told.",
        recorded_by_woman="yes",
        **days,
    )
    return complaint_id


def test_the_case_page_says_what_the_law_leaves_open_and_on_what_it_depends(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id = registered(casework, "cruelty_husband", incident_on="2026-03-01")

    page = sign_in("sho").open(f"/office/cases/{complaint_id}")
    questions = page.tree.xpath("//aside//details//li")

    assert [each.xpath("string(strong)") for each in questions] == ["Cognizable"]
    assert "if informed by her, a relative" in questions[0].xpath("string(span)")


def test_the_hindi_page_says_it_in_hindi(sign_in: SignIn, casework: Casework) -> None:
    complaint_id = registered(casework, "cruelty_husband", incident_on="2026-03-01")

    page = sign_in("sho").open(f"/office/cases/{complaint_id}?lang=hi")
    (question,) = page.tree.xpath("//aside//details//li")

    assert question.xpath("string(strong)") == "संज्ञेय"
    assert "ख़ून, विवाह या गोद का कोई रिश्तेदार" in question.xpath("string(span)")
    assert question.xpath("span/@lang") == []


def test_while_the_legal_desk_looks_for_the_law_nothing_else_is_asked(
    sign_in: SignIn, casework: Casework
) -> None:
    days = {"incident_on": "2024-06-30", "incident_until_on": "2024-07-01"}
    complaint_id = registered(casework, "rape", **days)

    page = sign_in("sho").open(f"/office/cases/{complaint_id}")

    assert "which law holds is open: legal desk" in page.words
    assert page.tree.xpath("//aside//details//li") == []


def test_the_form_of_registration_says_which_rows_of_the_law_are_unsigned(
    sign_in: SignIn, casework: Casework
) -> None:
    task = casework.task(casework.called(), "register_complaint")

    english = sign_in("sho").open(f"/office/tasks/{task.id}")
    hindi = sign_in("sho").open(f"/office/tasks/{task.id}?lang=hi")

    assert "(first offence) (BNS 2023 78(2), unsigned)" in english.words
    assert "(BNS 2023 78(2), हस्ताक्षर बाक़ी)" in hindi.words
