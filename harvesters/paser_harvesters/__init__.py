"""How do the data of other systems come in, and stay true? An engine, and a module per kind of source."""
