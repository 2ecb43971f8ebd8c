"""The words for what the core and the store name by codes, in the user's language."""
