"""Pages of the walk: load through `visible_to`, bind a form, call one workflow function, redirect."""
