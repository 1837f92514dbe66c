"""Counts to numbers; standard library only."""
