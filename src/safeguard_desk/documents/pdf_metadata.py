"""What a PDF says about itself: XMP for PDF/UA-1 and PDF/A-2a, dates, and the colours it means."""

import struct
from collections.abc import Mapping
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from safeguard_desk.documents.model import Document
from safeguard_desk.documents.pdf_file import Name, PdfFile, Ref, Value
from safeguard_desk.documents.theme import A4

PRODUCER = "Safeguard Desk"

_PDFUA_SCHEMA = """<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
"""PDF/A allows a property it does not know only with a description of its schema."""


def _moment(created: datetime) -> datetime:
    aware = created if created.tzinfo is not None else created.replace(tzinfo=UTC)
    return aware.astimezone(UTC).replace(microsecond=0)


def info(document: Document) -> Mapping[str, Value]:
    """Return the document information; its dates are those of the XMP."""
    date = f"D:{_moment(document.created):%Y%m%d%H%M%S}+00'00'"
    known = {
        "Title": document.title,
        "Author": document.author,
        "Subject": document.subject,
        "Keywords": ", ".join(document.keywords),
    }
    return {key: text for key, text in known.items() if text} | {
        "Creator": PRODUCER,
        "Producer": PRODUCER,
        "CreationDate": date,
        "ModDate": date,
    }


def xmp(document: Document) -> bytes:
    """Return the metadata packet."""
    date = f"{_moment(document.created):%Y-%m-%dT%H:%M:%S+00:00}"
    text = {
        "title": _in_any_language(document.title),
        "language": f"<rdf:Bag><rdf:li>{escape(document.language)}</rdf:li></rdf:Bag>",
        "format": "application/pdf",
    }
    if document.author:
        text["creator"] = f"<rdf:Seq><rdf:li>{escape(document.author)}</rdf:li></rdf:Seq>"
    if document.subject:
        text["description"] = _in_any_language(document.subject)
    keywords = escape(", ".join(document.keywords))
    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        + _PDFUA_SCHEMA
        + _described("pdfuaid", "http://www.aiim.org/pdfua/ns/id/", {"part": "1"})
        + _described("pdfaid", "http://www.aiim.org/pdfa/ns/id/", {"part": "2", "conformance": "A"})
        + _described("dc", "http://purl.org/dc/elements/1.1/", text)
        + _described(
            "xmp",
            "http://ns.adobe.com/xap/1.0/",
            {"CreatorTool": PRODUCER, "CreateDate": date, "ModifyDate": date, "MetadataDate": date},
        )
        + _described(
            "pdf",
            "http://ns.adobe.com/pdf/1.3/",
            {"Producer": PRODUCER} | ({"Keywords": keywords} if keywords else {}),
        )
        + '</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="w"?>'
    )
    return packet.encode("utf-8")


def _in_any_language(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt>'


def _described(prefix: str, namespace: str, properties: Mapping[str, str]) -> str:
    lines = "".join(
        f"<{prefix}:{key}>{value}</{prefix}:{key}>\n" for key, value in properties.items()
    )
    opened = f'<rdf:Description rdf:about="" xmlns:{prefix}="{namespace}">'
    return f"{opened}\n{lines}</rdf:Description>\n"


def output_intent(out: PdfFile) -> Ref:
    """Write what the document's colours mean, sRGB, and return it."""
    profile = out.stream({"N": 3}, srgb_profile())
    return out.add(
        {
            "Type": Name("OutputIntent"),
            "S": Name("GTS_PDFA1"),
            "OutputConditionIdentifier": "sRGB IEC61966-2.1",
            "Info": "sRGB IEC61966-2.1",
            "DestOutputProfile": profile,
        }
    )


def srgb_profile() -> bytes:
    """Return an ICC profile, version 2, of the sRGB colour space (IEC 61966-2-1).

    Primaries are adapted to D50 as ICC.1 asks; the tone curve is the standard's own in 1,024 steps.
    """
    curve = [_linear(step / 1023) for step in range(1024)]
    points = struct.pack(">1024H", *(round(value * 65535) for value in curve))
    tone = b"curv" + bytes(4) + struct.pack(">I", 1024) + points
    name = b"sRGB IEC61966-2.1\x00"
    description = b"desc" + bytes(4) + struct.pack(">I", len(name)) + name + bytes(78)
    tags = [
        (b"desc", description),
        (b"cprt", b"text" + bytes(4) + b"No copyright, use freely\x00"),
        (b"wtpt", _xyz(0.9505, 1.0, 1.0891)),
        (b"rXYZ", _xyz(0.43607, 0.22249, 0.01392)),
        (b"gXYZ", _xyz(0.38515, 0.71687, 0.09708)),
        (b"bXYZ", _xyz(0.14307, 0.06061, 0.71410)),
        (b"rTRC", tone),
        (b"gTRC", tone),
        (b"bTRC", tone),
    ]
    return _profile(tags)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _xyz(x: float, y: float, z: float) -> bytes:
    return b"XYZ " + bytes(4) + struct.pack(">3i", *(round(part * 65536) for part in (x, y, z)))


def _profile(tags: list[tuple[bytes, bytes]]) -> bytes:
    start = 128 + 4 + 12 * len(tags)
    table, body = struct.pack(">I", len(tags)), b""
    written: dict[bytes, int] = {}
    for signature, data in tags:
        if data not in written:
            written[data] = start + len(body)
            body += data + bytes(-len(data) % 4)
        table += signature + struct.pack(">2I", written[data], len(data))
    header = struct.pack(
        ">I4s4s4s4s4s6H4s4sI4s4sQI3i4s44x",
        start + len(body),
        bytes(4),
        b"\x02\x10\x00\x00",
        b"mntr",
        b"RGB ",
        b"XYZ ",
        *(1998, 2, 9, 6, 49, 0),
        b"acsp",
        bytes(4),
        0,
        bytes(4),
        bytes(4),
        0,
        0,
        *(round(part * 65536) for part in (0.9642, 1.0, 0.8249)),
        bytes(4),
    )
    return header + table + body


def page_size(landscape: bool) -> tuple[float, float]:
    """Return the width and height of a page."""
    wide, high = A4
    return (high, wide) if landscape else (wide, high)
