"""The audit at the web's edge.

`AccountActionMiddleware` makes each POST under /accounts/ one action ("account.changed"), since allauth saves where
no caller of ours can open one. What a receiver of Django's signals has to do inside it:

- a sign-in, a sign-out or a failed sign-in: `audit.action.record("people.signed-in", actor=user, chain="trust",
  facts={...})`. Inside the open action this queues a second entry, written at the same commit; outside (a test's
  `force_login`) it is written at once. The event must be declared with `rows=False`.
- a password set by somebody who is not signed in (a one-time link): before the user is saved, for instance in the
  allauth adapter's `set_password`, say who it is: `audit.action.current().actor = user`.
- another name than "account.changed" for what happened: `audit.action.current().event = "people.password-set"`.
"""

from audit.action import action


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
