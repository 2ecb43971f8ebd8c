"""What is written wrong is said so, with the word that was probably meant."""

import pytest

from tests.cli.running import Run

pytestmark = pytest.mark.usefixtures("sjuharad")

MISSPELT = [
    ("pikc boras 09", "pick"),
    ("shwo boras", "show"),
    ("catalogue serch x", "search"),
    ("activity ad", "add"),
    ("config sett", "set"),
    ("pick boras 09 --onwer x", "--owner"),
    ("set boras 09 --staus done", "--status"),
    ("list --overdu", "--overdue"),
    ("todo --al", "--all"),
    ("doctor --jsn", "--json"),
    ("show boras --lnag en", "--lang"),
    ("list --status startad", "started"),
    ("list --level lokl", "local"),
    ("list --area gud-arbetsmiljo", "B"),
    ("check --format githb", "github"),
    ("rollup --only jont", "joint"),
    ("rollup --format cvs", "csv"),
    ("set boras 09 --clear staus", "status"),
    ("config set languag en", "language"),
    ("pick boraas 09", "boras"),
    ("show Boars", "boras"),
    ("rollup sjuhard", "sjuharad"),
    ("todo vargada", "vargarda"),
    ("init boråss", "boras"),
    ("--show-completion bsh", "bash"),
]


@pytest.mark.parametrize(("line", "meant"), MISSPELT)
def test_misspelt(line: str, meant: str, run: Run) -> None:
    ran = run(*line.split())
    assert (ran.code, ran.out) == (2, "")
    assert f"Menade du {meant}" in ran.err
    english = run(*line.split(), "--lang", "en")
    assert english.code == 2
    assert f"Did you mean {meant}" in english.err


WRONG = [
    ("rollup --version", "Tillvalet --version finns inte.\nHjälp: actionplan rollup --help\n"),
    ("-Z", "Tillvalet -Z finns inte.\nHjälp: actionplan --help\n"),
    ("schema rollup (ord", "För många ord: (ord\nHjälp: actionplan schema --help\n"),
    ("set boras 09 --owner", "Tillvalet --owner behöver ett värde.\nHjälp: actionplan set --help\n"),
    (
        "rollup --k tre",
        "”tre” är inte ett giltigt värde för --k.\nMöjliga värden: ett heltal\nHjälp: actionplan rollup --help\n",
    ),
    ("rollup --k 1", "”1” är inte ett giltigt värde för --k.\nMöjliga värden: 2 eller fler\n"),
    ("set boras 09 --priority 5", "”5” är inte ett giltigt värde för --priority.\nMöjliga värden: 1, 2, 3\n"),
    (
        "set boras 09 --due 2016-13-45",
        (
            "”2016-13-45” är inte ett giltigt värde för --due.\n"
            "Möjliga värden: ett datum som åååå-mm-dd, till exempel 2016-11-21\n"
        ),
    ),
    (
        "list --area D",
        (
            "”D” är inte ett giltigt värde för --area.\n"
            "Möjliga värden: A (Tydligt uppdrag), B (God arbetsmiljö), C (Tillgång till aktuell kunskap)\n"
        ),
    ),
    ("rollup --names kanske", "”kanske” är inte ett giltigt värde för --names.\nMöjliga värden: yes, no, ja, nej\n"),
    (
        "pick boras 99",
        "Det finns inget förslag 99 i katalogen skl-44 working-1.\nSe alla med: actionplan catalogue list\n",
    ),
    (
        "show xyzzy",
        (
            "Det finns ingen kommun, region eller annan organisation som heter ”xyzzy”.\n"
            "Skriv ett namn, ett kortnamn eller en SCB-kod, till exempel Borås, boras eller 1490.\n"
        ),
    ),
    (
        "show habo",
        "”habo” kan betyda flera kommuner eller regioner.\nSkriv något av: habo-uppsala, habo-jonkoping\n",
    ),
    (
        "pick 09",
        (
            "Vilken kommun eller region gäller det? Skriv den först.\nVälj bland: bollebygd, boras, herrljunga, mark,"
            " sjuharad, svenljunga, tranemo, ulricehamn, vargarda\n"
        ),
    ),
    ("pick boras", "Vilket förslag gäller det? Skriv numret, till exempel 09.\n"),
    ("set boras 09", "Vad ska ändras? Lägg till exempelvis --status, --owner eller --due.\n"),
    ("follow boras 09", "Vad ska antecknas? Skriv en text efter numret, eller ange läget med --status.\n"),
    ("activity add boras 09", "Vilken aktivitet gäller det? Skriv dess text efter numret.\n"),
    (
        "set mark 07 --status declined",
        'Förslag 07 kan inte få läget ”genomförs inte” utan motivering.\nLägg till --reason "…"\n',
    ),
    (
        "set boras 09 --decided 2016-01-21",
        (
            "--decided gäller planen som helhet, inte enskilda förslag.\n"
            "Utelämna numren, och ändra förslagen i ett eget kommando.\n"
        ),
    ),
    ("catalogue show", "Vilket förslag gäller det? Skriv numret, till exempel 09.\n"),
    ("--lang de show", "Språket ”de” finns inte. Skriv sv eller en.\n"),
    ("show --lang", "Tillvalet --lang behöver ett värde.\n"),
    ("--", "Det saknas ett kommando.\nHjälp: actionplan --help\n"),
    ("config set language de", "”de” är inte ett giltigt värde för language.\nMöjliga värden: sv, en\n"),
    ("config set k 1", "”1” är inte ett giltigt värde för k.\nMöjliga värden: ett heltal, minst 2\n"),
    (
        "rollup boras",
        (
            "Borås har inga medlemmar att sammanställa.\n"
            "Ingår i: sjuharad, fou-sjuharad, vastra-gotaland, riket. Skriv någon av dem.\n"
        ),
    ),
]


