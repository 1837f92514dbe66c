"""`nps segment`: the main job."""

from nps.cli import options


def segment(  # noqa: PLR0913  # an option each
    exports: options.Exports,
    *,
    config: options.Config = None,
    no_config: options.NoConfig = False,
    score: options.ScoreColumn = None,
    scale: options.ScaleText = None,
    by: options.By = [],  # noqa: B006  # typer copies it
    only: options.Only = [],  # noqa: B006
    where: options.Where = None,
    output_format: options.Format = None,
    output: options.Output = None,
    bands: options.Bands = False,
    sort: options.Sort = None,
    level: options.Level = 0.95,
    interval: options.Interval = "score",
    encoding: options.Encoding = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
    debug: options.Debug = False,  # noqa: ARG001  # its callback answers
    color: options.ColorWhen = "auto",
) -> None:
    """Score and score bands of all responses and of every segment."""
    from nps.analyses.segment import analyse  # noqa: PLC0415  # help needs none of these
    from nps.cli.hints import say_hints  # noqa: PLC0415
    from nps.cli.messages import Messages  # noqa: PLC0415
    from nps.cli.output import open_output, spare_inputs  # noqa: PLC0415
    from nps.cli.pipeline import Choices, requested  # noqa: PLC0415

    messages = Messages(quiet=quiet, verbose=verbose)
    target = open_output(output, output_format, color, exports)
    choices = Choices(
        exports=exports, config=config, no_config=no_config, score=score, scale=scale,
        by=by, only=only, where=where, encoding=encoding,
    )  # fmt: skip
    with requested(choices, messages) as request:
        spare_inputs(target.path, request.inputs)
        result = analyse(
            request.tally(),
            survey=request.configuration.survey.name,
            bands=request.configuration.bands,
            level=level,
            method=interval,
            sort=sort,
            by_band=bands,
        )
        for warning in result.warnings:
            messages.say(f"warning: {warning}")
        target.write(result)
        say_hints(request, result, choices, messages)
