"""Kinds of offences, as headings over the long list of them, in the order of that list."""

from collections.abc import Mapping

#: Category of the table of names -> heading in English and Hindi.
CATEGORIES: Mapping[str, tuple[str, str]] = {
    "sexual_offence": ("Sexual offences", "यौन अपराध"),
    "domestic_violence": ("Domestic violence", "घरेलू हिंसा"),
    "marital": ("Marriage, dowry and cruelty", "विवाह, दहेज और क्रूरता"),
    "bodily": ("Injury, acid and confinement", "चोट, तेज़ाब और बंधक बनाना"),
    "threat": ("Threats", "धमकी"),
    "cyber": ("Online and pictures", "ऑनलाइन और तस्वीरें"),
    "child": ("Children (POCSO)", "बच्चे (पॉक्सो)"),
    "trafficking_kidnap": ("Kidnapping and trafficking", "अपहरण और मानव तस्करी"),
    "workplace": ("At work", "काम की जगह"),
    "privacy": ("Her name made public", "उनका नाम उजागर करना"),
    "official_misconduct": ("Refusal by police or hospital", "पुलिस या अस्पताल का इनकार"),
    "overlay": ("Against Scheduled Castes and Tribes", "अनुसूचित जाति और जनजाति पर"),
}
_OTHER = ("Other offences", "अन्य अपराध")


def heading(category: str) -> tuple[str, str]:
    """The heading of a category in English and Hindi; one that nobody named is among others."""
    return CATEGORIES.get(category, _OTHER)


def place(category: str) -> int:
    """Where a category stands in the list; one that nobody named comes last."""
    return list(CATEGORIES).index(category) if category in CATEGORIES else len(CATEGORIES)
