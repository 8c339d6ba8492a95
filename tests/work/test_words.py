"""Short forms and learned words."""

import pytest
from tests.fixtures.harrow import Harrow

from safeguard_desk.errors import Refusal
from safeguard_desk.models import Expansion, LearnedWord
from safeguard_desk.rules.expanding import USUAL
from safeguard_desk.views.words import own_words
from safeguard_desk.work import words


def test_the_usual_short_forms_are_added_once_and_leave_ones_own(harrow: Harrow) -> None:
    harrow.do(words.add_form, "msp", "my own words")
    assert harrow.do(words.add_usual_forms) == len(USUAL) - 1
    assert harrow.do(words.add_usual_forms) == 0
    with harrow.desk.read() as reader:
        forms = own_words(reader).forms
    assert (forms["msp"], forms["cp"]) == ("my own words", "child protection")


@pytest.mark.parametrize(
    ("short", "text"), [("", "x"), ("two words", "x"), ("a" * 30, "x"), ("ok", "  "), ("cp", "y")]
)
def test_a_short_form_that_could_not_be_typed_is_refused(
    harrow: Harrow, short: str, text: str
) -> None:
    harrow.do(words.add_form, "cp", "child protection")
    with pytest.raises(Refusal):
        harrow.do(words.add_form, short, text)
    assert [form.short for form in harrow.all(Expansion)] == ["cp"]


def test_a_word_is_learned_once_and_can_be_forgotten(harrow: Harrow) -> None:
    first = harrow.do(lambda uow: words.learn(uow, "Cafcass").id)
    assert harrow.do(lambda uow: words.learn(uow, " Cafcass ").id) == first
    with pytest.raises(Refusal):
        harrow.do(words.learn, "two words")
    with harrow.desk.read() as reader:
        assert own_words(reader).learned == {"Cafcass"}
    harrow.do(words.forget, first)
    assert harrow.all(LearnedWord) == []
