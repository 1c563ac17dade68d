"""Microsoft Graph: a Question becomes requests (`odata`), the requests become checked records (`read`)."""
