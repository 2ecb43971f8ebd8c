"""Make the PDF of the example roll-up once in a process of its own, and print the seconds that it took.

``python -m benchmarks.pdf_once render``: the program's way, from the report to the bytes. ``… bare``: typst alone, from
the same source files to its bytes. Both import typst and begin with nothing remembered; what comes before is not
timed.
"""

import sys
import time

from actionplan.core.matrix import Criteria
from actionplan.reports.document import Document
from actionplan.reports.rollup_report import report
from actionplan.workspace import open_workspace
from actionplan.workspace.developing import development
from actionplan.workspace.gathering import gather
from benchmarks.pairs import ROOT


def example() -> Document:
    """The report of the example workspace.

    Raises:
        ValueError: its settings state no day.
    """
    workspace = open_workspace(ROOT)
    day = workspace.settings.as_of
    if day is None:
        raise ValueError
    rollup = gather(workspace, workspace.bodies["sjuharad"], workspace.catalogue, Criteria(day))
    return report(rollup, trend=development(workspace, rollup, day))


def main() -> None:
    """Time one of the two ways."""
    from actionplan.reports.pdf import file
    from actionplan.reports.pdf.content import Content

    document = example()
    if sys.argv[1] == "render":
        begin = time.perf_counter()
        made = file.render(document)
    else:
        content = Content(document)
        begin = time.perf_counter()
        made = file.compiled(content)
    seconds = time.perf_counter() - begin
    print(seconds if made.startswith(b"%PDF") else "no PDF")


if __name__ == "__main__":
    main()
