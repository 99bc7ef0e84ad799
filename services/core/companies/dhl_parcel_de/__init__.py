"""DHL Paket: parcels inside and out of Germany, tracked through an interface in XML."""

from services.core.companies.dhl_parcel_de.adapter import DHLParcelDE

__all__ = ["DHLParcelDE"]
