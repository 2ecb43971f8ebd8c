"""One screen a file: what a person works with."""
