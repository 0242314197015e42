"""What is true of an Indonesian agency's table. Pure rules: no CKAN, no clock, no database, no network."""
