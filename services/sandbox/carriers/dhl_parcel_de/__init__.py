"""DHL Paket in the sandbox: its interface in XML."""

from services.sandbox.carriers.dhl_parcel_de.company import ParcelDE

COMPANY = ParcelDE

__all__ = ["COMPANY"]
