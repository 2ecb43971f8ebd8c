"""How much an SVG picture has to draw: ordinary ones pass, and those that repeat themselves without end do not."""

import base64
import struct
import time

import pytest

from actionplan.store.drawings import MOST_PARTS, fault_of_svg


def svg(content: str, before: str = "") -> bytes:
    namespaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'{before}<svg {namespaces} viewBox="0 0 200 60">{content}</svg>'.encode()


def levels(made: str, inner: str, *, count: int = 10) -> str:
    """Elements that each hold ten references to the one before."""
    first = made.format(place=0, inner='<rect width="5" height="5"/>')
    return first + "".join(
        made.format(place=place, inner=inner.format(before=place - 1) * 10) for place in range(1, count + 1)
    )


ENTITIES = '<!DOCTYPE svg [<!ENTITY e0 "<rect/>">{}]>'.format(
    "".join(f'<!ENTITY e{place} "{f"&e{place - 1};" * 10}">' for place in range(1, 9))
)
SHADOW = (
    '<filter id="a" x="-.2" y="-20%" width="1.4"><feFlood result="b"/><feOffset dy="4"/>'
    '<feGaussianBlur stdDeviation="2.5"/><feColorMatrix values="0 0 127 0"/><feBlend in2="b" result="c"/>'
    '<feBlend in="SourceGraphic" in2="c"/></filter><g filter="url(#a)"><path/><path/></g>'
)
COLORED = (
    '<linearGradient id="a"><stop offset="0" stop-color="#fff"/></linearGradient>'
    '<linearGradient id="b" xlink:href="#a"/><style>.cls-1{fill:url(#b);}.cls-2{clip-path:url(#c)}</style>'
    '<clipPath id="c"><rect class="cls-3"/></clipPath><g class="cls-2">'
    + '<path class="cls-1" d="M0 0"/>' * 999
    + "</g>"
)
BOMBS = {
    "use": levels('<g id="a{place}">{inner}</g>', '<use href="#a{before}"/>'),
    "use of old": levels('<g id="a{place}">{inner}</g>', '<use xlink:href="#a{before}"/>'),
    "use by code": levels('<g id="a{place}">{inner}</g>', '<use href="#%61{before}"/>'),
    "symbol": levels('<symbol id="a{place}">{inner}</symbol>', '<use href=" #a{before} "/>'),
    "pattern": levels('<pattern id="a{place}">{inner}</pattern>', '<rect fill="url(#a{before})"/>'),
    "pattern taken over": levels(
        '<pattern id="a{place}">{inner}</pattern>', '<g stroke="url(#a{before})"><rect/><rect/></g>'
    ),
    "mask": levels('<mask id="a{place}">{inner}</mask>', "<rect style=\"opacity:1; mask : url('#a{before}')\"/>"),
    "clip": levels('<clipPath id="a{place}">{inner}</clipPath>', '<rect clip-path="url(#a{before})"/>'),
    "marker": levels('<marker id="a{place}">{inner}</marker>', '<path d="M0 0" marker-mid="url(#a{before})"/>'),
    "image of effect": levels(
        '<g id="a{place}">{inner}</g>',
        '<filter id="f{before}"><feImage href="#a{before}"/></filter><rect filter="url(#f{before})"/>',
    ),
    "style sheet": "<style>"
    + "".join(f"@media all{{.x,.c{place}>b {{mask:url(#a{place})}}}}" for place in range(10))
    + "</style>"
    + levels('<mask id="a{place}">{inner}</mask>', '<rect class="y c{before}"/>'),
    "style sheet for all": '<style>rect{fill:url(#a)}</style><pattern id="a">' + "<rect/>" * 2 + "</pattern>",
    "style sheet in code": "<style>.a{m\\61sk:url(#a)}</style>",
    "rule in a rule": "<style>.a{.b{.c{fill:red}}fill:url(#a)}</style>",
    "itself": '<g id="a"><use href="#a"/></g>',
    "inherited": levels('<g mask="url(#a{place})"><mask id="a{place}">{inner}</mask></g>', '<g mask="inherit"/>' * 99)
    + '<g mask="url(#a10)">'
    + "<g/>" * 99
    + "</g>",
    "effect of effects": '<filter id="f">'
    + "".join(f'<feBlend result="r{place}" in="r{place - 1}" in2="r{place - 1}"/>' for place in range(40))
    + '</filter><rect filter="url(#f)"/>',
    "effect that joins": '<filter id="f">'
    + "".join(
        f'<feMerge result="r{place}">' + f'<feMergeNode in="r{place - 1}"/>' * 10 + "</feMerge>" for place in range(12)
    )
    + '</filter><rect filter="url(#f)"/>',
    "unnamed effects": '<filter id="f">' + "<feBlend/>" * 40 + '</filter><rect filter="url(#f)"/>',
    "noise": '<filter id="f"><feTurbulence numOctaves="999999999"/></filter><rect filter="url(#f)"/>',
    "large effect": '<filter id="f"><feMorphology radius="2 9e9"/></filter><rect filter="url(#f)"/>',
    "many effects": '<filter id="f"><feMorphology/></filter>' + '<rect filter="url(#f)"/>' * 99,
    "a picture within": '<image href="data:image/svg+xml;base64,AAAA"/>',
    "a style sheet within": "<style>@import url('data:text/css,a')</style>",
    "deep": "<g>" * 300 + "</g>" * 300,
}


