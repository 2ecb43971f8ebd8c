"""A roll-up and the plans behind it as tables, for databases and programs that analyse data."""
