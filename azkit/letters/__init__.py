"""Letters: templates and facts become paragraphs, each with its Chinese reading."""
