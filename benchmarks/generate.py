"""Make a workspace with a plan for every municipality: the same seed gives the same bytes.

The plans are forms as ``actionplan init`` writes them, filled in as a municipality might after a year's work. They are
padded with follow-ups and activities up to a size, so that timings speak of files of that size.
"""

import argparse
import datetime as dt
import random
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

ROOT = Path(__file__).resolve().parent.parent
BODIES = ROOT / "actionplan" / "data" / "bodies.toml"
CATALOGUE = ROOT / "proposals" / "skl_44.toml"

WORKSPACE = 'format = 1\nlanguage = "sv"\nregion = "riket"\n'

HELP = {
    "status": "Läge (status): not_started | started | over_half | done | not_relevant | declined",
    "owner": "Ansvarig (owner): en funktion, inte ett personnamn",
    "partners": "Medverkande (partners)",
    "lead": "Leds av (lead)",
    "level": "Nivå (level): local | regional | national",
    "priority": "Prioritet (priority): 1–3",
    "start": "Börjar (start)",
    "due": "Klart senast (due): åååå-mm-dd",
    "goal": "Mål (goal)",
    "reason": "Skäl (reason)",
    "evidence": "Underlag (evidence)",
}
"""The comment before each field of a slot, in the order of the form; shorter than the program's own, to leave room."""

PICKED = ("not_started", "started", "over_half", "done")
AGAINST = ("not_relevant", "declined")

OWNERS = (
    "IFO-chef",
    "Enhetschef barn och unga",
    "Enhetschef familjehem",
    "Utvecklingsledare",
    "Socialchef",
    "Verksamhetschef individ- och familjeomsorg",
    "HR-strateg",
    "Förste socialsekreterare",
    "Kvalitetsansvarig",
    "Socialt ansvarig samordnare",
)
PARTNERS = (
    "Barn- och utbildningsförvaltningen",
    "Elevhälsan",
    "Barn- och ungdomspsykiatrin",
    "Vårdcentralen",
    "Polisen",
    "Grannkommunen",
    "FoU-enheten",
    "Högskolan",
    "Personalavdelningen",
    "Civilsamhället",
)
GOALS = (
    "Alla nyanställda har en namngiven handledare under sitt första år",
    "Ingen handläggare har fler än femton pågående utredningar",
    "Förhandsbedömningar görs inom fjorton dagar i nio fall av tio",
    "Varje barn i utredning har fått enskilda samtal, och barnets röst framgår av journalen",
    "Skola och socialtjänst möts varje månad med en gemensam dagordning",
    "Personalomsättningen är lägre än tio procent om året",
    "Samtliga placerade barn har en aktuell hälsoundersökning",
    "Arbetsledaren finns på plats och är tillgänglig varje dag",
)
REASONS = (
    "Kommunen köper verksamheten av grannkommunen",
    "Redan reglerat i samverkansavtalet med regionen",
    "Ryms inte inom budgetramen 2016–2017",
    "Ansvaret ligger på regional nivå",
)
COMMENTS = (
    "Första gruppen är igång och träffas varannan vecka.",
    "Rutinen är beslutad i nämnden och känd i arbetsgrupperna.",
    "Försenat: två tjänster är vakanta sedan i våras.",
    "Vi har börjat mäta, men siffrorna går ännu inte att jämföra mellan enheterna.",
    "Föräldrarna uppger i enkäten att de förstår beslutet bättre än tidigare.",
    "Överenskommelsen med elevhälsan är undertecknad; nu återstår att följa den.",
    "Arbetet går vidare enligt plan, utan avvikelser att rapportera.",
    "Uppföljningen visar att ärendemängden sjunkit från nitton till sexton per handläggare.",
    "Frågan lyfts till den regionala styrgruppen, eftersom den rör flera kommuner.",
    "Introduktionsprogrammet är prövat med fyra nyanställda och ska justeras före hösten.",
)
WORK = (
    "Ta fram en skriftlig rutin",
    "Utbilda samtliga handläggare",
    "Kartlägga nuläget med enkät",
    "Teckna överenskommelse med skolan",
    "Rekrytera två erfarna socialsekreterare",
    "Pröva arbetssättet i en arbetsgrupp under ett halvår",
    "Redovisa resultatet för nämnden",
    "Ordna en gemensam halvdag med grannkommunerna",
)
ROUNDS = (dt.date(2016, 3, 17), dt.date(2016, 9, 16), dt.date(2017, 3, 14), dt.date(2017, 9, 21), dt.date(2018, 3, 15))
KEY_CHARS = "abcdefghjkmnpqrstuvwxyz23456789"
AGAINST_SHARE = 0.06
PICKED_SHARE = 0.78

