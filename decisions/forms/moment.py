"""When something left: just now, or on a day at a time as people write it ("2:55pm", "14:55")."""

import datetime
import re

from django import forms
from django.utils import timezone

from audit import clock
from decisions.forms.base import Text, only_shown
from design_system.forms import DateField, look

NOW, EARLIER = "now", "earlier"
FIRST_DAY = datetime.date(2000, 1, 1)
# A telephone's clock and ours may differ a little.
AHEAD = datetime.timedelta(minutes=5)
SAY_WHEN = "Say when it was: just now, or earlier"
SAY_DAY = "Give the day on which it was"
SAY_TIME = "Give the time, as near as you know it, such as 2:55pm"
AM_OR_PM = "Say whether that was am or pm, such as 2:55pm"
TO_COME = "This time is still to come. Give the time at which it left"
NO_SUCH_TIME = "The clocks went forward in that night, and there was no such time. Give the time an hour later"
WRITTEN = re.compile(r"([0-9]{1,2})(?:[:. ]?([0-9]{2}))? ?([ap])?\.? ?(m)?\.?", re.IGNORECASE)


def time_written(text):
    """A time of day from what was typed. Raises ValidationError with the sentence that says what to write.

    An hour of one digit without am or pm is not guessed at: in a school "2:55" is hardly ever in the night.
    """
    found = WRITTEN.fullmatch(" ".join(text.split()))
    if not found or bool(found[3]) != bool(found[4]) or not (found[2] or found[3]):
        raise forms.ValidationError(SAY_TIME)
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if (half and not 1 <= hour <= 12) or hour > 23 or minute > 59:
        raise forms.ValidationError(SAY_TIME)
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif len(found[1]) == 1 and hour:
        raise forms.ValidationError(AM_OR_PM)
    return datetime.time(hour, minute)


class TimeText(Text):
    """A time of day, typed as people write it; its value is a `datetime.time`, None where it was left empty."""

    def clean(self, value):
        text = super().clean(value)
        return time_written(text) if text.strip() else None


class MomentFields(forms.Form):
    """The radios "just now" and "earlier", which opens a day and a time. Gives `moment` in `cleaned_data`.

    `moment` is aware, never more than five minutes ahead of the clock and not before 2000. What stands in the boxes of
    "earlier" is not looked at while "just now" is chosen. `clean` of a form that takes this in begins with this one's.
    """

    when = look(
        forms.ChoiceField(
            label="When?",
            choices=[(NOW, "Just now"), (EARLIER, "Earlier")],
            initial=NOW,
            widget=forms.RadioSelect,
            error_messages=only_shown(SAY_WHEN),
        ),
        missing=SAY_WHEN,
        reveals={EARLIER: ("day", "time")},
    )
    day = DateField(
        label="On which day?",
        noun="day",
        required=False,
        help_text="For example, 23 11 2026",
        earliest=FIRST_DAY,
        latest=clock.today,
    )
    time = look(
        TimeText(label="At about what time?", required=False, limit=20, help_text="For example, 2:55pm or 14:55"),
        width="10",
        spellcheck=False,
    )

    def clean(self):
        cleaned = super().clean()
        if "when" not in cleaned:
            return cleaned
        if cleaned["when"] == EARLIER:
            cleaned["moment"] = self._earlier(cleaned)
        else:  # a blank one too, in a form that does not ask for an answer
            self._forget("day", "time")
            cleaned["moment"] = clock.now()
        return cleaned

    def _forget(self, *names):
        for name in names:
            self._errors.pop(name, None)
            self.cleaned_data[name] = None

    def _earlier(self, cleaned):
        """The moment of the day and time; None, with the errors set, where they do not make one."""
        for name, sentence in (("day", SAY_DAY), ("time", SAY_TIME)):
            if name in cleaned and cleaned[name] is None:
                self.add_error(name, sentence)
        if not (cleaned.get("day") and cleaned.get("time") is not None):
            return None
        moment = timezone.make_aware(datetime.datetime.combine(cleaned["day"], cleaned["time"]))
        if timezone.localtime(moment.astimezone(datetime.UTC)).time() != cleaned["time"]:
            self.add_error("time", NO_SUCH_TIME)
        elif moment > clock.now() + AHEAD:
            self.add_error("time", TO_COME)
        else:
            return moment
        return None
