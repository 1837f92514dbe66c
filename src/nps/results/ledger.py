"""Where every row went."""

from dataclasses import astuple, fields

from nps.frozen import frozen


@frozen
class Ledger:
    """Counts of rows, which add up: `read` is the sum of all the others.

    Attributes:
        read: Rows of the exports; wholly blank lines are not rows.
        previews: Previews and tests, which are never responses.
        filtered_out: Outside `where`, unknown ones too.
        blank: No score given.
        not_a_number: A score that is a text.
        off_scale: A number that is no score of the scale.
        bad_weight: A weight that cannot be used.
        repeats_dropped: Responses that another one of the same respondent stands for.
        scored: Responses that count.
    """

    read: int = 0
    previews: int = 0
    filtered_out: int = 0
    blank: int = 0
    not_a_number: int = 0
    off_scale: int = 0
    bad_weight: int = 0
    repeats_dropped: int = 0
    scored: int = 0

    def __post_init__(self) -> None:
        read, *parts = astuple(self)
        if read != sum(parts):
            raise ArithmeticError(f"the ledger does not add up: {self}")

    @property
    def parts(self) -> tuple[tuple[int, str], ...]:
        """Count and words of each part, scored first, then the reasons for not being scored."""
        return (
            (self.scored, "scored"),
            (self.blank, "blank"),
            (self.not_a_number, "not a number"),
            (self.off_scale, "off scale"),
            (self.bad_weight, "bad weight"),
            (self.repeats_dropped, "repeats dropped"),
            (self.filtered_out, "filtered out"),
            (self.previews, "previews"),
        )

    def record(self) -> dict[str, int]:
        """The counts by name, in order."""
        return {field.name: getattr(self, field.name) for field in fields(self)}
