"""One dialog a file: each asks for something and gives it back as a value."""
