"""What each rule says, in plain English and Hindi; the rules themselves only find.

`{what}` is the element by its label, or by its id if it has none.
"""

from engine.check.sentences.about import ABOUT
from engine.check.sentences.arrows import ARROWS
from engine.check.sentences.expressions import EXPRESSIONS
from engine.check.sentences.files import FILES
from engine.check.sentences.forms import FORMS
from engine.check.sentences.notices import NOTICES
from engine.check.sentences.owners import OWNERS
from engine.check.sentences.references import REFERENCES
from engine.check.sentences.refused import REFUSED
from engine.check.sentences.sentence import Sentence
from engine.check.sentences.structure import STRUCTURE
from engine.check.sentences.timers import TIMERS

__all__ = ["SENTENCES", "Sentence"]

SENTENCES: dict[str, Sentence] = {
    **FILES,
    **STRUCTURE,
    **ARROWS,
    **EXPRESSIONS,
    **TIMERS,
    **FORMS,
    **NOTICES,
    **ABOUT,
    **REFERENCES,
    **OWNERS,
    **REFUSED,
}