T = TypeVar("T")


class Dice:
    """Chance that falls the same way for the same seed in every version of Python."""

    def __init__(self, seed: str) -> None:
        # Of all the methods of Random, Python promises an unchanged sequence for random() alone.
        self._random = random.Random(seed).random  # noqa: S311 - invented plans, not secrets

    def below(self, number: int) -> int:
        """A number from 0 up to, not including, a number."""
        return int(self._random() * number)

    def happens(self, probability: float) -> bool:
        """Whether something with that probability happens."""
        return self._random() < probability

    def one_of(self, choices: Sequence[T]) -> T:
        """One of several."""
        return choices[self.below(len(choices))]

    def some_of(self, choices: Sequence[T], most: int) -> list[T]:
        """One to ``most`` different ones of several, in their order."""
        chosen = {self.below(len(choices)) for _ in range(1 + self.below(most))}
        return [choices[index] for index in sorted(chosen)]

    def key(self) -> str:
        """A short random key such as people's clones mint."""
        return "".join(self.one_of(KEY_CHARS) for _ in range(4))

    def day(self, first: dt.date, days: int) -> dt.date:
        """A day among those that follow a day."""
        return first + dt.timedelta(days=self.below(days))


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality, as the plans name it."""

    code: str
    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class Form:
    """The catalogue that the plans are made for."""

    catalogue: str
    version: str
    titles: Mapping[str, str]


def municipalities() -> list[Municipality]:
    """All municipalities, by code."""
    from actionplan.core.likeness import slug

    bodies = tomllib.loads(BODIES.read_text("utf-8"))
    slugs = bodies.get("slug", {})
    return [
        Municipality(code, name, slugs.get(code) or slug(name)) for code, name in sorted(bodies["municipality"].items())
    ]


def form() -> Form:
    """The catalogue in this repository."""
    catalogue = tomllib.loads(CATALOGUE.read_text("utf-8"))
    titles = {key: proposal["title_sv"] for key, proposal in catalogue["proposal"].items()}
    return Form(catalogue["id"], catalogue["version"], titles)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _value(value: Any) -> str:
    if isinstance(value, str):
        # Long texts stand on lines of their own, as people write them.
        return f'"""\n{value}"""' if "\n" in value else _quoted(value)
    if isinstance(value, list):
        return "[" + ", ".join(map(_quoted, value)) + "]"
    return str(value)


def _table(header: str, fields: Mapping[str, Any]) -> str:
    return f"\n[{header}]\n" + "".join(f"{key} = {_value(value)}\n" for key, value in fields.items())


def _fields(dice: Dice) -> dict[str, Any]:
    """What a municipality recorded in one slot; nothing where it has not assessed the proposal."""
    if dice.happens(AGAINST_SHARE):
        return {"status": dice.one_of(AGAINST), "owner": dice.one_of(OWNERS), "reason": dice.one_of(REASONS)}
    if not dice.happens(PICKED_SHARE):
        return {}
    start = dice.day(dt.date(2016, 1, 21), 400)
    chances: dict[str, tuple[float, Any]] = {
        "owner": (0.85, dice.one_of(OWNERS)),
        "due": (0.8, dice.day(start + dt.timedelta(days=60), 700)),
        "partners": (0.45, dice.some_of(PARTNERS, 3)),
        "level": (0.3, dice.one_of(("local", "regional", "national"))),
        "priority": (0.4, 1 + dice.below(3)),
        "start": (0.5, start),
        "goal": (0.4, dice.one_of(GOALS)),
        "evidence": (0.15, [f"SN 2016/{100 + dice.below(900)}"]),
    }
    chosen = {key: value for key, (probability, value) in chances.items() if dice.happens(probability)}
    return {"status": dice.one_of(PICKED), **chosen}


def _slot(proposal: str, title: str, fields: Mapping[str, Any]) -> str:
    lines = [f"\n[proposal.{proposal}] # {title}\n"]
    for key, words in HELP.items():
        lines.append(f"# {words}\n")
        if key in fields:
            lines.append(f"{key} = {_value(fields[key])}\n")
    return "".join(lines)


def _activity(dice: Dice) -> dict[str, Any]:
    return {
        "what": dice.one_of(WORK),
        "owner": dice.one_of(OWNERS),
        "due": dice.day(dt.date(2016, 6, 1), 600),
        "status": dice.one_of(PICKED),
    }


def _followup(dice: Dice, status: str) -> dict[str, Any]:
    comment = "\n".join(dice.some_of(COMMENTS, 2))
    return {"status": status, "comment": comment, "by": dice.one_of(OWNERS)}


def _additions(dice: Dice, proposal: str, status: str) -> Iterator[tuple[str, str]]:
    """Activities and follow-ups of a slot, one round after the other: sort key and text of each."""
    steps = PICKED[: PICKED.index(status) + 1]
    for number, day in enumerate(ROUNDS):
        if dice.happens(0.5):
            header = f"proposal.{proposal}.activity.{dice.key()}"
            yield "activity." + header, _table(header, _activity(dice))
        header = f"proposal.{proposal}.followup.{day}"
        yield "followup." + header, _table(header, _followup(dice, steps[min(number, len(steps) - 1)]))


def plan_text(body: Municipality, seed: int, size: int, catalogue: Form) -> str:
    """A plan file of about ``size`` bytes, or of what the empty form takes where that is more."""
    dice = Dice(f"{seed}:{body.code}")
    head = (
        "#:schema ../plan.schema.json\n"
        f'format = 1\ncatalogue = "{catalogue.catalogue}"\ncatalogue_version = "{catalogue.version}"\n'
        f'\n[plan]\nbody = "{body.code}"\nexample = true\n'
    )
    fields = {proposal: _fields(dice) for proposal in catalogue.titles}
    slots = {proposal: _slot(proposal, title, fields[proposal]) for proposal, title in catalogue.titles.items()}
    added: dict[str, dict[str, str]] = {proposal: {} for proposal in slots}
    picked = {key: values["status"] for key, values in fields.items() if values.get("status") in PICKED}
    sources = {key: _additions(dice, key, status) for key, status in picked.items()}
    length = len(head.encode()) + sum(len(slot.encode()) for slot in slots.values())
    # Plans differ in size as real ones do: by a tenth up or down.
    wanted = size * (0.9 + 0.2 * dice.below(1000) / 1000)
    while sources and length < wanted:
        proposal = dice.one_of(list(sources))
        addition = next(sources[proposal], None)
        if addition is None:
            del sources[proposal]
            continue
        key, text = addition
        added[proposal][key] = text
        length += len(text.encode())
    parts = (slots[proposal] + "".join(text for _, text in sorted(added[proposal].items())) for proposal in slots)
    return head + "".join(parts)


def write_workspace(folder: Path, *, seed: int = 1, plans: int = 290, size: int = 30_000) -> list[Path]:
    """Write a workspace and return its plan files, by municipality code."""
    (folder / "plans").mkdir(parents=True, exist_ok=True)
    (folder / "actionplan.toml").write_bytes(WORKSPACE.encode())
    catalogue = form()
    paths = []
    for body in municipalities()[:plans]:
        path = folder / "plans" / f"{body.slug}.toml"
        path.write_bytes(plan_text(body, seed, size, catalogue).encode())
        paths.append(path)
    return paths


def main() -> None:
    """Read the command line and write the workspace."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plans", type=int, default=290, help="how many, by municipality code")
    parser.add_argument("--size", type=int, default=30_000, help="bytes of a plan, about")
    options = parser.parse_args()
    paths = write_workspace(options.folder, seed=options.seed, plans=options.plans, size=options.size)
    total = sum(path.stat().st_size for path in paths)
    print(f"{len(paths)} plans, {total / 1e6:.1f} MB, in {options.folder}")


if __name__ == "__main__":
    # Run as a file from a checkout, where the package need not be installed.
    sys.path.insert(0, str(ROOT))
    main()
