"""Net Promoter Score by segment, from raw survey exports."""

__version__ = "0.1.0"
