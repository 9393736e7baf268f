"""Of whose a step is, and of the properties of steps."""

from engine.check.sentences.sentence import Sentence, error, warning

OWNERS: dict[str, Sentence] = {
    "outside-lanes": error(
        "{what} lies in no lane, so it belongs to nobody.",
        "{what_hi} किसी लेन में नहीं है, इसलिए वह किसी का काम नहीं है।",
    ),
    "task-plain": warning(
        "{what} is a plain task: nobody is asked and nothing is done, the case only passes it. "
        "Change it into a user task, or into what the portal does.",
        "{what_hi} सादा चरण है: किसी से पूछा नहीं जाता और कुछ किया नहीं जाता, मामला बस उससे गुज़र जाता है। "
        "इसे “व्यक्ति का काम” (user task) बनाएँ, या वह जो पोर्टल करे।",
    ),
    "person-named": warning(
        "{what} names persons ({attribute}), which is not read here: it goes to the post of its "
        "lane.",
        "{what_hi} में व्यक्तियों के नाम हैं ({attribute}), जो यहाँ नहीं पढ़े जाते: यह अपनी लेन के पद को मिलता है।",
    ),
    "lane-reference-dangling": warning(
        "The lane {what} names “{reference}”, which is not in the file.",
        "लेन {what_hi} में “{reference}” का नाम है, जो फ़ाइल में नहीं है।",
    ),
    "role-unknown": error(
        "{what} names the role “{role}”, which no post has.",
        "{what_hi} में “{role}” भूमिका है, जो किसी पद की नहीं है।",
    ),
    "role-vacant": warning(
        "{what} belongs to the role “{role}”, which no post here has: nobody would get it.",
        "{what_hi} “{role}” भूमिका का काम है, पर यहाँ किसी पद की यह भूमिका नहीं: यह किसी को नहीं मिलेगा।",
    ),
    "level-missing": error(
        "{what} belongs to the role “{role}” at no level: nobody's inbox would have it. "
        "Give its lane a level.",
        "{what_hi} “{role}” भूमिका का काम है, पर कोई स्तर नहीं लिखा: यह किसी के इनबॉक्स में नहीं आएगा। "
        "इसकी लेन को एक स्तर दें।",
    ),
    "level-unknown": error(
        "{what} names the level “{level}”. Write one of: {levels}.",
        "{what_hi} में “{level}” स्तर है। इनमें से एक लिखें: {levels}।",
    ),
    "property-refused": error(
        "The property “{property}” of {what} says “{value}”. Write one of: {wanted}.",
        "{what_hi} के गुण “{property}” में “{value}” लिखा है। इनमें से एक लिखें: {wanted}।",
    ),
    "code-without-words": warning(
        "Officers would read “{code}” of {what} as a code. Add its words: {missing}.",
        "अधिकारी {what_hi} का “{code}” केवल कोड के रूप में पढ़ेंगे। इसके शब्द जोड़ें: {missing}।",
    ),
    "one-language-only": warning(
        "What {what} says is there in one language only. Add the property “{missing}”.",
        "{what_hi} की बात केवल एक भाषा में है। गुण “{missing}” जोड़ें।",
    ),
}
