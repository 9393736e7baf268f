"""An installation without a gateway to CCTNS says so, and tells CCTNS nothing."""

from flask import Flask

from tests.web.staff import SignIn


def test_the_page_and_the_shell_say_that_there_is_no_gateway(sign_in: SignIn, app: Flask) -> None:
    browser = sign_in("admin")
    page = browser.open("/command/cctns")

    answer = browser.send(page, {"go": "compare"})
    result = app.test_cli_runner().invoke(args=["cctns", "reconcile"])

    assert "This installation has no gateway to CCTNS." in page.words
    assert answer.status == 422
    assert (result.exit_code, "No gateway is set" in result.output) == (1, True)
