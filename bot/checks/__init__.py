"""What `watchbook check` makes of what it saw: settings, claims and answers in, rows out. Nothing here asks anybody."""
