"""Of forms."""

from engine.check.sentences.sentence import Sentence, error, warning

FORMS: dict[str, Sentence] = {
    "form-missing": warning(
        "The user task {what} has no form: a person would only press a button.",
        "चरण {what_hi} का कोई फ़ॉर्म नहीं है: व्यक्ति केवल एक बटन दबाएगा।",
    ),
    "form-not-found": error(
        "The form “{form}” of {what} is not among the files.",
        "{what_hi} का फ़ॉर्म “{form}” फ़ाइलों में नहीं है।",
    ),
    "form-by-reference": error(
        "{what} names its form “{form}” by formRef, which is not read here. Name its file by "
        "formKey.",
        "{what_hi} अपना फ़ॉर्म “{form}” formRef से बताता है, जो यहाँ नहीं पढ़ा जाता। उसकी फ़ाइल "
        "formKey से बताएँ।",
    ),
    "form-refused": error(
        "The form cannot be shown: {reason}.",
        "फ़ॉर्म दिखाया नहीं जा सकता ({reason})।",
    ),
    "form-condition-refused": error(
        "The condition of the field “{field}” cannot be used: {reason}.",
        "खाने “{field}” की शर्त काम नहीं कर सकती ({reason})।",
    ),
    "form-decision-unknown": error(
        "The form asks the table “{decision}”, which is in none of the files.",
        "फ़ॉर्म तालिका “{decision}” से पूछता है, जो किसी फ़ाइल में नहीं है।",
    ),
    "form-refusal-unknown": error(
        "The field “{field}” takes its refusal from “{output}”, which “{decision}” does not give.",
        "खाना “{field}” मना करने का कारण “{output}” से लेता है, जो “{decision}” नहीं देती।",
    ),
    "form-options-unknown": error(
        "The field “{field}” takes its options from “{source}”, which is not known.",
        "खाना “{field}” अपने विकल्प “{source}” से लेता है, जो ज्ञात नहीं है।",
    ),
    "form-record-unknown": error(
        "The field “{field}” goes to “{record}”, which the case record does not have.",
        "खाना “{field}” “{record}” में जाता है, जो मामले के अभिलेख में नहीं है।",
    ),
    "form-hidden-variable": error(
        "The field “{field}” is hidden by what the case knows, and then empties “{variable}”, "
        "which is written elsewhere too. Let an answer of this form hide it, or give it another "
        "key.",
        "मामले की जानकारी से खाना “{field}” छिपता है और तब “{variable}” ख़ाली हो जाता है, जो और जगह भी "
        "लिखा जाता है। उसे इसी फ़ॉर्म के किसी जवाब से छिपाएँ, या उसकी कुंजी बदलें।",
    ),
}
