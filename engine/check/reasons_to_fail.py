"""Why an expression cannot be computed from the variables of a case: English and Hindi."""

FAILING = {
    "the variable {name} has no value": "चर {name} का कोई मान नहीं है",
    "{sign} cannot be used with {kind}": "{kind} के साथ {sign} का प्रयोग नहीं हो सकता",
    "{sign} cannot be used with {kind} and {other}": (
        "{kind} और {other} के साथ {sign} का प्रयोग नहीं हो सकता"
    ),
    "{kind} has no field {name}": "{kind} में {name} नाम का कोई खाना नहीं है",
    "{kind} has no item by {other}": "{kind} में {other} से कुछ नहीं ढूँढा जा सकता",
    "a mapping lacks the field {name}": "नाम-मान की सूची में {name} नाम का खाना नहीं है",
    "a list or mapping lacks the item asked for": "सूची में माँगी गई चीज़ नहीं है",
    "what stands after 'in' is not a list": "'in' के बाद सूची नहीं है",
    "a division by zero": "शून्य से भाग",
    "an exponent is too large": "घात बहुत बड़ी है",
    "a number grows too large": "संख्या बहुत बड़ी हो जाती है",
    "a text grows too long": "पाठ बहुत लंबा हो जाता है",
    "a list grows too long": "सूची बहुत लंबी हो जाती है",
    "a mapping grows too large": "नाम-मान की सूची बहुत बड़ी हो जाती है",
    "lists are nested too deep": "सूचियाँ एक के भीतर एक बहुत गहरी हैं",
    "the names in a mapping must be texts": "नाम-मान की सूची में नाम पाठ होने चाहिए",
    "an item cannot be set in {kind}": "{kind} में किसी चीज़ को मान नहीं दिया जा सकता",
    "a variable holds a value that expressions may not use": (
        "किसी चर में ऐसा मान है जिसका सूत्र में प्रयोग नहीं हो सकता"
    ),
    "the result is a value that expressions may not use": (
        "परिणाम ऐसा मान है जिसका सूत्र में प्रयोग नहीं हो सकता"
    ),
    "the expression takes too many steps": "सूत्र में बहुत अधिक गणना लगती है",
    "a service cannot be called from an expression": "सूत्र से सेवा नहीं बुलाई जा सकती",
    "no present moment is known here": "यहाँ अभी का समय ज्ञात नहीं है",
    "no time zone is known here": "यहाँ समय क्षेत्र ज्ञात नहीं है",
    "no calendar of working days is known here": "यहाँ काम के दिनों का कैलेंडर ज्ञात नहीं है",
    "date(year, month, day) needs whole numbers": "date(year, month, day) को पूर्ण संख्याएँ चाहिए",
    "date() needs a day such as 2026-05-01": "date() को 2026-05-01 जैसा दिन चाहिए",
    "a date beyond the calendar": "यह तारीख कैलेंडर के पार है",
    "a date without a time can be moved by whole days only": (
        "बिना समय की तारीख केवल पूरे दिनों से आगे-पीछे हो सकती है"
    ),
    "working_hours() needs hours or minutes, such as PT8H": (
        "working_hours() को PT8H जैसे घंटे या मिनट चाहिए"
    ),
    "{name}() of nothing": "{name}() को कुछ नहीं दिया गया",
    "{name}() of more than a hundred years": "{name}() सौ वर्ष से अधिक का है",
    "{name}() cannot be used with {kind}": "{kind} के साथ {name}() का प्रयोग नहीं हो सकता",
    "rows {numbers} match, but only one may": ("पंक्तियाँ {numbers} लागू होती हैं, जबकि एक ही हो सकती है"),
    "rows {numbers} match with different outputs": (
        "पंक्तियाँ {numbers} अलग-अलग परिणामों के साथ लागू होती हैं"
    ),
    "it cannot be computed ({kind})": "इसकी गणना नहीं हो सकती ({kind})",
    "{reason} (line {line}, column {column})": "{reason} (पंक्ति {line}, स्तंभ {column})",
}

KINDS = {
    "nothing": "खाली मान",
    "a truth value": "हाँ/नहीं",
    "a number": "संख्या",
    "a text": "पाठ",
    "a date": "तारीख",
    "a date and time": "तारीख और समय",
    "a length of time": "अवधि",
    "a list": "सूची",
    "a mapping": "नाम-मान की सूची",
    "an unknown kind of value": "अज्ञात प्रकार का मान",
}
