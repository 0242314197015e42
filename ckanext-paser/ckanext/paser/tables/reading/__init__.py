"""From a file to a typed table, in a child process that a bad file may end. No CKAN, no database."""
