"""Files of any kind as PDF: office files through LibreOffice where it is installed.

Each conversion has a profile folder of its own, in which macros are off, and a time limit. What was
converted is kept by its SHA-256 until the program ends, in memory only.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from functools import lru_cache
from pathlib import Path

from safeguard_desk.documents.file_kinds import FileKind, ending, kind_of
from safeguard_desk.documents.pack import AsPdf
from safeguard_desk.documents.paper_text import text_of
from safeguard_desk.errors import Refusal

SECONDS = 120
"""How long one conversion may take."""
_KEPT_BYTES = 300 * 1024 * 1024
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
)
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""Macros off, nothing active, and no link to other files followed: it may point to a server."""


_kept: dict[str, AsPdf] = {}


@lru_cache(maxsize=1)
def office() -> Path | None:
    """Return LibreOffice's program where it is installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found:
        return Path(found)
    places = [Path(place) for place in _PLACES]
    if sys.platform == "win32":
        folders = (os.environ.get(name) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)"))
        inner = Path("LibreOffice", "program", "soffice.com")
        places += [Path(folder) / inner for folder in folders if folder]
    return next((place for place in places if place.is_file()), None)


def as_pdf(filename: str, data: bytes) -> AsPdf:
    """Return a file as PDF; what nobody here can convert is to be opened separately."""
    kind = kind_of(filename, data)
    if kind is FileKind.PDF:
        return AsPdf(data)
    if kind is FileKind.OTHER:
        return AsPdf(problem="open separately", separate=True)
    sha256 = f"{hashlib.sha256(data).hexdigest()}.{ending(filename)}"
    if sha256 not in _kept:
        found = _converted(kind, filename, data)
        if sum(len(one.data) for one in _kept.values()) + len(found.data) > _KEPT_BYTES:
            _kept.clear()
        _kept[sha256] = found
    return _kept[sha256]


def _converted(kind: FileKind, filename: str, data: bytes) -> AsPdf:
    from safeguard_desk.documents import plain_pages

    if kind is FileKind.OFFICE:
        program = office()
        if program is None:
            return AsPdf(problem="open separately", separate=True)
        return _through_office(program, filename, data)
    try:
        if kind is FileKind.IMAGE:
            return AsPdf(plain_pages.of_image(data))
        return AsPdf(plain_pages.of_text(Path(filename).stem, text_of(data, "text/plain", "a.txt")))
    except ValueError:
        return AsPdf(problem="it is damaged")


def _through_office(program: Path, filename: str, data: bytes) -> AsPdf:
    with tempfile.TemporaryDirectory(prefix="safeguard-desk-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        profile = folder / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        source = folder / f"paper.{ending(filename)}"
        source.write_bytes(data)
        options = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
        command = [
            *(str(program), f"-env:UserInstallation={(folder / 'profile').as_uri()}"),
            *("--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault"),
            *("--convert-to", _export(source, options), "--outdir", str(folder), str(source)),
        ]
        try:
            _run(command)
        except subprocess.TimeoutExpired:
            return AsPdf(problem=f"converting it took more than {SECONDS} seconds")
        except OSError as error:
            raise Refusal(
                f"LibreOffice could not be started: {error.strerror or error}.",
                "The paper is kept as it is.",
                "Open it outside, or repair LibreOffice.",
            ) from error
        made = source.with_suffix(".pdf")
        if not made.is_file():
            return AsPdf(problem="LibreOffice could not read it")
        return AsPdf(made.read_bytes())


_FILTERS = {
    **dict.fromkeys(("xls", "xlsx", "xlsm", "ods"), "calc_pdf_Export"),
    **dict.fromkeys(("ppt", "pptx", "pptm", "pps", "ppsx", "odp"), "impress_pdf_Export"),
}


def _export(source: Path, options: str) -> str:
    wanted = _FILTERS.get(ending(source.name), "writer_pdf_Export")
    return options.replace("writer_pdf_Export", wanted)


def _run(command: list[str]) -> None:
    """Run a command and wait for it; what it started ends with it when the time is over."""
    quiet = subprocess.DEVNULL
    alone: dict[str, object] = {}
    if sys.platform == "win32":
        alone["creationflags"] = subprocess.CREATE_NO_WINDOW
    else:
        alone["start_new_session"] = True
    process = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, **alone)  # type: ignore[call-overload]  # noqa: S603
    try:
        process.wait(SECONDS)
    except BaseException:
        _end(process)
        raise


def _end(process: "subprocess.Popen[bytes]") -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        import signal

        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
