"""What the process is given that builds the packet of a recovery; it answers as for a case."""

import msgspec

from services.core.documents.packets.packet import Packet

BUILD = "services.core.documents.packets.bundle:build"
PDF, ZIP = "packet.pdf", "packet.zip"


class Given(msgspec.Struct):
    """A packet, and the folder that holds its enclosures and takes what is made."""

    folder: str
    packet: Packet
