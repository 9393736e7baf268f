"""The steps, in order; each is frozen once it has been released."""
