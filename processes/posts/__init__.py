"""Posts: who holds which one now, what lies below it, and how it passes on."""
