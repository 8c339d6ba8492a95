"""What helps people write: the dictionary, learned words, short forms. One for each open desk."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from safeguard_desk.desk.changes import ChangeSet
from safeguard_desk.rules import spelling
from safeguard_desk.ui.jobs import Job, Jobs
from safeguard_desk.ui.widgets.dictionary import Dictionary, load
from safeguard_desk.views.words import own_words
from safeguard_desk.work import words


class Writing(QObject):
    """Knows the words of a desk. The dictionary is loaded on the worker when first needed."""

    ready = Signal()
    """The dictionary was loaded, or a word was learned or forgotten."""

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        """Follow a desk; nothing is read yet."""
        super().__init__(parent)
        self._jobs = jobs
        self._dictionary: Dictionary | None = None
        self._asked = False
        self._learned: frozenset[str] = frozenset()
        self._verdicts: dict[str, bool] = {}
        self.forms: dict[str, str] = {}
        jobs.changed.connect(self._changed)

    @property
    def can_spell(self) -> bool:
        """True once the dictionary is there."""
        return self._dictionary is not None

    def need(self) -> None:
        """Have the words read and the dictionary loaded, once."""
        if self._asked or self._jobs.ended:
            return
        self._asked = True
        self._read_own()
        self._jobs.submit(Job("Dictionary", load, self._loaded, None))

    def _loaded(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self.ready.emit()

    def _read_own(self) -> None:
        own = self._jobs.read(own_words)
        self.forms, self._learned = own.forms, own.learned
        self._verdicts.clear()

    def _changed(self, changes: ChangeSet) -> None:
        if self._asked and changes.touches("expansions", "learned_words"):
            self._read_own()
            if self.can_spell:
                self.ready.emit()

    def knows(self, word: str) -> bool:
        """Tell whether a word is spelled right; each is looked up once. True until it can spell."""
        if self._dictionary is None:
            return True
        verdict = self._verdicts.get(word)
        if verdict is None:
            verdict = spelling.is_known(word, self._known)
            self._verdicts[word] = verdict
        return verdict

    def _known(self, word: str) -> bool:
        return word in self._learned or (
            self._dictionary is not None and self._dictionary.known(word)
        )

    def suggest(self, word: str) -> tuple[str, ...]:
        """Return what a word may have been meant for, the likeliest first."""
        return self._dictionary.suggest(word) if self._dictionary else ()

    def learn(self, word: str) -> None:
        """Learn a word for good."""
        self._jobs.change(f"Learn “{word}”", partial(words.learn, word=word))


def writing_of(widget: QWidget) -> Writing | None:
    """Return what helps in the window that a widget stands in; None where nothing does."""
    place: QObject | None = widget
    while place is not None:
        found = getattr(place, "writing", None)
        if isinstance(found, Writing):
            return found
        place = place.parent()
    return None
