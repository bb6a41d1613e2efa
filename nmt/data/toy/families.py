"""The families of sentence patterns and how often each is drawn."""

from __future__ import annotations

from collections.abc import Callable

from nmt.data.toy import sentences_actions as actions
from nmt.data.toy import sentences_asking_what as asking_what
from nmt.data.toy import sentences_asking_where as asking_where
from nmt.data.toy import sentences_being as being
from nmt.data.toy import sentences_commands as commands
from nmt.data.toy import sentences_compare as compare
from nmt.data.toy import sentences_linked as linked
from nmt.data.toy import sentences_manner as manner
from nmt.data.toy import sentences_modals as modals
from nmt.data.toy import sentences_people as people
from nmt.data.toy import sentences_places as places
from nmt.data.toy import sentences_pronouns as pronouns
from nmt.data.toy import sentences_reference as reference
from nmt.data.toy import sentences_relative as relative
from nmt.data.toy import sentences_talk as talk
from nmt.data.toy import sentences_things as things
from nmt.data.toy import sentences_time as time
from nmt.data.toy import sentences_town as town
from nmt.data.toy.draw import Draw
from nmt.data.toy.words import Phrase

Family = Callable[[Draw], tuple[Phrase, str]]

FAMILIES: tuple[tuple[Family, int], ...] = (
    (actions.action, 40),
    (actions.motion, 8),
    (being.quality, 10),
    (being.profession, 5),
    (being.age, 3),
    (being.avoir_state, 3),
    (being.there_is, 5),
    (being.this_is, 4),
    (pronouns.object_pronoun, 12),
    (pronouns.en_of_it, 1),
    (pronouns.y_there, 1),
    (commands.command, 5),
    (commands.command_with_pronoun, 4),
    (modals.modal, 12),
    (modals.infinitive_complement, 6),
    (modals.obligation, 2),
    (modals.polite_wish, 3),
    (asking_where.where_when_why, 5),
    (asking_where.where_going, 2),
    (asking_where.noun_inverted, 4),
    (asking_where.how_are, 1),
    (asking_what.what, 3),
    (asking_what.who, 4),
    (asking_what.which, 4),
    (asking_what.how_many, 4),
    (asking_what.favorites, 1),
    (places.living, 4),
    (places.travelling, 4),
    (places.origin, 4),
    (places.being_somewhere, 8),
    (compare.comparative, 6),
    (compare.superlative, 3),
    (relative.relative_subject, 5),
    (relative.relative_object, 4),
    (relative.opinion, 4),
    (linked.coordinated, 5),
    (linked.reason, 5),
    (linked.contrast, 3),
    (linked.weather_and, 2),
    (linked.childhood, 2),
    (reference.fits, 5),
    (reference.referring, 4),
    (reference.taken_up, 3),
    (reference.which_person, 2),
    (reference.question_answer, 2),
    (time.what_time, 2),
    (time.at_what_time, 4),
    (time.calendar, 3),
    (time.weather, 3),
    (talk.greeting, 2),
    (talk.answered, 2),
    (talk.naming, 3),
    (talk.presenting, 2),
    (talk.costing, 3),
    (talk.it_is_quality, 1),
    (talk.wanting_this, 1),
    (manner.manner, 3),
    (manner.speaking, 2),
    (manner.purpose, 2),
    (people.pain, 2),
    (people.looks, 2),
    (people.measured, 2),
    (people.nothing, 4),
    (people.everyone, 3),
    (people.companions, 4),
    (manner.in_progress, 2),
    (manner.duration, 2),
    (people.belonging, 2),
    (manner.also, 3),
    (things.parts, 2),
    (things.having_parts, 1),
    (things.lessons, 2),
    (things.putting, 2),
    (things.preferring, 2),
    (things.afraid_of, 1),
    (things.life_event, 2),
    (things.coming_back, 1),
    (things.thing_state, 1),
    (town.is_there, 2),
    (town.directions, 1),
    (town.opened, 2),
    (town.either, 4),
    (town.no_more, 1),
)
