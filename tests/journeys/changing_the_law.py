"""The steps of a designer's change, from the drawing to a running case that follows it.

They are the way of `docs/tutorial/change-the-law.md`: whoever changes one changes the other too.
"""

import re

from playwright.sync_api import Page, expect

from tests.journeys import designing as studio
from tests.journeys.designing import LONG_MS
from tests.journeys.police import Officer
from tests.journeys.walks import press_next

STEP, STEP_ID, FORM = "Look through the case file", "look_through_file", "look_through_file.form"
LATE = "The case file was not looked through in 3 days"
#: The cases in which an opinion is proposed, and so the new step is due; others go on from these.
STORIES = (
    "opinion_proposed",
    "objection_sent_back",
    "closure_reviewed",
    "owed_after_the_report",
)
SCREEN = {"width": 1440, "height": 900}


def begin(page: Page) -> None:
    """Begin a draft of the complaint."""
    with page.expect_navigation():
        complaint = page.locator(".process").filter(has=page.locator("#process-complaint"))
        complaint.get_by_role("button", name="Begin a draft").click()
    studio.wait_until_ready(page)


def draw_the_step(page: Page) -> None:
    """A task dropped on an arrow, dragged into the lane of the station house officer."""
    studio.find(page, "Propose the final")
    arrow = studio.box_of(page, "propose_final_opinion_to_record_opinion")
    studio.take(page, "Create task")
    middle = arrow["x"] + arrow["width"] / 2, arrow["y"] + arrow["height"] / 2
    studio.drag(page, studio.put(page, *middle, STEP), down=-285)
    studio.change_into(page, "User task")
    studio.fill(page, "General", {"ID": STEP_ID})
    studio.fill(page, "Names", {"Name in Hindi": "केस फ़ाइल देखें"})
    studio.fill(page, "Whose step it is", {"Post, where the lane does not say it": "sho"})
    studio.fill(
        page,
        "What it means here",
        {
            "Form": FORM,
            "Due": 'after(now(), "3 days")',
            "Who sets the deadline": "the portal",
            "Stage shown to her": "under_investigation",
        },
    )


def draw_its_deadline(page: Page) -> None:
    """A timer on its border that lets the work go on and brings the case before a supervisor."""
    step = studio.box_of(page, STEP_ID)
    studio.take(page, "Create intermediate/boundary event")
    studio.put(page, step["x"] + 20, step["y"], "3 days passed")
    studio.change_into(page, "Timer boundary event (non-interrupting)")
    studio.fill(page, "Names", {"Name in Hindi": "3 दिन बीत गए"})
    studio.fill(page, "What it means here", {"Who sets the deadline": "the portal"})
    studio.fill(page, "Timer", {"Type": "Duration"})
    studio.fill(page, "Timer", {"Value": "P3D"})
    told = studio.append(page, "Append task", "Tell the circle officer")
    studio.drag(page, told, right=-240, down=40)
    studio.change_into(page, "Service task")
    studio.fill(page, "Names", {"Name in Hindi": "क्षेत्राधिकारी को बताएँ"})
    studio.fill(page, "What it means here", {"What the portal does": "escalate"})
    studio.fill(
        page,
        "Before whom it is brought",
        {
            "Before this post": "circle_officer",
            "Level": "Circle",
            "How grave": "Amber",
            "Code of the reason": "case_file_late",
            "Reason in English": LATE,
            "Reason in Hindi": "3 दिन में केस फ़ाइल नहीं देखी गई",
        },
    )
    end = studio.append(page, "Append end event", "Told")
    studio.drag(page, end, right=-160)
    studio.fill(page, "Names", {"Name in Hindi": "बताया गया"})


def see_two_mistakes(page: Page) -> None:
    """A due date in words and a form that is not there, told beside the drawing and on it."""
    expect(page.locator(".finding--error")).to_have_count(2)
    told = page.locator("#findings")
    expect(told).to_contain_text(f"The due date of “{STEP}” cannot be used")
    expect(told).to_contain_text(f"The form “{FORM}” of “{STEP}” is not among the files")
    expect(page.locator("[data-step=check]")).to_contain_text("2 errors")
    sign = page.locator(".mistake--error")
    expect(sign).to_have_text("2")
    sign.click()
    assert studio.selected(page) == STEP_ID
    studio.save(page)


