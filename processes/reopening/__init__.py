"""The process *reopening*: new evidence after the report, and who decides what it changes."""
