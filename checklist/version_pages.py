"""The pages of the policy's versions, for the adviser and the policy owner. For everybody else they do not exist."""

import uuid
from contextlib import suppress
from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.context import held_by
from accounts.permissions import NotPermitted
from accounts.roles import Role
from accounts.typed import described_by, fields_of
from audit import clock
from audit.action import AlreadyDone
from checklist import versions
from checklist.comparing import changes
from checklist.forms import Group, SectionForm
from checklist.models import PolicyReview, PolicyVersion
from checklist.reading import asked_in, whole_policy
from checklist.version_forms import AskForm, ConfirmForm, NewQuestionForm, QuestionForm, ReviewForm

read_or_write = require_http_methods(["GET", "HEAD", "POST"])
NO_DRAFT = "There is no draft of the policy."


def only(*roles):
    """A page for those who hold one of these roles today; a refusal, or a draft that has moved on, leads to the list."""

    def mark(view):
        @wraps(view)
        def answer(request, *args, **kwargs):
            if not any(one.role in roles for one in held_by(request)):
                raise Http404
            try:
                return view(request, *args, **kwargs)
            except (versions.Moved, NotPermitted) as refused:
                messages.error(request, f"{str(refused).rstrip('.')}.")
                return redirect("policy-versions")

        return answer

    return mark


def _draft():
    """The draft; raises Moved where there is none."""
    draft = PolicyVersion.objects.draft()
    if draft is None:
        raise versions.Moved(NO_DRAFT)
    return draft


def _page(request, template, title, **context):
    """A page of these; for the adviser they stand under People, beside the reference data."""
    is_adviser = any(one.role == Role.ADVISER for one in held_by(request))
    section = {"section_url": reverse("people")} if is_adviser else {}
    return render(request, template, {"page_title": title, "is_adviser": is_adviser} | section | context)


@require_safe
@only(*versions.PUBLISHERS)
def listed(request):
    """Every version, the draft and who has to confirm it, and the reviews."""
    found = PolicyVersion.objects.with_review().select_related("asked_by", "confirmed_by").order_by("-number")
    draft = next((one for one in found if one.is_draft), None)
    published = [one for one in found if not one.is_draft]
    in_force = published[0] if published else None
    is_owner = any(one.role == Role.POLICY_OWNER for one in held_by(request))
    return _page(
        request, "checklist/versions.html", "Policy versions",
        draft=draft,
        is_own=draft is not None and draft.asked_by_id == request.user.pk,
        published=published,
        in_force=in_force,
        review_is_due=in_force if in_force and in_force.review_is_overdue(clock.today()) else None,
        is_owner=is_owner,
        reviews=PolicyReview.objects.select_related("by", "policy_version").order_by("-pk"),
    )  # fmt: skip


@require_POST
@only(Role.ADVISER)
def begin(request):
    """Copies the version in force as the draft of the next."""
    versions.begin_draft(request.user)
    return redirect("policy-draft")


@require_safe
@only(*versions.PUBLISHERS)
def draft(request):
    """The questions of the draft, what changes, and which rules fall."""
    version, in_force = _draft(), PolicyVersion.objects.current()
    before, now = list(asked_in(in_force)), list(asked_in(version))
    found = changes(before, now)
    return _page(
        request, "checklist/draft.html", f"Draft of version {version.number}",
        version=version,
        questions=now,
        left_out=[
            {"code": one.code, "wording": one.wording, "button": f"Put back: {one.label}"}
            for one in version.questions.filter(left_out=True)
        ],
        changes=found,
        what={one.code: one.what for one in found},
        gone=versions.rules_gone(in_force, version),
    )  # fmt: skip


@require_safe
@only(*versions.PUBLISHERS)
def preview(request):
    """The draft as anybody will read it, and the questions as a writer will see them."""
    version = _draft()
    found = asked_in(version)
    groups = {}
    for question in found:
        groups.setdefault(question.section.number, []).append(question)
    context = {
        "version": version,
        "sections": whole_policy(version),
        "pages": [
            (number, SectionForm(groups=[Group("d", "", asked)], total=len(found))) for number, asked in groups.items()
        ],
    }
    return _page(request, "checklist/preview.html", f"Preview of version {version.number}", **context)