def make_its_form(page: Page) -> None:
    """A new form with a box to tick and a number."""
    studio.add_file(page, f"forms/{FORM}")
    studio.drop_into_form(page, "Checkbox", 120)
    studio.fill(
        page, "General", {"Field label": "I have read the whole file", "Key": "case_file_read"}
    )
    studio.fill(page, "In Hindi", {"Question in Hindi": "मैंने पूरी फ़ाइल पढ़ ली है"})
    studio.fill(page, "Validation", {"Required": "yes"})
    studio.drop_into_form(page, "Number", 150)
    studio.fill(page, "General", {"Field label": "Pages in the file", "Key": "case_file_pages"})
    studio.fill(page, "In Hindi", {"Question in Hindi": "फ़ाइल में कितने पन्ने हैं"})
    asked = page.frame_locator("#preview-frame").locator("body")
    expect(asked).to_contain_text("Pages in the file")
    page.click("[data-in=hi]")
    expect(asked).to_contain_text("मैंने पूरी फ़ाइल पढ़ ली है")
    studio.save(page)


def mend_the_due_date(page: Page) -> None:
    """With the form one mistake is gone; the other leads back to its step."""
    expect(page.locator(".finding--error")).to_have_count(1)
    with page.expect_navigation():
        page.locator(".finding--error").get_by_role("link", name=STEP).click()
    studio.wait_until_ready(page)
    assert studio.selected(page) == STEP_ID
    studio.fill(page, "What it means here", {"Due": 'after(now(), "P3D")'})
    expect(page.locator(".findings__none")).to_be_visible()
    studio.save(page)


def play_until_late(page: Page) -> None:
    """Go on from a story, act the officer up to the new step, and let its three days pass."""
    studio.step(page, "Play")
    page.get_by_label("Or go on from where a story ends").select_option("on_record")
    studio.press(page, "Begin to play")
    studio.act(
        page,
        "Write the diary entry",
        diary_action="evidence",
        investigation_complete="1",
        typed={"diary_done_on": "2026-03-03", "diary_text": "An invented entry."},
    )
    studio.act(
        page,
        "Propose the final opinion",
        outcome="charge_sheet",
        typed={"opinion_text": "An invented opinion."},
    )
    expect(page.locator("tbody tr", has_text=STEP)).to_contain_text("Station house officer")
    studio.press(page, "7 days on")
    expect(page.locator(".play__said").last).to_contain_text(LATE)


def play_on(page: Page) -> None:
    """Do the new step; the case goes on."""
    studio.act(page, STEP, case_file_read="1", typed={"case_file_pages": "120"})
    expect(page.locator("main tbody").first).to_contain_text("Choose where to be heard")


def keep_the_play(page: Page) -> None:
    """What was played becomes a case of the draft."""
    studio.press(page, "Expect it in the case")
    studio.follow(page, "Keep as a case")
    page.fill("#name", "case_file_looked_through")
    page.fill("#tells", "Nobody looks through the case file for three days; then it is done.")
    page.fill("#tells_hi", "तीन दिन तक कोई केस फ़ाइल नहीं देखता; फिर देखी जाती है।")
    studio.press(page, "Keep it in the draft")


def tell_the_other_stories(page: Page) -> None:
    """Those stories that pass the new step say who does it."""
    told = (
        f"  - complete: {STEP_ID}\n    by: sho\n"
        "    with: {case_file_read: true, case_file_pages: 120}\n"
    )
    for name in STORIES:
        studio.open_file(page, f"cases/{name}.yaml")
        text = page.input_value("#content")
        proposed = re.compile(r"  - complete: propose_final_opinion\n(?:    .*\n)+")
        page.fill("#content", proposed.sub(lambda found: found[0] + told, text))
        studio.save(page)


def begin_replay(page: Page) -> None:
    """Have all stories replayed, which goes on whatever else she does."""
    studio.step(page, "Cases")
    studio.press(page, "Replay all")


