"""Classes with their pupils, sign-in cards, and what the features' rows of sharing are made of."""

from classroom.models.card import Card
from classroom.models.school_class import LONGEST_NAME, Membership, SchoolClass
from classroom.models.sharing import Share, Trace

__all__ = ["LONGEST_NAME", "Card", "Membership", "SchoolClass", "Share", "Trace"]
