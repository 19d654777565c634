"""The web workplace: pages and the API over a workspace. How a page is added: docs/web.md."""
