"""Of what a drawing refers to: topics, tables, other drawings, messages, data."""

from engine.check.sentences.sentence import Sentence, error, note, warning

REFERENCES: dict[str, Sentence] = {
    "topic-missing": error(
        "Nothing says what {what} does. Give it a topic.",
        "{what_hi} क्या करता है, यह नहीं बताया गया। उसे एक विषय (topic) दें।",
    ),
    "topic-unknown": error(
        "{what} asks for “{topic}”, which nobody here can do.",
        "{what_hi} “{topic}” माँगता है, जो यहाँ कोई नहीं कर सकता।",
    ),
    "decision-missing": error(
        "{what} names no decision.",
        "{what_hi} में किसी निर्णय का नाम नहीं है।",
    ),
    "decision-unknown": error(
        "{what} asks for the decision “{decision}”, which is in no file.",
        "{what_hi} “{decision}” निर्णय माँगता है, जो किसी फ़ाइल में नहीं है।",
    ),
    "decision-refused": error(
        "The decision cannot be used: {reason}.",
        "निर्णय काम नहीं कर सकता ({reason})।",
    ),
    "decision-overlap": error(
        "Rows {first} and {second} of “{decision}” both fit {example}, where only one answer may "
        "be given. Narrow one of them, or let the first row decide (hit policy FIRST).",
        "“{decision}” की पंक्तियाँ {first} और {second} दोनों {example} पर लागू होती हैं, जबकि "
        "एक ही उत्तर हो सकता है। एक को सीमित करें, या पहली पंक्ति को तय करने दें (hit policy FIRST)।",
    ),
    "decision-gap": warning(
        "No row of “{decision}” fits {example}. Add a row, or a last row of dashes for all else.",
        "“{decision}” की कोई पंक्ति {example} पर लागू नहीं होती। एक पंक्ति जोड़ें, या बाकी सबके लिए "
        "डैश (-) वाली अंतिम पंक्ति।",
    ),
    "decision-gap-of-others": warning(
        "No row of “{decision}” answers for any other text: {example}. Write the values that the "
        "column may have, or add a last row of dashes for all else.",
        "“{decision}” की कोई पंक्ति किसी और पाठ का उत्तर नहीं देती: {example}। स्तंभ में आ सकने वाले मान "
        "लिखें, या बाकी सबके लिए डैश (-) वाली अंतिम पंक्ति जोड़ें।",
    ),
    "decision-row-never": warning(
        "Row {row} of “{decision}” is never reached: row {earlier} fits all that it fits.",
        "“{decision}” की पंक्ति {row} तक बात कभी नहीं पहुँचती: पंक्ति {earlier} पहले ही सब पर लागू होती है।",
    ),
    "decision-cut-short": note(
        "“{decision}” is too large to be looked at whole: rows that contradict each other or are "
        "never reached, and values that have no row, may be missed.",
        "“{decision}” पूरा देखने के लिए बहुत बड़ा है: एक-दूसरे से टकराती या कभी न आने वाली पंक्तियाँ और "
        "बिना पंक्ति के मान छूट सकते हैं।",
    ),
    "decision-cell-kind": warning(
        "Row {row} of “{decision}”: the column “{column}” is said to hold {kind}, and {cell} is "
        "something else, which never fits.",
        "“{decision}” की पंक्ति {row}: स्तंभ “{column}” का प्रकार {kind_hi} है, पर {cell} कुछ और है, जो "
        "कभी लागू नहीं होता।",
    ),
    "decision-output-kind": warning(
        "Row {row} of “{decision}” gives {cell}, though the output “{column}” is said to be "
        "{kind}.",
        "“{decision}” की पंक्ति {row} का उत्तर {cell} है, जबकि परिणाम “{column}” का प्रकार {kind_hi} है।",
    ),
    "decision-sum-of-texts": warning(
        "“{decision}” adds up its answers (SUM), but row {row} gives {cell}, which is not {kind}: "
        "the sum then has no value.",
        "“{decision}” उत्तरों को जोड़ता है (SUM), पर पंक्ति {row} का उत्तर {cell} है, जो {kind_hi} नहीं: "
        "तब जोड़ का कोई मान नहीं होता।",
    ),
    "decision-twice": error(
        "The decision “{decision}” is in two files.",
        "निर्णय “{decision}” दो फ़ाइलों में है।",
    ),
    "called-missing": error(
        "{what} does not say which process it calls.",
        "{what_hi} नहीं बताता कि वह किस प्रक्रिया को बुलाता है।",
    ),
    "called-unknown": error(
        "{what} calls the process “{process}”, which is in no file.",
        "{what_hi} “{process}” प्रक्रिया को बुलाता है, जो किसी फ़ाइल में नहीं है।",
    ),
    "reference-missing": error(
        "{what} names no {kind}.",
        "{what_hi} में किसी {kind} का नाम नहीं है।",
    ),
    "reference-dangling": error(
        "{what} refers to the {kind} “{reference}”, which is not in the file.",
        "{what_hi} {kind} “{reference}” की ओर संकेत करता है, जो फ़ाइल में नहीं है।",
    ),
    "reference-without-name": error(
        "The {kind} “{reference}” has no {attribute}.",
        "{kind} “{reference}” का {attribute} नहीं है।",
    ),
    "data-reference-dangling": error(
        "{what} refers to the data “{reference}”, which is not in the file.",
        "{what_hi} डेटा “{reference}” की ओर संकेत करता है, जो फ़ाइल में नहीं है।",
    ),
}
