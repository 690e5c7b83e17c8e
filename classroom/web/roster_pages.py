"""Importing a class: what the list would make, then making it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from classroom.actions.roster import MOST_BYTES, import_roster, look, read_file
from classroom.models import SchoolClass
from classroom.web.lookup import for_its_teacher
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.messages import message_for


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_its_teacher
def roster(request: HttpRequest, school_class: SchoolClass) -> HttpResponse:
    """Show what the names would make; with `import` make it."""
    context: dict[str, Any] = {"school_class": school_class, "most_bytes": MOST_BYTES}
    if request.method != "POST":
        return render(request, "classroom/roster.html", context)
    try:
        context["names"] = names = _names(request)
        if "import" in request.POST:
            count = import_roster(school_class, names)
            messages.success(request, _("Pupils imported: %(count)s") % {"count": count})
            return redirect("classroom:cards", school_class.pk)
        looked = look(school_class, names)
        context["lines"] = lines = looked.lines
        context["heading"] = looked.heading
        # What is to be changed is not sought among what is right.
        context["shown"] = sorted(lines, key=lambda line: not line.problem)
        context["bad"] = sum(bool(line.problem) for line in lines)
        return render(request, "classroom/roster.html", context)
    except RequestRefused as refused:
        context["problem"] = message_for(refused.code, refused.sentence)
        return render(request, "classroom/roster.html", context, status=refused.status)


def _names(request: HttpRequest) -> str:
    """Return the chosen file's text where there is one, else what was pasted."""
    file = request.FILES.get("file")
    return read_file(file.read(MOST_BYTES + 1)) if file else request.POST.get("names", "")
