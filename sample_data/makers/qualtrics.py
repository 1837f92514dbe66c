"""Qualtrics exports: three header rows, the older two, single quotes, numbers for choices."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence

Row = Sequence[str]
Texts = Mapping[str, str]

SYSTEM: tuple[tuple[str, str, str], ...] = (
    ("StartDate", "Startdatum", "startDate"),
    ("EndDate", "Enddatum", "endDate"),
    ("Status", "Antworttyp", "status"),
    ("IPAddress", "IP-Adresse", "ipAddress"),
    ("Progress", "Fortschritt", "progress"),
    ("Duration (in seconds)", "Dauer (in Sekunden)", "duration"),
    ("Finished", "Beendet", "finished"),
    ("RecordedDate", "Aufgezeichnet am", "recordedDate"),
    ("ResponseId", "Antwort-ID", "_recordId"),
    ("RecipientEmail", "Empfänger-E-Mail", "recipientEmail"),
    ("ExternalReference", "Externe Datenreferenz", "externalDataReference"),
    ("DistributionChannel", "Verteilungskanal", "distributionChannel"),
    ("UserLanguage", "Benutzersprache", "userLanguage"),
)
LIKELY = "Wie wahrscheinlich ist es,\ndass Sie uns weiterempfehlen?"
USED = "Was nutzen Sie?\nAlles Zutreffende - Ausgewählte Auswahl"
QUESTIONS: tuple[tuple[str, str, str], ...] = (
    ("Q5_1", f"{USED} - Berichte", "QID5_1"),
    ("Q5_2", f"{USED} - Karten", "QID5_2"),
    ("Q5_3", f"{USED} - Etwas anderes:", "QID5_3"),
    ("Q5_3_TEXT", "Was nutzen Sie?\nAlles Zutreffende - Etwas anderes: - Text", "QID5_3_TEXT"),
    ("Q8_NPS_GROUP", f"{LIKELY} - Gruppe", "QID8_NPS_GROUP"),
    ("Q8", LIKELY, "QID8"),
    ("Q9", "Was ist der Hauptgrund\nfür Ihre Bewertung?", "QID9_TEXT"),
    ("Q8b", "Wie wahrscheinlich empfehlen Sie unsere Schulungen?", "QID21"),
    ("plan", "plan", "plan"),
)
CHOICES = ("Berichte", "Karten", "Etwas anderes:")
FIXED = 10
"""Columns of the older form before the first question."""
GROUPS = {"Detractor": "1", "Passive": "2", "Promoter": "3"}
STATUSES = {"IP Address": "0", "Survey Preview": "1", "Survey Test": "2", "Imported": "4"}

Answer = tuple[str, str, str, str, str, str, str]
"""Status, finished, choices by their numbers, score, group, comment, plan."""
ANSWERS: tuple[Answer, ...] = (
    ("IP Address", "True", "1", "10", "Promoter", "Schnell, und\nimmer freundlich", "Pro"),
    ("IP Address", "True", "12", "9", "Promoter", 'Gute "Karten"', "Pro"),
    ("IP Address", "True", "", "6", "Detractor", "Zu teuer", "Free"),
    ("Survey Preview", "True", "123", "0", "Detractor", "nur ein Test", "Pro"),
    ("IP Address", "True", "13", "8", "Passive", "", "Free"),
    ("IP Address", "False", "2", "10", "Promoter", "", "Pro"),
    ("IP Address", "True", "3", "7", "Promoter", "Gruppe passt nicht zur Zahl", "Free"),
    ("Survey Test", "True", "12", "5", "Detractor", "", "Free"),
    ("IP Address", "False", "", "", "", "", "Free"),
    ("Imported", "True", "1", "3", "Detractor", "Wartet seit Wochen; keine Antwort", "Free"),
    ("IP Address", "True", "2", "9", "Promoter", "", "Team"),
    ("IP Address", "True", "12", "10", "Promoter", "Alles gut", "Team"),
)  # fmt: skip
"""Twelve rows: two that nobody answered, one without a score, one in the wrong group."""


def _system(number: int, status: str, finished: str, *, numeric: bool) -> dict[str, str]:
    """What every survey holds of an answer."""
    day = f"2026-03-{number + 1:02}"
    preview = status == "Survey Preview"
    return {
        "StartDate": f"{day} 09:0{number % 10}:11",
        "EndDate": f"{day} 09:1{number % 10}:42",
        "Status": STATUSES[status] if numeric else status,
        "IPAddress": "" if preview else f"192.0.2.{number + 10}",
        "Progress": "100" if finished == "True" else "63",
        "Duration (in seconds)": str(120 + 7 * number),
        "Finished": {"True": "1", "False": "0"}[finished] if numeric else finished,
        "RecordedDate": f"{day} 09:1{number % 10}:43",
        "ResponseId": f"R_{number:02}aBcDeFgHiJkLm"[:17],
        "RecipientEmail": "" if preview else f"person{number}@example.org",
        "ExternalReference": "" if preview else f"C{number:03}",
        "DistributionChannel": "preview" if preview else "email",
        "UserLanguage": "DE",
    }


def _answer(number: int, answer: Answer, *, numeric: bool = False) -> dict[str, str]:
    status, finished, ticked, score, group, comment, plan = answer
    choices = {
        f"Q5_{at}": ("1" if numeric else choice) if str(at) in ticked else ""
        for at, choice in enumerate(CHOICES, 1)
    }
    return {
        **_system(number, status, finished, numeric=numeric),
        **choices,
        "Q5_3_TEXT": "Etwas Eigenes" if "3" in ticked else "",
        "Q8_NPS_GROUP": GROUPS.get(group, "") if numeric else group,
        "Q8": score,
        "Q9": comment,
        "Q8b": score and str(int(score) // 2),
        "plan": plan,
    }


def _import_id(name: str) -> str:
    zone = {"timeZone": "Europe/Berlin"} if name.endswith("Date") else {}
    return json.dumps({"ImportId": name, **zone}, separators=(",", ":"))


def _rows(*, numeric: bool = False, single: bool = False) -> list[list[str]]:
    """Names, texts, import ids, answers."""
    columns = (*SYSTEM, *QUESTIONS)
    ids = [f"{{'ImportId': '{one}'}}" if single else _import_id(one) for _, _, one in columns]
    answers = [_answer(number, one, numeric=numeric) for number, one in enumerate(ANSWERS)]
    return [
        [name for name, _, _ in columns],
        [text for _, text, _ in columns],
        ids,
        *([answer[name] for name, _, _ in columns] for answer in answers),
    ]


def _write(rows: Iterable[Row], separator: str = ",") -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\n")
    writer.writerows(rows)
    return text.getvalue()


def _csv() -> bytes:
    """As "Download data table, use choice text": UTF-8 with a byte order mark."""
    return b"\xef\xbb\xbf" + _write(_rows()).encode()


def _tsv() -> bytes:
    """The same between tabs, in UTF-16."""
    return b"\xff\xfe" + _write(_rows(), "\t").encode("utf-16-le")


def _numeric() -> bytes:
    """As "use numeric values": 1 for what is ticked, groups and statuses as numbers."""
    return b"\xef\xbb\xbf" + _write(_rows(numeric=True)).encode()


def _single() -> bytes:
    """As other programs write it that read the row of import ids: in single quotes."""
    return _write(_rows(single=True)).encode()


def _legacy() -> bytes:
    """The older form: no import ids, and a comma at the end of each row."""
    own = {"ResponseID": "ResponseId", "ExternalDataReference": "ExternalReference"}
    names = (
        "ResponseID", "ResponseSet", "Name", "ExternalDataReference", "EmailAddress", "IPAddress",
        "Status", "StartDate", "EndDate", "Finished",
        *(name for name, _, _ in QUESTIONS),
        "LocationLatitude", "LocationLongitude", "LocationAccuracy",
    )  # fmt: skip
    texts = {name: text for name, text, _ in (*SYSTEM, *QUESTIONS)}
    rows = [[*names, ""], [*(texts.get(own.get(name, name), name) for name in names), ""]]
    for number, one in enumerate(ANSWERS):
        answer = _answer(number, one, numeric=True)
        fixed = {
            "ResponseSet": "Default Response Set", "Name": "Anonymous",
            "EmailAddress": answer["RecipientEmail"], "LocationLatitude": "52.52",
            "LocationLongitude": "13.40", "LocationAccuracy": "-1",
        }  # fmt: skip
        answer |= fixed
        rows.append([*(answer[own.get(name, name)] for name in names), ""])
    return b"\xef\xbb\xbf" + _write(rows).encode()


def _oldest() -> bytes:
    """The same with numbers for the names of the columns that every survey has."""
    names, texts, *answers = csv.reader(io.StringIO(_legacy().decode("utf-8-sig")))
    for place in range(FIXED):
        names[place], texts[place] = f"V{place + 1}", names[place]
    return _write([names, texts, *answers]).encode()


FILES: Mapping[str, Callable[[], bytes]] = {
    "qualtrics.csv": _csv,
    "qualtrics.tsv": _tsv,
    "qualtrics-numeric.csv": _numeric,
    "qualtrics-single-quotes.csv": _single,
    "qualtrics-legacy.csv": _legacy,
    "qualtrics-oldest.csv": _oldest,
}
