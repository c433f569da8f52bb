"""The audit at the web's edge.

`AccountActionMiddleware` makes each POST under /accounts/ one action ("account.changed"), since allauth saves where
no caller of ours can open one. What a receiver of Django's signals has to do inside it:

- a sign-in, a sign-out or a failed sign-in: `audit.action.record("people.signed-in", actor=user, chain="trust",
  facts={...})`. Inside the open action this queues a second entry, written at the same commit; outside (a test's
  `force_login`) it is written at once. The event must be declared with `rows=False`.
- a password set by somebody who is not signed in (a one-time link): before the user is saved, for instance in the
  allauth adapter's `set_password`, say who it is: `audit.action.current().actor = user`.
- another name than "account.changed" for what happened: `audit.action.current().event = "people.password-set"`.

`AuditedSite` and `AuditedAdmin` are Django's admin as far as reference data needs it: lists, adding, changing, history.
Nothing is ever removed, nothing is done to many rows at once, and each press of a button is one action.
"""

from functools import wraps

from django.contrib.admin import AdminSite, ModelAdmin
from django.http import Http404
from django.urls import path
from django.views.decorators.http import require_http_methods, require_safe

from audit.action import action
from audit.models import TRUST


class _Undo(Exception):
    """Leaves the action without a trace, once the answer to a failed request is known."""


class AccountActionMiddleware:
    """One action around each POST under /accounts/; it leaves no entry when nothing audited changed.

    A request that ends in an error, or in an exception that Django turned into a refusal, is undone as a whole.
    Last in MIDDLEWARE, so that sessions and CSRF stay outside.
    """

    prefix = "/accounts/"

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method != "POST" or not request.path_info.startswith(self.prefix):
            return self.get_response(request)
        user = getattr(request, "user", None)
        actor = user.pk if user is not None and user.is_authenticated else None
        response = None
        try:
            with action("account.changed", actor=actor, chain="trust", empty_ok=True):
                response = self.get_response(request)
                failed = getattr(request, "audit_view_failed", False) and response.status_code >= 400
                if failed or response.status_code >= 500:
                    raise _Undo
        except _Undo:
            pass
        return response

    def process_exception(self, request, exception):
        """Remember that the view raised: other middleware may turn that into an ordinary answer."""
        request.audit_view_failed = True


class AuditedSite(AdminSite):
    """The pages of the registered models, five addresses in all, and none for whoever `may_enter` does not let in.

    The audit's own admin: without Django's sign-in, log, bulk actions and deletion, so it needs no app installed.
    """

    def may_enter(self, user):
        """Whether somebody who is signed in may use these pages at all: whom one of their apps is open to."""
        return any(user.has_module_perms(label) for label in {model._meta.app_label for model in self._registry})

    def has_permission(self, request):
        return request.user.is_authenticated and self.may_enter(request.user)

    def each_context(self, request):
        """Nothing: the pages are ours and take nothing of Django's frame."""
        return {}

    def kinds(self):
        """The admins by the name of their kind in an address."""
        return {model._meta.model_name: admin for model, admin in self._registry.items()}

    def get_urls(self):
        read, write = require_safe, require_http_methods(["GET", "HEAD", "POST"])
        return [
            path("", read(self._guarded(self.index)), name="reference"),
            path("<slug:kind>/", read(self._page("changelist_view")), name="reference-list"),
            path("<slug:kind>/add/", write(self._page("add_view")), name="reference-add"),
            path("<slug:kind>/<int:pk>/", write(self._page("change_view")), name="reference-line"),
            path("<slug:kind>/<int:pk>/history/", read(self._page("history_view")), name="reference-history"),
        ]

    def _guarded(self, view):
        """A view that does not exist for whoever may not enter."""

        @wraps(view)
        def guarded(request, **where):
            if not self.has_permission(request):
                raise Http404
            return view(request, **where)

        return guarded

    def _page(self, name):
        """One of the pages of whichever kind its address names."""

        def page(request, kind, pk=None):
            admin = self.kinds().get(kind)
            if admin is None:
                raise Http404
            return getattr(admin, name)(request, *([] if pk is None else [str(pk)]))

        return self._guarded(page)


class AuditedAdmin(ModelAdmin):
    """The pages of one audited model that is reference data: what is saved is one action, on the chain of the trust.

    Whoever subclasses it names the `event` (declared in an `events.py`) and gives the pages: `changelist_view`,
    `history_view`, `render_change_form`, `response_add`, `response_change`.
    """

    event = ""
    actions = None

    def capacity_of(self, request):
        """In what capacity somebody keeps this data, for the entry."""
        return ""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Shows the form, or takes it in one action; one that is refused, or changes nothing, leaves no entry."""
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with action(self.event, actor=request.user, chain=TRUST, empty_ok=True) as act:
            act.capacity = self.capacity_of(request)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_object(self, request, object_id, from_field=None):
        """The row, held until the action ends where it is to be changed. Raises Http404."""
        rows = self.get_queryset(request)
        if request.method == "POST":
            rows = rows.select_for_update()
        found = rows.filter(pk=object_id).first()
        if found is None:
            raise Http404
        return found

    def get_changeform_initial_data(self, request):
        """Nothing: an address fills in no form."""
        return {}

    def save_model(self, request, obj, form, change):
        """Stores a new row, or the fields that were changed; where none was, nothing."""
        obj.save(update_fields=form.changed_data if change else None)

    def has_delete_permission(self, request, obj=None):
        """No: audited rows are never removed."""
        return False

    def log_addition(self, request, obj, message):
        """Nothing: the entry of the audit says it."""

    log_change = log_deletion = log_addition
