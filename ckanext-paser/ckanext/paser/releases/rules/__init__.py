"""What a release is, by what its rows are told apart, how long it is kept. Pure rules."""
