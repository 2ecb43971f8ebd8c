"""How much there is to draw in an SVG picture: a few lines can repeat each other for hours."""

import re
from collections.abc import Iterator, Mapping
from typing import Literal
from urllib.parse import unquote

from msgspec import Struct

from actionplan.store.pictures import pixels_of_jpeg, pixels_of_png

MOST_PARTS = 20_000
"""Parts of a picture with all that is repeated: a browser draws as many in about a second."""
_DEEPEST = 100
"""How deep elements may lie within each other, and refer to each other."""
_MOST_PIXELS = 20_000_000
"""Of a picture within the picture."""
_EFFECT = 100
"""What a step of an effect counts as, in parts: it goes over the whole picture."""
_SLOW = dict.fromkeys(
    ("feTurbulence", "feMorphology", "feConvolveMatrix", "feDiffuseLighting", "feSpecularLighting"), 40
)
"""Steps that take as long as so many others."""
_MOST_OF = {"stdDeviation": 5000, "radius": 5, "numOctaves": 10, "x": 5000, "y": 5000, "width": 5000, "height": 5000}
"""The largest number that an attribute of an effect may have: its time grows with it."""
_INPUTS = {"feBlend": 2, "feComposite": 2, "feDisplacementMap": 2, "feFlood": 0, "feTurbulence": 0, "feImage": 0}
"""How many results a step of an effect begins with, where it is not one."""
_COLORS = frozenset(("linearGradient", "radialGradient"))
"""They refer to each other, and nothing is drawn of them."""
_ONCE = frozenset(("href", "clip-path", "mask", "filter"))
"""What holds for an element as a whole. All else, as a pattern, may be taken over by each element within it."""
_NAME = re.compile(r"#([^\s\"'(),;#]+)")
_NUMBER = re.compile(r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_SELECTED = re.compile(r"[.#]?[\w-]+|[*\[:]")
_NESTED = re.compile(r"data:[^,]*(?:svg|xml|css|html|text)", re.IGNORECASE)
"""A picture or a style sheet within an address."""

_PICTURE = re.compile(r"\s*data:[^,]*;base64,", re.IGNORECASE)

Fault = Literal["kind", "parts"]


class _Part:
    """An element of a picture."""

    def __init__(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.within: list[_Part] = []
        self.text = ""


class _Weight(Struct, frozen=True):
    """How much an element draws."""

    copies: int
    """It and all within it, with what is put in by reference."""
    parts: int
    """The same, with all that these are painted with."""


class _TooMuchError(Exception):
    """There is more to draw than may be, or nobody can tell how much."""


def fault_of_svg(content: bytes) -> Fault | None:
    """What is wrong with an SVG picture: it is none, or has too much to draw; ``None`` where nothing is.

    What cannot be told without a browser is taken to be as much as it can be.
    """
    try:
        root = _read(content)
        if root.tag != "svg":
            return "kind"
        is_too_much = _Drawing(root).weight(root).parts > MOST_PARTS
    except (_TooMuchError, RecursionError):
        is_too_much = True
    except ValueError:
        return "kind"
    return "parts" if is_too_much else None


def _read(content: bytes) -> _Part:
    """The elements of a picture.

    Raises:
        ValueError: it is not well formed.
    """
    from xml.parsers import expat

    top = _Part("", {})
    path, count = [top], 0
    parser = expat.ParserCreate()

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if len(path) > _DEEPEST or count > MOST_PARTS:
            raise _TooMuchError
        part = _Part(name.rpartition(":")[2], dict(_own(attributes)))
        path[-1].within.append(part)
        path.append(part)

    def end(_name: str) -> None:
        path.pop()

    def say(text: str) -> None:
        if path[-1].tag == "style":
            path[-1].text += text

    def instruct(target: str, said: str) -> None:
        if target == "xml-stylesheet" and "data:" in said:
            raise _TooMuchError

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.CharacterDataHandler, parser.ProcessingInstructionHandler = say, instruct
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError) as error:
        raise ValueError("not well formed") from error
    return top.within[0]


def _own(attributes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The attributes that are SVG's, and not of the program that the picture was drawn with."""
    for key, value in attributes.items():
        name = key.rpartition(":")[2]
        if name in {key, "href"}:
            yield name, value


class _Drawing:
    """The elements of a picture, and what they weigh."""

    def __init__(self, root: _Part) -> None:
        every = list(_every(root))
        self._named: dict[str, list[_Part]] = {}
        for part in every:
            if "id" in part.attributes:
                self._named.setdefault(part.attributes["id"], []).append(part)
        self._sheets = [rule for part in every if part.tag == "style" for rule in _rules(part.text)]
        # A word by which anything may be taken over from the element around.
        self._once = frozenset() if any(_inherits(part) for part in every) else _ONCE
        self._known: dict[_Part, _Weight] = {}
        self._open: set[_Part] = set()

    def weight(self, part: _Part) -> _Weight:
        """What an element and all within it draw.

        Raises:
            _TooMuchError: it is more than may be, or refers to itself.
        """
        known = self._known.get(part)
        if known is not None:
            return known
        if part in self._open or len(self._open) > _DEEPEST:
            raise _TooMuchError
        self._open.add(part)
        found = self._weighed(part)
        self._open.remove(part)
        if max(found.copies, found.parts) > MOST_PARTS:
            raise _TooMuchError
        self._known[part] = found
        return found

    def _weighed(self, part: _Part) -> _Weight:
        if part.tag in _COLORS:
            return _Weight(0, 0)
        # An effect takes time where it is used.
        inner = [self.weight(one) for one in part.within if one.tag != "filter"]
        own = _steps(part) * _EFFECT if part.tag == "filter" else 1
        copies = own + sum(one.copies for one in inner)
        parts = own + sum(one.parts for one in inner)
        painted = 0
        for name, target in self._referred(part):
            weight = self.weight(target)
            if name == "href":
                copies += weight.copies
                parts += weight.parts
            elif name in self._once:
                parts += weight.parts
            else:
                painted += weight.parts
        return _Weight(copies, parts + copies * painted)

    def _referred(self, part: _Part) -> Iterator[tuple[str, _Part]]:
        """What an element refers to, and as what."""
        said = [pair for name, value in part.attributes.items() for pair in _said(name, value)]
        if self._sheets:
            own = {part.tag, "*", "[", ":", f"#{part.attributes.get('id', '')}"}
            own.update(f".{name}" for name in part.attributes.get("class", "").split())
            said += [pair for selected, pairs in self._sheets if own & selected for pair in pairs]
        for name, value in said:
            for target in _NAME.findall(unquote(value)):
                for found in self._named.get(target, ()):
                    yield name, found


def _every(part: _Part) -> Iterator[_Part]:
    yield part
    for one in part.within:
        yield from _every(one)


def _inherits(part: _Part) -> bool:
    return "inherit" in part.text or any("inherit" in value for value in part.attributes.values())


def _said(name: str, value: str) -> Iterator[tuple[str, str]]:
    """An attribute as properties with their values."""
    if _NESTED.search(value) or _pixels(value) > _MOST_PIXELS:
        raise _TooMuchError
    if name != "style":
        yield name, value
        return
    yield from _properties(value)


def _pixels(value: str) -> int:
    """The number of pixels of a picture within an address; 0 where there is none."""
    found = _PICTURE.match(value)
    if found is None:
        return 0
    from base64 import b64decode

    content = b64decode(unquote(value[found.end() :]) + "===")
    return pixels_of_png(content) if content.startswith(b"\x89PNG") else pixels_of_jpeg(content)


def _properties(text: str) -> Iterator[tuple[str, str]]:
    # What is written with its numbers instead of its letters is not looked through.
    if "\\" in text:
        raise _TooMuchError
    for one in text.split(";"):
        name, _colon, value = one.partition(":")
        yield name.strip().lower(), value


def _rules(sheet: str) -> Iterator[tuple[set[str], list[tuple[str, str]]]]:
    """The rules of a style sheet that refer to something: what they hold for, and what they say."""
    if _NESTED.search(sheet):
        raise _TooMuchError
    whole = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    # Rules within rules are not looked through.
    if "url" in _RULE.sub("", _RULE.sub("", whole)):
        raise _TooMuchError
    for selector, said in _RULE.findall(whole):
        if "#" in said:
            yield set(_SELECTED.findall(selector)), list(_properties(said))


def _steps(effect: _Part) -> int:
    """How many steps an effect takes, counted as often as a later one begins with what they give.

    Raises:
        _TooMuchError: more than may be, or a step that takes any time.
    """
    counts: dict[str, int] = {}
    last = 0
    for step in effect.within:
        read = [value for one in (step, *step.within) for key, value in one.attributes.items() if key in {"in", "in2"}]
        # What is not named is what the step before gives.
        last = (
            _SLOW.get(step.tag, 1)
            + sum(counts.get(name, 0) for name in read)
            + last * max(_inputs(step) - len(read), 0)
        )
        if last > MOST_PARTS:
            raise _TooMuchError
        if "result" in step.attributes:
            counts[step.attributes["result"]] = last
    for one in (effect, *effect.within):
        for name, most in _MOST_OF.items():
            if any(float(said) > most for said in _NUMBER.findall(one.attributes.get(name, ""))):
                raise _TooMuchError
    return last


def _inputs(step: _Part) -> int:
    """How many results a step begins with."""
    if step.tag == "feMerge":
        return len(step.within)
    return _INPUTS.get(step.tag, 1)
