"""Of notices."""

from engine.check.sentences.sentence import Sentence, error

NOTICES: dict[str, Sentence] = {
    "notice-file-refused": error(
        "The file of notices is no JSON object of names and texts.",
        "सूचनाओं की फ़ाइल नामों और पाठों वाला JSON नहीं है।",
    ),
    "notice-incomplete": error(
        "The notice “{notice}” needs a text in Hindi (hi) and in English (en).",
        "सूचना “{notice}” का पाठ हिंदी (hi) और अंग्रेज़ी (en) दोनों में चाहिए।",
    ),
    "notice-missing": error(
        "The portal itself sends the notice “{notice}”, which is in no file under notices/.",
        "पोर्टल खुद “{notice}” सूचना भेजता है, जो notices/ की किसी फ़ाइल में नहीं है।",
    ),
    "notice-unknown": error(
        "{what} sends the notice “{notice}”, which is in no file under notices/.",
        "{what_hi} “{notice}” सूचना भेजता है, जो notices/ की किसी फ़ाइल में नहीं है।",
    ),
}
