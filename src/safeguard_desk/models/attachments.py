"""The content of papers, kept once for each SHA-256 and never changed."""

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from safeguard_desk.models.base import Base


class Blob(Base):
    """Content by its SHA-256; records refer to it, the journal names it, nothing rewrites it."""

    __tablename__ = "blobs"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
