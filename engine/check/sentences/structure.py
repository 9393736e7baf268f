"""Of how a drawing begins and hangs together."""

from engine.check.sentences.sentence import Sentence, error

STRUCTURE: dict[str, Sentence] = {
    "start-missing": error(
        "{what} has no start event, so it can never begin.",
        "{what_hi} में आरंभ घटना नहीं है, इसलिए यह कभी शुरू नहीं हो सकता।",
    ),
    "start-twice": error(
        "{what} has several plain start events. Keep one.",
        "{what_hi} में एक से अधिक सादी आरंभ घटनाएँ हैं। एक ही रखें।",
    ),
    "sub-process-start": error(
        "The sub-process {what} needs exactly one start event; it has {count}.",
        "उप-प्रक्रिया {what_hi} में ठीक एक आरंभ घटना चाहिए; अभी {count} हैं।",
    ),
    "unreachable": error(
        "No path leads to {what}. Draw an arrow to it, or remove it.",
        "{what_hi} तक कोई रास्ता नहीं जाता। उस तक तीर खींचें या उसे हटाएँ।",
    ),
    "element-unknown": error(
        "An element of kind {kind} does not run here.",
        "{kind} प्रकार का तत्व यहाँ नहीं चलता।",
    ),
    "boundary-loose": error(
        "The boundary event {what} is attached to no step.",
        "किनारे की घटना {what_hi} किसी चरण से जुड़ी नहीं है।",
    ),
}
