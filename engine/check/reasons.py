"""In Hindi why a text of a drawing, form or table cannot be used.

Whoever refuses a text gives its reason in English, in the middle of reading it. Here each of these
reasons stands once more beside its Hindi; `{...}` is what the text itself brought along.
"""

import re
from functools import lru_cache, partial
from types import MappingProxyType

from engine.check.reasons_of_feel import FEEL
from engine.check.reasons_to_fail import FAILING, KINDS
from engine.check.reasons_to_run import RUNNING, ZIPS

_PLACE = re.compile(r"\{([a-z]+)\}")
#: What stands before a colon to say where; what follows it is a reason itself.
_WHERE = MappingProxyType(
    {
        "the expression": "सूत्र",
        "the values of the column": "स्तंभ के मान",
        "the column's expression": "स्तंभ का सूत्र",
        "the default": "डिफ़ॉल्ट मान",
        "the allowed values": "अनुमत मान",
    }
)
_ROW = re.compile(r"row (\d+)")

EXPRESSIONS = {
    "nothing is written here": "यहाँ कुछ नहीं लिखा है",
    "longer than {most} characters": "{most} अक्षरों से लंबा है",
    "write the expression without ${ and }": "सूत्र को ${ और } के बिना लिखें",
    "write the expression without the = before it": "सूत्र को आगे के = के बिना लिखें",
    "the text holds a character that cannot be written": "पाठ में ऐसा अक्षर है जो लिखा नहीं जा सकता",
    "this cannot be read as an expression": "इसे सूत्र के रूप में पढ़ा नहीं जा सकता",
    "a comment cannot stand in an expression of several lines": (
        "कई पंक्तियों के सूत्र में टिप्पणी नहीं हो सकती"
    ),
    "nested too deep": "एक के भीतर एक बहुत गहरा है",
    "too many parts": "बहुत अधिक भाग हैं",
    "too many parts; write it in several steps": "बहुत अधिक भाग हैं; इसे कई चरणों में लिखें",
    "a number this large cannot be reckoned with": "इतनी बड़ी संख्या से गणना नहीं हो सकती",
    "a name may not begin with an underscore: {name}": "नाम _ से शुरू नहीं हो सकता: {name}",
    "the operator ~ is not allowed": "चिह्न ~ की अनुमति नहीं है",
    "only the operators + - * / // % and ** are allowed": (
        "केवल + - * / // % और ** चिह्नों की अनुमति है"
    ),
    "only texts, numbers, True, False and None may be written out": (
        "सीधे केवल पाठ, संख्याएँ, True, False और None लिखे जा सकते हैं"
    ),
    "write {word} for {name}": "{name} की जगह {word} लिखें",
    "arguments are given in order, without names or stars": (
        "मान क्रम से दें, बिना नाम और बिना तारे (*) के"
    ),
    "only functions are called, as in lower(name); nothing else is": (
        "केवल फलन बुलाए जाते हैं, जैसे lower(name); और कुछ नहीं"
    ),
    "there is no function {name}": "{name} नाम का कोई फलन नहीं है",
    "{name}() takes another number of arguments": "{name}() में मानों की संख्या कुछ और होनी चाहिए",
    'get("name", default) takes a name and a default': (
        'get("name", default) को एक नाम और एक डिफ़ॉल्ट मान चाहिए'
    ),
    "the name in get() must be a text, written out": "get() में नाम सीधे लिखा हुआ पाठ होना चाहिए",
    "not the name of a variable: {name}": "यह किसी चर का नाम नहीं हो सकता: {name}",
    "only one 'for' may stand in a list": "सूची में केवल एक 'for' हो सकता है",
    "one plain name must stand between 'for' and 'in'": (
        "'for' और 'in' के बीच एक सादा नाम होना चाहिए"
    ),
    "after 'is' only None, True or False may stand; else write ==": (
        "'is' के बाद केवल None, True या False आ सकता है; अन्यथा == लिखें"
    ),
    "the names in a mapping must be texts, written out": (
        "नाम-मान की सूची में नाम सीधे लिखे हुए पाठ होने चाहिए"
    ),
    "a format after : or ! is not allowed in a text": ("पाठ में : या ! के बाद प्रारूप की अनुमति नहीं है"),
    "this is not allowed here": "इसकी यहाँ अनुमति नहीं है",
    "a part of a list or text cannot be cut out": "सूची या पाठ का हिस्सा काटा नहीं जा सकता",
    "functions cannot be made here": "यहाँ नए फलन नहीं बन सकते",
    "a value cannot be named within an expression": "सूत्र के भीतर मान को नाम नहीं दिया जा सकता",
    "a star is not allowed here": "यहाँ तारे (*) की अनुमति नहीं है",
    "write the list in [ and ]": "सूची को [ और ] में लिखें",
    "nothing can be waited for here": "यहाँ किसी की प्रतीक्षा नहीं हो सकती",
    "a script holds only assignments and if/else": ("स्क्रिप्ट में केवल मान रखना और if/else हो सकता है"),
    "if within if is nested too deep": "if के भीतर if बहुत गहरा है",
    "one variable is set at a time": "एक बार में एक ही चर को मान दिया जाता है",
    "only a variable, or a named item of a mapping, can be set": (
        "केवल चर को, या सूची के नाम वाले मान को, मान दिया जा सकता है"
    ),
}

