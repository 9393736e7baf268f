"""What a designer reads in the place of codes: names of processes and properties, and figures."""

import json
from collections.abc import Mapping
from typing import Any
from unittest.mock import ANY

import pytest
from flask import Flask
from sqlalchemy import select

from engine import definitions, versions
from engine.check import check
from engine.conventions import BPMN
from engine.drawing_diff import compare
from engine.migration import asking
from engine.migration.orders import Order
from engine.migration.selection import Selection
from engine.registry import Actor
from engine.xml import parse_xml
from models import Officer
from tests.engine.check.toys import properties
from tests.engine.drawing import drawing, element, end, exclusive, start, user
from tests.web.browser import Browser
from tests.web.casework import Casework
from tests.web.installation import LONG_BEFORE, SHIPPED
from web.cli.drawings import files_of
from web.designer import differences
from web.portal import Portal

NAME_HI = "शिकायत वापस लेना"


@pytest.fixture
def two_versions(portal: Portal) -> tuple[str, str]:
    """The ids of two versions of the withdrawal."""
    return deploy_again(portal, "withdrawal")


def deploy_again(portal: Portal, name: str) -> tuple[str, str]:
    """Deploy a second version that differs by an empty line; the ids of both."""
    with portal.sessions.begin() as session:
        first = definitions.latest(session, name).id
        files = versions.files_of(session, first)
        files[f"{name}.bpmn"] += b"\n"
        second = definitions.deploy(
            session,
            portal.registry,
            name=name,
            files=files,
            by=None,
            note="",
            now=LONG_BEFORE,
            checker=check,
        )
        return first, second.id


@pytest.fixture
def asked(portal: Portal, two_versions: tuple[str, str]) -> str:
    """A migration of withdrawals that another designer decides on; its id."""
    with portal.sessions.begin() as session:
        meera = session.scalars(select(Officer.id).where(Officer.login == "designer")).one()
        order = Order("withdrawal", 1, 2, why="Both hear the same words")
        return asking.ask(session, order, actor=Actor(meera), now=LONG_BEFORE)


def test_a_migration_that_waits_is_told_where_publications_are(farah: Browser, asked: str) -> None:
    first = farah.open("/designer/")
    listed = farah.open("/designer/processes/withdrawal")

    link = first.tree.xpath("//section[@aria-labelledby='process-withdrawal']//ul//a")[-1]
    assert link.get("href").endswith(f"/designer/migrations/{asked}")
    assert "Migration of running cases waits for a decision" in first.words
    assert "ordered by Meera Joshi" in first.words
    assert "Migrations of running cases: 1 waits for a decision" in listed.words


def test_a_migration_that_was_declined_waits_no_more(farah: Browser, asked: str) -> None:
    page = farah.open(f"/designer/migrations/{asked}")
    at = [form.get("action") for form in page.tree.xpath("//main//form")]
    farah.send(page, form=next(n for n, action in enumerate(at) if action.endswith("/decline")))

    assert "waits for a decision" not in farah.open("/designer/").words
    assert "for a decision" not in farah.open("/designer/processes/withdrawal").words


def test_the_list_says_how_many_cases_run_on_older_versions(meera: Browser, portal: Portal) -> None:
    casework = Casework(portal)
    casework.submit()
    deploy_again(portal, "complaint")

    before = meera.open("/designer/").words
    casework.submit()
    after = meera.open("/designer/").words

    assert "1 running case: 0 on version 2, 1 on older ones" in before
    assert "2 running cases: 1 on version 2, 1 on older ones" in after


def test_every_page_calls_a_process_by_its_name_in_hindi(
    meera: Browser, two_versions: tuple[str, str], asked: str
) -> None:
    first, second = two_versions
    meera.open("/designer/?lang=hi")

    headings = [
        meera.open(f"/designer/{address}").heading
        for address in (
            "processes/withdrawal",
            "processes/withdrawal/migrate",
            f"versions/{first}/roll-back",
            f"compare/{first}/{second}",
            f"migrations/{asked}",
        )
    ]

    assert [NAME_HI in heading for heading in headings] == [True] * 5
    assert not any("withdrawal" in heading for heading in headings)


def test_what_came_with_the_portal_is_noted_in_the_language_of_the_page(meera: Browser) -> None:
    english = meera.open("/designer/processes/appeal?lang=en").words
    hindi = meera.open("/designer/processes/appeal?lang=hi").words

    assert "It came with the portal." in english
    assert "यह पोर्टल के साथ आया।" in hindi
    assert "shipped" not in english + hindi


