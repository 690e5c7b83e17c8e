"""What classes say in every language, by code."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REQUESTS: dict[str, Promise] = {
    "too_many_classes": _("You have many classes already. Delete one first."),
    "class_name": _("Give the class a shorter name."),
    "try_again": _("That did not work. Please try again."),
    "not_a_pupil": _("This is for pupils."),
    "guessing": _("That was not right many times. Ask your teacher for the code."),
    "no_such_code": _("No class has this code, or its time is over. Ask your teacher."),
    "class_full": _("This class is full."),
    "no_class": _("There is no such class."),
    "no_card": _("We do not know this card. Look at its letters again."),
    "other_pictures": _("These are not your pictures. Try again."),
    "take_a_break": _("Let us take a short break. Try again in a few minutes."),
    "roster_long": _("This list is too long. Import it in parts."),
    "roster_unreadable": _(
        "This file is not text in UTF-8. Save it as CSV (UTF-8), or paste the names."
    ),
    "roster_empty": _("Write one name on each line."),
    "roster_line": _("A line of the list is not right. Nothing was imported."),
    "no_class_chosen": _("Choose a class first."),
    "past_day": _("This day is over. Choose a later one."),
    "unreadable_day": _("Write the day as year-month-day."),
}
