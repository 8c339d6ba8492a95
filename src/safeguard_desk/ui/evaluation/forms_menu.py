"""Forms that go out: on paper, as a workbook for the session, or one for each delegate."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QWidget

from safeguard_desk.desk.desk import Desk
from safeguard_desk.exchange import evaluation_forms, evaluation_papers
from safeguard_desk.rules.terms_learning import Asked
from safeguard_desk.ui.evaluation.step import Bench
from safeguard_desk.ui.jobs import Progress
from safeguard_desk.views.evaluation_session import SessionView

PAPER, SHEET, EACH = "paper", "sheet", "each"
_WAYS = (
    (PAPER, "&Paper forms, one a page (PDF)…"),
    (SHEET, "&Excel: a line for each delegate, and one form to copy…"),
    (EACH, "Excel: a form for &each delegate…"),
)


class FormsMenu(QPushButton):
    """A button with the ways in which forms go out."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Make the menu; no session is chosen yet."""
        super().__init__("&Forms to send out", parent)
        self._bench = bench
        self._session: SessionView | None = None
        self._asked = Asked.END
        menu = QMenu(self)
        for way, words in _WAYS:
            menu.addAction(words).triggered.connect(partial(self._choose, way))
        self.setMenu(menu)

    def show_session(self, session: SessionView | None, asked: Asked) -> None:
        """Offer forms of a session and stage."""
        self._session, self._asked = session, asked
        self.setEnabled(session is not None)

    def _choose(self, way: str, _: bool = False) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Folder for the forms")
        if chosen:
            self.write_to(way, Path(chosen))

    def write_to(self, way: str, folder: Path) -> None:
        """Write forms into a folder, on the worker."""
        if self._session is None:
            return
        work = partial(_write, self._bench.jobs.desk, way, self._session.id, self._asked, folder)
        self._bench.jobs.compute(
            "Making forms", work, then=self._made, refused=self._bench.refused.emit
        )

    def _made(self, made: list[Path]) -> None:
        number = f"{len(made)} file{'' if len(made) == 1 else 's'}"
        self._bench.said.emit(f"{number} in {made[0].parent}.")


def _write(
    desk: Desk, way: str, session_id: str, asked: Asked, folder: Path, _: Progress
) -> list[Path]:
    with desk.read() as reader:
        if way == PAPER:
            return [evaluation_papers.write(reader, session_id, asked, folder)]
        return evaluation_forms.write(reader, session_id, asked, folder, each=way == EACH)
