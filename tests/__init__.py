"""The tests of azkit: behaviour through the front doors. `tests/unit/` looks at single rooms."""
