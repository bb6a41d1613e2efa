"""The phenomena of beginner's French that the corpus shows; every sentence is tagged with its own."""

from __future__ import annotations

from typing import NamedTuple


class Phenomenon(NamedTuple):
    """A tag and what it stands for."""

    name: str
    description: str


_TABLE = """
subject_je               je, j' as the subject
subject_tu               tu (you)
subject_il               il, of a person or a thing
subject_elle             elle, of a person or a thing
subject_on               on (we)
subject_nous             nous
subject_vous             vous (you)
subject_ils              ils
subject_elles            elles
present                  present tense: progressive in English for events, simple for states and habits
near_future              aller + infinitive: to be going to
passe_compose_avoir      passé composé with avoir: simple past
passe_compose_etre       passé composé with être
participle_agreement     past participle agreeing with the subject or a preceding object
imperfect                imperfect: was doing, or simple past for states and habits
recent_past              venir de + infinitive: have just done
negation_pas             ne ... pas (encore)
negation_jamais          ne ... jamais
negation_plus            ne ... plus
negation_rien            ne ... rien, ne ... personne
question_est_ce_que      question with est-ce que
question_inversion       question with the pronoun behind the verb
question_intonation      question in statement order
question_qui             qui as subject or object
question_que             que, qu'est-ce que, quoi
question_ou              où
question_quand           quand, à quelle heure
question_comment         comment
question_pourquoi        pourquoi
question_combien         combien, combien de
question_quel            quel, quelle, quels, quelles
adjective_before         adjective before its noun
adjective_after          adjective after its noun
adjective_agreement      adjective in the feminine or the plural
degree_adverb            très, trop, assez, vraiment, beaucoup
definite_article         le, la, les: the
generic_article          le, la, les of things in general: no English article
indefinite_article       un, une, des
partitive_article        du, de la, de l'
negated_article          de after a negation
contraction              du, des, au, aux of de or à with an article
elision                  l', d', j', n', qu', s', m', t', c'
possessive               mon, ton, son, notre, votre, leur
possession_de            de between two nouns: 's, of, or a compound; être à
demonstrative            ce, cet, cette, ces, ça
quantity                 beaucoup de, un peu de, plus de, un kilo de, tout, chaque
number                   numbers in words, prices
indefinite_pronoun       quelqu'un, quelque chose, tout le monde
stressed_pronoun         moi, toi, lui, eux after a preposition or que
object_pronoun_direct    me, te, le, la, les before the verb or behind an imperative
object_pronoun_indirect  me, te, lui, leur before the verb or behind an imperative
pronoun_y_en             y, en
pronoun_reference        a pronoun whose noun stands in another clause; its gender tells which
imperative               imperative of tu, nous, vous
imperative_pronoun       imperative with an object pronoun
negative_imperative      ne + imperative + pas
reflexive                reflexive verbs
profession               a profession without article after être, devenir
age                      avoir ... ans: to be ... years old
avoir_state              avoir faim, soif, peur, froid, mal à ...: to be
il_y_a                   il y a: there is, there are
cest                     c'est, ce sont, voici
courtesy                 greetings, thanks, please, je voudrais, je m'appelle
comparative              plus, moins, aussi, mieux ... que
superlative              le plus, la plus
relative_qui             relative clause with qui
relative_que             relative clause with que
modal                    vouloir, pouvoir, devoir, savoir, il faut + infinitive
infinitive_complement    aimer, apprendre à, essayer de, pour + infinitive
place_preposition        dans, sur, sous, à côté de, chez ...
place_name               à Paris, en France, au Japon, de Rome
clock_time               clock times
date                     days of the week and of the month
time_adverb              hier, demain, avant le dîner, depuis deux ans
habit_adverb             souvent, tous les jours: simple in English
manner_adverb            bien, mal, vite, ensemble, aussi, déjà, encore
weather                  weather
coordination             et, mais, ou, alors
subordination            parce que, quand, si, je pense que
"""

PHENOMENA: tuple[Phenomenon, ...] = tuple(
    Phenomenon(*(part.strip() for part in line.split(None, 1))) for line in _TABLE.strip().splitlines()
)
NAMES = frozenset(phenomenon.name for phenomenon in PHENOMENA)