TIMES = {
    "a value of type {kind} is no date": "{kind} प्रकार का मान तारीख नहीं है",
    "a value of type {kind} is no due date": "{kind} प्रकार का मान नियत तारीख नहीं है",
    "a value of type {kind} is no ISO 8601 text": "{kind} प्रकार का मान ISO 8601 पाठ नहीं है",
    "not a duration such as PT20H, P7D or P2M, in whole units": (
        "यह PT20H, P7D या P2M जैसी, पूरी इकाइयों की अवधि नहीं है"
    ),
    "no time at all; a timer needs a positive duration": (
        "यह शून्य समय है; टाइमर को शून्य से अधिक अवधि चाहिए"
    ),
    "longer than {most} years": "{most} वर्ष से लंबा है",
    "a day without a time; write it as 2026-05-01T00:00:00+05:30": (
        "दिन के साथ समय नहीं है; इसे 2026-05-01T00:00:00+05:30 की तरह लिखें"
    ),
    "not a date such as 2026-05-01T10:00:00+05:30": (
        "यह 2026-05-01T10:00:00+05:30 जैसी तारीख नहीं है"
    ),
    "not a day on the calendar": "कैलेंडर में ऐसा दिन नहीं है",
    "a date without an offset is no moment; append +05:30 or Z": (
        "समय-अंतर के बिना तारीख कोई क्षण नहीं है; अंत में +05:30 या Z जोड़ें"
    ),
    "a date and time without an offset is no moment": ("समय-अंतर के बिना तारीख और समय कोई क्षण नहीं है"),
    "a moment without an offset cannot start a timer": (
        "समय-अंतर के बिना क्षण से टाइमर शुरू नहीं हो सकता"
    ),
    "not a repetition such as R3/P7D, R/PT12H or R5/date/P1M": (
        "यह R3/P7D, R/PT12H या R5/date/P1M जैसा दोहराव नहीं है"
    ),
    "repeats never": "यह कभी दोहराया नहीं जाता",
    "repeats more than {most} times": "यह {most} से अधिक बार दोहराया जाता है",
    "repeats faster than once a minute": "यह मिनट में एक बार से अधिक दोहराया जाता है",
    "the timer ends beyond the calendar": "टाइमर कैलेंडर के पार समाप्त होता है",
    "between 1 and {most} working days can be counted": ("1 से {most} तक काम के दिन गिने जा सकते हैं"),
    "more than {most} working days would pass": "{most} से अधिक काम के दिन बीत जाएँगे",
    "the calendar has no further working day": "कैलेंडर में आगे कोई काम का दिन नहीं है",
}

