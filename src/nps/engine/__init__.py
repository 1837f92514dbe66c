"""From rows to counts: conditions to expressions, segmentations to labels, rows to a tally."""
