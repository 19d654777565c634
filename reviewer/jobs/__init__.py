"""Reviews over what is stored: only what changed is computed, and every run is kept."""
