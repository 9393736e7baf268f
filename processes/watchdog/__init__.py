"""The process *watchdog*: a station that falls silent is noticed by those above it."""
