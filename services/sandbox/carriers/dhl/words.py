"""DHL's words for what befalls a parcel, in two of its divisions: status code, the division's code, and text."""

from collections.abc import Mapping
from typing import NamedTuple

from services.sandbox.journeys import Happening


class Words(NamedTuple):
    """One event; `status` is the division's own word."""

    status_code: str
    status: str
    description: str


PARCEL_NL: Mapping[Happening, Words] = {
    Happening.PRE_ADVISED: Words("pre-transit", "PRENOTIFICATION_RECEIVED", "Shipment not yet received or processed"),
    Happening.LABEL_CREATED: Words("pre-transit", "PRENOTIFICATION_RECEIVED", "Shipment not yet received or processed"),
    Happening.ACCEPTED: Words("transit", "PARCEL_RECEIVED", "Dropped off by the sender"),
    Happening.ARRIVED: Words("transit", "PARCEL_SORTED_AT_HUB", "Processed at the sorting center"),
    Happening.DEPARTED: Words("transit", "DEPARTURE", "Departure from the sorting center"),
    Happening.AT_DESTINATION: Words("transit", "PARCEL_ARRIVED_AT_LOCAL_DEPOT", "Arrived in your region"),
    Happening.IN_CUSTOMS: Words("transit", "IN_CLEARANCE_PROCESS", "In clearance at customs"),
    Happening.DELAYED: Words("transit", "TRANSPORT_DELAY", "Delayed during transport"),
    Happening.OUT_FOR_DELIVERY: Words("transit", "OUT_FOR_DELIVERY", "Out for delivery with the courier"),
    Happening.ATTEMPTED: Words("failure", "NOT_HOME", "We missed each other"),
    Happening.UNDELIVERABLE: Words("failure", "ADDRESS_NOT_FOUND", "Delivery interrupted, address not located"),
    # delivered, says the status code, and lies in a shop
    Happening.AT_PICKUP_POINT: Words("delivered", "DELIVERED_AT_ACCESSPOINT", "Delivered at DHL ServicePoint"),
    Happening.DELIVERED: Words("delivered", "DELIVERED", "Delivered"),
    Happening.DELIVERED_TO_NEIGHBOR: Words("delivered", "DELIVERED_AT_NEIGHBOURS", "Delivered at the neighbours"),
    Happening.DAMAGED: Words("failure", "ARRIVED_DAMAGED", "Arrived at the CityHub with damage"),
    Happening.LOST: Words("failure", "PARCEL_MISSING_AT_PARCELSHOP", "Parcel missing, please contact the sender"),
    Happening.FOUND: Words("transit", "FOUND_AT_DEPOT", "Found at the CityHub"),
    Happening.RETURNING: Words("transit", "ON_ROUTE_TO_SHIPPER", "On route to the sender"),
    Happening.RETURNED: Words("delivered", "DELIVERED_AT_SHIPPER", "Delivered at the sender"),
    Happening.CANCELED: Words("failure", "101", "SHIPMENT CANCELED"),
}

EXPRESS: Mapping[Happening, Words] = {
    Happening.PRE_ADVISED: Words("pre-transit", "SM", "Scheduled for movement"),
    Happening.LABEL_CREATED: Words("pre-transit", "SM", "Scheduled for movement"),
    Happening.ACCEPTED: Words("transit", "PU", "Shipment picked up"),
    Happening.ARRIVED: Words("transit", "AF", "Arrived at facility"),
    Happening.DEPARTED: Words("transit", "DF", "Departed facility"),
    Happening.AT_DESTINATION: Words("transit", "AR", "Arrived at delivery facility"),
    Happening.IN_CUSTOMS: Words("transit", "IC", "In clearance processing"),
    Happening.DELAYED: Words("transit", "OH", "Shipment is on hold"),
    Happening.OUT_FOR_DELIVERY: Words("transit", "WC", "With delivery courier"),
    Happening.ATTEMPTED: Words("failure", "NH", "Recipient was not at home"),
    Happening.UNDELIVERABLE: Words("failure", "BA", "Address information needed"),
    Happening.AT_PICKUP_POINT: Words("transit", "CC", "Awaiting collection by recipient"),
    Happening.DELIVERED: Words("delivered", "OK", "Delivered"),
    Happening.DELIVERED_TO_NEIGHBOR: Words("delivered", "OK", "Delivered - left with neighbour"),
    Happening.DAMAGED: Words("failure", "failure", "The shipment was damaged"),
    Happening.LOST: Words("failure", "failure", "The shipment is lost"),
    Happening.FOUND: Words("transit", "PL", "Processed at location"),
    Happening.RETURNING: Words("transit", "RT", "Returned to consignor"),
    Happening.RETURNED: Words("transit", "RT", "Returned to consignor"),
    Happening.CANCELED: Words("failure", "SS", "Shipment stopped"),
}

SERVICES: Mapping[str, Mapping[Happening, Words]] = {"parcel-nl": PARCEL_NL, "express": EXPRESS}
"""The divisions that the sandbox plays; the first where none is asked for."""
