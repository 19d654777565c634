"""Files that arrive from a browser: kept while they arrive, under names that are only shown."""
