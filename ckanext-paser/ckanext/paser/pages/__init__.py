"""How does the portal look and speak? Templates, tokens, numbers and dates in Indonesian."""
