"""The schema's versions, one after another."""
