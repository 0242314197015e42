"""Pure rules of pictures: Vega-Lite specifications made from values, and SVG made fit for a page."""
