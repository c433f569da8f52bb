"""What every form here is made of: texts, reasons, and what a page carries back unseen."""

import datetime
import unicodedata
import uuid

from django import forms
from django.core.validators import MaxLengthValidator

from checklist.gates import reason_is_enough
from design_system.forms import look

TOO_LONG = "Shorten this to %(limit_value)d characters or fewer. It has %(show_value)d"
LONG, SHORT = 4000, 120
FIRST_DAY = datetime.date(1900, 1, 1)
NO_NAME = "Give the person\u2019s name, as much as you know"


class Seen(forms.Form):
    """What a page carries back unseen: the version that was read, and a token that makes a second press harmless."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    token = forms.UUIDField()


def new_token():
    """A token for one form on one page."""
    return str(uuid.uuid4())


class Text(forms.CharField):
    """Words as typed, but for their line ends and the make-up of their accents, so that equal words are equal.

    They are brought to that form before their length is judged: the make-up of some scripts is longer than what was
    typed, and would not fit where it is stored.
    """

    default_error_messages = {
        "null_characters_not_allowed": "Take out the character that cannot be stored, and type these words again"
    }

    def __init__(self, *, limit=SHORT, **options):
        super().__init__(**options)
        self.validators.append(MaxLengthValidator(limit, TOO_LONG))

    def to_python(self, value):
        text = super().to_python(value)
        return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def words(label, *, hint="", long=False, limit=None, **shown):
    """A text field in which anything may stay blank."""
    widget = forms.Textarea if long else forms.TextInput
    field = Text(label=label, help_text=hint, required=False, widget=widget, limit=limit or (LONG if long else SHORT))
    return look(field, **({"rows": 3} if long else {}) | shown)


def only_shown(sentence):
    """The sentence for a choice that was not on the page."""
    return {"invalid_choice": sentence}


class Reasoned(forms.Form):
    """A form that asks for reasons: `min_reason` is how many characters the trust wants of one ([S min_reason])."""

    def __init__(self, *args, min_reason, **options):
        super().__init__(*args, **options)
        self.min_reason = min_reason

    def is_reason(self, text):
        """Whether words can be read later as a reason."""
        return reason_is_enough(text, self.min_reason)

    def sentence(self, text, otherwise):
        """The text where it can be read later as a reason; otherwise the sentence that asks for it, or for more."""
        if not self.is_reason(text):
            raise forms.ValidationError(self.asking(text, otherwise))
        return text

    def asking(self, text, sentence):
        """The sentence that asks for a reason; where one was given that is too short, with how long it is to be."""
        is_short = 0 < len(" ".join(text.split())) < self.min_reason
        return f"{sentence} ({self.min_reason} characters at least)" if is_short else sentence