@read_or_write
@described_by(fields_of(NewQuestionForm))
@only(Role.ADVISER)
def add(request):
    """A question that is new."""
    version = _draft()
    form = NewQuestionForm(request.POST if request.method == "POST" else None, draft=version)
    if request.method == "POST" and form.is_valid():
        versions.add_question(request.user, form.cleaned_data["code"], form.said(), form.cleaned_data["number"])
        messages.success(request, "The question is added.")
        return redirect("policy-draft")
    return _page(request, "checklist/draft_question.html", "Add a question", version=version, form=form)


@read_or_write
@described_by(fields_of(QuestionForm))
@only(Role.ADVISER)
def question(request, code):
    """The words, the place and the help of one question."""
    version = _draft()
    row = asked_in(version).filter(code=code).first()
    if row is None:
        raise Http404
    form = QuestionForm(request.POST if request.method == "POST" else None, draft=version, question=row)
    if request.method == "POST" and form.is_valid():
        versions.change_question(request.user, code, form.said(), form.cleaned_data["number"])
        messages.success(request, "The question is saved.")
        return redirect("policy-draft")
    title = f"Change question {row.number}"
    return _page(request, "checklist/draft_question.html", title, version=version, form=form, question=row)


@require_POST
@only(Role.ADVISER)
def leave_out(request, code):
    """Leaves a question out of the draft, or puts it back."""
    is_left_out = request.POST.get("do") != "back"
    versions.set_left_out(request.user, code, is_left_out)
    messages.success(
        request, "The question is left out." if is_left_out else "The question is back, at the end of its section."
    )
    return redirect("policy-draft")


@read_or_write
@described_by(fields_of(AskForm))
@only(Role.ADVISER)
def ask(request):
    """The adviser asks for the draft to be published."""
    version, in_force = _draft(), PolicyVersion.objects.current()
    found = changes(list(asked_in(in_force)), list(asked_in(version)))
    if not found:
        raise versions.Moved("Nothing is changed in the draft yet")
    versions.check_complete(version)
    gone = versions.rules_gone(in_force, version)
    form = AskForm(request.POST if request.method == "POST" else None, gone=gone)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        versions.ask_to_publish(request.user, said.get("accepted", []), said["review_due_on"])
        messages.success(request, "It is asked for. The policy owner or another adviser confirms it.")
        return redirect("policy-versions")
    return _page(
        request, "checklist/publish.html", f"Ask for version {version.number} to be published",
        version=version, changes=found, form=form, button="Ask for it to be published",
    )  # fmt: skip


@read_or_write
@described_by(fields_of(ConfirmForm))
@only(*versions.PUBLISHERS)
def confirm(request):
    """The second of two reads what changes, and publishes it."""
    version, in_force = _draft(), PolicyVersion.objects.current()
    if version.asked_at is None:
        raise versions.Moved("Nobody has asked for the draft to be published")
    if version.asked_by_id == request.user.pk:
        raise Http404  # somebody else confirms it
    gone = versions.rules_gone(in_force, version)
    form = ConfirmForm(
        request.POST if request.method == "POST" else None,
        gone=gone,
        initial={"version": version.asked_at.isoformat()},
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        published = versions.publish(request.user, said.get("accepted", []), said["version"])
        messages.success(request, f"{published.name} is in force. New disclosures follow it.")
        return redirect("policy-versions")
    found = changes(list(asked_in(in_force)), list(asked_in(version)))
    return _page(
        request, "checklist/publish.html", f"Publish version {version.number}",
        version=version, changes=found, form=form, button="Publish it",
    )  # fmt: skip


@read_or_write
@described_by(fields_of(ReviewForm))
@only(Role.POLICY_OWNER)
def review(request):
    """The policy owner records that the policy was looked at."""
    form = ReviewForm(request.POST if request.method == "POST" else None, initial={"token": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        with suppress(AlreadyDone):  # the same page, sent twice
            versions.record_review(request.user, said["words"], said["next_on"], said["token"])
        messages.success(request, "The review is recorded.")
        return redirect("policy-versions")
    return _page(
        request, "checklist/review.html", "Record a review", form=form, version=PolicyVersion.objects.current()
    )
