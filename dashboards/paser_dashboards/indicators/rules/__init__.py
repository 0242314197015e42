"""Pure rules of indicators: periods, series, age, and the sentences made from them."""
