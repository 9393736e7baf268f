"""What officers' pages say of the law: the section for the day, and that nobody has signed it."""

from tests.web.casework import Casework
from tests.web.staff import SignIn


def test_the_form_of_registration_says_which_rows_of_the_law_are_unsigned(
    sign_in: SignIn, casework: Casework
) -> None:
    task = casework.task(casework.called(), "register_complaint")

    english = sign_in("sho").open(f"/office/tasks/{task.id}")
    hindi = sign_in("sho").open(f"/office/tasks/{task.id}?lang=hi")

    assert "(first offence) (BNS 2023 78(2), unsigned)" in english.words
    assert "(BNS 2023 78(2), हस्ताक्षर बाक़ी)" in hindi.words
