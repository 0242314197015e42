"""What is proposed to an officer, what is late, and what two officers have changed: pure, no CKAN, no clock, no database."""
