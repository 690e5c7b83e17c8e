"""`manage.py app_role`: let the role in that the application has in PostgreSQL, and give it rows alone.

Run it as the owner of the tables, after each `migrate`; compose does.
"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from psycopg import sql

#: It reads and writes rows. It owns nothing, so it changes no table and drops none.
GRANTS = (
    "GRANT USAGE ON SCHEMA public TO {role}",
    "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
)


class Command(BaseCommand):
    help = "Make the role APP_DATABASE_ROLE, which reads and writes rows and owns no table."

    def handle(self, *args: Any, **options: Any) -> None:
        name = settings.APP_DATABASE_ROLE
        if not name or connection.vendor != "postgresql":
            self.stdout.write("There is nothing to do: APP_DATABASE_ROLE is not set.")
            return
        try:
            with transaction.atomic():
                _let_in(name, settings.APP_DATABASE_PASSWORD)
        except ProgrammingError as refused:
            # A database of others, whose roles are made by hand.
            self.stderr.write(f"The role {name} could not be made: {refused}")
            return
        self.stdout.write(f"The role {name} reads and writes rows.")


def _let_in(name: str, password: str) -> None:
    role = sql.Identifier(name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
        verb = sql.SQL("ALTER" if cursor.fetchone() else "CREATE")
        options = sql.SQL(" ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD {}")
        # Into the connection itself: Django would log the statement, and with it the password.
        cursor.cursor.execute(verb + options.format(role, sql.Literal(password)))
        for grant in GRANTS:
            cursor.cursor.execute(sql.SQL(grant).format(role=role))
