"""Of what a process says about itself."""

from engine.check.sentences.sentence import Sentence, error, warning

ABOUT: dict[str, Sentence] = {
    "about-unreadable": error(
        "process.json is no JSON object. Take the file out, or fill it in on its page.",
        "process.json ठीक JSON नहीं है। फ़ाइल हटाएँ, या उसे उसके पन्ने पर भरें।",
    ),
    "about-name-missing": error(
        "process.json does not say {field}: the process needs a name in both languages.",
        "process.json में {field} नहीं है: प्रक्रिया का नाम दोनों भाषाओं में चाहिए।",
    ),
    "about-role-refused": error(
        "process.json brings “{role}”, whose {field} cannot be used.",
        "process.json “{role}” लाता है, जिसका {field} ठीक नहीं है।",
    ),
    "about-role-there": error(
        "process.json brings the role “{role}”, but this role is there already. Take it out of the "
        "roles; lanes and starters may name it as it is.",
        "process.json “{role}” भूमिका लाता है, पर यह भूमिका पहले से है। इसे roles से हटाएँ; लेन और "
        "शुरू करने वालों में इसका नाम वैसे ही लिखा जा सकता है।",
    ),
    "about-role-changed": error(
        "process.json brings the role “{role}” at another level, or for women only or not, than it "
        "was brought before. It stays as it is: give the new role another name.",
        "process.json “{role}” भूमिका को पहले से अलग स्तर पर, या केवल महिलाओं के लिए होने में बदलाव के "
        "साथ लाता है। वह जैसी है वैसी रहेगी: नई भूमिका को दूसरा नाम दें।",
    ),
    "about-starter-unknown": error(
        "process.json lets “{role}” start the process, a role that no post here has.",
        "process.json “{role}” को प्रक्रिया शुरू करने देता है, पर यहाँ किसी पद की यह भूमिका नहीं।",
    ),
    "about-no-start": error(
        "process.json lets officers start the process, but it has no start event that a person "
        "sets off: one without a sign in it.",
        "process.json के अनुसार अधिकारी प्रक्रिया शुरू कर सकते हैं, पर चित्र में सादी आरंभ घटना नहीं है।",
    ),
    "about-role-unused": warning(
        "process.json brings the role “{role}”, but no step is its work.",
        "process.json “{role}” भूमिका लाता है, पर कोई चरण उसका काम नहीं है।",
    ),
    "accepted-unreadable": warning(
        "accepted.json is no list of accepted warnings, so none counts as accepted.",
        "accepted.json मानी गई चेतावनियों की सूची नहीं है, इसलिए कोई चेतावनी मानी हुई नहीं गिनी जाएगी।",
    ),
}
