"""Rules: judges of letters and of the case. What they look for is data; how they look is here."""
