"""Of what does not run."""

from engine.check.sentences.sentence import Sentence, error

REFUSED: dict[str, Sentence] = {
    "element-refused": error(
        "{what}: {advice}.",
        "{what_hi}: {advice_hi}।",
    ),
    "extension-refused": error(
        "What {what} says in “{extension}” does not run here. Draw it as a script or service task.",
        "{what_hi} में “{extension}” की बात यहाँ नहीं चलती। उसे स्क्रिप्ट या सेवा कार्य के रूप में बनाएँ।",
    ),
    "event-refused": error(
        "The event {what} ({kind}) does not run here: {advice}.",
        "घटना {what_hi} ({kind}) यहाँ नहीं चलती: {advice_hi}।",
    ),
    "several-events": error(
        "{what} stands for several events. Draw one event for each.",
        "{what_hi} में कई घटनाएँ हैं। हर एक के लिए अलग घटना बनाएँ।",
    ),
    "error-beside": error(
        "{what} catches an error without interrupting. An error always ends what threw it.",
        "{what_hi} बिना रोके त्रुटि पकड़ती है। त्रुटि उस काम को हमेशा समाप्त करती है जहाँ वह हुई।",
    ),
}
