"""Drafting: facts and a playbook become a draft, purely."""
