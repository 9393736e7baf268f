"""Notifications: what is said to her or to a post, and how it leaves the house."""
