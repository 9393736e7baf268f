"""Of arrows, and of tokens that meet or go round."""

from engine.check.sentences.sentence import Sentence, error, note, warning

ARROWS: dict[str, Sentence] = {
    "arrow-loose": error(
        "The arrow {what} is not attached at both ends.",
        "तीर {what_hi} दोनों सिरों पर जुड़ा नहीं है।",
    ),
    "arrow-crosses-border": error(
        "The arrow {what} crosses the border of a process or sub-process. "
        "Use a message, or an event on the border.",
        "तीर {what_hi} प्रक्रिया या उप-प्रक्रिया की सीमा पार करता है। संदेश या सीमा पर घटना का प्रयोग करें।",
    ),
    "arrow-into-start": error(
        "An arrow leads into the start event {what}. Nothing can come before a start.",
        "आरंभ घटना {what_hi} में एक तीर आता है। आरंभ से पहले कुछ नहीं हो सकता।",
    ),
    "arrow-out-of-end": error(
        "An arrow leaves the end event {what}. Nothing can come after an end.",
        "अंत घटना {what_hi} से एक तीर निकलता है। अंत के बाद कुछ नहीं हो सकता।",
    ),
    "arrow-into-boundary": error(
        "An arrow leads into the boundary event {what}. It happens by itself.",
        "किनारे की घटना {what_hi} में एक तीर आता है। यह अपने आप होती है।",
    ),
    "several-arrows": warning(
        "Several arrows leave {what}: all are taken at once. Draw a gateway that says so.",
        "{what_hi} से कई तीर निकलते हैं और सब एक साथ लिए जाएँगे। इसे दिखाने वाला गेटवे बनाएँ।",
    ),
    "never-ends": warning(
        "From {what} the work goes round in a circle that leads to no end and that nothing stops.",
        "{what_hi} से काम ऐसे चक्र में घूमता है जो किसी अंत तक नहीं जाता और जिसे कुछ नहीं रोकता।",
    ),
    "calls-itself": warning(
        "{what} calls a process that leads back here: {circle}. Ten calls in one another are "
        "the most.",
        "{what_hi} ऐसी प्रक्रिया बुलाता है जो यहीं लौटती है: {circle}। एक के भीतर एक, अधिक से अधिक दस।",
    ),
    "join-never-goes-on": error(
        "{what} waits for all its arrows, but tokens never come by all of them. The case would "
        "stand there for ever; draw the split as a parallel one, or the join as an exclusive one.",
        "{what_hi} अपने सभी तीरों की प्रतीक्षा करता है, पर सभी से काम कभी नहीं आता। मामला वहीं रुका रहेगा; "
        "बँटवारा समानांतर बनाएँ या मिलान एकल (exclusive) बनाएँ।",
    ),
    "join-may-wait": warning(
        "{what} may wait for ever: on some ways through the drawing not all its arrows are taken.",
        "{what_hi} हमेशा के लिए रुक सकता है: कुछ रास्तों में उसके सभी तीरों से काम नहीं आता।",
    ),
    "tokens-cut-short": note(
        "{what} branches too much to be played out in every order: joins that wait in vain and "
        "steps that run twice may be missed in it.",
        "{what_hi} में इतनी शाखाएँ हैं कि हर क्रम नहीं आज़माया जा सका: व्यर्थ रुकने वाले मिलन और दो बार "
        "चलने वाले चरण इसमें छूट सकते हैं।",
    ),
    "runs-twice": warning(
        "{what} may be reached twice at the same time: branches that run beside each other meet "
        "there without a parallel gateway.",
        "{what_hi} तक काम एक ही समय में दो बार पहुँच सकता है: साथ-साथ चलती शाखाएँ वहाँ समानांतर "
        "गेटवे के बिना मिलती हैं।",
    ),
    "event-gateway-target": error(
        "An arrow leads from an event gateway to {what}. "
        "Only catching events and receive tasks may follow it.",
        "घटना-गेटवे से {what_hi} तक तीर जाता है। "
        "उसके बाद केवल प्रतीक्षा करने वाली घटना या संदेश पाने वाला चरण आ सकता है।",
    ),
    "event-gateway-shared": error(
        "An event gateway waits for {what}, so no other arrow may lead there.",
        "घटना-गेटवे {what_hi} की प्रतीक्षा करता है, इसलिए वहाँ कोई दूसरा तीर नहीं आ सकता।",
    ),
    "event-gateway-arrows": error(
        "The event gateway {what} needs at least two events to wait for.",
        "घटना-गेटवे {what_hi} को प्रतीक्षा के लिए कम से कम दो घटनाएँ चाहिए।",
    ),
}
