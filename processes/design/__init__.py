"""What designers see of processes: versions, drafts, and the names that a drawing may use."""
