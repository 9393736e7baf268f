"""What a person typed, made into the JSON value that is kept, or a sentence about the remedy."""

import base64
import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext, ngettext

from engine.control_signs import holds_control_sign, with_plain_breaks
from engine.forms import Field, Kind
from engine.forms.patterns import matches
from engine.law import KOLKATA
from processes.complaint.contact import mobile_number
from web import i18n
from web.task_forms.papers import is_locked, is_paper
from web.task_forms.pictures import PICTURES, PictureDamaged, bare_picture

#: How much a text may hold where the designer set no limit.
_LONGEST = {Kind.TEXT: 300, Kind.LONG_TEXT: 20_000}
#: Cleaning a text makes it shorter, but never by so much.
_HOPELESS = 10
_LARGEST_EXPONENT = 15
#: Before, the clocks of India ran at no whole minutes from UTC, and no timer reads such a moment.
_FIRST_YEAR = 1907
#: Timers count on from a day, and the calendar that they count on ends with the year 9999.
_LAST_YEAR = 2199
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})[\s./-]+(?P<month>\d{1,2})[\s./-]+(?P<year>\d{4})")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_DEVANAGARI_DIGITS = str.maketrans("०१२३४५६७८९", "0123456789")
#: File kinds that are taken, by how their content begins.
_FILE_STARTS = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"%PDF-": "application/pdf",
}
FILE_BYTES = 2_000_000


class NotUsable(Exception):
    """The typed value cannot be kept; the message tells the person what to do."""


def read_text(field: Field, typed: str) -> str | None:
    """A text without blanks around it; what no page can show is told, for it must not get lost."""
    if len(typed) > _HOPELESS * (field.limits.max_length or _LONGEST.get(field.kind, 300)):
        _check_length(field, typed)  # megabytes are refused as they are, at no cost
    text = unicodedata.normalize("NFC", with_plain_breaks(typed))
    if holds_control_sign(text):
        raise NotUsable(
            gettext("It holds a sign that cannot be kept, shown as �. Write anew what stood there.")
        )
    text = text.strip()
    if field.kind is Kind.TEXT:
        text = " ".join(text.split())
    if not text:
        return None
    _check_length(field, text)
    if field.is_telephone:
        return _read_phone(text)
    if field.limits.shape == "email":
        return _read_email(text)
    pattern = field.limits.pattern
    if pattern and not matches(pattern, text):
        raise NotUsable(gettext("Write it in the form that is shown above the box."))
    return text


def read_number(field: Field, typed: str) -> int | float | None:
    """A number, also in Devanagari digits."""
    text = typed.translate(_DEVANAGARI_DIGITS).replace(",", "").strip()
    if not text:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise NotUsable(gettext("Write a number in digits, for example 12.")) from None
    # 1e999999999 is ten characters to type and a gigabyte to compute with
    if not number.is_finite() or len(text) > 20 or abs(number.adjusted()) > _LARGEST_EXPONENT:
        raise NotUsable(gettext("Write a number in digits, for example 12."))
    if not field.decimals and number != number.to_integral_value():
        raise NotUsable(gettext("Write a whole number, for example 12."))
    low, high = field.limits.minimum, field.limits.maximum
    if low is not None and number < Decimal(str(low)):
        raise NotUsable(gettext("Write a number of at least %(limit)s.", limit=f"{low:g}"))
    if high is not None and number > Decimal(str(high)):
        raise NotUsable(gettext("Write a number of at most %(limit)s.", limit=f"{high:g}"))
    return float(number) if field.decimals else int(number)


def read_date(field: Field, typed: str) -> str | None:
    """A day, as the browser's calendar sends it or written 21-11-2026; kept as 2026-11-21."""
    text = typed.translate(_DEVANAGARI_DIGITS).strip()
    if not text:
        return None
    day = _day(text)
    if day is None:
        raise NotUsable(gettext("Write the day, month and year, for example 21-11-2026."))
    _check_year(field, day.year)
    return day.isoformat()


