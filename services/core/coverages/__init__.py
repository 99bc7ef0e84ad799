"""What covers a parcel against loss: bought with its label, declared, insured elsewhere, or carried by the shop."""
