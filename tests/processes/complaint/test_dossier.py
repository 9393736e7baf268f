"""The dossier: what each step brought, for who may read it."""

from collections.abc import Sequence

from processes.complaint import case_page
from processes.complaint.dossier import Section, dossier
from tests.processes.story import Story


def read(story: Story, role: str, *, unmasked: bool = False) -> Sequence[Section]:
    who = story.identity(role)
    with story.sessions() as session:
        case = case_page.find_case(session, who, story.complaint_id)
        page = case_page.case_page(session, story.registry, case, asking=who, now=story.now)
        return dossier(session, story.registry, who, page.main.run, case, unmasked=unmasked)


def steps(sections: Sequence[Section]) -> list[str | None]:
    return [section.element.id if section.element else None for section in sections]


def values(section: Section) -> dict[str, object]:
    return {fact.name: fact.value for fact in section.facts}


def test_the_proforma_comes_first_and_then_step_by_step(with_io: Story) -> None:
    sections = read(with_io, "investigating_officer")

    assert steps(sections)[0] is None
    assert set(steps(sections)[1:]) == {
        "call_her",
        "read_out_number",
        "register_complaint",
        "sign_complaint",
        "assign_investigating_officer",
        "check_risk",
        "give_copy",
        "inform_legal_services",
        "request_statement",
        "record_statement",
    }
    assert [section.at for section in sections] == sorted(section.at for section in sections)


def test_codes_and_words_of_a_step_stand_together(with_io: Story) -> None:
    sections = read(with_io, "investigating_officer")

    proforma = values(sections[0])
    registration = values(sections[steps(sections).index("register_complaint")])
    assert proforma["what"] == ["molestation"]
    assert proforma["name"] == "Asha Devi"
    assert registration["registered_as"] == "fir"
    assert registration["registration_number"] == "7/2026"


def test_what_was_not_answered_is_left_out(with_io: Story) -> None:
    proforma = values(read(with_io, "investigating_officer")[0])

    assert "incident_place" not in proforma
    assert None not in proforma.values()


def test_of_a_step_that_came_again_every_round_keeps_its_words(with_io: Story) -> None:
    with_io.write_diary()
    with_io.wait(days=2)
    with_io.write_diary()

    rounds = [
        values(section)
        for section in read(with_io, "investigating_officer")
        if section.element is not None and section.element.id == "write_diary_entry"
    ]

    assert [entry["diary_text"] for entry in rounds] == ["Spoke with the driver."] * 2
    assert ["diary_action" in entry for entry in rounds] == [False, True]


def test_a_superior_reads_masks_until_she_unmasks(with_io: Story) -> None:
    masked = read(with_io, "superintendent")
    shown = read(with_io, "superintendent", unmasked=True)

    assert values(masked[0])["name"] is None
    assert values(masked[0])["what"] == ["molestation"]
    assert values(shown[0])["name"] == "Asha Devi"


def test_who_only_calls_her_reads_nothing(story: Story) -> None:
    story.submit()
    story.wait(hours=20, minutes=5)

    assert read(story, "verification_caller") == []
