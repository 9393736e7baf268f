"""Partners: other people's programs that speak for her, with their tokens and repeated requests."""
