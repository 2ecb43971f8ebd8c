"""The floor F: what it costs at least to start a Typer program and print one Rich table of 44 rows."""

import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


def print_table() -> None:
    """Print 44 rows."""
    from rich.console import Console
    from rich.table import Table

    table = Table("Nr", "Förslag", "Läge", "Ansvarig", "Klart")
    for number in range(1, 45):
        table.add_row(
            f"{number:02}", "Introduktion för nyanställda", "påbörjad", "Enhetschef barn och unga", "2017-06-30"
        )
    Console().print(table)


@app.command()
def main() -> None:
    """Print the table."""
    print_table()


if __name__ == "__main__":
    app()
