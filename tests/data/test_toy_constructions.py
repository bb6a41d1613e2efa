"""Constructions round a verb: what is needed and how long it takes, whom something is done to, what one is told."""

from __future__ import annotations

import re

import pytest

from nmt.data.toy import surface
from nmt.data.toy.families import Family
from nmt.data.toy.sentences import (
    affected,
    commands,
    indirectly,
    lasting,
    modals,
    needs,
    not_to,
    pursuits,
    relative,
    time_taken,
)
from nmt.data.toy.words import En
from tests.data.drawn import assert_varied_and_linked, draws, said, sides

ROOMS = (affected, indirectly, lasting, needs, not_to, pursuits, time_taken)


@pytest.mark.parametrize("family", [f for room in ROOMS for f, _ in room.FAMILIES], ids=lambda f: f.__name__)
def test_a_family_varies_links_its_words_and_is_drawn(family: Family) -> None:
    assert_varied_and_linked(family, 80, 45)


EXACT: list[tuple[Family, str, str]] = [
    (relative.opinion, r"Je trouve que .*", r"I think that (?!.*\b(he|she)\b).*"),
    (pursuits.sports, r".* fai(t|s|tes) du (judo|yoga) et de .*", r".*(does|do) (judo|yoga) and (goes |go )?\w+.*"),
    (pursuits.having_time, "Je n'ai pas le temps de .*", "I do not have time to .*"),
    (pursuits.having_time, "(Il|Elle) a du mal à nager", "(She has|He has|Does s?he have) trouble swimming"),
    (pursuits.good_at, "Elle est meilleure que moi en .*", "(She is|Is she) better than me (at|in) .*"),
    (pursuits.living_with, "Il habite chez ses parents", "(He lives|Does he live) with his parents"),
    (pursuits.picked_up, "Je vais chercher les enfants à l'école", "I am going to pick up the children at school"),
    (indirectly.nothing_to_somebody, "(Il|Elle) ne m'a rien (dit|donné)", "S?[Hh]e did not (tell|give) me anything"),
    (indirectly.asked_for, "(Il|Elle|Je) (lui|leur) .* demandé l'heure", r".* asked (him|them) the time"),
    (indirectly.asked_whether, "Demande-lui s'il .*", "Ask him if he .*"),
    (indirectly.asked_whether, "Dis-moi ce que tu .*", "Tell me what you .*"),
    (indirectly.or_else, ".*(veu|voulez).* manger ou dormir", r"Do(es)? \w+ want to eat or sleep"),
    (indirectly.or_else, "(Tu|Vous) parte?[sz] ou (tu|vous) reste[sz]", "Are you leaving or staying"),
    (lasting.begins_and_ends, "L'été commence en juin", "Summer starts in June"),
    (lasting.begins_and_ends, "Quand commencent les vacances", "When does the vacation start"),
    (lasting.lasts, "Le film dure deux heures", "The movie lasts two hours"),
    (lasting.lasts, "Combien de temps dure le film", "How long does the movie last"),
    (lasting.rain_begins, "Il commence à pleuvoir", "(It is|Is it) starting to rain"),
    (lasting.rain_begins, "Il a arrêté de neiger", "(It stopped|Did it stop) snowing"),
    (lasting.since_when, "Depuis quand habites-tu ici", "Since when have you lived here"),
    (lasting.since_when, "Depuis combien de temps .* au Japon", r"How long (has|have) .* in Japan"),
    (commands.command_with_pronoun, "(Donne|Montre|Apporte)-l[ea]-moi", r"(Give|Show|Bring) it to me"),
    (commands.command_with_pronoun, "Ne l[ea] lui (donne|montre|apporte)z? pas", r"Do not (give|show|bring) it to him"),
    (modals.modal, r".* (te|vous) (le|la|les) (donner|montrer|prêter|rendre|lire).*", r".* (it|them) to you.*"),
    (not_to.not_to_do, r"\w+ préfère ne pas sortir", r"\w+ prefers? not to go out"),
    (not_to.not_to_do, r"Il (.*) promis de ne pas fumer", r"He promised not to smoke"),
    (not_to.asked_to, r"Je lui ai demandé de ne pas .*", r"I asked him not to .*"),
    (not_to.asked_to, r"Dis-lui de ne pas .*", r"Tell him not to .*"),
    (not_to.asked_to, r"Demande-lui d'attendre.*", r"Ask him to wait.*"),
    (not_to.so_as_not_to, r".* pour ne pas rater le train", r".* so as not to miss the train"),
    (affected.done_to, "(Le coiffeur|La coiffeuse) m'a coupé les cheveux", "(The|Did the) hairdresser cut my hair"),
    (affected.done_to, "Qui t'a .*", r"Who \w+ (at )?your \w+"),
    (affected.done_to, "(Lave|Brosse)-lui les cheveux", "(Wash|Brush) his hair"),
    (affected.it_hurts, r"Mes (\w+) me font mal", r"My \w+ hurt"),
    (affected.it_hurts, r"Elle s'est fait mal au genou", r"She hurt her knee"),
    (affected.it_hurts, r"Ils se sont fait mal", r"(They|Did they) hurt themselves"),
    (affected.missed, "Tu me manques", "I miss you"),
    (affected.missed, r"Mes (\w+) me manquent", r"I miss my \w+"),
    (affected.missed, r"Je vais te manquer", "(You are|Are you) going to miss me"),
    (needs.needed_things, "Il faut du papier pour dessiner", "We need paper to draw"),
    (needs.needed_things, "Il me faut .*", "(I|Do I) (also |still )?need .*"),
    (needs.needed_things, "Il va falloir .*", "(We are|Are we) going to need .*"),
    (needs.needed_things, "Il ne faut pas d.*", "We do not need .*"),
    (needs.what_is_needed, "Combien d'œufs faut-il pour faire ce gâteau", "How many eggs do we need to make this cake"),
    (needs.what_is_needed, "Que faut-il acheter", "What do we have to buy"),
    (needs.necessity, "Il (fallait|a fallu) .*", "We had to .*"),
    (needs.necessity, "(Faut-il|Est-ce qu'il faut) .*", "Do we have to .*"),
    (time_taken.time_it_takes, "Je mets .* pour aller à .*", r"It takes me .* to get to .*"),
    (time_taken.time_it_takes, "Combien de temps faut-il pour aller .*", r"How long does it take to get to .*"),
    (time_taken.time_it_takes, "Elle met .*", r"It takes her .*"),
]


@pytest.mark.parametrize(("family", "french", "english"), EXACT, ids=lambda value: getattr(value, "__name__", ""))
def test_it_says(family: Family, french: str, english: str) -> None:
    found = [(fr, en) for fr, en in said(family, 2500) if re.fullmatch(french, fr)]
    assert found
    for fr, en in found:
        assert re.fullmatch(english, en), (fr, en)


def test_what_a_cake_takes_is_said_in_three_ways() -> None:
    for d in draws(60):
        phrase, mark = needs.needed_things(d)
        if re.match(r"Il faut .* pour faire", sides(phrase)[0]):
            known = surface.references([*phrase.en, En(mark)], "")
            assert any(text.startswith("It takes") for text in known) and any("You need" in text for text in known)
            return
    raise AssertionError
