"""Pure: values in, values out. No files, clock, git, terminal or language; what varies is a parameter."""
