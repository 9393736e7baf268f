"""Languages: Hindi first, English by a switch; and how days, times and spans are said."""

from datetime import date, datetime, timedelta

from flask import Flask, g, request, session
from flask_babel import Babel, gettext, ngettext
from flask_babel import format_date as babel_date

from engine.law import KOLKATA

LANGUAGES = {"hi": "हिन्दी", "en": "English"}
_DEFAULT = "hi"
#: The hours at which morning, afternoon, evening and night begin, as speakers of a language say.
_PARTS_BEGIN = {"hi": (4, 12, 16, 20), "en": (5, 12, 17, 21)}


def language() -> str:
    """The language of this request: `hi` or `en`."""
    if "language" not in g:
        asked = request.args.get("lang") or session.get("language")
        g.language = asked if asked in LANGUAGES else _DEFAULT
    chosen: str = g.language
    return chosen


def init_app(app: Flask) -> None:
    """Give the app its languages and templates their filters."""
    app.config.update(
        BABEL_DEFAULT_LOCALE=_DEFAULT,
        BABEL_DEFAULT_TIMEZONE="Asia/Kolkata",
        BABEL_TRANSLATION_DIRECTORIES="translations",
    )
    Babel(app, locale_selector=language)
    app.jinja_env.filters.update(day=say_day, moment=say_moment, hour=say_hour, span=say_span)

    @app.before_request
    def keep_choice() -> None:
        asked = request.args.get("lang")
        if asked in LANGUAGES and session.get("language", _DEFAULT) != asked:
            session["language"] = asked


def say_day(moment: datetime | date) -> str:
    """A day as people write it: 21 नवंबर 2026."""
    local = moment.astimezone(KOLKATA) if isinstance(moment, datetime) else moment
    return babel_date(local, "d MMMM y", rebase=False)


def say_hour(moment: datetime) -> str:
    """A time of day in twelve hours: शाम 5:30 बजे."""
    local = moment.astimezone(KOLKATA)
    twelve = f"{local.hour % 12 or 12}:{local.minute:02}"
    return [said for begins, said in parts_of_day(twelve) if begins <= local.hour][-1]


def parts_of_day(time: str) -> list[tuple[int, str]]:
    """What a time is called in each part of the day, by the hour at which that part begins."""
    morning, afternoon, evening, night = _PARTS_BEGIN[language()]
    return [
        (0, gettext("%(time)s at night", time=time)),
        (morning, gettext("%(time)s in the morning", time=time)),
        (afternoon, gettext("%(time)s in the afternoon", time=time)),
        (evening, gettext("%(time)s in the evening", time=time)),
        (night, gettext("%(time)s at night", time=time)),
    ]


def say_moment(moment: datetime) -> str:
    """Day and time."""
    return gettext("%(day)s, %(time)s", day=say_day(moment), time=say_hour(moment))


def say_span(span: timedelta) -> str:
    """A length of time in its largest fitting unit: 12 days, 5 hours, 20 minutes."""
    minutes = max(0, int(span.total_seconds() // 60))
    if minutes < 60:
        return ngettext("%(num)d minute", "%(num)d minutes", minutes)
    if minutes < 48 * 60:
        return ngettext("%(num)d hour", "%(num)d hours", minutes // 60)
    return ngettext("%(num)d day", "%(num)d days", minutes // (24 * 60))


def say_rest(left: timedelta) -> str:
    """How long something still has, to the minute within two days: 1 h 59 min."""
    hours, minutes = divmod(max(0, int(left.total_seconds() // 60)), 60)
    if not hours or not minutes or hours >= 48:
        return say_span(left)
    return gettext("%(hours)d h %(minutes)d min", hours=hours, minutes=minutes)
