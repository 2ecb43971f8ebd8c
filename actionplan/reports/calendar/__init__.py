"""Deadlines and rounds as a calendar that Outlook, Google and Apple read."""
