"""Keeps pages with names out of the browser's store."""

from django.utils.cache import add_never_cache_headers


class NoStoreMiddleware:
    """What somebody signed in was shown is not kept: after signing out, "back" asks the server again."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.user.is_authenticated:
            add_never_cache_headers(response)
        return response
