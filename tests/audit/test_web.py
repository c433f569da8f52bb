"""Each POST under /accounts/ is one action; a failed one leaves nothing."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory

from audit.action import current, is_open, record
from audit.models import Entry
from audit.web import AccountActionMiddleware

pytestmark = pytest.mark.django_db


def post(view, user=None, path="/accounts/login/", method="post", *, raises=None):
    request = getattr(RequestFactory(), method)(path)
    request.user = user or AnonymousUser()

    def get_response(request):
        if raises:
            middleware.process_exception(request, raises)
        return view(request)

    middleware = AccountActionMiddleware(get_response)
    return middleware(request)


def rename(user, status=200):
    def view(request):
        user.name = "Terry Tutor"
        user.save()
        return HttpResponse(status=status)

    return view


def answer_open(request):
    return HttpResponse(str(is_open()))


def test_a_post_is_one_action_of_the_person_signed_in(user):
    assert post(rename(user), user).status_code == 200
    entry = Entry.objects.get(event="account.changed")
    assert (entry.actor, entry.chain, len(entry.rows)) == (user.pk, "trust", 1)


def test_only_a_post_under_accounts_is(user):
    assert post(answer_open).content == b"True"
    assert post(answer_open, method="get").content == b"False"
    assert post(answer_open, path="/people/").content == b"False"


def test_a_post_that_changes_nothing_leaves_no_entry(user):
    before = Entry.objects.count()
    post(answer_open, user)
    assert Entry.objects.count() == before


def test_a_fact_inside_is_an_entry_of_its_own(user):
    def view(request):
        record("test.read", actor=user, chain="trust")
        return HttpResponse()

    post(view)
    assert Entry.objects.get(event="test.read").actor == user.pk
    assert not Entry.objects.filter(event="account.changed").exists()


def test_somebody_with_a_link_can_be_named_before_the_save(user):
    def view(request):
        current().actor = user
        return rename(user)(request)

    post(view)
    assert Entry.objects.get(event="account.changed").actor == user.pk


@pytest.mark.parametrize(("status", "raises"), [(500, None), (503, None), (404, LookupError()), (403, LookupError())])
def test_a_request_that_fails_is_undone(user, status, raises):
    before = Entry.objects.count()
    assert post(rename(user, status), user, raises=raises).status_code == status
    user.refresh_from_db()
    assert (user.name, Entry.objects.count()) == ("Terry Teacher", before)


@pytest.mark.parametrize(("status", "raises"), [(302, LookupError()), (403, None)])
def test_an_answer_given_by_exception_or_a_refusal_is_kept(user, status, raises):
    post(rename(user, status), user, raises=raises)
    assert Entry.objects.filter(event="account.changed").count() == 1


def test_an_exception_leaves_nothing(user):
    def view(request):
        rename(user)(request)
        raise LookupError

    with pytest.raises(LookupError):
        post(view, user)
    assert not is_open()
    assert not Entry.objects.filter(event="account.changed").exists()
