"""Pages of the room: fetch and authorise in one call, ask, call an action, render."""
