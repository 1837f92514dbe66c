"""What the name of a column tells about it."""

import re
from collections.abc import Iterable, Sequence

from nps.results.profile import words

LONGEST_LABEL = 4
"""Names of more words are questions, which may speak of anything."""
IDENTIFIERS = (
    r".*\b(id|ids|uuid|guid|key|token|url)|id [a-z]+",
    r"[a-z]*(user|customer|client|account|contact|member|person|respondent|response)id",
    r"[a-z]*(company|order|ticket|session)id",
    r"(.* )?(e ?)?mail( address| ?id)?|(.* )?(phone|telephone)( number)?|ip( address)?",
    r"name|(first|last|full|family|given|sur|user|contact|customer|client) ?name|.* name of person",
)
PEOPLE = r"respondent|user|customer|client|contact|member|participant|subscriber|recipient|person"
RESPONDENT = (
    r"respondent( ?(id|key|uuid|number))?",
    r"(customer|client)( ?(id|key|uuid|number))?",
    r"(user|member|contact|person|participant|subscriber|recipient)( ?(id|key|uuid|number))?",
    r"(.* )?(e ?)?mail( address)?",
)
"""The more telling first; who answered is not which answer it is."""
ANSWERED = (
    r"(responded|answered|submitted|completed|recorded)( (at|on|date|time|datetime|timestamp))*",
    r"(response|answer|submi(ssion|t)|survey|completion)( (date|time|timestamp|at|on))+( utc)?",
    r"(date|time)( of)? (response|answer|submission|submitted|completed|answered|responded)",
    r"timestamp|(end|ended|finish|finished)( (date|time|at))+",
    r"date|datetime|(date|time) created|created( (at|on|date))?|start( date| time)?",
)
COMMENT = r"comment|comments|feedback|verbatim|remark|remarks"
"""One of these words makes a comment of a column, whatever it holds."""

COMMENT_PHRASES = (
    rf"(.* )?({COMMENT})( text)?",
    r".*(reason (for|behind) (your|the|this|that) (score|rating|answer)).*",
    r".*(why did you|why do you say|tell us (more|why)|what could we|what can we).*",
)
"""Which of several comments says why the score is what it is, the more telling first."""


def is_identifier(name: str) -> bool:
    """Whether a name is that of keys, addresses or names of persons."""
    parts = words(name)
    label = " ".join(parts)
    return len(parts) <= LONGEST_LABEL and any(
        re.fullmatch(pattern, label) for pattern in IDENTIFIERS
    )


def is_person(name: str) -> bool:
    """Whether a name stands for a person, as `user` does, or for one of a few kinds of them."""
    return re.fullmatch(PEOPLE, " ".join(words(name))) is not None


def is_comment(name: str) -> bool:
    """Whether a name is that of comments."""
    return any(re.fullmatch(COMMENT, word) for word in words(name))


def most_telling(names: Sequence[str], patterns: Iterable[str]) -> str | None:
    """The first name that fits the most telling pattern that any fits."""
    for pattern in patterns:
        for name in names:
            if re.fullmatch(pattern, " ".join(words(name))):
                return name
    return None
