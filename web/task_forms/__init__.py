"""Form files become WTForms forms: asked, kept while unfinished, checked, and split for storing.

A `TaskForm` shows a form file's components in one language, with earlier values or with what was
just posted. Fields are named with a prefix, so that no key of a designer can meet a name of ours.
"""

from web.task_forms.fields import PREFIX, Sources
from web.task_forms.task_form import Shown, TaskForm, Verdict

__all__ = ["PREFIX", "Shown", "Sources", "TaskForm", "Verdict"]
