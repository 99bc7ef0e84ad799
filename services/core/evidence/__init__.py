"""What proves a claim: files, looked through before anybody sees them."""
