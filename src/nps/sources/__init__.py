"""Exports to lazy frames: a module a format, a module a vendor layout."""
