"""What pages and the API show, as typed records. Nothing here knows HTTP."""
