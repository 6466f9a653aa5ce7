"""Reads what Amazon, or somebody posing as Amazon, wrote."""
