"""A call for help in a real browser: from one press to somebody at her side."""

from playwright.sync_api import Browser, Page

from processes.demonstration.police import PASSWORD

#: Beside the first patrol unit of the invented city.
BESIDE = {"latitude": 26.851, "longitude": 80.951}


def test_she_presses_once_and_the_nearest_unit_comes(
    chromium: Browser, page: Page, address: str
) -> None:
    her = chromium.new_context(
        viewport={"width": 360, "height": 740}, geolocation=BESIDE, permissions=["geolocation"]
    )
    she = her.new_page()
    she.goto(address + "help?lang=en")
    she.wait_for_function("document.querySelector('[name=latitude]').value !== ''")
    she.fill("[name=mobile]", "98765 43210")
    she.click(".help-button")
    she.wait_for_selector("text=Help is being sent")

    page.goto(address + "office/sign-in?lang=en")
    page.fill("[name=login]", "patrol")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_selector("text=Inbox")
    page.goto(address + "patrol")
    height = page.evaluate("document.documentElement.scrollHeight")
    page.click("text=We go")
    page.click("text=We are with her")
    page.wait_for_selector("text=Say what you found")
    she.reload()
    heading = she.inner_text("h1")
    her.close()

    assert height <= 740  # nothing to scroll
    assert heading == "Somebody is with you"
