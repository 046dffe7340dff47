#!/usr/bin/env python
"""Django's command line for this project."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aseandigital.settings")
    try:
        from django.core.management import execute_from_command_line  # noqa: PLC0415 -- its absence is told
    except ImportError as error:
        raise SystemExit(
            "Django is not installed here: run `make serve`, or "
            "`pip install -r requirements.txt` in the environment you use."
        ) from error
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
