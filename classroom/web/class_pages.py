"""The teacher's pages of classes: the list, one class, and what is done with it."""

from typing import Any, cast

import segno
from django.conf import settings
from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from classroom import features
from classroom.actions import school_class as acts
from classroom.models import LONGEST_NAME, SchoolClass
from classroom.web.class_progress import progress_in
from classroom.web.lookup import for_its_teacher, pupil_of, pupils_of, with_factors, without_card
from edusmart.accounts.access import editors_only
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.messages import message_for
from edusmart.accounts.models import User

#: Characters of what is looked for among the stories to share.
LONGEST_FIND = 100


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def listing(request: HttpRequest) -> HttpResponse:
    """List the classes that the user runs, and make one."""
    user, problem, status = cast(User, request.user), "", 200
    if request.method == "POST":
        try:
            made = acts.make_class(user, request.POST.get("name", ""))
            return redirect("classroom:class", made.pk)
        except RequestRefused as refused:
            problem, status = message_for(refused.code, refused.sentence), refused.status
    run = SchoolClass.objects.run_by(user).select_related("teacher")
    classes = list(run.annotate(pupils=Count("memberships")))
    context = {
        "classes": [it for it in classes if it.teacher_id == user.pk],
        # Staff run those of their colleagues too, and do not call them theirs.
        "colleagues": [it for it in classes if it.teacher_id != user.pk],
        "problem": problem,
        "longest": LONGEST_NAME,
    }
    return render(request, "classroom/list.html", context, status=status)


@never_cache
@require_safe
@for_its_teacher
def class_page(request: HttpRequest, school_class: SchoolClass) -> HttpResponse:
    """Show one class: its pupils, how to join it, and what is shared with it."""
    return render(request, "classroom/class.html", _context(request, school_class))


@require_POST
@for_its_teacher
def rename(request: HttpRequest, school_class: SchoolClass) -> HttpResponse:
    try:
        school_class.name = acts.class_name(request.POST.get("name", ""))
        school_class.save(update_fields=["name"])
    except RequestRefused as refused:
        messages.error(request, message_for(refused.code, refused.sentence))
    return redirect("classroom:class", school_class.pk)


@require_POST
@for_its_teacher
def code(request: HttpRequest, school_class: SchoolClass) -> HttpResponse:
    """Make a new code to join with, or end it."""
    if "close" in request.POST:
        acts.close_joining(school_class)
    else:
        acts.open_with_new_code(school_class)
    return redirect("classroom:class", school_class.pk)


@require_POST
@for_its_teacher
def pictures(request: HttpRequest, school_class: SchoolClass) -> HttpResponse:
    """Switch signing in with pictures on or off for the class's pupils."""
    school_class.pictures = "on" in request.POST
    school_class.save(update_fields=["pictures"])
    return redirect("classroom:class", school_class.pk)


@require_POST
@for_its_teacher
def delete(request: HttpRequest, school_class: SchoolClass) -> HttpResponse:
    """Delete the class; its pupils' accounts and what was shared with it stay."""
    school_class.delete()
    messages.success(request, _("The class is deleted. Its pupils keep their accounts."))
    return redirect("classroom:list")


@require_POST
@for_its_teacher
def remove(request: HttpRequest, school_class: SchoolClass, pupil_id: int) -> HttpResponse:
    """Take a pupil out of the class."""
    acts.remove_pupil(school_class, pupil_of(school_class, pupil_id))
    return redirect("classroom:class", school_class.pk)


def _context(request: HttpRequest, school_class: SchoolClass) -> dict[str, Any]:
    join, find = "", request.GET.get("find", "")[:LONGEST_FIND]
    if school_class.is_open:
        address = f"{reverse('classroom:join')}?code={school_class.join_code}"
        join = request.build_absolute_uri(address)
    pupils = list(with_factors(pupils_of(school_class)))
    shared, pupils_progress = progress_in(school_class, pupils)
    return {
        "school_class": school_class,
        "pupils": pupils_progress,
        "without": len(without_card(pupils)) if settings.PICTURE_SIGN_IN else 0,
        "shared": shared,
        "waiting": features.waiting_in(school_class),
        "to_share": features.to_share(cast(User, request.user), school_class, find),
        "find": find,
        "longest_find": LONGEST_FIND,
        "join_url": join,
        "join_picture": segno.make_qr(join).svg_data_uri(scale=5, border=3, light="#fff")
        if join
        else "",
        "has_pictures": settings.PICTURE_SIGN_IN,
        "longest": LONGEST_NAME,
    }
