"""Pages of the intake. Fetch and authorise in one call, ask, call an action, render."""
