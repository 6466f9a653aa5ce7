"""What every other room stands on: text, files, paths, the clock, and messages in both languages."""
