"""From options to a tally: configuration, exports, engine."""

import signal
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from nps.cli.choices import Choices
from nps.cli.comparing import with_compared
from nps.cli.configuration import KNOWN, find_configuration
from nps.cli.failures import Failures
from nps.cli.inputs import (
    is_cached,
    open_cache,
    open_rows,
    read_tallies,
    with_adopted,
    with_digests,
)
from nps.cli.invited import open_invites, with_invited
from nps.cli.locating import locating
from nps.cli.messages import Messages
from nps.cli.panics import hushed
from nps.cli.progress import shown_progress
from nps.cli.request import Request
from nps.cli.slices import check_day, slicing_of
from nps.cli.surveys import (
    lacking,
    read_scale,
    survey_paths,
    with_columns,
    with_score,
    with_vendors,
    with_where,
)
from nps.engine.collect import aside, collect
from nps.engine.export import Header, every_name
from nps.engine.inputs import Input, headers_of
from nps.engine.keys import leaves
from nps.engine.slicing import Slicing
from nps.errors import Problem, UsageError, near_match
from nps.frozen import frozen
from nps.sources.exports import open_inputs
from nps.spec.by import parse_by
from nps.spec.configuration import Configuration
from nps.spec.load import LoadedConfiguration


@frozen
class _Settled:
    """What options and the configuration say before any column is known."""

    base: Configuration
    slicing: Slicing


@contextmanager
def requested(
    choices: Choices, messages: Messages, *, rows: str = "", hashed: bool = False
) -> Iterator[Request]:
    """Settle what to count, and open what is read while the block runs.

    Args:
        choices: What was typed.
        messages: Where to say what was decided.
        rows: What needs the rows themselves, such as an option; empty where counts will do.
        hashed: Counts are kept, with digests of the exports.
    """
    _answer_interrupts()
    scale = read_scale(choices.scale)
    options = survey_paths(choices)
    if choices.invited is not None:
        options["invited",] = "--invited"
    loaded = find_configuration(
        choices.config,
        scale,
        messages,
        no_config=choices.no_config,
        given=[*(str(path[-1]) for path in options), *KNOWN],
    )
    # NOTE: Mistakes in options are told before a pipe is read to its end, if they can be.
    settled = None if loaded is None else _settle(loaded.configuration, choices, messages, loaded)
    with (
        hushed(debug=Failures.debug),
        shown_progress(quiet=messages.quiet),
        open_inputs(
            choices.exports, collect=collect, opening=choices.opening, aside=aside
        ) as opener,
        ExitStack() as joins,
    ):
        tallies = read_tallies(opener, rows)
        adopted = next(iter(tallies.values()), None)
        default: tuple[str, ...] = ()
        if settled is None:
            base = Configuration()
            if adopted is not None:
                messages.say(f"using the configuration of {adopted.name}")
                base, default = adopted.content.configuration, adopted.content.shown
            settled = _settle(base, choices, messages)
        base, slicing = settled.base, settled.slicing
        cache = open_cache(choices, opener, messages)
        exports = open_rows(opener, tallies, cache, messages)
        if base.survey.score is None and choices.score is None and adopted is not None:
            base = with_adopted(base, adopted)
        configuration = with_score(base, choices, scale, list(exports.values()), messages)
        headers = headers_of(tallies.get(path) or exports[path] for path in opener.paths)
        needs_day = slicing.needs_day or hashed
        configuration = with_vendors(configuration, headers, messages, needs_day=needs_day)
        check_day(choices, configuration.survey, slicing)
        if configuration.joins:
            from nps.cli.joining import joined_exports  # noqa: PLC0415  # only where there are some

            first = len(configuration.joins) - len(choices.join)
            options |= {
                ("joins", first + at): f"--join {text}" for at, text in enumerate(choices.join)
            }
            with locating(loaded, options):
                configuration, exports = joins.enter_context(
                    joined_exports(configuration, exports, messages)
                )
            headers = headers_of(tallies.get(path) or exports[path] for path in opener.paths)
        configuration, shown, by_paths = _with_segments(configuration, choices, headers, default)
        configuration, compared = with_compared(configuration, choices, headers)
        invites = open_invites(configuration, choices, loaded, opener)
        known: dict[str, Input] = dict(exports)
        if cache is not None and is_cached(configuration, shown, rows, messages):
            known |= {path: cache.counts(export) for path, export in exports.items()}
        elif hashed:
            known |= with_digests(exports, opener)
        request = Request(
            read=tuple(tallies.get(path) or known[path] for path in opener.paths),
            paths=opener.paths,
            configuration=configuration,
            shown=shown,
            slicing=slicing,
            compared=compared,
            loaded=loaded,
            invites=invites,
            from_options=options | by_paths,
        )
        problems = [*lacking(configuration), *_unknown_benchmarks(configuration, shown)]
        if problems:
            raise request.located(problems)
        yield request


