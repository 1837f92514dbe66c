"""Options that say what the columns of an export are, put into a configuration."""

from collections.abc import Iterator, Sequence

from nps.cli.choices import Choices
from nps.cli.messages import Messages
from nps.engine.conditions import pattern_problem
from nps.engine.export import Export, Header
from nps.engine.finding import find_score
from nps.errors import Problem, UsageError
from nps.spec.agreement import Agreement
from nps.spec.configuration import Configuration, SplitColumn
from nps.spec.load import parse_condition
from nps.spec.scale import ScaleRange, parse_scale
from nps.spec.survey import Moment, Score, Survey


def survey_paths(choices: Choices) -> dict[tuple[str | int, ...], str]:
    """Give the key paths that came from options, each with the option's name."""
    options = {
        "score": ("--score", choices.score),
        "where": ("--where", choices.where),
        "answered_at": ("--date", choices.date),
        "respondent": ("--respondent", choices.respondent),
        "account": ("--account", choices.account),
        "weight": ("--weight", choices.weight),
    }
    return {("survey", key): name for key, (name, given) in options.items() if given is not None}


def with_where(base: Configuration, choices: Choices, messages: Messages) -> Configuration:
    """Put --where into the configuration."""
    if choices.where is None:
        return base
    where = parse_condition(
        choices.where, "--where", pattern_problem=pattern_problem, configuration=base
    )
    if base.survey.where is not None:
        messages.say("--where stands in for survey.where of the configuration")
    return _with(base, where=where)


def with_columns(base: Configuration, choices: Choices) -> Configuration:
    """Put --date, --respondent, --account and --weight into the configuration."""
    changes: dict[str, object] = {}
    for key in ("respondent", "account", "weight"):
        column = getattr(choices, key)
        if column is not None:
            changes[key] = _column(f"--{key}", column)
    if choices.date is not None:
        declared = base.survey.answered_at
        if declared is None or declared.column != choices.date:
            changes["answered_at"] = Moment(column=_column("--date", choices.date))
    return _with(base, **changes)


def with_score(
    base: Configuration,
    choices: Choices,
    scale: ScaleRange | None,
    exports: Sequence[Export],
    messages: Messages,
) -> Configuration:
    """Put --score and --scale into the configuration; find the score if need be."""
    survey = base.survey
    if choices.score is not None:
        column = _column("--score", choices.score)
        kept = survey.score if survey.score and survey.score.column == column else None
        score = kept or Score(column=column, scale=_declared_scale(survey))
    elif survey.score is not None:
        score = survey.score
    else:
        wanted = scale or ScaleRange()
        score = Score(column=find_score(exports, wanted), scale=wanted)
        messages.say(f"score column: {score.column!r} (name another with --score)")
    if scale is not None:
        score = score.model_copy(update={"scale": scale})
    return _with(base, score=score)


def with_vendors(
    base: Configuration, headers: Sequence[Header], messages: Messages, *, needs_day: bool
) -> Configuration:
    """Put the columns that layouts know of where none are declared.

    A respondent is taken only where one is needed, since it makes figures depend on more than one
    row at a time; a date only where a day is, since a run without days needs no readable dates.

    Args:
        base: What is declared.
        headers: Columns there are.
        messages: Where to say what was taken.
        needs_day: What is counted needs the day of each answer.
    """
    survey, changes = base.survey, dict[str, object]()
    wanted = {
        "answered_at": survey.answered_at is None and (needs_day or _tells_answers_apart(base)),
        "comment": survey.comment is None,
        "respondent": survey.respondent is None and survey.repeats != "all",
    }
    for key, is_wanted in wanted.items():
        known = {_known(header, key, survey) for header in headers}
        column = known.pop() if len(known) == 1 else None
        if is_wanted and column is not None:
            changes[key] = Moment(column=column) if key == "answered_at" else column
            messages.detail(f"{key.replace('_', ' ')}: column {column!r}, which the layout names")
    splits = {
        name: SplitColumn(column=name, split=between)
        for header in headers
        for name, between in header.vendor.splits.items()
        if name not in base.columns
    }
    made = _with(base, **changes)
    return made.model_copy(update={"columns": {**splits, **base.columns}}) if splits else made


def _tells_answers_apart(base: Configuration) -> bool:
    """Whether what is counted depends on when answers were given."""
    survey = base.survey
    dated = survey.repeats != "all" or survey.roll_up != "respondents"
    return dated or any(True for _ in lacking(base))


def _known(header: Header, key: str, survey: Survey) -> str | None:
    """The column that a layout knows of; of a comment, first that on the score."""
    vendor = header.vendor
    column: str | None = getattr(vendor, key)
    if key != "comment" or survey.score is None:
        return column
    score = vendor.aliases.get(survey.score.column, survey.score.column)
    return vendor.comments.get(score, column)


def lacking(configuration: Configuration) -> Iterator[Problem]:
    """Find what needs a date or a respondent that neither the analyst nor a layout names."""
    agreement = Agreement(
        configuration=configuration, left_out={}, scale=None, pattern_problem=pattern_problem
    )
    yield from agreement.lacking()


def read_scale(text: str | None) -> ScaleRange | None:
    """Read --scale."""
    if text is None:
        return None
    try:
        scale = parse_scale(text)
    except ValueError as error:
        raise UsageError(f"--scale: {error}") from None
    return scale if isinstance(scale, ScaleRange) else None


def _declared_scale(survey: Survey) -> ScaleRange:
    return survey.score.scale if survey.score is not None else ScaleRange()


def _column(option: str, name: str) -> str:
    if not name:
        raise UsageError(f"{option}: found nothing, expected the name of a column")
    return name


def _with(base: Configuration, **changes: object) -> Configuration:
    return base.model_copy(update={"survey": base.survey.model_copy(update=changes)})