def simulate(page: Page, *, cases: int, days: int) -> None:
    """What the step would do to the two months."""
    studio.step(page, "Simulate")
    page.get_by_label("How many cases").fill(str(cases))
    page.get_by_label("Days", exact=True).fill(str(days))
    page.get_by_label("beside the version that runs now").check()
    studio.press(page, "Simulate")
    expect(page.locator("main")).to_contain_text("Where cases wait", timeout=LONG_MS)
    expect(page.locator("tbody").first).to_contain_text(STEP)
    expect(page.locator("main")).to_contain_text("Version that runs now")


def see_all_pass(page: Page) -> None:
    """Every story comes out as it says, and every step is in one."""
    studio.step(page, "Cases")
    expect(page.locator("main")).to_contain_text("cases passed", timeout=LONG_MS)
    assert page.locator(".replay__case--failed").all_inner_texts() == []
    expect(page.locator("main")).to_contain_text("Some case visits every step and every arrow")


def ask(page: Page) -> None:
    """What has changed, in a sentence and in full."""
    studio.step(page, "Publish")
    expect(page.locator(".diff").first).to_contain_text(STEP)
    page.fill("#note", "The station house officer reads the file before an opinion is recorded.")
    studio.press(page, "Ask for publication")
    assert not page.get_by_role("button", name="Publish it now").count()


def compare(page: Page) -> None:
    """Another designer finds the request, and looks at both drawings."""
    page.reload()
    studio.follow(page, "waits for a decision")
    studio.follow(page, "See both drawings side by side")
    expect(page.locator(f".differs-added[data-element-id={STEP_ID}]")).to_be_attached()


def publish(page: Page) -> None:
    """She goes back to the request, and decides."""
    page.go_back()
    studio.press(page, "Publish it now")
    expect(page.locator(".versions tbody tr").first).to_contain_text("Farah Khan")


def ask_to_move(page: Page) -> None:
    """The cases of the old version are tried, and then asked for."""
    studio.follow(page, "Move them")
    studio.press(page, "Try it without moving anything")
    expect(page.locator("#why")).to_be_visible(timeout=LONG_MS)
    expect(page.locator("#tried")).to_contain_text("would move")
    page.fill("#why", "The new step is meant for all who are being investigated.")
    studio.press(page, "Ask another designer to let them move")


def let_them_move(page: Page) -> None:
    """The other designer agrees, and watches."""
    studio.press(page, "Let the cases move")
    expect(page.locator("#far")).to_contain_text("cases are settled")
    expect(page.locator("h1 .tag")).to_have_text("done", timeout=LONG_MS)


def conclude(investigator: Officer, day: str) -> None:
    """The investigating officer goes on as before, up to the opinion."""
    investigator.open_task("Write the diary entry")
    investigator.choose(diary_action="evidence", investigation_complete="1")
    investigator.fill(diary_done_on=day, diary_text="Saw the recordings.")
    investigator.complete()
    investigator.choose(outcome="charge_sheet")
    investigator.fill(opinion_text="The recordings bear out what she told.")
    investigator.complete()


def look_through_the_file(sho: Officer) -> None:
    """The new step is in the inbox of the station house officer."""
    sho.open_task(STEP)
    sho.page.check("[name='f-case_file_read']")
    sho.fill(case_file_pages="120")
    sho.complete()
    assert STEP not in sho.inbox


def choose_place(her: Page) -> None:
    _answer(her, "Choose where to be heard", "[name='f-hearing_place'][value=home]")


def agree(her: Page) -> None:
    _answer(her, "Agree or object", "[name='f-her_answer'][value=agree]")


def _answer(her: Page, step: str, chosen: str) -> None:
    """She does the step that is hers now."""
    card = her.locator(".card").filter(has_text=step)
    with her.expect_navigation():
        card.get_by_role("button", name="Open").click()
    her.check(chosen)
    press_next(her, "main button[type=submit]")


def read_out(investigator: Officer, day: str) -> None:
    investigator.open_task("Read the outcome over to her")
    investigator.choose(read_out_language="hi", outcome_read_out="1")
    investigator.fill(read_out_on=day)
    investigator.complete()


def forward(sho: Officer, day: str) -> None:
    sho.open_task("Forward the report to the court")
    sho.fill(court="Chief Judicial Magistrate", forwarded_on=day)
    sho.complete()
