"""Officers in a browser: signing in, finding their task, completing it."""

from collections.abc import Callable

from playwright.sync_api import Browser, Page

from processes.demonstration.police import PASSWORD
from processes.posts.postings import holders
from tests.journeys.walks import PATIENCE, press_next
from tests.processes.place import QUICK
from web import clock
from web.portal import Portal

COMPLETE = "main button[value=complete]"


class Officer:
    """One account in a browser profile of its own, reading English."""

    def __init__(self, chromium: Browser, address: str, login: str) -> None:
        self._address = address
        self._context = chromium.new_context(viewport={"width": 1280, "height": 900})
        self._context.set_default_timeout(PATIENCE)
        self.page: Page = self._context.new_page()
        self.page.goto(f"{address}office/sign-in?lang=en")
        self.page.fill("#login", login)
        self.page.fill("#password", PASSWORD)
        press_next(self.page, "main button[type=submit]")
        assert "sign-in" not in self.page.url, f"{login} cannot sign in"

    @property
    def inbox(self) -> list[str]:
        """The steps that wait for her."""
        self.page.goto(f"{self._address}office/")
        return self.page.locator("tbody th a").all_inner_texts()

    def open_task(self, step: str) -> None:
        """Go to the first waiting task of this step."""
        self.page.goto(f"{self._address}office/")
        with self.page.expect_navigation():
            self.page.click(f"tbody th a:text-is('{step}')")

    def fill(self, **texts: str) -> None:
        """Type into fields of the form."""
        for key, text in texts.items():
            self.page.fill(f"main [name='f-{key}']", text)

    def choose(self, **values: str) -> None:
        """Choose from lists, or among buttons."""
        for key, value in values.items():
            chosen = self.page.locator(f"main [name='f-{key}'][value='{value}']")
            if chosen.count():
                chosen.evaluate("input => input.closest('details')?.setAttribute('open', '')")
                chosen.check()
            else:
                self.page.select_option(f"main select[name='f-{key}']", value)

    def complete(self) -> None:
        """Press the one primary button."""
        press_next(self.page, COMPLETE)

    def leave(self) -> None:
        self._context.close()


def call_back(caller: Officer, code: str) -> str:
    """Call the first woman who waits for it, and read out the number; which one."""
    caller.open_task("Call her and ask for the code")
    caller.choose(call_result="reached")
    caller.complete()
    caller.fill(code_heard=code)
    caller.complete()
    return give_number(caller)


def give_number(officer: Officer) -> str:
    """Give her the number that the page shows, and ask what she may have left open; the number."""
    number = officer.page.locator("p.secret__value.number").inner_text()
    officer.page.check("[name='f-number_read_out']")
    officer.complete()
    if officer.page.locator("[name='f-police_after_all']").count():
        officer.choose(police_after_all="no")
        officer.complete()
    return number


#: Lets an officer sign in, by her login.
Enter = Callable[[str], Officer]


def let_in(portal: Portal, post_id: str) -> str:
    """Let whoever holds a post now sign in; the login."""
    with portal.sessions.begin() as session:
        officer = holders(session, post_id, clock.now_of(portal))[0]
        officer.password_hash = QUICK.hash(PASSWORD)
        return officer.login
