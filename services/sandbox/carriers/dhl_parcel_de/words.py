"""DHL Paket's words for what befalls a parcel: ICE, RIC, standard event and text."""

from collections.abc import Mapping
from typing import NamedTuple

from services.sandbox.journeys import Happening


class Words(NamedTuple):
    """One event; `recipient` is who took the parcel, in DHL's words."""

    ice: str
    ric: str
    standard: str
    text: str
    recipient: str = ""


WORDS: Mapping[Happening, Words] = {
    Happening.PRE_ADVISED: Words("PARCV", "NRQRD", "VA", "The instruction data for this shipment have been provided"),
    Happening.LABEL_CREATED: Words("PARCV", "NRQRD", "VA", "The instruction data for this shipment have been provided"),
    Happening.ACCEPTED: Words("PCKDU", "PUBCR", "AE", "The shipment has been picked up"),
    Happening.ARRIVED: Words("ULFMV", "UNLDD", "EE", "The shipment has arrived in the parcel center"),
    Happening.DEPARTED: Words("LDTMV", "MVMTV", "AA", "The shipment has been processed in the parcel center of origin"),
    Happening.AT_DESTINATION: Words("ULFMV", "UNLDD", "EE", "The shipment has reached the destination parcel center"),
    Happening.IN_CUSTOMS: Words("ICPRC", "NRQRD", "ZO", "The shipment is being prepared for customs clearance"),
    Happening.DELAYED: Words("EXPHD", "FRMJR", "BV", "The shipment is delayed"),
    Happening.OUT_FOR_DELIVERY: Words("SRTED", "NRQRD", "PO", "The shipment has been loaded onto the delivery vehicle"),
    Happening.ATTEMPTED: Words("NTDEL", "NHOME", "ZN", "The recipient was not at home"),
    Happening.UNDELIVERABLE: Words("NTDEL", "BDADD", "ZN", "The recipient could not be found at the address"),
    Happening.AT_PICKUP_POINT: Words("HLDCC", "SERPT", "ZF", "The shipment is ready for pick-up in the branch"),
    Happening.DELIVERED: Words("DLVRD", "ACCPT", "ZU", "The shipment has been successfully delivered", "recipient"),
    Happening.DELIVERED_TO_NEIGHBOR: Words(
        "DLVRD", "NGHBR", "ZU", "The shipment was handed to a neighbour", "neighbour"
    ),
    Happening.DAMAGED: Words("DMGDS", "DMGPC", "BV", "The shipment was found damaged during processing"),
    Happening.LOST: Words("EXPHD", "LOSTX", "BV", "The whereabouts of the shipment could not be established"),
    Happening.FOUND: Words("SRTED", "NRQRD", "NB", "The shipment is being processed again"),
    Happening.RETURNING: Words("RETRN", "NHOME", "ZN", "The shipment is being returned to the sender"),
    # with the mark of a return, a delivery is one to the sender
    Happening.RETURNED: Words("DLVRD", "ACCPT", "ZU", "The shipment has been successfully delivered", "sender"),
    Happening.CANCELED: Words("CANCL", "NRQRD", "BV", "The shipment order was canceled by the sender"),
}

RETURNS = frozenset({Happening.RETURNING, Happening.RETURNED})
