"""Django's command line for EduSmart."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "edusmart.settings")
    from edusmart.machine.garbage import search_rarely

    search_rarely()
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
