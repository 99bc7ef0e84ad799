"""The words in which rules are written."""

from enum import StrEnum


class Peril(StrEnum):
    """What happened to the goods, in the words of whoever covers them. `THEFT` is delivered, but not received."""

    LOSS = "LOSS"
    DAMAGE = "DAMAGE"
    MISSING_CONTENTS = "MISSING_CONTENTS"
    THEFT = "THEFT"
    DELAY = "DELAY"


class CounterpartyKind(StrEnum):
    """In which part somebody is asked. An aggregator collects what a carrier owes; an insurer pays itself."""

    CARRIER = "CARRIER"
    INSURER = "INSURER"
    PLATFORM = "PLATFORM"
    AGGREGATOR = "AGGREGATOR"


class Anchor(StrEnum):
    """From which moment of a parcel a window is counted."""

    SHIP = "SHIP"
    MAILING = "MAILING"
    ACCEPTANCE = "ACCEPTANCE"
    SCHEDULED = "SCHEDULED"
    DELIVERY = "DELIVERY"
    DECISION = "DECISION"


class Unit(StrEnum):
    """In what a window is counted. All but hours begin and end at midnight where the counterparty is."""

    HOURS = "HOURS"
    DAYS = "DAYS"
    WORKING_DAYS = "WORKING_DAYS"
    MONTHS = "MONTHS"


class Basis(StrEnum):
    """Which price a counterparty pays at most."""

    SALES = "SALES"
    COST = "COST"
    FREIGHT = "FREIGHT"


class Claimant(StrEnum):
    """Who may ask."""

    SHIPPER_OF_RECORD = "SHIPPER_OF_RECORD"
    FREIGHT_PAYER = "FREIGHT_PAYER"
    SENDER_OR_ADDRESSEE = "SENDER_OR_ADDRESSEE"
    INSURED = "INSURED"


class Document(StrEnum):
    """A paper or picture that a counterparty wants to see."""

    TRACKING_NUMBER = "TRACKING_NUMBER"
    ITEM_DESCRIPTION = "ITEM_DESCRIPTION"
    SERIAL_NUMBERS = "SERIAL_NUMBERS"
    SALES_INVOICE = "SALES_INVOICE"
    PURCHASE_INVOICE = "PURCHASE_INVOICE"
    PROOF_OF_INSURANCE = "PROOF_OF_INSURANCE"
    WAYBILL = "WAYBILL"
    POSTING_RECEIPT = "POSTING_RECEIPT"
    WEIGHT = "WEIGHT"
    PHOTO_OF_ITEM = "PHOTO_OF_ITEM"
    PHOTO_OF_PACKAGING = "PHOTO_OF_PACKAGING"
    PHOTO_OF_INNER_PACKING = "PHOTO_OF_INNER_PACKING"
    PHOTO_OF_LABEL = "PHOTO_OF_LABEL"
    PHOTOS_OF_ALL_SIDES = "PHOTOS_OF_ALL_SIDES"
    PARCEL_FOR_INSPECTION = "PARCEL_FOR_INSPECTION"
    CUSTOMER_STATEMENT = "CUSTOMER_STATEMENT"
    NON_RECEIPT_DECLARATION = "NON_RECEIPT_DECLARATION"
    POLICE_REPORT = "POLICE_REPORT"
    PROOF_OF_COMPENSATION = "PROOF_OF_COMPENSATION"


class Confidence(StrEnum):
    """How well a rule is known: A the vendor's specification, B its help pages, C somebody else's page, U nobody's."""

    A = "A"
    B = "B"
    C = "C"
    U = "U"


class Scope(StrEnum):
    """Whether a parcel leaves its country."""

    ANY = "ANY"
    DOMESTIC = "DOMESTIC"
    INTERNATIONAL = "INTERNATIONAL"
    MILITARY = "MILITARY"
