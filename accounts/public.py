"""Pages for anybody: pupils, parents and the public read them without signing in (audience of the policy)."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag
from django.views.decorators.http import require_safe

KEPT_SECONDS = 300


def for_anybody(view):
    """A page without any personal detail that needs no sign-in. Whoever brings no cookie, and so is nobody yet, is
    answered with one that may be kept for five minutes, and afterwards asked for again by its mark.
    """

    @wraps(view)
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if request.COOKIES or response.status_code != 200:
            return response
        patch_cache_control(response, public=True, max_age=KEPT_SECONDS)
        set_response_etag(response)
        return get_conditional_response(request, etag=response["ETag"], response=response)

    return login_not_required(require_safe(answer))
