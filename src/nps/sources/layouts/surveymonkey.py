"""SurveyMonkey: a row of questions, a row of their choices, then a response a row."""

from collections import Counter
from collections.abc import Sequence

from nps.sources.layouts.dating import month_first
from nps.sources.layouts.glimpse import EMAIL, IDENTIFIER, MOMENT, Glimpse
from nps.sources.layouts.questions import Question, shares_answers
from nps.sources.layouts.reading import Head, Layout, Reading

HEADERS = 2
FEWEST_LEADING = 3
PAIR = 2


def _read(head: Head, asked: bool) -> Reading | None:  # noqa: FBT001  # as every layout
    if len(head) < HEADERS:
        return None
    questions = _questions(head)
    lead = _lead(questions)
    glimpse = Glimpse(head, HEADERS)
    if not questions or not (_may_be(questions, lead) if asked else _is(questions, lead, glimpse)):
        return None
    answers = _answer_words(questions[len(lead) :], glimpse)
    names = dict(enumerate(head[0]))
    comments: dict[str, str] = {}
    ticked: dict[str, tuple[int, ...]] = {}
    tags: dict[int, str] = {}
    texts = Counter(one.text for one in questions)
    for one in questions:
        names |= {place: one.name(place) for place in one.places}
        # NOTE: A question that stands twice has one name twice, which is an error when named.
        if len(one.choices) == 1 or texts[one.text] > 1:
            names[one.first] = one.text
        elif one.is_ticked(glimpse):
            ticked[one.text] = tuple(one.places)
            tags |= one.tags
        elif one.choices[0] in answers:
            names[one.first] = one.text
            if len(one.choices) == PAIR:
                comments[one.text] = names[one.first + 1]
    places = [one.first for one in lead]
    moments = [place for place in places if glimpse.every(place, MOMENT)][:2]
    email = glimpse.first(places, EMAIL)
    return Reading(
        header_rows=HEADERS,
        names=tuple(names.values()),
        answered_at=names[moments[-1]] if moments else None,
        answered_format=month_first(glimpse.cells(moments[-1])) if moments else None,
        dates="month-first",
        respondent=None if email is None else names[email],
        comments=comments,
        ticked=ticked,
        tags=tags,
    )


def _questions(head: Head) -> list[Question]:
    """Give every named column with those at its right that have no name."""
    first = head[0]
    second = [*head[1], *[""] * len(first)]
    starts = [place for place, cell in enumerate(first) if cell.strip()]
    ends = [*starts[1:], len(first)]
    return [
        Question(
            text=first[start].strip(),
            first=start,
            choices=tuple(cell.strip() for cell in second[start:end]),
        )
        for start, end in zip(starts, ends, strict=False)
    ]


def _lead(questions: Sequence[Question]) -> list[Question]:
    """Columns before the first question, which are all that have no second header."""
    lead = []
    for one in questions:
        if one.choices != ("",):
            break
        lead.append(one)
    return lead


def _may_be(questions: Sequence[Question], lead: Sequence[Question]) -> bool:
    """Whether the second row can be read as choices at all."""
    asked = questions[len(lead) :]
    spread = any(any(one.choices[1:]) for one in asked)
    return spread or bool(lead and asked and all(all(one.choices) for one in asked))


def _is(questions: Sequence[Question], lead: Sequence[Question], glimpse: Glimpse) -> bool:
    """Whether columns of numbers and dates come first, and choices stand under all else."""
    asked = questions[len(lead) :]
    places = [one.first for one in lead]
    numbers = sum(glimpse.every(place, IDENTIFIER) for place in places)
    moments = sum(glimpse.every(place, MOMENT) for place in places)
    if not (len(lead) >= FEWEST_LEADING and numbers and moments and asked):
        return False
    spread = [one for one in asked if len(one.choices) > 1]
    words = Counter(one.choices[0] for one in asked if not one.choices[0].isnumeric())
    return all(all(one.choices[1:]) for one in spread) and (
        bool(spread)
        or any(count > 1 for word, count in words.items() if word)
        or (min(numbers, moments) >= PAIR and any(words))
    )


def _answer_words(questions: Sequence[Question], glimpse: Glimpse) -> set[str]:
    """Texts that stand, in the language of the export, for the answer itself.

    They stand under questions of one column, and under those where another holds comments.
    """
    return {
        one.choices[0]
        for one in questions
        if len(one.choices) == 1
        or (
            len(one.choices) == PAIR
            and not one.is_ticked(glimpse)
            and not shares_answers(glimpse, one.places)
        )
    }


SURVEYMONKEY = Layout(
    name="surveymonkey",
    words="a row of questions, a row of their choices, then a response a row",
    read=_read,
)
