"""A line of a name and a number reads from left to right, whatever the name is written in."""

import pytest
from playwright.sync_api import Page

from web.directions import isolated

#: Where each sign of the number begins on the line, and where the name does.
PLACES = """() => {
  const at = (id, from) => {
    const range = document.createRange();
    const text = document.getElementById(id).querySelector("bdi").firstChild;
    range.setStart(text, from);
    range.setEnd(text, from + 1);
    return range.getBoundingClientRect().left;
  };
  const length = document.getElementById("number").textContent.length;
  return [at("name", 0), ...Array.from({ length }, (_, n) => at("number", n))];
}"""


@pytest.mark.parametrize(
    "name", ["Asha", "आशा", "سلمہ", "\u202eAsha", "\u2069\u202eAsha", "Asha\u2067", "سلمہ\u202b"]
)
def test_a_number_beside_a_name_is_never_turned_round(page: Page, name: str) -> None:
    line = (
        f'<span id="name">{isolated(name)}</span> · <a id="number">{isolated("+919876543210")}</a>'
    )

    page.set_content(f"<!doctype html><p>{line}</p>")
    places = page.evaluate(PLACES)

    assert places == sorted(places)
    assert len(set(places)) == 14
