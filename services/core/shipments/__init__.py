"""What was sent: parcels, their lines and what carriers say of them."""
