"""How does anything come in from the network without leading somewhere it must not? The one way out."""
