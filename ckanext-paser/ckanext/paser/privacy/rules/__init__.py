"""What personal data look like and what may be done about them. No CKAN, no clock, no database."""
