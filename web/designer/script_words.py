"""What the editors' scripts say, in the language of the page."""

from collections.abc import Callable, Mapping

from flask_babel import gettext, ngettext

from web.designer.property_words import words_of_properties


def words() -> Mapping[str, str | list[str]]:
    """Each text by the name that the scripts know it by; what counts, for one and for several."""
    return {
        "saved": gettext("Saved"),
        "saving": gettext("Saving"),
        "saves": _counted(lambda number: ngettext("%(num)d save", "%(num)d saves", number)),
        "changed": gettext("changed in this draft"),
        "unsaved": gettext("Not saved"),
        "not_saved": gettext(
            "It could not be saved. Your work is kept in this browser; try again."
        ),
        "signed_out": gettext(
            "Your session has ended. Your work is kept in this browser: open this page anew, sign "
            "in, and go on with it."
        ),
        "not_checked": gettext("not checked yet"),
        "checking": gettext("Checking"),
        "no_findings": gettext("No mistakes found."),
        "none_found": gettext("no mistakes found"),
        "check_failed": gettext("It could not be checked. Try again."),
        "line": gettext("line %(number)s", number="{number}"),
        "errors": _counted(lambda number: ngettext("%(num)d error", "%(num)d errors", number)),
        "warnings": _counted(
            lambda number: ngettext("%(num)d warning", "%(num)d warnings", number)
        ),
        "mend": gettext("Mend it"),
        "mended": gettext("Mended. Save to keep it."),
        "made": gettext("The draft has the file %(name)s now.", name="{name}"),
        "open_made": gettext("Open it"),
        "made_changed": gettext("The file has been saved by somebody since: it stays."),
        "unmend": gettext("Take the fix back"),
        "undo": gettext("Undo"),
        "redo": gettext("Redo"),
        "moment": gettext("%(day)s, %(time)s", day="{day}", time="{time}"),
        "kept_found": gettext(
            "This browser holds work on this file that was never saved, of %(when)s.",
            when="{when}",
        ),
        "kept_older": gettext("The file has been saved by somebody since."),
        "take_kept": gettext("Go on with it"),
        "drop_kept": gettext("Forget it"),
        "conflict_title": gettext("Another designer was quicker"),
        "conflict_who": gettext(
            "%(who)s saved this file on %(when)s. Nothing was overwritten.",
            who="{who}",
            when="{when}",
        ),
        "conflict_gone": gettext(
            "%(who)s took this file out of the draft, or renamed it, on %(when)s.",
            who="{who}",
            when="{when}",
        ),
        "theirs": gettext("Theirs"),
        "mine": gettext("Yours"),
        "take_theirs": gettext("Take theirs"),
        "keep_mine": gettext("Keep mine"),
        "download_mine": gettext("Download mine"),
        "later": gettext("Decide later"),
        "changed_elements": gettext("Changed on the drawing: %(names)s", names="{names}"),
        "nothing_changed": gettext("Nothing on the drawing."),
        "from_to": gettext("from “%(start)s” to “%(end)s”", start="{from}", end="{to}"),
        "what_follows": gettext("what follows “%(name)s”", name="{name}"),
        "start_of": gettext("the start of “%(name)s”", name="{name}"),
        "what_follows_start": gettext("what follows the start of “%(name)s”", name="{name}"),
        "broken": gettext("The editor cannot show this file. Mend it as text."),
        "no_places": gettext(
            "This drawing comes without a picture: the program that wrote it gave its elements no "
            "places."
        ),
        "some_places": gettext(
            "Elements without a place on the drawing: %(number)s. They are there, but not to be "
            "seen.",
            number="{number}",
        ),
        "lay_out": gettext("Give every element a place"),
        "laid_out": gettext("Every element has a place. Save to keep it."),
        "too_large": gettext(
            "This drawing has %(number)s elements. It is too large to be shown here; its text and "
            "its mistakes are.",
            number="{number}",
        ),
        "draw_anyway": gettext("Draw it all the same"),
        "as_text": gettext("As text"),
        "as_picture": gettext("In the editor"),
        "preview_failed": gettext("The form cannot be shown yet:"),
        **words_of_properties(),
        **_form_properties(),
    }


def _counted(said_of: Callable[[int], str]) -> list[str]:
    """What is said of one and of several, with a place for their number."""
    return [said_of(number).replace(str(number), "{number}") for number in (1, 2)]


def _form_properties() -> Mapping[str, str]:
    """The words of the properties beside a form."""
    return {
        "f_hindi": gettext("In Hindi"),
        "f_label_hi": gettext("Question in Hindi"),
        "f_description_hi": gettext("Hint in Hindi"),
        "f_text_hi": gettext("Text in Hindi"),
        "f_place": gettext("Where the answer goes"),
        "f_record": gettext("Name in the encrypted record"),
        "f_record_hint": gettext(
            "Whatever is personal or freely written goes there. Without it the answer becomes a "
            "variable that the drawing can read."
        ),
        "f_personal": gettext("It is about a person"),
        "f_for_her": gettext("Shown on her page as, in English"),
        "f_for_her_hint": gettext("Empty: she does not see it there."),
        "f_for_her_hi": gettext("Shown on her page as, in Hindi"),
        "f_must_group": gettext("What must hold"),
        "f_must": gettext("Condition"),
        "f_must_hint": gettext("For example: =date(done_on) <= today()"),
        "f_must_text": gettext("Told where it does not hold, in English"),
        "f_must_text_hi": gettext("Told where it does not hold, in Hindi"),
        "f_refusal": gettext("Output of the table that refuses it"),
        "f_table": gettext("Decision table"),
        "f_decision": gettext("Table that is asked about the answers"),
    }