FORMS = {
    "a form needs a list of components": "फ़ॉर्म को भागों (components) की सूची चाहिए",
    "the file is not JSON": "फ़ाइल JSON नहीं है",
    "the file holds half a character at {place}": "फ़ाइल में {place} पर आधा अक्षर है",
    "a form is a JSON object": "फ़ॉर्म एक JSON object होता है",
    "it has more than {most} fields": "इसमें {most} से अधिक खाने हैं",
    "a refusal needs the table that tells it, the form's property decision": (
        "मना करने के कारण को वह तालिका चाहिए जो उसे बताती है: फ़ॉर्म का गुण decision"
    ),
    "groups lie too deep in one another": "समूह एक के भीतर एक बहुत गहरे हैं",
    "a component must be a JSON object": "हर भाग (component) एक JSON object होना चाहिए",
    "{field}: a component of type {kind} cannot be shown": (
        "{field}: {kind} प्रकार का भाग दिखाया नहीं जा सकता"
    ),
    "{field}: a key is written in small letters, digits and _ and begins with a letter": (
        "{field}: key में केवल छोटे अक्षर, अंक और _ हों और वह अक्षर से शुरू हो"
    ),
    "{field}: options cannot be computed; name a source with valuesKey": (
        "{field}: विकल्प सूत्र से नहीं बन सकते; valuesKey से उनका स्रोत बताएँ"
    ),
    "{field}: a text holds no markup and no template": ("{field}: पाठ में न HTML चिह्न हों, न टेम्पलेट"),
    "{field}: an input needs a label": "{field}: खाने को नाम (label) चाहिए",
    "{field}: what must hold needs a remedy, the property must_text": (
        "{field}: जो शर्त पूरी होनी चाहिए, उसका उपाय बताने वाला गुण must_text चाहिए"
    ),
    "{field}: a personal field needs the property record": (
        "{field}: निजी जानकारी के खाने को गुण record चाहिए"
    ),
    "{field}: a choice needs options, or a source of them": (
        "{field}: चुनने के लिए विकल्प, या उनका स्रोत, चाहिए"
    ),
    "{field}: a group needs components": "{field}: समूह में भाग (components) चाहिए",
    "{field}: a repeating group holds plain inputs only": (
        "{field}: दोहराए जाने वाले समूह में केवल सादे खाने हो सकते हैं"
    ),
    "{field}: the pattern is not a regular expression of bounded time": (
        "{field}: पैटर्न ऐसा regular expression नहीं है जिसका समय सीमित हो"
    ),
    "{field}: {name} is not a number": "{field}: {name} संख्या नहीं है",
    "{field}: an option needs a value and a label": "{field}: विकल्प को मान और नाम चाहिए",
    "{field} is there twice": "{field} दो बार आया है",
}

FILES = {
    "the file is larger than {most} bytes": "फ़ाइल {most} बाइट से बड़ी है",
    "the file has more than {most} elements": "फ़ाइल में {most} से अधिक तत्व हैं",
    "the file must be saved as UTF-8": "फ़ाइल UTF-8 में सहेजी जानी चाहिए",
    "a DOCTYPE is not allowed; remove it": "DOCTYPE की अनुमति नहीं है; उसे हटाएँ",
    "the file is not well-formed XML": "फ़ाइल ठीक XML नहीं है",
    "elements are nested deeper than {most}": "तत्व एक के भीतर एक {most} से गहरे हैं",
    "it cannot be read ({kind})": "इसे पढ़ा नहीं जा सकता ({kind})",
}

