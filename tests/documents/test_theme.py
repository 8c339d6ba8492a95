"""That everybody can read what we print."""

import pytest

from safeguard_desk.documents import theme
from safeguard_desk.documents.charts import ink_on
from safeguard_desk.documents.model import Tone
from safeguard_desk.documents.theme import PAPER, TINT, Colour, contrast

TEXT = [theme.INK, theme.QUIET, theme.ACCENT, theme.LINK]
MARKS = [mark.colour for mark in theme.MARKS.values()]


def test_black_on_white_has_the_contrast_that_the_guideline_says() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)


@pytest.mark.parametrize("ground", [PAPER, TINT, theme.WATERMARK])
@pytest.mark.parametrize("colour", TEXT)
def test_text_has_enough_contrast_on_paper_tint_and_watermark(
    colour: Colour, ground: Colour
) -> None:
    assert contrast(colour, ground) >= 4.5


@pytest.mark.parametrize("dress", theme.CALLOUTS.values(), ids=theme.CALLOUTS)
def test_a_callouts_label_and_text_have_enough_contrast_on_its_ground(dress: theme.Dress) -> None:
    for colour in (dress.bar, theme.INK, theme.QUIET, theme.LINK):
        assert contrast(colour, dress.ground) >= 4.5


@pytest.mark.parametrize("colour", MARKS)
def test_marks_can_be_told_from_paper_and_written_as_words(colour: Colour) -> None:
    assert contrast(colour, PAPER) >= 4.5


@pytest.mark.parametrize("colour", [*theme.SERIES, *MARKS])
def test_a_figure_on_a_bar_can_be_read(colour: Colour) -> None:
    assert contrast(ink_on(colour), colour) >= 4.5
    assert contrast(colour, PAPER) >= 3


def test_each_tone_has_a_shape_of_its_own() -> None:
    assert set(theme.MARKS) == set(Tone)
    assert len({mark.shape for mark in theme.MARKS.values()}) == len(Tone)
    assert len({mark.sign for mark in theme.MARKS.values()}) == len(Tone)
