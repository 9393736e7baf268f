"""Calendars: the days and hours on which the offices of a State work, for targets only."""
