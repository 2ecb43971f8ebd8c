"""Charts as SVG of our own: no library, no script, nothing from outside."""
