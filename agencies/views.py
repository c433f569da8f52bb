"""The settings of the trust on one page, for the Data Protection Adviser alone."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.roles import Role
from accounts.typed import described_by, fields_of
from agencies import presenters
from agencies.forms import SettingsForm
from agencies.models import Setting
from audit.action import action
from audit.models import TRUST


@require_http_methods(["GET", "HEAD", "POST"])
@described_by(fields_of(SettingsForm))
def settings_of_the_trust(request):
    """Every setting with what it does, its default and its last change; and all changes, with who, when and why."""
    if not request.user.has_perm("agencies.change_setting"):
        raise Http404
    form = _saved(request) if request.method == "POST" else SettingsForm(lines=Setting.objects.all())
    if form.is_bound and form.is_valid():
        messages.success(request, "The settings are saved.")
        return redirect("trust-settings")
    changes = presenters.changes_of_settings()
    for code, words in presenters.last_changed(changes).items():
        form.fields[code].help_text += f" {words}."
    context = {
        "page_title": "Settings of the trust",
        "form": form,
        "changes": changes,
        "section_url": reverse("people"),
    }
    return render(request, "agencies/settings.html", context)


def _saved(request):
    """The form that was sent. What it changes is stored in one action; of two advisers the later is told so first."""
    with action("settings.changed", actor=request.user, chain=TRUST, empty_ok=True) as act:
        act.capacity = str(Role.ADVISER)
        form = SettingsForm(request.POST, lines=Setting.objects.select_for_update())
        if form.is_valid():
            lines = form.changed_lines()
            act.insert([line for line in lines if line.pk is None])
            act.update([line for line in lines if line.pk], fields=["value", "why"])
    return form
