"""Facts: what the seller knows, read by type, never invented."""
