"""What was assumed, and what came from history: told in sentences of both languages."""

from collections.abc import Callable, Iterator

from processes.simulation.assumptions import OTHERS, OUTSIDE, Said
from processes.simulation.durations import Duration
from processes.simulation.lengths import lengths
from processes.simulation.result import Result

#: What a role is called, in both languages.
RoleName = Callable[[str], Said]

_NOTHING_STATED = Said(
    "There is no simulation.json beside this drawing, so nothing is known of it. It is assumed of"
    " everything alike: eight cases a day; one person of each role at each unit, in office hours;"
    " a quarter of an hour for each step, in one of ten more than an hour; answers at random.",
    "इस चित्र के साथ simulation.json नहीं है, इसलिए इसके बारे में कुछ ज्ञात नहीं। सब पर एक-सा अनुमान है:"
    " दिन में आठ मामले; हर इकाई पर हर भूमिका का एक व्यक्ति, कार्यालय के समय में; हर चरण के लिए पंद्रह"
    " मिनट, दस में से एक में एक घंटे से अधिक; उत्तर यादृच्छिक।",
)


def code(role: str) -> Said:
    """The code itself, for who has no names at hand."""
    return Said(role, role)


def statements(result: Result, role_name: RoleName = code) -> Iterator[Said]:
    """Every assumption behind a result, the general ones first."""
    assumed, plan = result.assumptions, result.plan
    yield Said(
        f"{plan.cases} cases begin at random moments of {plan.days} days, at stations where"
        f" nothing waits yet. Random seed {plan.seed}.",
        f"{plan.days} दिनों के किसी भी क्षण में {plan.cases} मामले शुरू होते हैं, ऐसे थानों में जहाँ अभी"
        f" कुछ भी लंबित नहीं। यादृच्छिक बीज {plan.seed}।",
    )
    if not assumed.is_stated:
        yield _NOTHING_STATED
    yield from (each for each in (assumed.tells, assumed.arrivals, assumed.police.tells) if each.en)
    police = assumed.police
    yield Said(
        f"States: {police.states}; districts in each: {police.districts}; circles in each"
        f" district: {police.circles}; stations in each circle: {police.stations}.",
        f"राज्य: {police.states}; हर एक में ज़िले: {police.districts}; हर ज़िले में सर्किल:"
        f" {police.circles}; हर सर्किल में थाने: {police.stations}।",
    )
    for role, staff in assumed.staff.items():
        named = Said("Other roles", "अन्य भूमिकाएँ") if role == OTHERS else role_name(role)
        yield Said(
            f"{named.en}: {staff.count} at each unit,"
            f" {staff.shift.tells.en}. {staff.tells.en}".strip(),
            f"{named.hi}: हर इकाई पर {staff.count},"
            f" {staff.shift.tells.hi}। {staff.tells.hi}".strip(),
        )
    for name, message in assumed.messages.items():
        lasts, percent = _lasts(message.after), round(message.share * 100, 1)
        by = Said("outside", "बाहर") if message.by == OUTSIDE else role_name(message.by)
        yield Said(
            f"{name}, from {by.en}: in {percent:g} % of cases, {lasts.en} after the beginning."
            f" {message.tells.en}".strip(),
            f"{name}, {by.hi} से: {percent:g} % मामलों में, शुरू होने के {lasts.hi} बाद।"
            f" {message.tells.hi}".strip(),
        )
    yield Said(
        "Each person does one step at a time, the oldest due first. Nobody is ill or transferred;"
        " nothing is withdrawn, said in between or appealed unless it stands above.",
        "हर व्यक्ति एक समय में एक चरण करता है, सबसे पुरानी समय-सीमा पहले। कोई बीमार या स्थानांतरित नहीं"
        " होता; कुछ भी वापस नहीं लिया जाता, बीच में कहा या अपील नहीं किया जाता, जब तक ऊपर न लिखा हो।",
    )


def of_step(result: Result, element_id: str) -> Said:
    """Where the times and the answers of one step come from."""
    observed = result.observed
    found = observed.works.get(element_id) or observed.readies.get(element_id)
    assumed = result.assumptions.step(element_id)
    if found is not None:
        count, lasts = observed.samples[element_id], _lasts(found)
        return Said(
            f"From this installation's history, {count} times done: {lasts.en}.",
            f"इस संस्थापन के इतिहास से, {count} बार किया गया: {lasts.hi}।",
        )
    parts = []
    if assumed.ready.p90_s or assumed.ready.never:
        lasts = _lasts(assumed.ready)
        parts.append(Said(f"can be done after {lasts.en}", f"{lasts.hi} के बाद किया जा सकता है"))
    if assumed.work.p90_s:
        lasts = _lasts(assumed.work)
        parts.append(Said(f"takes {lasts.en}", f"{lasts.hi} लगते हैं"))
    en, hi = ("; ".join(texts) for texts in ([p.en for p in parts], [p.hi for p in parts]))
    how = (
        Said("Stated", "कथित")
        if assumed.is_named
        else Said("Assumed of every step", "हर चरण का अनुमान")
    )
    return Said(
        f"{how.en}: {en or 'at once'}. {assumed.tells.en}".strip(),
        f"{how.hi}: {hi or 'तुरंत'}। {assumed.tells.hi}".strip(),
    )


def _lasts(duration: Duration) -> Said:
    median, p90 = lengths(duration.median_s, duration.p90_s)
    en, hi = median.en, median.hi
    if duration.p90_s > duration.median_s:
        en, hi = f"{en}, one of ten more than {p90.en}", f"{hi}, दस में से एक {p90.hi} से अधिक"
    if duration.never:
        percent = round(duration.never * 100)
        en, hi = f"{en}, {percent} % never", f"{hi}, {percent} % कभी नहीं"
    return Said(en, hi)
