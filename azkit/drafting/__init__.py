"""Drafting: facts and a playbook become a draft, purely."""

from azkit.drafting.draft import draft, verdict
from azkit.drafting.model import Draft, Faults

__all__ = ["Draft", "Faults", "draft", "verdict"]
