"""azkit drafts the letters that an Amazon seller must write."""

__version__ = "0.1.0"
