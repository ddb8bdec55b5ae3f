"""One module a subject, and what several of them need."""