@pytest.mark.parametrize("name", BOMBS)
def test_what_repeats_itself_without_end_is_found_at_once(name: str) -> None:
    begun = time.perf_counter()
    assert fault_of_svg(svg(BOMBS[name])) == "parts"
    assert time.perf_counter() - begun < 2


def test_entities_are_counted_as_what_they_stand_for() -> None:
    assert fault_of_svg(svg("&e8;", ENTITIES)) == "parts"
    assert fault_of_svg(svg("&e2;", ENTITIES)) is None


def test_a_style_sheet_from_an_address_is_not_followed() -> None:
    assert fault_of_svg(svg("", '<?xml-stylesheet href="data:text/css,a"?>')) == "parts"
    assert fault_of_svg(svg("", '<?xml version="1.0"?><?xml-stylesheet href="a.css"?>')) is None


@pytest.mark.parametrize(("size", "fault"), [(900, None), (90_000, "parts")])
def test_a_picture_within_the_picture_has_its_pixels_counted(size: int, fault: str | None) -> None:
    png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", size, size)
    address = f"data:image/png;base64,{base64.b64encode(png).decode()}"
    assert fault_of_svg(svg(f'<image xlink:href="{address}"/>')) == fault


@pytest.mark.parametrize(
    "content",
    [
        '<path d="M0 0h9"/>',
        '<defs><g id="a"><rect/><circle/></g></defs>' + '<use xlink:href="#a" x="1"/>' * 40,
        levels('<g id="a{place}">{inner}</g>', '<use href="#a{before}"/>', count=2),
        COLORED,
        SHADOW,
        '<pattern id="a"><path/><path/></pattern><rect fill="url(#a)"/><rect style="fill:url(#a)"/>',
        '<a href="#top"><text>Sjuhärad</text></a>',
    ],
)
def test_ordinary_pictures_pass(content: str) -> None:
    assert fault_of_svg(svg(content)) is None


def test_as_much_as_a_browser_draws_in_a_second_passes_and_no_more() -> None:
    uses = MOST_PARTS // 101 - 1
    drawing = '<g id="a">' + "<rect/>" * 99 + "</g>{}"
    assert fault_of_svg(svg(drawing.format('<use href="#a"/>' * (uses - 1)))) is None
    assert fault_of_svg(svg(drawing.format('<use href="#a"/>' * (uses + 2)))) == "parts"


@pytest.mark.parametrize("content", [b"", b"<svg", b"<html><svg/></html>", b"<svg><g></svg>", b"<svg>\0</svg>"])
def test_what_is_no_svg_is_told_apart(content: bytes) -> None:
    assert fault_of_svg(content) == "kind"
