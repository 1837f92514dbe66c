"""SurveyMonkey: two header rows, the second of choices; questions of several columns."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from makers.tables import csv_bytes

BEGUN = datetime(2026, 2, 23, 9, 41, 7)  # noqa: DTZ001  # as the vendor writes it, without one
DATE = "%m/%d/%Y %I:%M:%S %p"
LEAD = (
    "Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address",
    "First Name", "Last Name", "Custom Data 1",
)  # fmt: skip
LEAD_IN_GERMAN = (
    "Befragten-ID", "Collector-ID", "Anfangsdatum", "Enddatum", "IP-Adresse", "E-Mail-Adresse",
    "Vorname", "Nachname", "Benutzerdefinierte Daten 1",
)  # fmt: skip
FEATURES = ("Reports", "Alerts", "Mobile app", "Other (please specify)")
MATRIX = ("Price", "Support")
ANSWERS = (
    ("10", "It saves me a day a month", "101 ", "Very happy", "Happy", "Pro"),
    ("9", "", "110 ", "Happy", "Happy", "Pro"),
    ("6", "Price went up again", "010 ", "Unhappy", "Happy", "Free"),
    ("8", "", "000 ", "Happy", "Unhappy", "Free"),
    ("3", "Support took nine days", "100 The API", "Unhappy", "Very unhappy", "Free"),
    ("10", "", "111 ", "Very happy", "Very happy", "Team"),
    ("", "", "000 ", "", "", "Free"),
    ("7", "Fine, all in all", "001 ", "Happy", "Happy", "Team"),
    ("9", "", "100 Webhooks", "Happy", "Very happy", "Pro"),
    ("2", "Bugs come back", "010 ", "Very unhappy", "Unhappy", "Free"),
    ("10", "", "110 ", "Very happy", "Happy", "Team"),
    ("5", "Reports cannot filter by team", "100 ", "Unhappy", "Unhappy", "Pro"),
)
SCORE = "How likely is it that you would recommend us to a friend or colleague?"
QUESTIONS = (
    (SCORE, ("Response", "What is the main reason for your score?")),
    ("Which features do you use?", FEATURES),
    ("How happy are you with…", MATRIX),
    ("Which plan are you on?", ("Response",)),
    ("Anything else?", ("Open-Ended Response",)),
)
IN_GERMAN = (
    ("Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?", ("Antwort", "Warum?")),
    ("Welche Funktionen nutzen Sie?", ("Berichte", "Alarme", "App", "Sonstiges (bitte angeben)")),
    ("Wie zufrieden sind Sie mit…", ("Preis", "Hilfe")),
    ("Welcher Tarif?", ("Antwort",)),
    ("Noch etwas?", ("Antwort offenes Ende",)),
)
Questions = tuple[tuple[str, tuple[str, ...]], ...]


def _header(lead: tuple[str, ...], questions: Questions) -> list[list[str]]:
    first, second = list(lead), [""] * len(lead)
    for question, choices in questions:
        first += [question, *[""] * (len(choices) - 1)]
        second += choices
    return [first, second]


def _response(number: int, questions: Questions) -> list[str]:
    score, why, ticks, price, support, plan = ANSWERS[number]
    begun = BEGUN + timedelta(days=number * 3, hours=number, minutes=7 * number)
    ended = begun + timedelta(minutes=2, seconds=number)
    ticked, other = ticks.split(" ", 1)
    choices = questions[1][1]
    return [
        str(114_700_120_031 + 7_919 * number), "421300417", begun.strftime(DATE),
        ended.strftime(DATE), f"192.0.2.{number + 1}", f"person{number + 1}@example.com",
        "", "", "", score, why,
        *(choice if tick == "1" else "" for choice, tick in zip(choices, ticked, strict=False)),
        other, price, support, plan, "",
    ]  # fmt: skip


def _export(lead: tuple[str, ...], questions: Questions) -> bytes:
    rows = [_response(number, questions) for number in range(len(ANSWERS))]
    return csv_bytes([*_header(lead, questions), *rows], mark=True)


def _in_english() -> bytes:
    return _export(LEAD, QUESTIONS)


def _in_german() -> bytes:
    return _export(LEAD_IN_GERMAN, IN_GERMAN)


def _asked_twice() -> bytes:
    """The question stands at the beginning and at the end, as where a page was copied."""
    rows = [_response(number, QUESTIONS) for number in range(len(ANSWERS))]
    header = _header(LEAD, (*QUESTIONS, (SCORE, ("Response",))))
    return csv_bytes([*header, *([*row, row[9]] for row in rows)])


FILES: Mapping[str, Callable[[], bytes]] = {
    "surveymonkey.csv": _in_english,
    "surveymonkey-german.csv": _in_german,
    "surveymonkey-asked-twice.csv": _asked_twice,
}
