"""In Hindi why a text of FEEL cannot be used."""

FEEL = {
    "a value is missing before this": "इससे पहले एक मान छूटा है",
    "no date, moment, time or duration": "यह न तारीख है, न क्षण, न समय, न अवधि",
    "a name must follow the point": "बिंदु के बाद एक नाम होना चाहिए",
    "something is missing at the end": "अंत में कुछ छूटा है",
    "{name} cannot be used here": "{name} यहाँ नहीं आ सकता",
    "a plain name must stand here": "यहाँ एक सादा नाम होना चाहिए",
    "{name}() cannot read this": "{name}() इसे पढ़ नहीं सकता",
    "a text must follow the @": "@ के बाद पाठ होना चाहिए",
    "expected {what}": "यहाँ {what} होना चाहिए",
    "this cannot be read": "इसे पढ़ा नहीं जा सकता",
    "one list at a time; write a second loop inside the first": (
        "एक बार में एक सूची; दूसरा घेरा पहले के भीतर लिखें"
    ),
    "this does not belong here; join two values by a sign or a comma": (
        "यह यहाँ का नहीं है; दो मानों को किसी चिह्न या कॉमा से जोड़ें"
    ),
    "write {word} as one word, or draw an input with that name": (
        "{word} को एक शब्द में लिखें, या उस नाम का इनपुट बनाएँ"
    ),
    "write the number out, with digits alone": "संख्या पूरी लिखें, केवल अंकों में",
    "{name} stands here twice": "{name} यहाँ दो बार है",
    "a type must stand here, such as number, string or date": (
        "यहाँ number, string या date जैसा कोई प्रकार होना चाहिए"
    ),
}
