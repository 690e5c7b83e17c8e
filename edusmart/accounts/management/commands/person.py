"""`manage.py person export NAME FILE.zip` and `manage.py person erase NAME`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from edusmart.accounts.models import User
from edusmart.accounts.person_data import erase_person, export_person


class Command(BaseCommand):
    help = "Export everything about a person as one archive, or erase a person with everything of theirs."

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        export = acts.add_parser("export")
        export.add_argument("name")
        export.add_argument("file", type=Path)
        erase = acts.add_parser("erase")
        erase.add_argument("name")
        erase.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args: Any, act: str, name: str, **options: Any) -> None:
        person = User.objects.filter(username=name).first()
        if person is None:
            raise CommandError("There is no person with this user name.")
        if act == "export":
            self._export(person, options["file"])
        else:
            self._erase(person, sure=options["yes"])

    def _export(self, person: User, path: Path) -> None:
        try:
            with path.open("xb") as file:
                export_person(person, file)
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
        path.chmod(0o600)
        self.stdout.write(f"Written to {path}.")

    def _erase(self, person: User, *, sure: bool) -> None:
        if not sure and input("This cannot be undone. Type the user name: ") != person.username:
            raise CommandError("Nothing was erased.")
        erase_person(person)
        self.stdout.write("Erased.")
