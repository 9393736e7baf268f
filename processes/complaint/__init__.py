"""The complaint: what each step of its drawing means."""
