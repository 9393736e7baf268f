"""The list of a draft's files: adding, uploading, renaming, taking out."""

import io

import pytest
from sqlalchemy import select

from engine.drawing_zip import read_zip
from models import DraftFile
from tests.web.browser import Browser, Page
from tests.web.designer.conftest import Begin
from tests.web.designer.test_processes import zipped
from web.portal import Portal

FILES = {"visit.bpmn": b"<drawing/>", "forms/ask.form": b"{}"}


def files(portal: Portal) -> dict[str, bytes]:
    with portal.sessions() as session:
        rows = session.execute(select(DraftFile.path, DraftFile.content)).all()
    return {path: content for path, content in rows}  # noqa: C416  # rows are no pairs to mypy


def form_to(page: Page, action: str) -> int:
    forms = page.tree.xpath("//main//form")
    return next(at for at, form in enumerate(forms) if action in form.get("action"))


def upload(browser: Browser, draft: str, content: bytes, name: str, folder: str = "") -> Page:
    page = browser.open(f"/designer/drafts/{draft}")
    sent = {"file": (io.BytesIO(content), name), "folder": folder}
    return browser.send(page, sent, form=form_to(page, "/uploads"))


@pytest.mark.parametrize(
    ("path", "holds"),
    [
        ("forms/tell.form", b'"components"'),
        ("forms/उससे पूछें.form", b'"components"'),
        ("तालिका.dmn", 'name="तालिका"'.encode()),
        ("चोरी.bpmn", 'name="चोरी"'.encode()),
        ("more.dmn", b"decisionTable"),
        ("part.bpmn", b"startEvent"),
        ("notices/a.json", b"{}"),
        ("cases/a.yaml", b""),
    ],
)
def test_a_new_file_holds_what_its_editor_can_show(
    meera: Browser, begin: Begin, portal: Portal, path: str, holds: bytes
) -> None:
    page = meera.open(f"/designer/drafts/{begin(FILES)}")

    opened = meera.send(page, {"path": path}, form=form_to(page, "/files"))

    assert opened.status == 200
    assert opened.address.endswith(f"/edit/{path}")
    assert holds in files(portal)[path]


@pytest.mark.parametrize(
    "path", ["", "../up.form", "forms/ask.form", "run.sh", "forms/<b>.form", "क/../ख.form"]
)
def test_a_file_of_a_wrong_or_taken_name_is_not_added(
    meera: Browser, begin: Begin, portal: Portal, path: str
) -> None:
    page = meera.open(f"/designer/drafts/{begin(FILES)}")

    answer = meera.send(page, {"path": path}, form=form_to(page, "/files"))

    assert answer.status == 422
    [field] = answer.tree.xpath("//input[@id='new-path']")
    assert field.get("value") == path
    assert answer.tree.xpath(f"string(//*[@id='{field.get('aria-describedby')}'])").strip()
    assert files(portal) == FILES


def test_an_uploaded_file_is_kept_whatever_it_holds(
    meera: Browser, begin: Begin, portal: Portal
) -> None:
    draft = begin(FILES)
    broken = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;'

    answer = upload(meera, draft, broken, "broken.bpmn")

    assert answer.status == 200
    assert files(portal)["broken.bpmn"] == broken


def test_an_upload_asks_before_it_replaces_the_file_of_its_name(
    meera: Browser, begin: Begin, portal: Portal
) -> None:
    draft = begin(FILES)

    asked = upload(meera, draft, b"[]", "ask.form", folder="forms")

    assert files(portal) == FILES
    said = " ".join(asked.tree.xpath("string(//main//div[@class='bench__page'])").split())
    assert "forms/ask.form: last saved by" in said
    meera.send(asked, form=form_to(asked, "/replace"))
    assert files(portal) == {**FILES, "forms/ask.form": b"[]"}


