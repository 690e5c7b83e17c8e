"""Rows that are watched while they change: a topic counts its changes, every row carries its last."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import partial
from typing import Any, ClassVar, TypeVar, cast

from django.db import models, transaction
from django.db.models.signals import post_delete, pre_delete

from edusmart.live.publish import publish_change


class TopicGone(Exception):
    """The topic was deleted while its rows were being changed."""


def new_epoch() -> str:
    return secrets.token_hex(8)


class Topic(models.Model):
    """What a socket watches, such as one story. `rev` counts its changes, `gone_rev` its last deletion."""

    name = models.CharField(max_length=80, unique=True)
    epoch = models.CharField(max_length=16, default=new_epoch)
    rev = models.BigIntegerField(default=0)
    gone_rev = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return self.name

    @property
    def kind(self) -> str:
        return self.name.partition(":")[0]


_changing: ContextVar[dict[int, int]] = ContextVar("_changing")


@contextmanager
def changing(topic_id: int) -> Iterator[int]:
    """Open a transaction that changes a topic's rows: lock the topic, yield its next rev, publish on commit.

    Nested calls for the same topic share the rev. The lock makes commit order equal rev order.
    Raises TopicGone when the topic no longer exists.
    """
    open_revs = _changing.get({})
    if topic_id in open_revs:
        # A savepoint: an inner act that loses its comparison undoes itself alone.
        with transaction.atomic():
            yield open_revs[topic_id]
        return
    with transaction.atomic():
        # First of all that is done after the commit: who watches is told before workers are woken.
        transaction.on_commit(partial(publish_change, topic_id))
        topics = Topic.objects.filter(pk=topic_id)
        # The UPDATE takes the row's lock, which holds until the commit.
        if not topics.update(rev=models.F("rev") + 1):
            raise TopicGone(topic_id)
        rev = topics.values_list("rev", flat=True).get()
        token = _changing.set({**open_revs, topic_id: rev})
        try:
            yield rev
        finally:
            _changing.reset(token)


def out_of_view(topic_id: int) -> None:
    """Send watchers the ids that are left: rows of the topic went, or are not shown any more."""
    with changing(topic_id) as rev:
        Topic.objects.filter(pk=topic_id).update(gone_rev=rev)


M = TypeVar("M", bound=models.Model)


class WatchedQuerySet(models.QuerySet[M]):
    """Refuses the writes that no watcher would hear of."""

    def update(self, **kwargs: Any) -> int:
        raise TypeError(
            "Watchers would not see update(): save the rows, or use update_unwatched()."
        )

    def bulk_create(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError("Watchers would not see bulk_create(): save the rows inside changing().")

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        raise TypeError("Watchers would not see bulk_update(): save the rows inside changing().")

    def update_unwatched(self, **kwargs: Any) -> int:
        """UPDATE without the topic: for columns that no watcher sees, or with `rev` set by the caller."""
        return super().update(**kwargs)


class Watched(models.Model):
    """A row that watchers of its topic see. Every save and delete bumps the topic and stamps the row."""

    #: True where the topic exists for this row alone and goes with it.
    owns_topic: ClassVar[bool] = False

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="+", editable=False)
    rev = models.BigIntegerField(default=0, editable=False)

    objects: ClassVar[WatchedQuerySet[Any]] = cast(Any, WatchedQuerySet.as_manager())

    class Meta:
        abstract = True

    def save(self, **kwargs: Any) -> None:
        with changing(self.topic_id) as rev:
            self.rev = rev
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "rev"}
            super().save(**kwargs)


def _mark_gone(sender: type[models.Model], instance: models.Model, **_: Any) -> None:
    if isinstance(instance, Watched):
        # A topic that goes takes its rows along: no one is left to tell.
        with suppress(TopicGone):
            out_of_view(instance.topic_id)


def _take_topic_along(sender: type[models.Model], instance: models.Model, **_: Any) -> None:
    if isinstance(instance, Watched) and instance.owns_topic:
        Topic.objects.filter(pk=instance.topic_id).delete()
        # The hub finds no topic any more and closes its sockets.
        transaction.on_commit(partial(publish_change, instance.topic_id))


# Before the delete, so that the topic is locked before its rows, as everywhere.
pre_delete.connect(_mark_gone, dispatch_uid="live.mark_gone")
post_delete.connect(_take_topic_along, dispatch_uid="live.take_topic_along")
