"""How do the data of the regional systems come in, and stay true? Engine and one module per kind of source."""
