"""The interview: what to ask next is worked out purely; an asker puts it to a person."""
