"""Why a drawing cannot be made into what runs, and why a zip is not taken: English and Hindi.

The first come from `engine.elements`, the second from `engine.drawing_zip`.
"""

RUNNING = {
    "it cannot be read: {words}": "इसे पढ़ा नहीं जा सकता: {words}",
    "{kind} does not run here": "{kind} यहाँ नहीं चलता",
    "{kind} does not run here; draw a script or service task": (
        "{kind} यहाँ नहीं चलता; स्क्रिप्ट या सेवा चरण बनाएँ"
    ),
    "a {place} of kind {kind} does not run here": "{place} पर {kind} प्रकार की घटना यहाँ नहीं चलती",
    "a {place} of kind {kind} does not run here; {advice}": (
        "{place} पर {kind} प्रकार की घटना यहाँ नहीं चलती; {advice}"
    ),
    "start event of a process": "प्रक्रिया की आरंभ घटना",
    "start event of a sub-process": "उप-प्रक्रिया की आरंभ घटना",
    "start event of an event sub-process": "घटना-उप-प्रक्रिया की आरंभ घटना",
    "draw an arrow to the place where the flow goes on": ("जहाँ काम आगे बढ़ता है वहाँ तक तीर खींचें"),
    "draw the steps that undo the work behind a boundary or end event": (
        "किनारे या अंत की घटना के बाद काम वापस लेने के चरण बनाएँ"
    ),
    "use an error end event and an error boundary event": (
        "त्रुटि वाली अंत घटना और सीमा पर त्रुटि घटना का प्रयोग करें"
    ),
    "use a message that is sent when the condition becomes true": (
        "शर्त पूरी होने पर भेजे जाने वाले संदेश का प्रयोग करें"
    ),
    "ad-hoc sub-processes do not run here; draw the order of the steps": (
        "तदर्थ (ad-hoc) उप-प्रक्रिया यहाँ नहीं चलती; चरणों का क्रम बनाएँ"
    ),
    "transactions do not run here; draw a sub-process with an error boundary event": (
        "लेन-देन (transaction) यहाँ नहीं चलता; सीमा पर त्रुटि घटना वाली उप-प्रक्रिया बनाएँ"
    ),
    "complex gateways do not run here; draw inclusive or parallel ones": (
        "जटिल (complex) गेटवे यहाँ नहीं चलता; समावेशी या समानांतर गेटवे बनाएँ"
    ),
    "conversations do not run here; draw message events": (
        "वार्तालाप (conversation) यहाँ नहीं चलता; संदेश घटनाएँ बनाएँ"
    ),
    "choreographies do not run here; draw a process": "कोरियोग्राफ़ी यहाँ नहीं चलती; प्रक्रिया बनाएँ",
    "compensation does not run here; draw the steps that undo the work": (
        "क्षतिपूर्ति (compensation) यहाँ नहीं चलती; काम वापस लेने के चरण बनाएँ"
    ),
    "a process begins with a start event here; draw one": (
        "प्रक्रिया यहाँ आरंभ घटना से शुरू होती है; उसे बनाएँ"
    ),
    "parallel event gateways do not run here; draw a parallel": (
        "समानांतर घटना-गेटवे यहाँ नहीं चलता; समानांतर गेटवे बनाएँ"
    ),
    "this script language does not run here; write the small subset of Python": (
        "यह स्क्रिप्ट भाषा यहाँ नहीं चलती; Python का छोटा रूप लिखें"
    ),
    "the script task has no script": "स्क्रिप्ट चरण में कोई स्क्रिप्ट नहीं है",
    "no start event": "कोई आरंभ घटना नहीं है",
    "the flow {flow} has no condition and is not the default": (
        "तीर {flow} पर न शर्त है, न वह डिफ़ॉल्ट है"
    ),
    "the condition of {flow} is never asked; draw a gateway": (
        "{flow} की शर्त कभी पूछी नहीं जाती; गेटवे बनाएँ"
    ),
    "the flow {flow} leads to nothing": "तीर {flow} कहीं नहीं पहुँचता",
    "the flow {flow} crosses the border of a sub-process": (
        "तीर {flow} उप-प्रक्रिया की सीमा पार करता है"
    ),
    "several event definitions on one event; draw one event for each": (
        "एक घटना के कई अर्थ दिए गए हैं; हर एक के लिए अलग घटना बनाएँ"
    ),
    "an error cannot be caught by a non-interrupting {place}": (
        "{place} काम को रोके बिना त्रुटि नहीं पकड़ सकती"
    ),
    "a timer that starts a process needs a fixed time: there is no case yet": (
        "प्रक्रिया शुरू करने वाले टाइमर का समय सीधे लिखा होना चाहिए: तब तक कोई मामला नहीं होता"
    ),
    "it names no {kind}": "यह किसी {kind} का नाम नहीं देता",
    "the {kind} {reference} is missing or has no {attribute}": (
        "{kind} {reference} नहीं है, या उसका {attribute} नहीं दिया गया"
    ),
    "an event-based gateway leads to catch events and receive tasks only": (
        "घटना-गेटवे के बाद केवल प्रतीक्षा करने वाली घटना या संदेश पाने वाला चरण आ सकता है"
    ),
    "an event-based gateway needs at least two events to choose from": (
        "घटना-गेटवे को चुनने के लिए कम से कम दो घटनाएँ चाहिए"
    ),
    "an event sub-process stands alone: no arrows to or from it, and no loop": (
        "घटना-उप-प्रक्रिया अलग खड़ी होती है: न उसमें तीर आए, न उससे निकले, न दोहराव हो"
    ),
    "an event sub-process has exactly one start event": (
        "घटना-उप-प्रक्रिया में ठीक एक आरंभ घटना होती है"
    ),
    "a sub-process has exactly one start event; here are {count}": (
        "उप-प्रक्रिया में ठीक एक आरंभ घटना होती है; यहाँ {count} हैं"
    ),
    "it names no process to call (calledElement)": (
        "यह नहीं बताता कि किस प्रक्रिया को बुलाना है (calledElement)"
    ),
    "nothing is said of what this step does; give it a topic": (
        "यह चरण क्या करता है, यह नहीं बताया गया; उसे topic दें"
    ),
    "no decision is named": "किसी निर्णय का नाम नहीं दिया गया",
    "a timer needs one of: a date, a duration, a cycle": (
        "टाइमर में इनमें से एक चाहिए: तारीख, अवधि या दोहराव"
    ),
    "timer {time}: {error}": "टाइमर {time}: {error}",
    "a timer without a time": "टाइमर में समय नहीं है",
}

