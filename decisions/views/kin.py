"""Who somebody is to a child of the disclosure: a parent, another relative, or a council that has them in its care (2.6)."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.typed import described_by, fields_of
from decisions.facts import Content
from decisions.forms.people import RelationshipForm, initial_of_relationship
from decisions.presenters.kin import name_of
from decisions.presenters.links import page_url
from decisions.views.acting import Again, act, load_writable, page_of, version_read
from decisions.views.drafts import onward_from
from decisions.workflow.saves import SaveRelationship, councils


@require_http_methods(["GET", "HEAD", "POST"])
@described_by(fields_of(RelationshipForm))
def relationship(request, reference, person, pk=None):
    """Say who somebody is to a child, or mend it."""
    disclosure = load_writable(request, reference)
    content = Content(disclosure)
    child = next((one for one in content.about if one.pk == person), None)
    row = next((one for one in content.relationships if one.pk == pk and one.child_id == person), None)
    if child is None or (pk is not None and row is None):
        raise Http404
    form = RelationshipForm(
        request.POST or None,
        initial=initial_of_relationship(row),
        people={one.pk: one.name for one in content.people if one.pk != child.pk},
        bodies=dict(councils().values_list("pk", "name")),
        of=row,
    )
    if request.method == "POST" and form.is_valid():
        data = SaveRelationship(child=child.pk, pk=pk, **form.values())
        refused = act(request, "save", disclosure, data, again=Again(form))
        return refused or onward_from(request, disclosure, page_url(disclosure, "people"))
    context = page_of(disclosure, content) | {
        "page_title": "Who is who",
        "child": child,
        "who": name_of(row) if row else "",
        "form": form,
        "version": version_read(request, disclosure),
    }
    return render(request, "decisions/relationship.html", context)
