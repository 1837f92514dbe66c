"""What is private in the rows of an export to which files are joined."""


def matched_name(place: int) -> str:
    """The column that says whether a row is in the file of a join.

    Args:
        place: Of the join among those declared.
    """
    return f"\0join {place}"
