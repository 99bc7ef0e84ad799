"""Messages on the wire, the texts that they are written from, and everything that happened on a case."""
