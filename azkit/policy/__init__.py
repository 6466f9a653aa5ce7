"""Policy: what Amazon sets and can change, as dated values by store."""
