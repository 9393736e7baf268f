"""What each rule says, in plain English and Hindi; the rules themselves only find.

`{what}` is the element by its label, or by its id if it has none.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sentence:
    """How a rule speaks, and how grave what it finds is."""

    severity: str
    english: str
    hindi: str


def _error(english: str, hindi: str) -> Sentence:
    return Sentence("error", english, hindi)


def _warning(english: str, hindi: str) -> Sentence:
    return Sentence("warning", english, hindi)


def _note(english: str, hindi: str) -> Sentence:
    return Sentence("note", english, hindi)


SENTENCES: dict[str, Sentence] = {
    # files
    "xml-refused": _error(
        "The file cannot be read: {reason}.",
        "फ़ाइल पढ़ी नहीं जा सकती ({reason})।",
    ),
    "half-character": _error(
        "The file holds half a character at {place}: no page, letter or database can hold it. "
        "Write this text anew.",
        "फ़ाइल में {place} पर आधा अक्षर है, जो किसी पन्ने, पत्र या डेटाबेस में नहीं लिखा जा सकता। "
        "यह पाठ फिर से लिखें।",
    ),
    "not-bpmn": _error(
        "The file is no BPMN drawing. Save it as BPMN 2.0 XML.",
        "यह फ़ाइल BPMN चित्र नहीं है। इसे BPMN 2.0 XML के रूप में सहेजें।",
    ),
    "no-drawing": _error(
        "There is no drawing among the files.",
        "इन फ़ाइलों में कोई चित्र नहीं है।",
    ),
    "no-process": _error(
        "The file draws no process.",
        "इस फ़ाइल में कोई प्रक्रिया नहीं बनाई गई है।",
    ),
    "process-missing": _error(
        "No file draws the process “{process}”.",
        "किसी फ़ाइल में “{process}” प्रक्रिया नहीं बनी है।",
    ),
    "id-missing": _error(
        "A step of kind {kind} has no id. Give it one.",
        "{kind} प्रकार के एक चरण की id नहीं है। उसे id दें।",
    ),
    "id-twice": _error(
        "The id “{id}” is used twice. Every element needs an id of its own.",
        "“{id}” id दो बार आई है। हर तत्व की अपनी id होनी चाहिए।",
    ),
    "not-executable": _error(
        "The process {what} is not marked as executable, so it does not run.",
        "प्रक्रिया {what_hi} चलाने योग्य (executable) नहीं बताई गई है, इसलिए वह नहीं चलेगी।",
    ),
    "pool-not-run": _warning(
        "The process {what} is not marked as executable, so it is only a picture.",
        "प्रक्रिया {what_hi} चलाने योग्य (executable) नहीं बताई गई है, इसलिए वह केवल चित्र है।",
    ),
    "process-id-unusable": _error(
        "The process needs an id of letters, digits, _ and -; “{id}” is none.",
        "प्रक्रिया की id में केवल अक्षर, अंक, _ और - हों; “{id}” ऐसी नहीं है।",
    ),
    "cannot-run": _error(
        "{what} cannot run: {reason}.",
        "{what_hi} नहीं चल सकता ({reason})।",
    ),
    "checker-gave-up": _error(
        "The files are too large or too odd: they could not be checked within {seconds} seconds "
        "and {megabytes} MB. Nothing in them was looked at.",
        "फ़ाइलें बहुत बड़ी या असामान्य हैं: {seconds} सेकंड और {megabytes} MB में इनकी जाँच नहीं हो सकी। "
        "इनमें कुछ भी नहीं देखा गया।",
    ),
    # structure
    "start-missing": _error(
        "{what} has no start event, so it can never begin.",
        "{what_hi} में आरंभ घटना नहीं है, इसलिए यह कभी शुरू नहीं हो सकता।",
    ),
    "start-twice": _error(
        "{what} has several plain start events. Keep one.",
        "{what_hi} में एक से अधिक सादी आरंभ घटनाएँ हैं। एक ही रखें।",
    ),
    "sub-process-start": _error(
        "The sub-process {what} needs exactly one start event; it has {count}.",
        "उप-प्रक्रिया {what_hi} में ठीक एक आरंभ घटना चाहिए; अभी {count} हैं।",
    ),
    "unreachable": _error(
        "No path leads to {what}. Draw an arrow to it, or remove it.",
        "{what_hi} तक कोई रास्ता नहीं जाता। उस तक तीर खींचें या उसे हटाएँ।",
    ),
    "element-unknown": _error(
        "An element of kind {kind} does not run here.",
        "{kind} प्रकार का तत्व यहाँ नहीं चलता।",
    ),
    "boundary-loose": _error(
        "The boundary event {what} is attached to no step.",
        "किनारे की घटना {what_hi} किसी चरण से जुड़ी नहीं है।",
    ),
    # arrows
    "arrow-loose": _error(
        "The arrow {what} is not attached at both ends.",
        "तीर {what_hi} दोनों सिरों पर जुड़ा नहीं है।",
    ),
    "arrow-crosses-border": _error(
        "The arrow {what} crosses the border of a process or sub-process. "
        "Use a message, or an event on the border.",
        "तीर {what_hi} प्रक्रिया या उप-प्रक्रिया की सीमा पार करता है। संदेश या सीमा पर घटना का प्रयोग करें।",
    ),
    "arrow-into-start": _error(
        "An arrow leads into the start event {what}. Nothing can come before a start.",
        "आरंभ घटना {what_hi} में एक तीर आता है। आरंभ से पहले कुछ नहीं हो सकता।",
    ),
    "arrow-out-of-end": _error(
        "An arrow leaves the end event {what}. Nothing can come after an end.",
        "अंत घटना {what_hi} से एक तीर निकलता है। अंत के बाद कुछ नहीं हो सकता।",
    ),
    "arrow-into-boundary": _error(
        "An arrow leads into the boundary event {what}. It happens by itself.",
        "किनारे की घटना {what_hi} में एक तीर आता है। यह अपने आप होती है।",
    ),
    "several-arrows": _warning(
        "Several arrows leave {what}: all are taken at once. Draw a gateway that says so.",
        "{what_hi} से कई तीर निकलते हैं और सब एक साथ लिए जाएँगे। इसे दिखाने वाला गेटवे बनाएँ।",
    ),
    "never-ends": _warning(
        "From {what} the work goes round in a circle that leads to no end and that nothing stops.",
        "{what_hi} से काम ऐसे चक्र में घूमता है जो किसी अंत तक नहीं जाता और जिसे कुछ नहीं रोकता।",
    ),
    "calls-itself": _warning(
        "{what} calls a process that leads back here: {circle}. Ten calls in one another are "
        "the most.",
        "{what_hi} ऐसी प्रक्रिया बुलाता है जो यहीं लौटती है: {circle}। एक के भीतर एक, अधिक से अधिक दस।",
    ),
    "join-never-goes-on": _error(
        "{what} waits for all its arrows, but tokens never come by all of them. The case would "
        "stand there for ever; draw the split as a parallel one, or the join as an exclusive one.",
        "{what_hi} अपने सभी तीरों की प्रतीक्षा करता है, पर सभी से काम कभी नहीं आता। प्रकरण वहीं रुका रहेगा; "
        "बँटवारा समानांतर बनाएँ या मिलान एकल (exclusive) बनाएँ।",
    ),
    "join-may-wait": _warning(
        "{what} may wait for ever: on some ways through the drawing not all its arrows are taken.",
        "{what_hi} हमेशा के लिए रुक सकता है: कुछ रास्तों में उसके सभी तीरों से काम नहीं आता।",
    ),
    "tokens-cut-short": _note(
        "{what} branches too much to be played out in every order: joins that wait in vain and "
        "steps that run twice may be missed in it.",
        "{what_hi} में इतनी शाखाएँ हैं कि हर क्रम नहीं आज़माया जा सका: व्यर्थ रुकने वाले मिलन और दो बार "
        "चलने वाले चरण इसमें छूट सकते हैं।",
    ),
    "runs-twice": _warning(
        "{what} may be reached twice at the same time: branches that run beside each other meet "
        "there without a parallel gateway.",
        "{what_hi} तक काम एक ही समय में दो बार पहुँच सकता है: साथ-साथ चलती शाखाएँ वहाँ समानांतर "
        "गेटवे के बिना मिलती हैं।",
    ),
    "event-gateway-target": _error(
        "An arrow leads from an event gateway to {what}. "
        "Only catching events and receive tasks may follow it.",
        "घटना-गेटवे से {what_hi} तक तीर जाता है। "
        "उसके बाद केवल प्रतीक्षा करने वाली घटना या संदेश पाने वाला चरण आ सकता है।",
    ),
    "event-gateway-shared": _error(
        "An event gateway waits for {what}, so no other arrow may lead there.",
        "घटना-गेटवे {what_hi} की प्रतीक्षा करता है, इसलिए वहाँ कोई दूसरा तीर नहीं आ सकता।",
    ),
    "event-gateway-arrows": _error(
        "The event gateway {what} needs at least two events to wait for.",
        "घटना-गेटवे {what_hi} को प्रतीक्षा के लिए कम से कम दो घटनाएँ चाहिए।",
    ),
    # conditions and other texts of the language
    "condition-missing": _error(
        "The arrow to {target} has no condition and is not the default of {what}.",
        "{target} तक जाने वाले तीर पर शर्त नहीं है और वह {what_hi} का डिफ़ॉल्ट भी नहीं है।",
    ),
    "condition-ignored": _error(
        "The condition on the arrow {what} is never asked. Let a gateway decide.",
        "तीर {what_hi} की शर्त कभी पूछी नहीं जाती। निर्णय के लिए गेटवे बनाएँ।",
    ),
    "condition-on-default": _warning(
        "The arrow {what} is the default, so its condition is never asked.",
        "तीर {what_hi} डिफ़ॉल्ट है, इसलिए उसकी शर्त कभी पूछी नहीं जाती।",
    ),
    "default-missing": _warning(
        "{what} has no default arrow. If no condition holds, the case stops there.",
        "{what_hi} का कोई डिफ़ॉल्ट तीर नहीं है। कोई शर्त पूरी न हुई तो मामला वहीं रुक जाएगा।",
    ),
    "default-unknown": _error(
        "The default of {what} is no arrow that leaves it.",
        "{what_hi} का डिफ़ॉल्ट उससे निकलने वाला कोई तीर नहीं है।",
    ),
    "variable-unset": _warning(
        "{what} reads “{variable}”, which no form, script, table or service of this process "
        "writes.",
        "{what_hi} “{variable}” पढ़ता है, जिसे इस प्रक्रिया का कोई फ़ॉर्म, स्क्रिप्ट, तालिका या "
        "सेवा नहीं लिखती।",
    ),
    "record-read": _error(
        "{what} reads “{variable}”, which {form} puts into the case record. What is on record is "
        "not known to a drawing: ask for a code or a yes or no beside it, and read that.",
        "{what_hi} “{variable}” पढ़ता है, जिसे {form} मामले के अभिलेख में रखता है। अभिलेख की बातें चित्र को "
        "ज्ञात नहीं होतीं: साथ में कोई कोड या हाँ/नहीं पूछें और उसे पढ़ें।",
    ),
    "condition-refused": _error(
        "The condition of {what} cannot be used: {reason}.",
        "{what_hi} की शर्त काम नहीं कर सकती ({reason})।",
    ),
    "expression-refused": _error(
        "The expression in {place} of {what} cannot be used: {reason}.",
        "{what_hi} के {place} का सूत्र काम नहीं कर सकता ({reason})।",
    ),
    "sent-when-refused": _error(
        "The condition under which {what} may be sent cannot be used: {reason}.",
        "{what_hi} कब भेजा जा सकता है, इसकी शर्त काम नहीं कर सकती ({reason})।",
    ),
    "sent-when-ignored": _warning(
        "{what} says when it may be sent, but nobody is offered it: only a message start event "
        "with sent_by is.",
        "{what_hi} बताता है कि वह कब भेजा जा सकता है, पर वह किसी के पन्ने पर नहीं आता: वहाँ केवल वह "
        "संदेश-शुरुआत आती है जिसमें sent_by हो।",
    ),
    "language-unknown": _error(
        "{what} is written in {language}. Write it in the language of conditions.",
        "{what_hi} {language} में लिखा है। इसे शर्तों की भाषा में लिखें।",
    ),
    "script-missing": _error(
        "The script task {what} has no script.",
        "स्क्रिप्ट चरण {what_hi} में कोई स्क्रिप्ट नहीं है।",
    ),
    "script-refused": _error(
        "The script of {what} cannot be used, line {script_line}: {reason}.",
        "{what_hi} की स्क्रिप्ट काम नहीं कर सकती, पंक्ति {script_line} ({reason})।",
    ),
    "loop-without-count": _error(
        "{what} is repeated, but neither a number nor a list says how often.",
        "{what_hi} दोहराया जाता है, पर कितनी बार, यह न संख्या से पता चलता है न सूची से।",
    ),
    "loop-too-large": _error(
        "{what} is repeated too often. At most {most} times are possible.",
        "{what_hi} बहुत अधिक बार दोहराया जाता है। अधिकतम {most} बार संभव है।",
    ),
    "loop-without-end": _error(
        "{what} is repeated without a condition or a largest number, so it never ends.",
        "{what_hi} बिना शर्त और बिना अधिकतम संख्या के दोहराया जाता है, इसलिए कभी समाप्त नहीं होगा।",
    ),
    "loop-never-rests": _warning(
        "A loop through {what} waits for no person, time or message. "
        "If its condition does not end it, the case stops there with an error.",
        "{what_hi} से गुज़रने वाला घेरा किसी व्यक्ति, समय या संदेश की प्रतीक्षा नहीं करता। "
        "शर्त से वह न रुका तो मामला वहीं त्रुटि के साथ रुक जाएगा।",
    ),
    # timers
    "timer-without-time": _error(
        "The timer {what} has no time.",
        "टाइमर {what_hi} में कोई समय नहीं है।",
    ),
    "timer-with-two-times": _error(
        "The timer {what} has several times. Keep one: a date, a duration or a repetition.",
        "टाइमर {what_hi} में कई समय हैं। एक ही रखें: तारीख, अवधि या दोहराव।",
    ),
    "timer-refused": _error(
        "The time of {what} cannot be used: {reason}.",
        "{what_hi} का समय काम नहीं कर सकता ({reason})।",
    ),
    "timer-start-not-fixed": _error(
        "The timer {what} starts the process, so its time must be written out: "
        "there is no case yet.",
        "टाइमर {what_hi} प्रक्रिया शुरू करता है, इसलिए उसका समय सीधे लिखा होना चाहिए: "
        "तब तक कोई मामला नहीं होता।",
    ),
    "due-date-refused": _error(
        "The due date of {what} cannot be used: {reason}.",
        "{what_hi} की नियत तारीख काम नहीं कर सकती ({reason})।",
    ),
    "due-date-missing": _warning(
        "{what} has no due date, though other steps here have one: it would stay below them in "
        "every inbox. Say when it is due.",
        "{what_hi} की कोई नियत तारीख नहीं है, जबकि यहाँ के दूसरे चरणों की है: हर काम-सूची में यह उनके "
        "नीचे रहेगा। बताएँ, यह कब तक होना है।",
    ),
    "working-time-by-law": _error(
        "The deadline of {what} is statutory, so it counts calendar days, not working time.",
        "{what_hi} की समय-सीमा क़ानून की है, इसलिए उसमें कैलेंडर के दिन गिने जाते हैं, काम के दिन नहीं।",
    ),
    "deadline-too-long": _warning(
        "{what} waits {length}, but {ends} ends it after {longest} at the latest.",
        "{what_hi} {length} प्रतीक्षा करता है, पर {ends} उसे अधिक से अधिक {longest} में समाप्त कर देता है।",
    ),
    "statutory-missing": _error(
        "The law gives “{step}” no longer than {length}. Draw a timer around it that counts "
        "{length} and has the property deadline = statutory.",
        "क़ानून “{step}” को {length} से अधिक समय नहीं देता। उसके चारों ओर {length} गिनने वाला टाइमर बनाएँ, "
        "जिसका गुण deadline = statutory हो।",
    ),
    # forms
    "form-missing": _warning(
        "The user task {what} has no form: a person would only press a button.",
        "चरण {what_hi} का कोई फ़ॉर्म नहीं है: व्यक्ति केवल एक बटन दबाएगा।",
    ),
    "form-not-found": _error(
        "The form “{form}” of {what} is not among the files.",
        "{what_hi} का फ़ॉर्म “{form}” फ़ाइलों में नहीं है।",
    ),
    "form-by-reference": _error(
        "{what} names its form “{form}” by formRef, which is not read here. Name its file by "
        "formKey.",
        "{what_hi} अपना फ़ॉर्म “{form}” formRef से बताता है, जो यहाँ नहीं पढ़ा जाता। उसकी फ़ाइल "
        "formKey से बताएँ।",
    ),
    "form-refused": _error(
        "The form cannot be shown: {reason}.",
        "फ़ॉर्म दिखाया नहीं जा सकता ({reason})।",
    ),
    "form-condition-refused": _error(
        "The condition of the field “{field}” cannot be used: {reason}.",
        "खाने “{field}” की शर्त काम नहीं कर सकती ({reason})।",
    ),
    "form-decision-unknown": _error(
        "The form asks the table “{decision}”, which is in none of the files.",
        "फ़ॉर्म तालिका “{decision}” से पूछता है, जो किसी फ़ाइल में नहीं है।",
    ),
    "form-refusal-unknown": _error(
        "The field “{field}” takes its refusal from “{output}”, which “{decision}” does not give.",
        "खाना “{field}” मना करने का कारण “{output}” से लेता है, जो “{decision}” नहीं देती।",
    ),
    "form-options-unknown": _error(
        "The field “{field}” takes its options from “{source}”, which is not known.",
        "खाना “{field}” अपने विकल्प “{source}” से लेता है, जो ज्ञात नहीं है।",
    ),
    "form-record-unknown": _error(
        "The field “{field}” goes to “{record}”, which the case record does not have.",
        "खाना “{field}” “{record}” में जाता है, जो मामले के अभिलेख में नहीं है।",
    ),
    "form-hidden-variable": _error(
        "The field “{field}” is hidden by what the case knows, and then empties “{variable}”, "
        "which is written elsewhere too. Let an answer of this form hide it, or give it another "
        "key.",
        "मामले की जानकारी से खाना “{field}” छिपता है और तब “{variable}” ख़ाली हो जाता है, जो और जगह भी "
        "लिखा जाता है। उसे इसी फ़ॉर्म के किसी जवाब से छिपाएँ, या उसकी कुंजी बदलें।",
    ),
    # notices
    "notice-file-refused": _error(
        "The file of notices is no JSON object of names and texts.",
        "सूचनाओं की फ़ाइल नामों और पाठों वाला JSON नहीं है।",
    ),
    "notice-incomplete": _error(
        "The notice “{notice}” needs a text in Hindi (hi) and in English (en).",
        "सूचना “{notice}” का पाठ हिंदी (hi) और अंग्रेज़ी (en) दोनों में चाहिए।",
    ),
    "notice-missing": _error(
        "The portal itself sends the notice “{notice}”, which is in no file under notices/.",
        "पोर्टल खुद “{notice}” सूचना भेजता है, जो notices/ की किसी फ़ाइल में नहीं है।",
    ),
    "notice-unknown": _error(
        "{what} sends the notice “{notice}”, which is in no file under notices/.",
        "{what_hi} “{notice}” सूचना भेजता है, जो notices/ की किसी फ़ाइल में नहीं है।",
    ),
    # process.json
    "about-unreadable": _error(
        "process.json is no JSON object. Take the file out, or fill it in on its page.",
        "process.json ठीक JSON नहीं है। फ़ाइल हटाएँ, या उसे उसके पन्ने पर भरें।",
    ),
    "about-name-missing": _error(
        "process.json does not say {field}: the process needs a name in both languages.",
        "process.json में {field} नहीं है: प्रक्रिया का नाम दोनों भाषाओं में चाहिए।",
    ),
    "about-role-refused": _error(
        "process.json brings “{role}”, whose {field} cannot be used.",
        "process.json “{role}” लाता है, जिसका {field} ठीक नहीं है।",
    ),
    "about-role-there": _error(
        "process.json brings the role “{role}”, but this role is there already. Take it out of the "
        "roles; lanes and starters may name it as it is.",
        "process.json “{role}” भूमिका लाता है, पर यह भूमिका पहले से है। इसे roles से हटाएँ; लेन और "
        "शुरू करने वालों में इसका नाम वैसे ही लिखा जा सकता है।",
    ),
    "about-role-changed": _error(
        "process.json brings the role “{role}” at another level, or for women only or not, than it "
        "was brought before. It stays as it is: give the new role another name.",
        "process.json “{role}” भूमिका को पहले से अलग स्तर पर, या केवल महिलाओं के लिए होने में बदलाव के "
        "साथ लाता है। वह जैसी है वैसी रहेगी: नई भूमिका को दूसरा नाम दें।",
    ),
    "about-starter-unknown": _error(
        "process.json lets “{role}” start the process, a role that no post here has.",
        "process.json “{role}” को प्रक्रिया शुरू करने देता है, पर यहाँ किसी पद की यह भूमिका नहीं।",
    ),
    "about-no-start": _error(
        "process.json lets officers start the process, but it has no start event that a person "
        "sets off: one without a sign in it.",
        "process.json के अनुसार अधिकारी प्रक्रिया शुरू कर सकते हैं, पर चित्र में सादी आरंभ घटना नहीं है।",
    ),
    "about-role-unused": _warning(
        "process.json brings the role “{role}”, but no step is its work.",
        "process.json “{role}” भूमिका लाता है, पर कोई चरण उसका काम नहीं है।",
    ),
    "accepted-unreadable": _warning(
        "accepted.json is no list of accepted warnings, so none counts as accepted.",
        "accepted.json मानी गई चेतावनियों की सूची नहीं है, इसलिए कोई चेतावनी मानी हुई नहीं गिनी जाएगी।",
    ),
    # references
    "topic-missing": _error(
        "Nothing says what {what} does. Give it a topic.",
        "{what_hi} क्या करता है, यह नहीं बताया गया। उसे एक विषय (topic) दें।",
    ),
    "topic-unknown": _error(
        "{what} asks for “{topic}”, which nobody here can do.",
        "{what_hi} “{topic}” माँगता है, जो यहाँ कोई नहीं कर सकता।",
    ),
    "decision-missing": _error(
        "{what} names no decision.",
        "{what_hi} में किसी निर्णय का नाम नहीं है।",
    ),
    "decision-unknown": _error(
        "{what} asks for the decision “{decision}”, which is in no file.",
        "{what_hi} “{decision}” निर्णय माँगता है, जो किसी फ़ाइल में नहीं है।",
    ),
    "decision-refused": _error(
        "The decision cannot be used: {reason}.",
        "निर्णय काम नहीं कर सकता ({reason})।",
    ),
    "decision-overlap": _error(
        "Rows {first} and {second} of “{decision}” both fit {example}, where only one answer may "
        "be given. Narrow one of them, or let the first row decide (hit policy FIRST).",
        "“{decision}” की पंक्तियाँ {first} और {second} दोनों {example} पर लागू होती हैं, जबकि "
        "एक ही उत्तर हो सकता है। एक को सीमित करें, या पहली पंक्ति को तय करने दें (hit policy FIRST)।",
    ),
    "decision-gap": _warning(
        "No row of “{decision}” fits {example}. Add a row, or a last row of dashes for all else.",
        "“{decision}” की कोई पंक्ति {example} पर लागू नहीं होती। एक पंक्ति जोड़ें, या बाकी सबके लिए "
        "डैश (-) वाली अंतिम पंक्ति।",
    ),
    "decision-gap-of-others": _warning(
        "No row of “{decision}” answers for any other text: {example}. Write the values that the "
        "column may have, or add a last row of dashes for all else.",
        "“{decision}” की कोई पंक्ति किसी और पाठ का उत्तर नहीं देती: {example}। स्तंभ में आ सकने वाले मान "
        "लिखें, या बाकी सबके लिए डैश (-) वाली अंतिम पंक्ति जोड़ें।",
    ),
    "decision-row-never": _warning(
        "Row {row} of “{decision}” is never reached: row {earlier} fits all that it fits.",
        "“{decision}” की पंक्ति {row} तक बात कभी नहीं पहुँचती: पंक्ति {earlier} पहले ही सब पर लागू होती है।",
    ),
    "decision-cut-short": _note(
        "“{decision}” is too large to be looked at whole: rows that contradict each other or are "
        "never reached, and values that have no row, may be missed.",
        "“{decision}” पूरा देखने के लिए बहुत बड़ा है: एक-दूसरे से टकराती या कभी न आने वाली पंक्तियाँ और "
        "बिना पंक्ति के मान छूट सकते हैं।",
    ),
    "decision-cell-kind": _warning(
        "Row {row} of “{decision}”: the column “{column}” is said to hold {kind}, and {cell} is "
        "something else, which never fits.",
        "“{decision}” की पंक्ति {row}: स्तंभ “{column}” का प्रकार {kind_hi} है, पर {cell} कुछ और है, जो "
        "कभी लागू नहीं होता।",
    ),
    "decision-output-kind": _warning(
        "Row {row} of “{decision}” gives {cell}, though the output “{column}” is said to be "
        "{kind}.",
        "“{decision}” की पंक्ति {row} का उत्तर {cell} है, जबकि परिणाम “{column}” का प्रकार {kind_hi} है।",
    ),
    "decision-sum-of-texts": _warning(
        "“{decision}” adds up its answers (SUM), but row {row} gives {cell}, which is not {kind}: "
        "the sum then has no value.",
        "“{decision}” उत्तरों को जोड़ता है (SUM), पर पंक्ति {row} का उत्तर {cell} है, जो {kind_hi} नहीं: "
        "तब जोड़ का कोई मान नहीं होता।",
    ),
    "decision-twice": _error(
        "The decision “{decision}” is in two files.",
        "निर्णय “{decision}” दो फ़ाइलों में है।",
    ),
    "called-missing": _error(
        "{what} does not say which process it calls.",
        "{what_hi} नहीं बताता कि वह किस प्रक्रिया को बुलाता है।",
    ),
    "called-unknown": _error(
        "{what} calls the process “{process}”, which is in no file.",
        "{what_hi} “{process}” प्रक्रिया को बुलाता है, जो किसी फ़ाइल में नहीं है।",
    ),
    "reference-missing": _error(
        "{what} names no {kind}.",
        "{what_hi} में किसी {kind} का नाम नहीं है।",
    ),
    "reference-dangling": _error(
        "{what} refers to the {kind} “{reference}”, which is not in the file.",
        "{what_hi} {kind} “{reference}” की ओर संकेत करता है, जो फ़ाइल में नहीं है।",
    ),
    "reference-without-name": _error(
        "The {kind} “{reference}” has no {attribute}.",
        "{kind} “{reference}” का {attribute} नहीं है।",
    ),
    "data-reference-dangling": _error(
        "{what} refers to the data “{reference}”, which is not in the file.",
        "{what_hi} डेटा “{reference}” की ओर संकेत करता है, जो फ़ाइल में नहीं है।",
    ),
    # owners
    "outside-lanes": _error(
        "{what} lies in no lane, so it belongs to nobody.",
        "{what_hi} किसी लेन में नहीं है, इसलिए वह किसी का काम नहीं है।",
    ),
    "lane-reference-dangling": _warning(
        "The lane {what} names “{reference}”, which is not in the file.",
        "लेन {what_hi} में “{reference}” का नाम है, जो फ़ाइल में नहीं है।",
    ),
    "role-unknown": _error(
        "{what} names the role “{role}”, which no post has.",
        "{what_hi} में “{role}” भूमिका है, जो किसी पद की नहीं है।",
    ),
    "role-vacant": _warning(
        "{what} belongs to the role “{role}”, which no post here has: nobody would get it.",
        "{what_hi} “{role}” भूमिका का काम है, पर यहाँ किसी पद की यह भूमिका नहीं: यह किसी को नहीं मिलेगा।",
    ),
    "level-missing": _error(
        "{what} belongs to the role “{role}” at no level: nobody's inbox would have it. "
        "Give its lane a level.",
        "{what_hi} “{role}” भूमिका का काम है, पर कोई स्तर नहीं लिखा: यह किसी के इनबॉक्स में नहीं आएगा। "
        "इसकी लेन को एक स्तर दें।",
    ),
    "level-unknown": _error(
        "{what} names the level “{level}”. Write one of: {levels}.",
        "{what_hi} में “{level}” स्तर है। इनमें से एक लिखें: {levels}।",
    ),
    "property-refused": _error(
        "The property “{property}” of {what} says “{value}”. Write one of: {wanted}.",
        "{what_hi} के गुण “{property}” में “{value}” लिखा है। इनमें से एक लिखें: {wanted}।",
    ),
    "code-without-words": _warning(
        "Officers would read “{code}” of {what} as a code. Add its words: {missing}.",
        "अधिकारी {what_hi} का “{code}” केवल कोड के रूप में पढ़ेंगे। इसके शब्द जोड़ें: {missing}।",
    ),
    "one-language-only": _warning(
        "What {what} says is there in one language only. Add the property “{missing}”.",
        "{what_hi} की बात केवल एक भाषा में है। गुण “{missing}” जोड़ें।",
    ),
    # what does not run
    "element-refused": _error(
        "{what}: {advice}.",
        "{what_hi}: {advice_hi}।",
    ),
    "extension-refused": _error(
        "What {what} says in “{extension}” does not run here. Draw it as a script or service task.",
        "{what_hi} में “{extension}” की बात यहाँ नहीं चलती। उसे स्क्रिप्ट या सेवा कार्य के रूप में बनाएँ।",
    ),
    "event-refused": _error(
        "The event {what} ({kind}) does not run here: {advice}.",
        "घटना {what_hi} ({kind}) यहाँ नहीं चलती: {advice_hi}।",
    ),
    "several-events": _error(
        "{what} stands for several events. Draw one event for each.",
        "{what_hi} में कई घटनाएँ हैं। हर एक के लिए अलग घटना बनाएँ।",
    ),
    "error-beside": _error(
        "{what} catches an error without interrupting. An error always ends what threw it.",
        "{what_hi} बिना रोके त्रुटि पकड़ती है। त्रुटि उस काम को हमेशा समाप्त करती है जहाँ वह हुई।",
    ),
}