def bare(path: str, content: bytes) -> bytes:
    """A drawing or a form with the same things in it, of which nothing is said."""
    if path.endswith(".form"):
        form = json.loads(content)
        return json.dumps({"components": [_silent(each) for each in form["components"]]}).encode()
    ids = [(node.tag, node.get("id")) for node in parse_xml(content).iter(f"{BPMN}*")]
    tags = "".join(f'<b:{tag.removeprefix(BPMN)} id="{id_}"/>' for tag, id_ in ids if id_)
    return f'<b:definitions xmlns:b="{BPMN.strip("{}")}">{tags}</b:definitions>'.encode()


def _silent(component: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: component[name] for name in ("key", "id", "type") if name in component}
    return {**kept, "components": [_silent(each) for each in component.get("components", [])]}


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "from “Ask her” to “Done”"), ("hi", "“उनसे पूछें” से “Done” तक")],
)
def test_an_arrow_without_a_name_is_told_by_what_it_joins(
    app: Flask, language: str, said: str
) -> None:
    asked = user("ask", properties(name_hi="उनसे पूछें"), name="Ask her")
    done = end("done").replace("<bpmn:endEvent", '<bpmn:endEvent name="Done"')
    before = drawing(start("s"), asked, done, flows="s -> ask")
    after = drawing(start("s"), asked, done, flows="s -> ask -> done")

    with app.test_request_context(f"/?lang={language}"):
        (shown,) = differences.shown(compare(before, after))

    assert [(line.how, line.name) for line in shown.lines] == [("added", said)]


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("en", "“No”, from “Ask her” to “Done”", "from “Ask her” to gateway after “Ask her”"),
        ("hi", "“No”, “उनसे पूछें” से “Done” तक", "“उनसे पूछें” से “उनसे पूछें” के बाद वाले गेटवे तक"),
    ],
)
def test_what_another_element_names_is_told_by_its_name(
    app: Flask, language: str, before: str, after: str
) -> None:
    asked = user("ask", properties(name_hi="उनसे पूछें"), name="Ask her")
    done = element("endEvent", "done", name="Done")
    arrows = element("sequenceFlow", "no", sourceRef="ask", targetRef="done", name="No")
    arrows += element("sequenceFlow", "on", sourceRef="ask", targetRef="which")
    versions = [
        drawing(
            start("s"), asked, exclusive("which", default=default), done, arrows, flows="s -> ask"
        )
        for default in ("no", "on")
    ]

    with app.test_request_context(f"/?lang={language}"):
        (shown,) = differences.shown(compare(*versions))

    assert [line.details for line in shown.lines] == [[(ANY, before, after)]]


@pytest.mark.parametrize(
    "process", sorted(each.name for each in SHIPPED.iterdir() if each.is_dir())
)
def test_every_property_of_the_shipped_drawings_and_forms_is_told_in_hindi(
    app: Flask, process: str
) -> None:
    files = {
        path: content
        for path, content in files_of(SHIPPED / process).items()
        if path.endswith((".bpmn", ".form"))
    }
    changed = compare({path: bare(path, content) for path, content in files.items()}, files)

    with app.test_request_context("/?lang=hi"):
        shown = differences.shown(changed)

    lines = [line for file in shown for line in file.lines]
    told = {what for line in lines for what, _before, _after in line.details}
    assert len(told) > 15
    assert sorted(what for what in told if what.isascii()) == []
    assert sorted({line.kind for line in lines if line.kind.isascii()}) == []


def test_a_migration_names_the_steps_at_which_its_cases_wait(
    meera: Browser, portal: Portal, two_versions: tuple[str, str]
) -> None:
    with portal.sessions.begin() as session:
        where = Selection(standing_at=frozenset({"talk_to_her"}))
        order = Order("withdrawal", 1, 2, selection=where)
        asked = asking.ask(session, order, actor=Actor("she"), now=LONG_BEFORE)

    page = meera.open(f"/designer/migrations/{asked}")

    assert "Only cases that wait at one of these: Talk to her alone." in page.words
    assert "talk_to_her" not in page.words


def test_a_migration_names_the_steps_that_are_mapped(
    meera: Browser, portal: Portal, two_versions: tuple[str, str]
) -> None:
    steps = {"talk_to_her": "change_your_mind"}
    with portal.sessions.begin() as session:
        order = Order("withdrawal", 1, 2, steps)
        asked = asking.ask(session, order, actor=Actor("she"), now=LONG_BEFORE)

    page = meera.open(f"/designer/migrations/{asked}")

    assert "Talk to her alone → Go on after all" in page.words
