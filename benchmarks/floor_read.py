"""The floor P: the floor F, and reading and parsing every plan file of a folder."""

from pathlib import Path

import typer

from benchmarks.floor_table import print_table

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


def parse_all(folder: Path) -> int:
    """Read and parse the folder's TOML files, and return how many there were."""
    import toml_rs

    plans = [
        toml_rs.loads(path.read_bytes().decode(), toml_version="1.0.0")
        for path in folder.iterdir()
        if path.suffix == ".toml"
    ]
    return len(plans)


@app.command()
def main(folder: Path) -> None:
    """Parse the files in FOLDER and print the table."""
    parse_all(folder)
    print_table()


if __name__ == "__main__":
    app()
