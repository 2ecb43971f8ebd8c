"""The command line. The language is chosen before anything else is imported: Typer takes words at import."""

import sys


def run() -> None:
    """Run the program on the process's own arguments and end the process."""
    from actionplan.cli.main import main

    sys.exit(main(sys.argv[1:]))
