"""What outlives a run: files, runs, corrections and history, in SQLite or PostgreSQL."""
