"""The command line. The language is chosen before anything else is imported: Typer takes words at import."""

import sys


def run() -> None:
    """Run the program on the process's own arguments and end the process."""
    import gc

    from actionplan.cli.main import main

    # A command ends before garbage matters; looking for it costs a tenth of a national roll-up.
    gc.disable()
    sys.exit(main(sys.argv[1:]))
