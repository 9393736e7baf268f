"""Of files that cannot be read, and of what a process is called there."""

from engine.check.sentences.sentence import Sentence, error, warning

FILES: dict[str, Sentence] = {
    "xml-refused": error(
        "The file cannot be read: {reason}.",
        "फ़ाइल पढ़ी नहीं जा सकती ({reason})।",
    ),
    "half-character": error(
        "The file holds half a character at {place}: no page, letter or database can hold it. "
        "Write this text anew.",
        "फ़ाइल में {place} पर आधा अक्षर है, जो किसी पन्ने, पत्र या डेटाबेस में नहीं लिखा जा सकता। "
        "यह पाठ फिर से लिखें।",
    ),
    "not-bpmn": error(
        "The file is no BPMN drawing. Save it as BPMN 2.0 XML.",
        "यह फ़ाइल BPMN चित्र नहीं है। इसे BPMN 2.0 XML के रूप में सहेजें।",
    ),
    "no-drawing": error(
        "There is no drawing among the files.",
        "इन फ़ाइलों में कोई चित्र नहीं है।",
    ),
    "no-process": error(
        "The file draws no process.",
        "इस फ़ाइल में कोई प्रक्रिया नहीं बनाई गई है।",
    ),
    "process-missing": error(
        "No file draws the process “{process}”.",
        "किसी फ़ाइल में “{process}” प्रक्रिया नहीं बनी है।",
    ),
    "id-missing": error(
        "A step of kind {kind} has no id. Give it one.",
        "{kind} प्रकार के एक चरण की id नहीं है। उसे id दें।",
    ),
    "id-twice": error(
        "The id “{id}” is used twice. Every element needs an id of its own.",
        "“{id}” id दो बार आई है। हर तत्व की अपनी id होनी चाहिए।",
    ),
    "not-executable": error(
        "The process {what} is not marked as executable, so it does not run.",
        "प्रक्रिया {what_hi} चलाने योग्य (executable) नहीं बताई गई है, इसलिए वह नहीं चलेगी।",
    ),
    "pool-not-run": warning(
        "The process {what} is not marked as executable, so it is only a picture.",
        "प्रक्रिया {what_hi} चलाने योग्य (executable) नहीं बताई गई है, इसलिए वह केवल चित्र है।",
    ),
    "process-id-unusable": error(
        "The process needs an id of letters, digits, _ and -; “{id}” is none.",
        "प्रक्रिया की id में केवल अक्षर, अंक, _ और - हों; “{id}” ऐसी नहीं है।",
    ),
    "cannot-run": error(
        "{what} cannot run: {reason}.",
        "{what_hi} नहीं चल सकता ({reason})।",
    ),
    "checker-gave-up": error(
        "The files are too large or too odd: they could not be checked within {seconds} seconds "
        "and {megabytes} MB. Nothing in them was looked at.",
        "फ़ाइलें बहुत बड़ी या असामान्य हैं: {seconds} सेकंड और {megabytes} MB में इनकी जाँच नहीं हो सकी। "
        "इनमें कुछ भी नहीं देखा गया।",
    ),
}
