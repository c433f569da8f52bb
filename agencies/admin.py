"""The reference data on the pages of the admin, for the Data Protection Adviser alone. No case is ever kept here."""

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from accounts.roles import Role
from accounts.typed import described_by, fields_of
from agencies import forms, presenters
from agencies.models import (
    Agency,
    Condition,
    LawfulBasis,
    LegalGround,
    PublicText,
    Purpose,
    SecureWay,
    SensitivityClass,
    Term,
)
from audit import action, clock
from audit.web import AuditedAdmin, AuditedSite


class ReferenceSite(AuditedSite):
    """The list of the lists."""

    def index(self, request, extra_context=None):
        """Which kinds of reference data there are, each with what it is for."""
        kinds = [
            {"url": reverse("reference-list", args=[kind]), "title": admin.title, "about": admin.about}
            for kind, admin in self.kinds().items()
        ]
        context = {"page_title": "Reference data", "kinds": kinds, "section_url": reverse("people")}
        return TemplateResponse(request, "agencies/reference.html", context)

    def _page(self, name):
        """A page whose fields are called, where a form has to be shown again, as on the page itself."""
        known = (
            forms.GroundForm, forms.ClassForm, forms.WayForm, forms.AgencyForm, forms.TermForm, forms.PublicTextForm,
        )  # fmt: skip
        return described_by(fields_of(*known))(super()._page(name))


class ReferenceAdmin(AuditedAdmin):
    """The pages of one kind of line. `title`, `one` and `about` are its words; `headings` those of its columns."""

    event = "reference.changed"
    title = one = about = ""
    headings = ()

    def cells(self, line):
        """What stands in the columns of a line's row, the first one apart."""
        return ()

    def note(self, line):
        """What stands beneath a line's name."""
        return ""

    def capacity_of(self, request):
        return str(Role.ADVISER)

    def url(self, page, *numbers):
        """The address of a page of this kind."""
        return reverse(f"reference-{page}", args=[self.opts.model_name, *numbers])

    def changelist_view(self, request, extra_context=None):
        """All lines of the kind, ended ones included."""
        rows = [
            presenters.Row(
                url=self.url("line", line.pk),
                name=line.name,
                note=self.note(line),
                to_be_confirmed=getattr(line, "to_be_confirmed", False),
                cells=list(zip(self.headings, self.cells(line), strict=True)),
            )
            for line in self.get_queryset(request)
        ]
        return self._answer(request, "list", page_title=self.title, rows=rows)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """The form of one line."""
        form = context["adminform"].form
        title = f"Add {self.one}" if obj is None or obj.pk is None else f"Change {self.one}"
        history = self.url("history", obj.pk) if obj is not None and obj.pk else ""
        return self._answer(request, "line", page_title=title, form=form, history_url=history)

    def history_view(self, request, object_id, extra_context=None):
        """What was changed in one line, when and by whom."""
        line = self.get_object(request, object_id)
        labels = {name: self._label(field) for name, field in self.form.base_fields.items() if name != "version"}
        changes = presenters.changes_of(line, labels)
        return self._answer(
            request, "history", page_title=f"History of {self.one}", name=line.name, changes=changes,
            line_url=self.url("line", line.pk),
        )  # fmt: skip

    @staticmethod
    def _label(field):
        return str(field.label).partition(" (")[0]

    def _answer(self, request, page, **context):
        context |= {
            "kind": self,
            "list_url": self.url("list"),
            "add_url": self.url("add"),
            "add_text": f"Add {self.one}",
            "section_url": reverse("people"),
        }
        return TemplateResponse(request, f"agencies/{page}.html", context)

    def response_add(self, request, obj, post_url_continue=None):
        messages.success(request, "It is added.")
        return redirect(self.url("list"))

    def response_change(self, request, obj):
        messages.success(request, "It is saved.")
        return redirect(self.url("list"))


class LineAdmin(ReferenceAdmin):
    """The pages of a kind of line that holds from a day until a day."""

    headings = ("In force", "Where it stands")

    def cells(self, line):
        return presenters.in_force(line, clock.today()), line.source

    def note(self, line):
        return line.hint


