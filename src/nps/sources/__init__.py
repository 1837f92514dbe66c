"""Exports to lazy frames: which files, how their bytes read, which columns they have."""
