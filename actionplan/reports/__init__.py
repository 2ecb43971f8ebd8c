"""A computed value in, text or bytes out: one module a format, the same figures in each."""
