"""Why a case could not go on, as a designer or an administrator reads it, in both languages."""

import re
from collections.abc import Mapping

from engine.check.reasons import in_hindi

Words = tuple[str, str]

#: The engine's kinds of errors that say by themselves what is to be changed.
_KINDS: Mapping[str, Words] = {
    "NoBranchTaken": (
        "none of its conditions is true, and it has no default arrow",
        "उसकी कोई शर्त पूरी नहीं होती, और उसका कोई डिफ़ॉल्ट तीर नहीं है",
    ),
    "UncaughtError": (
        "an error is thrown that nothing in the drawing catches",
        "ऐसी त्रुटि उठती है जिसे चित्र में कुछ नहीं पकड़ता",
    ),
    "BusinessError": (
        "its service could not do it, and nothing in the drawing catches that",
        "उसकी सेवा इसे नहीं कर सकी, और चित्र में इसे कुछ नहीं पकड़ता",
    ),
    "StepBudgetExceeded": (
        "it goes through more steps in one go than a case may without a rest",
        "बिना रुके इतने चरण चलते हैं जितने किसी मामले में नहीं चल सकते",
    ),
    "TooManyInstances": (
        "it is to be repeated more often than a step may be",
        "इसे इतनी बार दोहराना है जितनी बार कोई चरण नहीं दोहराया जा सकता",
    ),
    "CallTooDeep": (
        "processes call one another too deep",
        "प्रक्रियाएँ एक के भीतर एक बहुत गहराई तक बुलाई जाती हैं",
    ),
    "StateTooLarge": (
        "the case would hold more than a case may hold",
        "मामले में उससे अधिक जानकारी हो जाएगी जितनी रखी जा सकती है",
    ),
    "HandlerNotFound": (
        "its service (topic) is not known here",
        "उसकी सेवा (topic) यहाँ ज्ञात नहीं है",
    ),
    "DecisionNotFound": (
        "the table that it asks is in no file of the drawing",
        "वह जिस तालिका से पूछता है, वह चित्र की किसी फ़ाइल में नहीं है",
    ),
}
_COMPUTED = frozenset({"ExpressionFailed", "ExpressionRefused", "DecisionFailed", "TimerFailed"})
_REASON = re.compile(r"(?P<kind>\w+)(?: in “(?P<text>.*?)”)?(?:: (?P<why>.*))?", re.DOTALL)


def words_of_stop(reason: str) -> Words:
    """What stopped a case, in English and Hindi, from what the engine has noted of it."""
    found = _REASON.fullmatch(reason)
    kind, text, why = found.groups() if found else (reason, None, None)
    if kind in _KINDS:
        return _KINDS[kind]
    if kind in _COMPUTED and why:
        said = f"“{text}”" if text else ""
        return (
            f"{said or 'something in it'} cannot be computed: {why}",
            f"{said or 'इसमें कुछ'} की गणना नहीं हो सकती: {in_hindi(why)}",
        )
    return (
        f"the portal could not do it ({why or kind})",
        f"पोर्टल यह नहीं कर सका ({in_hindi(why) if why else kind})",
    )