def _settle(
    base: Configuration,
    choices: Choices,
    messages: Messages,
    loaded: LoadedConfiguration | None = None,
) -> _Settled:
    """Put into a configuration what options say without a look at the columns."""
    _check_only(base, choices.only)
    base = with_columns(with_where(base, choices, messages), choices)
    base = with_invited(base, choices)
    if base.joins or choices.join:
        from nps.cli.joining import with_joins  # noqa: PLC0415  # only where there are some

        folder = None if loaded is None else Path(loaded.name).parent
        base = with_joins(base, folder, choices.join)
    return _Settled(base=base, slicing=slicing_of(choices, base.survey, messages))


def _unknown_benchmarks(configuration: Configuration, shown: Sequence[str]) -> Iterator[Problem]:
    """Find benchmarks of segmentations that are neither declared nor asked for."""
    known = [*configuration.segments, *shown]
    for name in configuration.benchmarks.segments:
        if name not in known:
            message = f"found no segmentation {name!r}{near_match(name, known)}"
            message += ", expected one that is declared under segments, or asked for with --by"
            yield Problem(path=("benchmarks", name), message=message)


def _answer_interrupts() -> None:
    # NOTE: Polars handles SIGINT so that a read goes on after it, and a run that waits for a pipe
    # would not hear Ctrl-C.
    if hasattr(signal, "siginterrupt"):
        signal.siginterrupt(signal.SIGINT, True)  # noqa: FBT003  # its one argument


def _check_only(configuration: Configuration, names: Iterable[str]) -> None:
    declared = configuration.segments
    for name in names:
        if name not in declared:
            raise UsageError(
                f"--only {name}: there is no such segmentation{near_match(name, declared)}; "
                f"declared are: {', '.join(declared) or 'none'}"
            )


def _with_segments(
    configuration: Configuration,
    choices: Choices,
    headers: Sequence[Header],
    default: Sequence[str],
) -> tuple[Configuration, tuple[str, ...], dict[tuple[str | int, ...], str]]:
    """Settle which segmentations are shown: the file's, those of --only, those of --by.

    Args:
        configuration: What is declared.
        choices: What was typed.
        headers: Columns there are.
        default: Those of a tally whose configuration is used.
    """
    declared = configuration.segments
    if not choices.by:
        shown = dict.fromkeys(choices.only or default or declared)
        return configuration, tuple(shown), {}
    # NOTE: A name that a header has more than once is found here, and refused with all others.
    named = [name for one in headers for name in (*every_name(one), *sorted(one.duplicates))]
    named = list(dict.fromkeys([*named, *configuration.columns]))
    tags = {name for one in headers for name in one.vendor.splits}
    kept = {part for name in choices.only for part in (name, *leaves(name, declared))}
    segments = dict(declared)
    shown = dict.fromkeys(choices.only)
    from_options: dict[tuple[str | int, ...], str] = {}
    for text in choices.by:
        by = parse_by(text, named, tags)
        for name, segmentation in by.segments.items():
            if name in kept and segmentation != declared[name]:
                raise UsageError(
                    f"--by {text}: the configuration has another segmentation {name!r}, which "
                    "--only keeps; leave out one of them"
                )
            segments[name] = segmentation
            from_options["segments", name] = f"--by {text}"
        shown |= dict.fromkeys(by.shown)
    return configuration.model_copy(update={"segments": segments}), tuple(shown), from_options
