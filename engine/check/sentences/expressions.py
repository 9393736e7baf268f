"""Of conditions, scripts and the other texts of the language."""

from engine.check.sentences.sentence import Sentence, error, warning

EXPRESSIONS: dict[str, Sentence] = {
    "condition-missing": error(
        "The arrow to {target} has no condition and is not the default of {what}.",
        "{target} तक जाने वाले तीर पर शर्त नहीं है और वह {what_hi} का डिफ़ॉल्ट भी नहीं है।",
    ),
    "condition-ignored": error(
        "The condition on the arrow {what} is never asked. Let a gateway decide.",
        "तीर {what_hi} की शर्त कभी पूछी नहीं जाती। निर्णय के लिए गेटवे बनाएँ।",
    ),
    "condition-on-default": warning(
        "The arrow {what} is the default, so its condition is never asked.",
        "तीर {what_hi} डिफ़ॉल्ट है, इसलिए उसकी शर्त कभी पूछी नहीं जाती।",
    ),
    "default-missing": warning(
        "{what} has no default arrow. If no condition holds, the case stops there.",
        "{what_hi} का कोई डिफ़ॉल्ट तीर नहीं है। कोई शर्त पूरी न हुई तो मामला वहीं रुक जाएगा।",
    ),
    "default-unknown": error(
        "The default of {what} is no arrow that leaves it.",
        "{what_hi} का डिफ़ॉल्ट उससे निकलने वाला कोई तीर नहीं है।",
    ),
    "variable-unset": warning(
        "{what} reads “{variable}”, which no form, script, table or service of this process "
        "writes.",
        "{what_hi} “{variable}” पढ़ता है, जिसे इस प्रक्रिया का कोई फ़ॉर्म, स्क्रिप्ट, तालिका या "
        "सेवा नहीं लिखती।",
    ),
    "record-read": error(
        "{what} reads “{variable}”, which {form} puts into the case record. What is on record is "
        "not known to a drawing: ask for a code or a yes or no beside it, and read that.",
        "{what_hi} “{variable}” पढ़ता है, जिसे {form} मामले के अभिलेख में रखता है। अभिलेख की बातें चित्र को "
        "ज्ञात नहीं होतीं: साथ में कोई कोड या हाँ/नहीं पूछें और उसे पढ़ें।",
    ),
    "condition-refused": error(
        "The condition of {what} cannot be used: {reason}.",
        "{what_hi} की शर्त काम नहीं कर सकती ({reason})।",
    ),
    "expression-refused": error(
        "The expression in {place} of {what} cannot be used: {reason}.",
        "{what_hi} के {place} का सूत्र काम नहीं कर सकता ({reason})।",
    ),
    "sent-when-refused": error(
        "The condition under which {what} may be sent cannot be used: {reason}.",
        "{what_hi} कब भेजा जा सकता है, इसकी शर्त काम नहीं कर सकती ({reason})।",
    ),
    "sent-when-ignored": warning(
        "{what} says when it may be sent, but nobody is offered it: only a message start event "
        "with sent_by is.",
        "{what_hi} बताता है कि वह कब भेजा जा सकता है, पर वह किसी के पन्ने पर नहीं आता: वहाँ केवल वह "
        "संदेश-शुरुआत आती है जिसमें sent_by हो।",
    ),
    "language-unknown": error(
        "{what} is written in {language}. Write it in the language of conditions.",
        "{what_hi} {language} में लिखा है। इसे शर्तों की भाषा में लिखें।",
    ),
    "script-missing": error(
        "The script task {what} has no script.",
        "स्क्रिप्ट चरण {what_hi} में कोई स्क्रिप्ट नहीं है।",
    ),
    "script-refused": error(
        "The script of {what} cannot be used, line {script_line}: {reason}.",
        "{what_hi} की स्क्रिप्ट काम नहीं कर सकती, पंक्ति {script_line} ({reason})।",
    ),
    "loop-without-count": error(
        "{what} is repeated, but neither a number nor a list says how often.",
        "{what_hi} दोहराया जाता है, पर कितनी बार, यह न संख्या से पता चलता है न सूची से।",
    ),
    "loop-collection-refused": error(
        "{what} is repeated for each of “{collection}”, which is no name of a variable. Write the "
        "name of a list, and set it before in a script if it has to be made.",
        "{what_hi} “{collection}” की हर वस्तु के लिए दोहराया जाता है, पर यह किसी चर का नाम नहीं। "
        "सूची का नाम लिखें; सूची बनानी हो तो पहले स्क्रिप्ट में बनाएँ।",
    ),
    "loop-too-large": error(
        "{what} is repeated too often. At most {most} times are possible.",
        "{what_hi} बहुत अधिक बार दोहराया जाता है। अधिकतम {most} बार संभव है।",
    ),
    "loop-without-end": error(
        "{what} is repeated without a condition or a largest number, so it never ends.",
        "{what_hi} बिना शर्त और बिना अधिकतम संख्या के दोहराया जाता है, इसलिए कभी समाप्त नहीं होगा।",
    ),
    "loop-never-rests": warning(
        "A loop through {what} waits for no person, time or message. "
        "If its condition does not end it, the case stops there with an error.",
        "{what_hi} से गुज़रने वाला घेरा किसी व्यक्ति, समय या संदेश की प्रतीक्षा नहीं करता। "
        "शर्त से वह न रुका तो मामला वहीं त्रुटि के साथ रुक जाएगा।",
    ),
}
