"""A report as a PDF file: tagged for those who listen, with fonts of its own."""
