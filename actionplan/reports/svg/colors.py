"""The colours of charts and tables: one set for paper and light screens, one for dark screens.

Statuses are steps of one blue scale, so that they keep their order without colour. Against the ground, what is
furthest along stands out most. Every text reaches 4.5:1 on what it stands on, and every edge 3:1 against the ground.
"""

from collections.abc import Mapping

from msgspec import Struct

from actionplan.reports.blocks import Tone


class Colors(Struct, frozen=True):
    """A set of colours, each as an SVG attribute or a style sheet takes it."""

    fills: Mapping[Tone, str]
    inks: Mapping[Tone, str]
    edges: Mapping[Tone, str]
    hatches: Mapping[Tone, str]
    """The second colour of tones whose surface has a pattern, so that they are told apart without colour."""
    text: str
    quiet: str
    """Text beside the main thing."""
    line: str
    """Rules and grid lines that carry no meaning of their own."""
    ground: str

    def fill(self, tone: Tone) -> str:
        """The surface of a tone."""
        return self.fills[tone]

    def ink(self, tone: Tone) -> str:
        """Text on the surface of a tone."""
        return self.inks[tone]

    def edge(self, tone: Tone) -> str:
        """The outline of a surface, which separates it from the ground."""
        return self.edges[tone]

    def named(self) -> dict[str, str]:
        """Every colour by the name of its custom property."""
        found = {f"--fill-{_dashed(tone)}": color for tone, color in self.fills.items()}
        found |= {f"--ink-{_dashed(tone)}": color for tone, color in self.inks.items()}
        found |= {f"--edge-{_dashed(tone)}": color for tone, color in self.edges.items()}
        found |= {f"--hatch-{_dashed(tone)}": color for tone, color in self.hatches.items()}
        return found | {"--text": self.text, "--quiet": self.quiet, "--line": self.line, "--ground": self.ground}


def _dashed(tone: Tone) -> str:
    return tone.value.replace("_", "-")


LIGHT = Colors(
    fills={
        Tone.PLAIN: "#ffffff",
        Tone.STRONG: "#ffffff",
        Tone.QUIET: "#ffffff",
        Tone.WARNING: "#fdf1d3",
        Tone.DONE: "#0b3c63",
        Tone.OVER_HALF: "#2f78b0",
        Tone.STARTED: "#9cc4e4",
        Tone.NOT_STARTED: "#dbe9f6",
        Tone.AGAINST: "#e9e9e7",
    },
    inks={
        Tone.PLAIN: "#1b2530",
        Tone.STRONG: "#1b2530",
        Tone.QUIET: "#55606c",
        Tone.WARNING: "#6a3b00",
        Tone.DONE: "#ffffff",
        Tone.OVER_HALF: "#ffffff",
        Tone.STARTED: "#0c2236",
        Tone.NOT_STARTED: "#0c2236",
        Tone.AGAINST: "#26282a",
    },
    edges={
        Tone.PLAIN: "#2f78b0",
        Tone.STRONG: "#1b2530",
        Tone.QUIET: "#87919c",
        Tone.WARNING: "#9a6700",
        Tone.DONE: "#0b3c63",
        Tone.OVER_HALF: "#2f78b0",
        Tone.STARTED: "#4f88b5",
        Tone.NOT_STARTED: "#6495bd",
        Tone.AGAINST: "#75787b",
    },
    hatches={Tone.PLAIN: "#9cc4e4", Tone.AGAINST: "#c3c4c3"},
    text="#1b2530",
    quiet="#55606c",
    line="#d9dee3",
    ground="#ffffff",
)

DARK = Colors(
    fills={
        Tone.PLAIN: "#14191f",
        Tone.STRONG: "#14191f",
        Tone.QUIET: "#14191f",
        Tone.WARNING: "#3d2c06",
        Tone.DONE: "#d3e8fa",
        Tone.OVER_HALF: "#77b3e2",
        Tone.STARTED: "#2c6596",
        Tone.NOT_STARTED: "#1a344b",
        Tone.AGAINST: "#34373a",
    },
    inks={
        Tone.PLAIN: "#e8ecf0",
        Tone.STRONG: "#e8ecf0",
        Tone.QUIET: "#a9b3bd",
        Tone.WARNING: "#ffd98a",
        Tone.DONE: "#0a2033",
        Tone.OVER_HALF: "#0a2033",
        Tone.STARTED: "#ffffff",
        Tone.NOT_STARTED: "#e8f2fb",
        Tone.AGAINST: "#f1f2f2",
    },
    edges={
        Tone.PLAIN: "#77b3e2",
        Tone.STRONG: "#e8ecf0",
        Tone.QUIET: "#6f7a85",
        Tone.WARNING: "#d9a136",
        Tone.DONE: "#d3e8fa",
        Tone.OVER_HALF: "#77b3e2",
        Tone.STARTED: "#5c94c4",
        Tone.NOT_STARTED: "#4f83b0",
        Tone.AGAINST: "#85898d",
    },
    hatches={Tone.PLAIN: "#2c6596", Tone.AGAINST: "#505458"},
    text="#e8ecf0",
    quiet="#a9b3bd",
    line="#313a43",
    ground="#14191f",
)


def _variables(like: Colors) -> Colors:
    return Colors(
        fills={tone: f"var(--fill-{_dashed(tone)})" for tone in like.fills},
        inks={tone: f"var(--ink-{_dashed(tone)})" for tone in like.inks},
        edges={tone: f"var(--edge-{_dashed(tone)})" for tone in like.edges},
        hatches={tone: f"var(--hatch-{_dashed(tone)})" for tone in like.hatches},
        text="var(--text)",
        quiet="var(--quiet)",
        line="var(--line)",
        ground="var(--ground)",
    )


VARIABLES = _variables(LIGHT)
"""The colours of a page whose style sheet holds `css`: they follow the reader's choice of light or dark."""


def css() -> str:
    """The style sheet's custom properties, for light and paper, and for dark screens."""
    return (
        f":root{{color-scheme:light dark;{_properties(LIGHT)}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{_properties(DARK)}}}}}\n"
        # Forced colours would change the letters but not the surfaces below them.
        "@media (forced-colors:active){svg.chart{forced-color-adjust:none;background:var(--ground)}}\n"
    )


def _properties(colors: Colors) -> str:
    return "".join(f"{name}:{color};" for name, color in colors.named().items())
