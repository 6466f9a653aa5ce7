"""Cases on disk: what Amazon wrote, what was answered, and what a new answer has to bring."""