def test_what_another_saved_since_she_was_asked_is_not_replaced(
    meera: Browser, farah: Browser, begin: Begin, portal: Portal
) -> None:
    draft = begin(FILES)
    large = bytes(range(256)) * 5_000
    asked = upload(meera, draft, large, "visit.bpmn")
    page = farah.open(f"/designer/drafts/{draft}/edit/visit.bpmn")
    farah.send(page, {"content": "<theirs/>"}, form=form_to(page, "/edit/visit.bpmn"))

    again = meera.send(asked, form=form_to(asked, "/replace"))

    assert again.status == 409
    assert "Another designer was quicker" in again.words
    assert files(portal) == {**FILES, "visit.bpmn": b"<theirs/>"}
    meera.send(again, form=form_to(again, "/replace"))
    assert files(portal) == {**FILES, "visit.bpmn": large}


def test_a_file_that_came_since_she_was_asked_is_not_replaced(
    meera: Browser, farah: Browser, begin: Begin, portal: Portal
) -> None:
    draft = begin(FILES)
    packed = zipped({"visit.bpmn": b"<new/>", "forms/tell.form": b"{}"}).getvalue()
    asked = upload(meera, draft, packed, "all.zip")
    upload(farah, draft, b"[1]", "tell.form", folder="forms")

    again = meera.send(asked, form=form_to(asked, "/replace"))

    assert again.status == 409
    assert files(portal) == {**FILES, "forms/tell.form": b"[1]"}


def test_what_is_the_same_is_not_asked_about(meera: Browser, begin: Begin, portal: Portal) -> None:
    draft = begin(FILES)
    packed = zipped({**FILES, "forms/tell.form": b"{}"}).getvalue()

    upload(meera, draft, packed, "all.zip")

    assert files(portal) == {**FILES, "forms/tell.form": b"{}"}


@pytest.mark.parametrize(
    "held",
    [
        {},
        {"path": "../up.form", "read": "", "text": "e30="},
        {"path": "forms/a.form", "read": "", "text": "e"},
    ],
)
def test_what_no_page_held_is_not_taken_in(
    meera: Browser, begin: Begin, portal: Portal, held: dict[str, str]
) -> None:
    draft = begin(FILES)
    page = meera.open(f"/designer/drafts/{draft}")
    token = page.tree.xpath("string(//input[@name='csrf_token']/@value)")

    answer = meera.client.post(
        f"/designer/drafts/{draft}/uploads/replace", data={"csrf_token": token, **held}
    )

    assert answer.status_code == 422
    assert files(portal) == FILES


@pytest.mark.parametrize("name", ["order.bpmn20.xml", "order.xml", "drawings/order.bpmn"])
def test_a_drawing_of_another_editor_gets_our_name(
    meera: Browser, begin: Begin, portal: Portal, name: str
) -> None:
    upload(meera, begin(FILES), b"<order/>", name)

    assert files(portal)["order.bpmn"] == b"<order/>"


def test_a_zip_is_taken_in_as_a_whole(meera: Browser, begin: Begin, portal: Portal) -> None:
    packed = zipped({"visit.bpmn": b"<new/>", "forms/tell.form": b"{}"}).getvalue()

    asked = upload(meera, begin(FILES), packed, "all.zip")
    meera.send(asked, form=form_to(asked, "/replace"))

    assert files(portal) == {**FILES, "visit.bpmn": b"<new/>", "forms/tell.form": b"{}"}


def test_what_is_no_file_of_a_process_is_left_out_of_a_zip_and_told(
    meera: Browser, begin: Begin, portal: Portal
) -> None:
    packed = zipped({"tell.form": b"{}", "README": b"x", ".DS_Store": b"x"}).getvalue()

    answer = upload(meera, begin(FILES), packed, "all.zip")

    assert "Left out, no files of a process: README, .DS_Store" in answer.words
    assert files(portal) == {**FILES, "tell.form": b"{}"}


def test_a_file_may_have_a_hindi_name(meera: Browser, begin: Begin, portal: Portal) -> None:
    draft = begin(FILES)

    opened = upload(meera, draft, b"<x/>", "मेरा चित्र.bpmn")
    sent = meera.client.get(f"/designer/drafts/{draft}/file/मेरा चित्र.bpmn")
    packed = meera.client.get(f"/designer/drafts/{draft}/files.zip").data

    assert opened.status == sent.status_code == 200
    assert sent.data == b"<x/>"
    assert files(portal) == read_zip(packed) == {**FILES, "मेरा चित्र.bpmn": b"<x/>"}


