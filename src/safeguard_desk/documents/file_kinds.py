"""What a file is by its first bytes and its name, and whether a computer would run it."""

import struct
from enum import StrEnum
from pathlib import PurePath

HEAD = 4096
"""Bytes from the start that tell most kinds; an installer's mark may lie behind them."""

_RUN = """
exe com scr pif bat cmd ps1 ps1xml psm1 psd1 vb vbs vbe js jse ws wsf wsh wsc sct hta msi msp mst
msc jar lnk reg cpl dll sys ocx drv inf scf gadget application appref-ms chm hlp xll xla xlam
command app sh
"""
RUN_BY_NAME = frozenset(_RUN.split())
"""Endings of files that Windows or another system runs when they are opened."""
_RUN_BY_HEAD = (
    *(b"MZ", b"ZM", b"\x7fELF", b"#!", b"\xef\xbb\xbf#!"),
    *(b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe"),
    *(b"\xca\xfe\xba\xbe", b"\xbe\xba\xfe\xca", b"\xca\xfe\xba\xbf"),
    b"L\x00\x00\x00\x01\x14\x02\x00",  # a Windows shortcut
)
"""First bytes of programs: Windows, Linux, macOS, Java classes, scripts, shortcuts."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_INSTALLERS = (0x000C1084, 0x000C1086, 0x000C1082)
"""First parts of the class ids by which Windows Installer knows its packages and patches."""

_OFFICE_NAMES = """
doc docx docm dot dotx rtf odt xls xlsx xlsm ods ppt pptx pptm pps ppsx odp
"""
_OFFICE = frozenset(_OFFICE_NAMES.split())
_TEXT = frozenset(("txt", "csv", "md", "log"))


class FileKind(StrEnum):
    """What can be done with a file: shown as it is, converted first, or only kept."""

    PDF = "pdf"
    OFFICE = "office"
    IMAGE = "image"
    TEXT = "text"
    OTHER = "other"


def ending(filename: str) -> str:
    """Return a file name's ending in small letters, as Windows would see it."""
    return PurePath(filename.rstrip(" .")).suffix.lower().lstrip(".")


def kind_of(filename: str, data: bytes) -> FileKind:
    """Tell what a file is; its bytes decide where they speak, else its name."""
    if b"%PDF-" in data[:1024]:
        return FileKind.PDF
    if data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        return FileKind.IMAGE
    packed = data.startswith((b"PK\x03\x04", _OLE)) or data.lstrip()[:5] == b"{\\rtf"
    if packed and ending(filename) in _OFFICE:
        return FileKind.OFFICE
    if ending(filename) in _TEXT and b"\x00" not in data[:HEAD]:
        return FileKind.TEXT
    return FileKind.OTHER


def runs(filename: str, data: bytes) -> bool:
    """Tell whether a file is a program, whatever it is called."""
    if ending(filename) in RUN_BY_NAME:
        return True
    return data.startswith(_RUN_BY_HEAD) or _is_installer(data)


def _is_installer(data: bytes) -> bool:
    """Tell whether a compound file's root has the class id of Windows Installer (MS-CFB 2.6)."""
    if not data.startswith(_OLE) or len(data) < 512:
        return False
    shift, directory = struct.unpack_from("<H", data, 30)[0], struct.unpack_from("<I", data, 48)[0]
    if shift not in {9, 12}:
        return False
    root = (directory + 1) << shift
    if root + 128 > len(data):
        return False
    return struct.unpack_from("<I", data, root + 80)[0] in _INSTALLERS
