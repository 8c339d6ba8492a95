"""The content of papers and the text found in it, once for each SHA-256 and never changed."""

from sqlalchemy import LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from safeguard_desk.models.base import Base


class Blob(Base):
    """Content by its SHA-256; records refer to it, the journal names it, nothing rewrites it."""

    __tablename__ = "blobs"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class PaperText(Base):
    """The text read out of content, for the search; made from it and made again at any time."""

    __tablename__ = "paper_texts"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