ZIPS = {
    "the zip is larger than {most} bytes": "zip {most} बाइट से बड़ी है",
    "the file cannot be read as a zip": "यह फ़ाइल zip की तरह पढ़ी नहीं जा सकती",
    "a file's name is missing or too long": "किसी फ़ाइल का नाम नहीं है या बहुत लंबा है",
    "a file's name is not allowed": "किसी फ़ाइल के ऐसे नाम की अनुमति नहीं है",
    "only files of these kinds: {kinds}": "केवल इन प्रकारों की फ़ाइलें: {kinds}",
    "the zip holds more than {most} files": "zip में {most} से अधिक फ़ाइलें हैं",
    "two files have the same name": "दो फ़ाइलों का एक ही नाम है",
    "the files are larger than {most} bytes together": "फ़ाइलें मिलाकर {most} बाइट से बड़ी हैं",
    "the zip holds no file of a drawing": "zip में चित्र की कोई फ़ाइल नहीं है",
    "a file has the name of a folder": "किसी फ़ाइल का नाम वही है जो एक फ़ोल्डर का",
    "the zip is encrypted; save it without a password": (
        "zip पर पासवर्ड लगा है; उसे बिना पासवर्ड के सहेजें"
    ),
    "the zip is packed in a way that is not read here": "zip ऐसे बाँधी गई है जो यहाँ नहीं पढ़ा जाता",
    "the zip holds a link or a device, not a file": "zip में फ़ाइल नहीं, कोई लिंक या उपकरण है",
    "the files are larger together than may be stored": (
        "फ़ाइलें मिलाकर उससे बड़ी हैं जितना रखा जा सकता है"
    ),
    "a file unpacks to far more than it was packed": "कोई फ़ाइल खुलने पर बहुत अधिक बड़ी हो जाती है",
}
