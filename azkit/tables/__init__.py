"""Tables that sellers have: read in every form they come in, bound to facts, drafted row by row, written again."""
