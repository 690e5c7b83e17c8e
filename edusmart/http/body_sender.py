"""Whether the sender of a large body is somebody: asked before the body is kept."""

import logging

from django.db import connection

from edusmart.accounts.credentials import Credential, users_of

log = logging.getLogger(__name__)


def is_known(credential: Credential | None) -> bool:
    """Return whether the credential is a person's; True where the database cannot be asked.

    Without the database nobody is let in anywhere: the view says so better than a bound would.
    """
    try:
        return credential is not None and bool(users_of([credential]))
    except Exception:  # whatever it is, the request must go on
        log.exception("the sender of a large body cannot be looked up")
        return True
    finally:
        connection.close()  # each of Twisted's threads would keep one
