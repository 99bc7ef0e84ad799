"""What watched deadlines are worth: a year of parcels that go wrong, through the real router and its clocks."""
