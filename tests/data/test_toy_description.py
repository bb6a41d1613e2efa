"""Which adjectives stand beside which nouns: nobody is a Chinese Mexican, and gens changes its gender."""

from __future__ import annotations

import pytest

from nmt.data.toy.description import adjectives_for, predicates_for
from nmt.data.toy.lexicon import Noun, noun, nouns_of


@pytest.mark.parametrize("person", nouns_of("nationality_person"), ids=lambda n: n.fr[0])
def test_a_nationality_gets_no_other_one(person: Noun) -> None:
    found = (*adjectives_for(person), *predicates_for(person))
    assert found and not any("nationality" in adjective.classes for adjective in found)
    assert any("nationality" in adjective.classes for adjective in adjectives_for(noun("médecin")))


def test_no_adjective_stands_before_gens() -> None:
    """It would be feminine there (de vieilles gens), and masculine behind."""
    assert adjectives_for(noun("gens"), before=False) and not adjectives_for(noun("gens"), before=True)
    assert adjectives_for(noun("garçon"), before=True)
