"""How does an agency's file become an exact public table? The one writer into the DataStore."""
