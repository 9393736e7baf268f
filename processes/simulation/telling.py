"""Telling: the words of a result on a terminal, in English or Hindi."""

from collections.abc import Iterator

from processes.simulation.assumed import RoleName, code, of_step, statements
from processes.simulation.assumptions import Said
from processes.simulation.comparing import Comparison
from processes.simulation.intervals import Interval
from processes.simulation.lengths import lengths
from processes.simulation.plan import FIRST_LIMIT_DAYS
from processes.simulation.result import Result, Spread, StepFigures
from processes.stops import words_of_stop

#: So many cases that could not go on are named; the JSON has all.
MOST_STUCK = 20

_WORDS = {
    "en": {
        "share": "Within two months: {share}, or {in_time} of the {judged} cases whose limit came"
        " before the end.",
        "nothing": "Within two months: nothing can be said; no limit came before the end.",
        "too_short": "Simulate more than {days} days to see the two-month figure.",
        "between": "{value:.1%} (95 % between {low:.1%} and {high:.1%})",
        "not_yet": "{count} further cases say nothing yet: their limit comes after the end.",
        "waits": "Where cases wait, longest first: wait by median / 90th percentile, then work,"
        " then done, cancelled, still open",
        "step": "  {name} ({role}): wait {wait}; work {work}; {done}, {cancelled}, {still_open}",
        "vacant": "    nobody holds this role there: {count} times",
        "loads": "How busy each role was, of its time on duty:",
        "load": "  {role}: {busy:.0%} of {persons} persons",
        "escalations": "Brought before supervisors:",
        "escalation": "  {reason}, to {role}: {count}",
        "messages": "Said in between:",
        "message": "  {name}: {sent} times; {unsent} times nobody waited for it any more",
        "stuck": "Could not go on: {count}",
        "stuck_case": "  case {case} at {element}: {reason}",
        "assumed": "What was assumed, and what came from history:",
        "cost": "{cases} cases, {wall:.0f} s on the wall, {cpu:.0f} s of processors.",
        "before": "Before the change",
        "after": "After it",
        "difference": "Difference: {value:+.1%} points (95 % between {low:+.1%} and {high:+.1%}),"
        " of {pairs} cases judged in both; {gained} gained, {lost} lost.",
        "no_difference": "Difference: too few cases were judged in both.",
    },
    "hi": {
        "share": "दो महीने के भीतर: {share} ({judged} में से {in_time}, जिनकी सीमा अंत से पहले आई)।",
        "nothing": "दो महीने के भीतर: कुछ नहीं कहा जा सकता; अंत से पहले किसी की सीमा नहीं आई।",
        "too_short": "दो महीने का आँकड़ा देखने के लिए {days} से अधिक दिनों का पूर्वानुमान लगाएँ।",
        "between": "{value:.1%} (95 % {low:.1%} और {high:.1%} के बीच)",
        "not_yet": "{count} और मामले अभी कुछ नहीं कहते: उनकी सीमा अंत के बाद आती है।",
        "waits": "मामले कहाँ रुकते हैं, सबसे लंबा पहले: प्रतीक्षा (आधे / 10 में 9 मामले), फिर कार्य, फिर"
        " पूरे, रद्द, अब भी खुले",
        "step": "  {name} ({role}): प्रतीक्षा {wait}; कार्य {work}; {done}, {cancelled}, {still_open}",
        "vacant": "    वहाँ यह भूमिका किसी के पास नहीं: {count} बार",
        "loads": "हर भूमिका अपने ड्यूटी के समय में कितनी व्यस्त रही:",
        "load": "  {role}: {persons} व्यक्तियों का {busy:.0%}",
        "escalations": "वरिष्ठों के सामने लाया गया:",
        "escalation": "  {reason}, {role} को: {count}",
        "messages": "बीच में कहा गया:",
        "message": "  {name}: {sent} बार; {unsent} बार अब उसकी प्रतीक्षा नहीं थी",
        "stuck": "आगे नहीं बढ़ सके: {count}",
        "stuck_case": "  मामला {case}, {element} पर: {reason}",
        "assumed": "क्या माना गया, और क्या इतिहास से आया:",
        "cost": "{cases} मामले, घड़ी के {wall:.0f} सेकंड, प्रोसेसर के {cpu:.0f} सेकंड।",
        "before": "बदलाव से पहले",
        "after": "उसके बाद",
        "difference": "अंतर: {value:+.1%} अंक (95 % {low:+.1%} और {high:+.1%} के बीच), दोनों में परखे"
        " {pairs} मामलों से; {gained} बढ़े, {lost} घटे।",
        "no_difference": "अंतर: दोनों में बहुत कम मामले परखे गए।",
    },
}


