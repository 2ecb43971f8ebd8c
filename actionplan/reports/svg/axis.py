"""Axes with round numbers."""

_STEPS = (1, 2, 5)


def ticks(most: int, at_most: int = 6) -> tuple[int, ...]:
    """Round numbers from 0 up to an axis's end: steps of 1, 2 or 5 and their tenfolds."""
    scale = 1
    while True:
        for step in _STEPS:
            if most <= step * scale * at_most:
                return tuple(range(0, most + 1, step * scale))
        scale *= 10
