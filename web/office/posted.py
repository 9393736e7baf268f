"""What a form was sent with: its fields and its files, as one."""

from typing import Any

from flask import request
from werkzeug.datastructures import CombinedMultiDict

Posted = CombinedMultiDict[str, Any]


def sent() -> Posted:
    """The fields and files of this request."""
    together: list[Any] = [request.form, request.files]
    return CombinedMultiDict(together)
