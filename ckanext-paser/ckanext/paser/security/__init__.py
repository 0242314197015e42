"""What may not happen, whoever asks? Fixes of CKAN and closed defaults."""
