"""Outputs: drafts as JSON, as text, as lines for people, and into files."""
