"""The web workplace."""