TABLES = {
    "this is no DMN file": "यह DMN फ़ाइल नहीं है",
    "more than {most} decisions": "{most} से अधिक निर्णय हैं",
    "the file holds no decision": "फ़ाइल में कोई निर्णय नहीं है",
    "business knowledge models and services are not supported; draw a table": (
        "business knowledge model और service यहाँ नहीं चलते; तालिका बनाएँ"
    ),
    "every decision needs an id of its own": "हर निर्णय की अपनी id होनी चाहिए",
    "a decision needs exactly one table or one expression": (
        "निर्णय में ठीक एक तालिका या एक सूत्र होना चाहिए"
    ),
    "decisions need each other in a circle": "निर्णय घेरे में एक-दूसरे पर निर्भर हैं",
    "the decision it needs is missing or cannot be run: {name}": (
        "जिस निर्णय पर यह निर्भर है, वह नहीं है या चल नहीं सकता: {name}"
    ),
    "only decisions of the same file can be needed": (
        "निर्णय केवल उसी फ़ाइल के निर्णयों पर निर्भर हो सकता है"
    ),
    "the hit policy {policy} is not supported": "hit policy {policy} यहाँ नहीं चलती",
    "the hit policy {policy} needs the allowed values of each output": (
        "hit policy {policy} को हर परिणाम के अनुमत मान चाहिए"
    ),
    "SUM, MIN, MAX and COUNT go with COLLECT and a single output": (
        "SUM, MIN, MAX और COUNT केवल COLLECT और एक ही परिणाम के साथ चलते हैं"
    ),
    "more than {most} names of several words": "कई शब्दों के {most} से अधिक नाम",
    "{one} and {other} would both be {word}; rename one of them": (
        "{one} और {other} दोनों {word} हो जाएँगे; एक का नाम बदलें"
    ),
    "the tables have more than {most} cells": "तालिकाओं में {most} से अधिक खाने हैं",
    "an input column needs an expression, such as a variable's name": (
        "प्रश्न के स्तंभ को सूत्र चाहिए, जैसे किसी चर का नाम"
    ),
    "a table needs an output": "तालिका को परिणाम का स्तंभ चाहिए",
    "two outputs have the same name": "दो परिणामों का एक ही नाम है",
    "an output needs a name that a variable can have": (
        "परिणाम को ऐसा नाम चाहिए जो चर का हो सकता है"
    ),
    "the allowed values must be written out": "अनुमत मान सीधे लिखे होने चाहिए",
    "row {number} does not have a cell for each column": ("पंक्ति {number} में हर स्तंभ का खाना नहीं है"),
    "cells are written in FEEL, not in {language}": "खाने FEEL में लिखे जाते हैं, {language} में नहीं",
}

REASONS = MappingProxyType(
    {**EXPRESSIONS, **FEEL, **TIMES, **FORMS, **FILES, **TABLES}
    | {**RUNNING, **ZIPS, **FAILING, **KINDS}
)


def in_hindi(reason: str) -> str:
    """The same reason in Hindi; as it is where it stands in no list."""
    if reason in REASONS:
        return REASONS[reason]
    where, colon, rest = reason.partition(": ")
    row = _ROW.fullmatch(where)
    if colon and (where in _WHERE or row or where.endswith("()")):
        said = f"पंक्ति {row[1]}" if row else _WHERE.get(where, where)
        return f"{said}: {in_hindi(rest)}"
    for pattern, hindi in _patterns():
        found = pattern.fullmatch(reason)
        if found:
            return _PLACE.sub(partial(_brought, found), hindi)
    return reason


def _brought(found: re.Match[str], place: re.Match[str]) -> str:
    """What the reason brings along for one place of its Hindi; some bring another reason."""
    return in_hindi(found[place[1]])


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The reasons that bring something along, those with the most words of their own first."""
    with_places = sorted((each for each in REASONS if _PLACE.search(each)), key=len, reverse=True)
    return tuple((_pattern(each), REASONS[each]) for each in with_places)


def _pattern(english: str) -> re.Pattern[str]:
    parts = enumerate(_PLACE.split(english))  # every second one is the name of a place
    return re.compile("".join(f"(?P<{p}>.+?)" if at % 2 else re.escape(p) for at, p in parts), re.S)
