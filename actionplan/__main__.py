"""Run the program as ``python -m actionplan``."""

from actionplan.cli import run

if __name__ == "__main__":
    run()