def _day(text: str) -> date | None:
    """The day that is written, None where none is; one that no calendar has is told."""
    parts = _DAY_FIRST.fullmatch(text) or _YEAR_FIRST.fullmatch(text)
    try:
        if not parts:
            return date.fromisoformat(text)
        written = {name: int(part) for name, part in parts.groupdict().items()}
        return date(**written)
    except ValueError:
        if parts:
            raise NotUsable(
                gettext("There is no such day: look at the day, month and year again.")
            ) from None
        return None


def _check_year(field: Field, year: int) -> None:
    """Tell a year that no form can take; where the field has bounds of its own, by their words."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise NotUsable(
            field.remedy_in(i18n.language())
            or gettext(
                "Write a year between %(first)s and %(last)s.", first=_FIRST_YEAR, last=_LAST_YEAR
            )
        )


def read_time(typed: str) -> str | None:
    """A time of day, kept as 17:30."""
    text = typed.translate(_DEVANAGARI_DIGITS).strip()
    if not text:
        return None
    try:
        return time.fromisoformat(text if len(text) != 4 else f"0{text}").strftime("%H:%M")
    except ValueError:
        raise NotUsable(
            gettext("Write the time in hours and minutes, for example 17:30.")
        ) from None


def read_datetime(field: Field, typed: str) -> str | None:
    """A moment on the wall clock of India, kept with its zone."""
    text = typed.translate(_DEVANAGARI_DIGITS).strip()
    if not text:
        return None
    remedy = gettext("Write the day and the time, for example 2026-11-21 17:30.")
    if written := _YEAR_FIRST.match(text):
        _day(written[0])
    try:
        moment = datetime.fromisoformat(text)
        local = moment.replace(tzinfo=KOLKATA) if moment.tzinfo is None else moment
        local = local.astimezone(KOLKATA)
    except (ValueError, OverflowError):  # the other zone's day may lie beyond the calendar
        raise NotUsable(remedy) from None
    _check_year(field, local.year)
    return local.isoformat(timespec="minutes")


def read_choice(value: str, allowed: Mapping[str, str]) -> str | None:
    """One of the options."""
    if not value:
        return None
    if value not in allowed:
        raise NotUsable(gettext("Choose one of the answers shown."))
    return value


def read_file(content: bytes) -> dict[str, Any]:
    """A picture or a PDF; its name is dropped, for names tell tales.

    A picture loses what the camera wrote beside it, such as where it was taken.
    """
    if not content:
        raise NotUsable(gettext("The file is empty: choose another one."))
    if len(content) > FILE_BYTES:
        raise NotUsable(gettext("The file is too large: choose one of at most 2 MB."))
    kind = next((kind for start, kind in _FILE_STARTS.items() if content.startswith(start)), None)
    if kind is None:
        raise NotUsable(gettext("Choose a photograph (JPEG or PNG) or a PDF."))
    try:
        bare = bare_picture(content) if kind in PICTURES else content
    except PictureDamaged:
        raise NotUsable(gettext("The picture is damaged: choose another one.")) from None
    if kind not in PICTURES and not is_paper(content):
        raise NotUsable(gettext("The PDF is damaged or none: choose another one."))
    if kind not in PICTURES and is_locked(content):
        raise NotUsable(
            gettext("It is locked with a password: send it without, or bring it on paper.")
        )
    return {
        "type": kind,
        "bytes": len(bare),
        "content": base64.b64encode(bare).decode("ascii"),
    }


def _check_length(field: Field, text: str) -> None:
    shortest, longest = field.limits.min_length, field.limits.max_length
    longest = longest or _LONGEST.get(field.kind, 300)
    if shortest and len(text) < shortest:
        raise NotUsable(
            ngettext(
                "Write at least %(num)d character.", "Write at least %(num)d characters.", shortest
            )
        )
    if len(text) > longest:
        raise NotUsable(
            ngettext(
                "Write at most %(num)d character.", "Write at most %(num)d characters.", longest
            )
        )


def _read_phone(text: str) -> str:
    number = mobile_number(text)
    if number is None:
        raise NotUsable(gettext("Write the mobile number with 10 digits, for example 98765 43210."))
    return number


def _read_email(text: str) -> str:
    try:
        return validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError:
        raise NotUsable(
            gettext("Write the email address in full, for example asha@example.in.")
        ) from None
