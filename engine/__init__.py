"""The mechanics: how any drawing runs, durably. The only importer of SpiffWorkflow."""
