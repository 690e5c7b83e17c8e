"""`manage.py person export NAME FILE.zip`, `person erase NAME`, `person forget-factors NAME`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from edusmart.accounts.factors.proof import remove_all
from edusmart.accounts.models import User
from edusmart.accounts.personal.person_data import erase_person, export_person


class Command(BaseCommand):
    help = (
        "Export everything about a person as one archive, erase a person with everything of theirs, or take "
        "away the second factor of who has lost it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        export = acts.add_parser("export")
        export.add_argument("name")
        export.add_argument("file", type=Path)
        erase = acts.add_parser("erase")
        erase.add_argument("name")
        erase.add_argument("--yes", action="store_true", help="do not ask")

        forget = acts.add_parser("forget-factors")
        forget.add_argument("name")

    def handle(self, *args: Any, act: str, name: str, **options: Any) -> None:
        person = User.objects.filter(username=name).first()
        if person is None:
            raise CommandError("There is no person with this user name.")
        if act == "export":
            self._export(person, options["file"])
        elif act == "erase":
            self._erase(person, sure=options["yes"])
        else:
            remove_all(person)
            self.stdout.write("Taken away: the password alone signs in until a new one is set up.")

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