class GroundAdmin(LineAdmin):
    """Legal duties and powers."""

    form = forms.GroundForm
    title, one = "Legal duties and powers", "a legal duty or power"
    about = "What the question on duty or power offers: why the law lets us share, or makes us."
    headings = ("What it is", *LineAdmin.headings)

    def cells(self, line):
        words = ["Duty" if line.kind == LegalGround.Kind.DUTY else "Power"]
        words += ["of a person"] if line.binds_person else []
        words += ["not where it does more harm"] if line.harm_exception else []
        return ", ".join(words), *super().cells(line)


class BasisAdmin(LineAdmin):
    """Lawful bases."""

    form = forms.BasisForm
    title, one = "Lawful bases", "a lawful basis"
    about = "What whoever decides chooses from, for each disclosure."


class ConditionAdmin(LineAdmin):
    """Conditions for sensitive information."""

    form = forms.ConditionForm
    title, one = "Conditions for sensitive information", "a condition"
    about = "What else is needed before sensitive information is shared."


class ClassAdmin(LineAdmin):
    """Kinds of sensitive information."""

    form = forms.ClassForm
    title, one = "Kinds of sensitive information", "a kind of sensitive information"
    about = "What the question on sensitive information offers."
    headings = ("Who calls it sensitive", *LineAdmin.headings)

    def cells(self, line):
        return line.get_kind_display(), *super().cells(line)


class PurposeAdmin(LineAdmin):
    """Purposes."""

    form = forms.PurposeLineForm
    title, one = "Purposes", "a purpose"
    about = "What a disclosure can be for: the first thing that its author says."


class WayAdmin(LineAdmin):
    """Ways of sending."""

    form = forms.WayForm
    title, one = "Ways of sending", "a way of sending"
    about = "What the question on a secure way offers, and which of them are secure."
    headings = ("Secure", *LineAdmin.headings)

    def cells(self, line):
        return "Secure" if line.is_secure else "Not secure", *super().cells(line)


class AgencyAdmin(ReferenceAdmin):
    """Organisations."""

    form = forms.AgencyForm
    title, one = "Organisations", "an organisation"
    about = "Whom a disclosure may name, how to make sure of them, and their number in the trust's own list."
    headings = ("Kind", "Telephone", "In use")

    def cells(self, line):
        return line.get_category_display(), line.phone or "Not entered", "Yes" if line.in_use else "No"

    def note(self, line):
        return line.verification


class TermAdmin(ReferenceAdmin):
    """Terms of the schools."""

    form = forms.TermForm
    title, one = "Terms", "a term"
    about = "On which days each school is open: how long an approval and a check last is counted in school days."
    headings = ("School", "First day", "Last day")

    def get_queryset(self, request):
        """The terms, the latest first, each with its school: whoever changes one holds the school as well."""
        return super().get_queryset(request).select_related("school").order_by("-first_day", "school_id")

    def cells(self, line):
        return line.school.name, presenters.day(line.first_day), presenters.day(line.last_day)

    def save_model(self, request, obj, form, change):
        """On the chain of its school, where the other changes of its terms stand."""
        action.current().chain = obj.school.code
        super().save_model(request, obj, form, change)


class PublicTextAdmin(ReferenceAdmin):
    """Public pages."""

    form = forms.PublicTextForm
    title, one = "Public pages", "a public page"
    about = "What anybody reads without signing in: how we protect information, complaints, help, and plain words for a child."
    headings = ("Read at", "In plain words")

    def cells(self, line):
        return presenters.public_page(line), "Yes" if line.for_children else "No"


site = ReferenceSite(name="reference")
site.register(LegalGround, GroundAdmin)
site.register(LawfulBasis, BasisAdmin)
site.register(Condition, ConditionAdmin)
site.register(SensitivityClass, ClassAdmin)
site.register(Purpose, PurposeAdmin)
site.register(SecureWay, WayAdmin)
site.register(Agency, AgencyAdmin)
site.register(Term, TermAdmin)
site.register(PublicText, PublicTextAdmin)
