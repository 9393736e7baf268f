"""Of timers, due dates and deadlines."""

from engine.check.sentences.sentence import Sentence, error, warning

TIMERS: dict[str, Sentence] = {
    "timer-without-time": error(
        "The timer {what} has no time.",
        "टाइमर {what_hi} में कोई समय नहीं है।",
    ),
    "timer-with-two-times": error(
        "The timer {what} has several times. Keep one: a date, a duration or a repetition.",
        "टाइमर {what_hi} में कई समय हैं। एक ही रखें: तारीख, अवधि या दोहराव।",
    ),
    "timer-refused": error(
        "The time of {what} cannot be used: {reason}.",
        "{what_hi} का समय काम नहीं कर सकता ({reason})।",
    ),
    "timer-start-not-fixed": error(
        "The timer {what} starts the process, so its time must be written out: "
        "there is no case yet.",
        "टाइमर {what_hi} प्रक्रिया शुरू करता है, इसलिए उसका समय सीधे लिखा होना चाहिए: "
        "तब तक कोई मामला नहीं होता।",
    ),
    "due-date-refused": error(
        "The due date of {what} cannot be used: {reason}.",
        "{what_hi} की नियत तारीख काम नहीं कर सकती ({reason})।",
    ),
    "due-date-missing": warning(
        "{what} has no due date, though other steps here have one: it would stay below them in "
        "every inbox. Say when it is due.",
        "{what_hi} की कोई नियत तारीख नहीं है, जबकि यहाँ के दूसरे चरणों की है: हर काम-सूची में यह उनके "
        "नीचे रहेगा। बताएँ, यह कब तक होना है।",
    ),
    "working-time-by-law": error(
        "The deadline of {what} is statutory, so it counts calendar days, not working time.",
        "{what_hi} की समय-सीमा क़ानून की है, इसलिए उसमें कैलेंडर के दिन गिने जाते हैं, काम के दिन नहीं।",
    ),
    "deadline-too-long": warning(
        "{what} waits {length}, but {ends} ends it after {longest} at the latest.",
        "{what_hi} {length} प्रतीक्षा करता है, पर {ends} उसे अधिक से अधिक {longest} में समाप्त कर देता है।",
    ),
    "statutory-missing": error(
        "The law gives “{step}” no longer than {length}. Draw a timer around it that counts "
        "{length} and has the property deadline = statutory.",
        "क़ानून “{step}” को {length} से अधिक समय नहीं देता। उसके चारों ओर {length} गिनने वाला टाइमर बनाएँ, "
        "जिसका गुण deadline = statutory हो।",
    ),
}
