"""The outside in a box: each company's real wire format, with scripted parcels and faults on demand."""
