"""The process *handover*: nobody leaves a post before everything of it was taken over."""
