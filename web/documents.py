"""Documents on their way out: saved, never opened in the page."""

from flask import Response

from processes.complaint.documents import Document


def saved(document: Document) -> Response:
    """A document that the browser saves as a file, under a name that tells nothing.

    It is never shown within our pages: whatever hides in it runs nowhere.
    """
    response = Response(document.content, mimetype=document.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{document.file_name}"'
    return response
