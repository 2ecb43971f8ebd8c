"""Colours: everything can be read and told from the ground, in light and dark."""

from itertools import pairwise

import pytest

from actionplan.reports.blocks import Tone
from actionplan.reports.svg.colors import DARK, LIGHT, VARIABLES, Colors, css

SETS = pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])


def _luminance(color: str) -> float:
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_computed_as_the_standard_does() -> None:
    assert _contrast("#000000", "#ffffff") == pytest.approx(21)
    assert _contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@SETS
@pytest.mark.parametrize("tone", Tone)
def test_text_is_read_on_its_surface(colors: Colors, tone: Tone) -> None:
    assert _contrast(colors.ink(tone), colors.fill(tone)) >= 4.5
    if tone in colors.hatches:
        assert _contrast(colors.ink(tone), colors.hatches[tone]) >= 4.5


@SETS
@pytest.mark.parametrize("tone", Tone)
def test_surfaces_stand_out_from_the_ground(colors: Colors, tone: Tone) -> None:
    assert _contrast(colors.edge(tone), colors.ground) >= 3


@SETS
def test_running_text_is_read(colors: Colors) -> None:
    assert _contrast(colors.text, colors.ground) >= 4.5
    assert _contrast(colors.quiet, colors.ground) >= 4.5


@SETS
def test_statuses_keep_their_order_without_colour(colors: Colors) -> None:
    scale = (Tone.DONE, Tone.OVER_HALF, Tone.STARTED, Tone.NOT_STARTED)
    found = [_contrast(colors.fill(tone), colors.ground) for tone in scale]
    assert found == sorted(found, reverse=True)
    assert all(one >= other * 1.2 for one, other in pairwise(found))


def test_every_variable_has_a_value_in_light_and_dark() -> None:
    sheet = css()
    for name, value in VARIABLES.named().items():
        assert value == f"var({name})"
        assert sheet.count(f"{name}:") == 2
