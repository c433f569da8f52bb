"""How a disclosure moves: one table of actions, and one function that performs them."""