@pytest.mark.parametrize(
    ("content", "name", "status"),
    [
        (b"x", "run.sh", 422),
        (b"x", "..", 422),
        (b"x", "%2e%2e%2fup.form\u202e", 422),
        (b"0" * 2_000_001, "large.json", 413),
        (b"0" * 50_000_000, "huge.json", 413),
        (b"no zip", "all.zip", 422),
        (zipped({"fine.form": b"{}", "../up.form": b"{}"}).getvalue(), "all.zip", 422),
        (zipped({"fine.form": b"{}", "b.json": b"0" * 40_000_000}).getvalue(), "all.zip", 413),
    ],
)
def test_what_is_refused_leaves_the_draft_as_it_was(
    meera: Browser, begin: Begin, portal: Portal, content: bytes, name: str, status: int
) -> None:
    answer = upload(meera, begin(FILES), content, name)

    assert answer.status == status
    assert files(portal) == FILES


def test_a_file_gets_another_name(meera: Browser, begin: Begin, portal: Portal) -> None:
    page = meera.open(f"/designer/drafts/{begin(FILES)}/edit/forms/ask.form")

    opened = meera.send(page, {"to": "forms/tell.form"}, form=form_to(page, "/rename/"))

    assert opened.address.endswith("/edit/forms/tell.form")
    assert files(portal) == {"visit.bpmn": b"<drawing/>", "forms/tell.form": b"{}"}


@pytest.mark.parametrize("to", ["visit.bpmn", "../x.form", ""])
def test_a_file_gets_no_name_that_is_taken_or_wrong(
    meera: Browser, begin: Begin, portal: Portal, to: str
) -> None:
    page = meera.open(f"/designer/drafts/{begin(FILES)}/edit/forms/ask.form")

    answer = meera.send(page, {"to": to}, form=form_to(page, "/rename/"))

    assert answer.status == 422
    assert files(portal) == FILES


def test_the_last_file_may_go_and_another_come(
    meera: Browser, begin: Begin, portal: Portal
) -> None:
    draft = begin({"visit.bpmn": b"<drawing/>"})
    page = meera.open(f"/designer/drafts/{draft}")

    empty = meera.send(page, {"sure": "1"}, form=form_to(page, "/remove/"))

    assert "holds no file" in empty.words
    assert files(portal) == {}
    meera.send(empty, {"path": "visit.bpmn"}, form=form_to(empty, "/files"))
    assert list(files(portal)) == ["visit.bpmn"]


def test_a_file_is_not_taken_out_by_a_slip(meera: Browser, begin: Begin, portal: Portal) -> None:
    page = meera.open(f"/designer/drafts/{begin(FILES)}")

    answer = meera.send(page, form=form_to(page, "/remove/"))

    assert answer.status == 422
    assert files(portal) == FILES


def test_what_is_not_there_is_a_404(meera: Browser, begin: Begin) -> None:
    draft = begin(FILES)

    for address in (
        f"/designer/drafts/{'0' * 32}",
        f"/designer/drafts/{draft}/edit/none.form",
        f"/designer/drafts/{draft}/file/none.form",
        f"/designer/versions/{'0' * 32}/files.zip",
    ):
        assert meera.open(address).status == 404


def test_a_file_whose_name_is_no_text_breaks_nothing(
    meera: Browser, begin: Begin, portal: Portal
) -> None:
    page = meera.open(f"/designer/drafts/{begin(FILES)}")
    form = page.form(form_to(page, "/uploads"))
    token = page.fields(form_to(page, "/uploads"))["csrf_token"][0].encode()
    parts = [
        b'name="csrf_token"\r\n\r\n' + token,
        b'name="file"; filename="\xed\xa0\x80.form"\r\n\r\n{}',
    ]
    body = b"".join(b"--x\r\nContent-Disposition: form-data; " + each + b"\r\n" for each in parts)

    answer = meera.client.post(
        form.get("action"), data=body + b"--x--\r\n", content_type="multipart/form-data; boundary=x"
    )

    assert answer.status_code == 400
    assert files(portal) == FILES
