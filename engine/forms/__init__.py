"""Form files: what a designer wrote in form-js, read into one small tree of fields.

A form says for every input where its value goes: into the encrypted case record (`record`) or
into a process variable of its own key. Anything that could carry markup, a script or a page of
somebody else is refused.
"""

from engine.forms.fields import CHOICES, CONTAINERS, Field, Form, Kind, Limits, Option
from engine.forms.reading import FormRefused, parse_form, read_form

__all__ = [
    "CHOICES",
    "CONTAINERS",
    "Field",
    "Form",
    "FormRefused",
    "Kind",
    "Limits",
    "Option",
    "parse_form",
    "read_form",
]
