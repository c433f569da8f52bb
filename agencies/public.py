"""Public pages beside the policy and the flowchart: with whom we share, how we protect it, and where to turn (1.2, 2.7)."""

from django.http import Http404
from django.shortcuts import redirect, render

from accounts.public import for_anybody
from agencies.models import PublicText
from agencies.presenters import PAGES_OF_THEIR_OWN, by_category, paragraphs_of, public_page

SHARE_WITH = "share-with"


@for_anybody
def about(request):
    """Every public page, in the order in which the adviser keeps them."""
    pages = [(public_page(text), text) for text in PublicText.objects.all()]
    return render(request, "agencies/about.html", {"page_title": "About sharing information", "pages": pages})


@for_anybody
def page(request, code):
    """One public page as the adviser words it; with whom we share is listed from the register (1.2)."""
    text = PublicText.objects.filter(code=code).first()
    if text is None:
        raise Http404
    if code in PAGES_OF_THEIR_OWN:
        return redirect(public_page(text))
    context = {
        "page_title": text.name,
        "text": text,
        "paragraphs": paragraphs_of(text.words),
        "categories": by_category() if code == SHARE_WITH else [],
    }
    return render(request, "agencies/public.html", context)


@for_anybody
def plain_words(request):
    """What the public pages say, in words that a child reads."""
    said = [(text, paragraphs_of(text.for_children), public_page(text)) for text in PublicText.objects.all()]
    parts = [part for part in said if part[1]]
    return render(request, "agencies/plain_words.html", {"page_title": "In plain words, for children", "parts": parts})