@pytest.mark.parametrize(("line", "said"), WRONG)
def test_wrong(line: str, said: str, run: Run) -> None:
    ran = run(*line.split())
    assert (ran.code, ran.out, ran.err) == (2, "", said)


def test_a_missing_word_is_named(run: Run) -> None:
    ran = run("catalogue", "search")
    assert ran.code == 2
    assert ran.err.endswith(" saknas.\nHjälp: actionplan catalogue search --help\n")


def test_an_empty_value_is_refused(run: Run) -> None:
    ran = run("set", "boras", "09", "--owner", " ")
    assert (ran.code, ran.out) == (2, "")
    assert "--clear owner" in ran.err


def test_a_body_without_a_plan(run: Run) -> None:
    ran = run("show", "Håbo")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "Håbo har ingen plan här.\nSkapa en med: actionplan init habo-uppsala\n"


def test_nothing_is_written_when_one_of_several_numbers_is_wrong(run: Run) -> None:
    assert run("pick", "boras", "09", "99").code == 2
    assert run("list", "boras").out.startswith("  Inget")


def test_unpick_refuses_to_lose_what_is_recorded(run: Run) -> None:
    run("pick", "boras", "09", "--owner", "IFO-chef")
    ran = run("unpick", "boras", "09")
    assert (ran.code, ran.out) == (1, "")
    assert "(ansvarig)" in ran.err
    assert "--yes" in ran.err
    assert run("unpick", "boras", "09", "--yes").code == 0


def test_an_activity_that_could_be_several(run: Run) -> None:
    for text in ("Utbilda handledare", "Utbilda familjehem"):
        run("activity", "add", "boras", "09", text)
    ran = run("activity", "done", "boras", "09", "utbilda")
    assert ran.code == 2
    assert "Utbilda handledare" in ran.err
    assert "Utbilda familjehem" in ran.err
    assert run("activity", "done", "boras", "09", "utbilda h").code == 0


def test_the_default_body_is_meant_when_none_is_named(run: Run) -> None:
    assert run("pick", "09", ACTIONPLAN_BODY="mark").out.startswith("Mark")
    run("config", "set", "body", "tranemo", "--user")
    assert run("pick", "09").out.startswith("Tranemo")
    assert run("pick", "boras", "09").out.startswith("Borås")
