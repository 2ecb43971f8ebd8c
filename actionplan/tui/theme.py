"""The product's own colours: light, dark, and high contrast.

Every pair of text and ground has a contrast of at least 4.5:1 (WCAG 2.1, 1.4.3), 7:1 in the high-contrast theme; a test
computes it for all that is drawn. Colour only repeats what a letter, a word or a mark says.
"""

from textual.theme import Theme

from actionplan.i18n import N_

THEMES = {"light": N_("light"), "dark": N_("dark"), "contrast": N_("high contrast")}
"""The themes by the name that settings use."""

_STATUSES = ("done", "over-half", "started", "not-started")
_LIGHT_GROUNDS = frozenset({"7", "9", "10", "11", "12", "13", "14", "15"})


def at_start(colorfgbg: str) -> str:
    """The theme to begin with, by what some terminals say of their colours ("15;0"); dark where they say nothing."""
    return "light" if colorfgbg.rpartition(";")[2].strip() in _LIGHT_GROUNDS else "dark"


def _variables(
    quiet: str, late: str, panel: str, cursor: tuple[str, str], fills: tuple[tuple[str, str], ...]
) -> dict[str, str]:
    """The product's own variables, and Textual's where they are blends; each pair is a ground and its text."""
    own = {"quiet": quiet, "late": late, "cursor": cursor[0], "on-cursor": cursor[1]}
    for status, (ground, text) in zip(_STATUSES, fills, strict=True):
        own |= {f"status-{status}": ground, f"on-status-{status}": text}
    # What has the cursor is reversed, so that it is seen without colours too: hence text and ground change places.
    ground, text = cursor
    return {
        **own,
        "block-cursor-background": text,
        "block-cursor-foreground": ground,
        "block-cursor-text-style": "bold reverse",
        "block-cursor-blurred-background": panel,
        "block-cursor-blurred-foreground": ground,
        "block-cursor-blurred-text-style": "bold",
        "block-hover-background": panel,
        "input-cursor-background": text,
        "input-cursor-foreground": ground,
        "input-cursor-text-style": "reverse",
        "input-selection-background": text,
        "input-selection-foreground": ground,
        "screen-selection-background": ground,
        "screen-selection-foreground": text,
        "text-disabled": quiet,
        "text-muted": quiet,
        "border": ground,
        "border-blurred": panel,
        "button-focus-text-style": "bold reverse",
    }


LIGHT = Theme(
    name="light",
    primary="#1f5f6b",
    secondary="#5a6b52",
    accent="#1f5f6b",
    foreground="#1f2a2e",
    background="#fbfaf7",
    surface="#f3f1eb",
    panel="#e8e4da",
    success="#1f6b4a",
    warning="#8a5300",
    error="#a3310f",
    dark=False,
    variables=_variables(
        "#5c5d58",
        "#a3310f",
        "#e8e4da",
        ("#1f5f6b", "#ffffff"),
        (("#1f6b4a", "#ffffff"), ("#a6d9bd", "#0d2b1d"), ("#f0d382", "#3a2b00"), ("#d9dfe7", "#26303a")),
    ),
)
DARK = Theme(
    name="dark",
    primary="#6fbfca",
    secondary="#a3b596",
    accent="#6fbfca",
    foreground="#dfe6e6",
    background="#12181b",
    surface="#182024",
    panel="#232e33",
    success="#5cc596",
    warning="#e9b65c",
    error="#ff9d7a",
    dark=True,
    variables=_variables(
        "#97a5a8",
        "#ff9d7a",
        "#232e33",
        ("#6fbfca", "#08181b"),
        (("#3fae7c", "#04140c"), ("#1f5c43", "#d9f5e6"), ("#665113", "#fdf0c8"), ("#37434c", "#dfe8ee")),
    ),
)
CONTRAST = Theme(
    name="contrast",
    primary="#ffe14a",
    secondary="#ffffff",
    accent="#ffe14a",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1c1c1c",
    success="#7dff9b",
    warning="#ffe14a",
    error="#ff9a9a",
    dark=True,
    text_alpha=1.0,
    variables=_variables(
        "#d4d4d4",
        "#ff9a9a",
        "#1c1c1c",
        ("#ffe14a", "#000000"),
        (("#ffffff", "#000000"), ("#7be0e0", "#000000"), ("#ffb84d", "#000000"), ("#3a3a4a", "#ffffff")),
    ),
)
ALL = (LIGHT, DARK, CONTRAST)
