"""What a page with a form shows, as its reader finds it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form(HTMLParser):
    """What an answer shows: what stands in each field (a list where several boxes are ticked), the messages at the fields, and the lines of the summary."""

    text: str
    typed: dict = field(default_factory=dict)
    messages: list = field(default_factory=list)
    summary: dict = field(default_factory=dict)
    ids: set = field(default_factory=set)

    def __post_init__(self):
        super().__init__()
        self._into = self._select = None
        self.feed(self.text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.ids.add(attrs.get("id"))
        chosen = attrs.get("type") not in {"radio", "checkbox"} or "checked" in attrs
        if tag == "input" and chosen:
            self._put(attrs.get("name"), attrs.get("value", ""))
        elif tag == "textarea":
            self.typed[attrs["name"]] = ""
            self._into = ("typed", attrs["name"])
        elif tag == "select":
            self._select = attrs["name"]
        elif tag == "option" and "selected" in attrs:
            self.typed[self._select] = attrs.get("value", "")
        elif "govuk-error-message" in (attrs.get("class") or "").split():
            self.messages.append("")
            self._into = ("messages", -1)
        elif tag == "a" and (attrs.get("href") or "").startswith("#"):
            self.summary[attrs["href"]] = ""
            self._into = ("summary", attrs["href"])

    def _put(self, name, value):
        """What stands in a field; several boxes of one name make a list."""
        known = self.typed.get(name)
        self.typed[name] = value if known is None else [*(known if isinstance(known, list) else [known]), value]

    def handle_data(self, data):
        if self._into:
            kept, key = self._into
            getattr(self, kept)[key] += data

    def handle_endtag(self, tag):
        if tag in {"textarea", "p", "a"}:
            self._into = None
