"""A report as a web page: one file, without script, that fetches nothing."""
