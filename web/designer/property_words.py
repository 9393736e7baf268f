"""The words of the properties beside a drawing: their labels, hints and choices."""

from collections.abc import Mapping

from flask_babel import gettext

from web.designer.difference_words import PROPERTIES

#: What the comparison of two versions calls alike.
_ALIKE = (
    *("seat", "read_by", "custody_stays", "another_officer", "visits_her", "reads_out"),
    "asks_code",
    *("makes_word", "when_corrected", "may_change", "settled_by", "instead", "instead_hi"),
    *("of_unit", "or_else", "message", "passes", "outcome", "steps", "if_owed", "from"),
    *("units", "within_hours"),
)


def words_of_properties() -> Mapping[str, str]:
    """Each text by the name that the script knows it by."""
    return {
        **_alike(),
        "p_meaning": gettext("What it means here"),
        "p_names": gettext("Names"),
        "p_name_hi": gettext("Name in Hindi"),
        "p_name_for_her": gettext("Name on her page, in English"),
        "p_name_for_her_hi": gettext("Name on her page, in Hindi"),
        "p_owner": gettext("Whose step it is"),
        "p_role": gettext("Post"),
        "p_role_hint": gettext("The post that owns the steps of this lane."),
        "p_level": gettext("Level"),
        "p_level_hint": gettext("Where the post sits, seen from the station of the case."),
        "station": gettext("Station"),
        "circle": gettext("Circle"),
        "district": gettext("District"),
        "state": gettext("State"),
        "national": gettext("Nation"),
        "p_holder_gender": gettext("Only by"),
        "p_female": gettext("women"),
        "p_male": gettext("men"),
        "p_custodian": gettext("The complaint lies with this post"),
        "p_custodian_hint": gettext("While a step is open here, her page says so."),
        "p_candidates": gettext("Post, where the lane does not say it"),
        "p_form": gettext("Form"),
        "p_open": gettext("Open it"),
        "p_due": gettext("Due"),
        "p_due_hint": gettext("P3D is three days, PT20H twenty hours, P2M two months."),
        "p_deadline": gettext("Who sets the deadline"),
        "p_statutory": gettext("the law"),
        "p_target": gettext("the portal"),
        "p_law_when": gettext("Law only where this variable is true"),
        "p_stage": gettext("Stage shown to her"),
        "p_priority": gettext("Urgency"),
        "p_topic": gettext("What the portal does"),
        "p_topic_hint": gettext("Choose what the portal can do."),
        "p_decision": gettext("Decision table"),
        "p_result": gettext("Variable for the whole answer"),
        "p_condition": gettext("Taken when"),
        "p_condition_hint": gettext("For example: call_tries > 3"),
        "p_notice": gettext("Text that is sent"),
        "p_sent_by": gettext("Who may send it: posts, with commas between"),
        "p_sent_when": gettext("Offered only while"),
        "p_sent_when_hint": gettext(
            'For example: get("closed_at") is None. open_steps are the steps that wait.'
        ),
        "p_joins": gettext("Step that the same said again joins"),
        "p_joins_hint": gettext("The id of the step. While it is open, no second one opens."),
        "p_same_by": gettext("The same where these answers are alike"),
        "p_same_by_hint": gettext("Variables with blanks between; without any, always the same."),
        "p_not_now_text": gettext("Told at another time, in English"),
        "p_not_now_text_hi": gettext("Told at another time, in Hindi"),
        "p_called": gettext("Drawing that is called"),
        "p_script": gettext("What is worked out"),
        "p_loop": gettext("For each of"),
        "p_loop_item": gettext("called"),
        "p_escalation": gettext("Before whom it is brought"),
        "p_before": gettext("Before this post"),
        "p_severity": gettext("How grave"),
        "p_notice_only": gettext("Notice"),
        "p_amber": gettext("Amber"),
        "p_red": gettext("Red"),
        "p_breach": gettext("Breach"),
        "p_reason": gettext("Code of the reason"),
        "p_reason_hint": gettext("It stays when the words change: figures count by it."),
        "p_reason_text": gettext("Reason in English"),
        "p_reason_text_hi": gettext("Reason in Hindi"),
        "p_further": gettext("Further properties"),
        "p_further_hint": gettext("One a line: name = value"),
        "p_none": gettext("not said"),
        "p_custody_stays_hint": gettext("While it is open, her page names who had it before."),
        "p_another_officer_hint": gettext("Whoever had a step of this lane before does not do it."),
        "p_read_by_hint": gettext(
            "Posts, with commas between. Of a box it holds for all that stands in it. Empty: "
            "whoever sees the case."
        ),
        "p_with_her": gettext("What its page shows for her"),
        "p_visits_her_hint": gettext("The page shows where she lives, and only a safe telephone."),
        "p_asks_code_hint": gettext("A wrong one leads back to it; the page says so."),
        "p_reads_out_hint": gettext("For a post that speaks with her."),
        "p_her_number": gettext("her number, and a word where she has no passphrase"),
        "p_her_word": gettext("the word alone"),
        "p_makes_word_hint": gettext("The page has a button that makes it."),
        "p_correction": gettext("When an answer is corrected later"),
        "p_may_change_hint": gettext(
            "Their keys in the form, with spaces between. The drawing says what then happens."
        ),
        "p_settled_by_hint": gettext("Their ids in this file, with spaces between."),
        "p_instead_hint": gettext("Told at a field that can no longer be corrected."),
        "p_given": gettext("What it is told for that"),
        "p_passes_hint": gettext("With commas between."),
        "p_told_cctns": gettext("What is told to CCTNS"),
        "p_registration": gettext("Registration"),
        "p_sections": gettext("Sections"),
        "p_final_report": gettext("Final report"),
        "p_further_investigation": gettext("Further investigation"),
        "p_outcome_hint": gettext("A code, such as withdrawn. Figures count by it."),
        "p_steps_hint": gettext("For example: medical, child_welfare"),
        "p_fir_is_due": gettext("An FIR is asked for"),
        "p_yes": gettext("yes"),
        "p_no": gettext("no"),
        "p_of_unit_hint": gettext("Where it is not the unit of the case."),
        "p_or_else_owns": gettext("Whose it is where nobody holds that post"),
        "p_or_else_hint": gettext("For example: superintendent district, state_nodal state"),
    }


def _alike() -> Mapping[str, str]:
    """These words as labels: with a capital where the language has any."""
    said = {name: str(PROPERTIES[name]) for name in _ALIKE}
    return {f"p_{name}": words[:1].upper() + words[1:] for name, words in said.items()}