def told(result: Result, language: str, role_name: RoleName = code) -> Iterator[str]:
    """The lines of one result; `role_name` says what roles are called."""
    words = _WORDS[language]
    yield from headline(result, language)
    yield words["waits"]
    for step in result.steps:
        yield _step(step, language, role_name)
        if step.vacant:
            yield words["vacant"].format(count=step.vacant)
    yield words["loads"]
    for role, load in sorted(result.notes.loads.items()):
        if load.busy_s:
            yield words["load"].format(
                role=role_name(role).words(language),
                persons=load.persons,
                busy=result.busy_share(role),
            )
    if result.notes.escalations:
        yield words["escalations"]
        for (reason, role), count in result.notes.escalations.most_common():
            yield words["escalation"].format(
                reason=result.reasons.get(reason, Said(reason, reason)).words(language),
                role=role_name(role).words(language),
                count=count,
            )
    if result.assumptions.messages:
        yield words["messages"]
        for name in result.assumptions.messages:
            yield words["message"].format(
                name=name, sent=result.notes.sent[name], unsent=result.notes.unsent[name]
            )
    if result.notes.stuck:
        yield words["stuck"].format(count=len(result.notes.stuck))
        for each in result.notes.stuck[:MOST_STUCK]:
            said = Said(*words_of_stop(each.reason)).words(language)
            yield words["stuck_case"].format(case=each.case, element=each.element_id, reason=said)
    yield words["assumed"]
    yield from (f"  {said.words(language)}" for said in statements(result, role_name))
    for step in result.steps:
        name = step.name_hi if language == "hi" else step.name
        yield f"  {name}: {of_step(result, step.element_id).words(language)}"
    yield words["cost"].format(cases=result.plan.cases, wall=result.wall_s, cpu=result.notes.cpu_s)


def headline(result: Result, language: str) -> Iterator[str]:
    """The share within two months, and how many cases say nothing of it."""
    words, share = _WORDS[language], result.share
    if share is None:
        yield words["nothing"]
        if result.plan.days <= FIRST_LIMIT_DAYS:
            yield words["too_short"].format(days=FIRST_LIMIT_DAYS)
    else:
        yield words["share"].format(
            share=_between(share, language), in_time=result.in_time, judged=result.judged
        )
    if result.not_yet:
        yield words["not_yet"].format(count=result.not_yet)


def compared(comparison: Comparison, language: str, role_name: RoleName = code) -> Iterator[str]:
    """Two results side by side, the difference last."""
    words = _WORDS[language]
    for title, result in (("before", comparison.before), ("after", comparison.after)):
        yield f"{words[title]}:"
        yield from told(result, language, role_name)
    found = comparison.difference
    if found is None:
        yield words["no_difference"]
        return
    yield words["difference"].format(
        value=found.value,
        low=found.low,
        high=found.high,
        pairs=len(comparison.pairs),
        gained=comparison.gained,
        lost=comparison.lost,
    )


def _between(found: Interval, language: str) -> str:
    return _WORDS[language]["between"].format(value=found.value, low=found.low, high=found.high)


def _step(step: StepFigures, language: str, role_name: RoleName) -> str:
    return _WORDS[language]["step"].format(
        name=step.name_hi if language == "hi" else step.name,
        role=role_name(step.role).words(language),
        wait=_spread(step.wait, language),
        work=_spread(step.work, language),
        done=step.done,
        cancelled=step.cancelled,
        still_open=step.still_open,
    )


def _spread(found: Spread | None, language: str) -> str:
    if found is None:
        return "–"
    return " / ".join(each.words(language) for each in lengths(found.median_s, found.p90_s))
