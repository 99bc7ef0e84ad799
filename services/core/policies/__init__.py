"""What a storefront promises about claims: versioned rules by market, carrier and reason."""
