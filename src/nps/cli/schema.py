"""`nps schema`: the JSON Schema of the configuration."""

from nps.cli import options


def schema(
    *,
    output: options.Output = None,
    debug: options.Debug = False,  # noqa: ARG001  # its callback answers
) -> None:
    """JSON Schema of the configuration, for editors.

    Put `# yaml-language-server: $schema=nps.schema.json` on the first line of a configuration.
    """
    import json  # noqa: PLC0415  # help needs none of these
    from pathlib import Path  # noqa: PLC0415

    from nps.cli.output import check_target, write_bytes  # noqa: PLC0415
    from nps.spec.schema import json_schema  # noqa: PLC0415

    target = None if output in (None, "-") else Path(str(output))
    if target is not None:
        check_target(target, ())
    text = json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
    write_bytes(text.encode(), target)
