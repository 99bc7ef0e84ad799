"""The door for time: what happens because something happened, or because it is due."""
