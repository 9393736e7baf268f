"""A browser without JavaScript: follows redirects, reads forms off the page, sends them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from lxml import html
from werkzeug.test import TestResponse


@dataclass
class Page:
    """One page as a person sees it."""

    status: int
    address: str
    text: str
    response: TestResponse = field(repr=False)

    @property
    def tree(self) -> Any:
        return html.fromstring(self.text)

    @property
    def words(self) -> str:
        """The visible text, blanks made single."""
        return " ".join(self.tree.text_content().split())

    @property
    def heading(self) -> str:
        return " ".join(self.tree.xpath("string(//h1)").split())

    def form(self, index: int = 0) -> Any:
        """A form of the page's main part."""
        return self.tree.xpath("//main//form")[index]

    def fields(self, index: int = 0) -> dict[str, Any]:
        """What the form would send if nothing were touched; no submit buttons."""
        found: dict[str, Any] = {}
        for name, value in self.form(index).form_values():
            found.setdefault(name, []).append(value)
        return found


class Browser:
    """Requests with one cookie jar."""

    def __init__(self, app: Flask, *, language: str) -> None:
        self.client = app.test_client()
        if language != "hi":
            self.client.get(f"/?lang={language}")

    def open(self, address: str, **options: Any) -> Page:
        """Go to an address."""
        return self._page(self.client.get(address, follow_redirects=True, **options))

    def send(
        self, page: Page, values: Mapping[str, Any] | None = None, *, form: int = 0, **more: Any
    ) -> Page:
        """Send a form of the page with these values typed in; None leaves a field out."""
        fields = {**page.fields(form), **(values or {})}
        data = {name: value for name, value in fields.items() if value is not None}
        address = page.form(form).get("action") or page.address
        return self._page(self.client.post(address, data=data, follow_redirects=True, **more))

    def _page(self, response: TestResponse) -> Page:
        request = response.request
        return Page(response.status_code, request.full_path.rstrip("?"), response.text, response)
