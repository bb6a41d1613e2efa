"""The families of sentence patterns and how often each is drawn."""

from __future__ import annotations

from collections.abc import Callable

from nmt.data.toy import sentences_actions as actions
from nmt.data.toy import sentences_asking_what as asking_what
from nmt.data.toy import sentences_asking_where as asking_where
from nmt.data.toy import sentences_being as being
from nmt.data.toy import sentences_commands as commands
from nmt.data.toy import sentences_compare as compare
from nmt.data.toy import sentences_life as life
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
    (actions.action, 34),
    (actions.motion, 8),
    (being.quality, 12),
    (being.profession, 8),
    (being.condition, 4),
    (being.age, 8),
    (being.avoir_state, 5),
    (being.there_is, 6),
    (being.this_is, 10),
    (pronouns.object_pronoun, 16),
    (pronouns.en_of_it, 6),
    (pronouns.y_there, 5),
    (commands.command, 8),
    (commands.command_with_pronoun, 8),
    (modals.modal, 14),
    (modals.infinitive_complement, 9),
    (modals.obligation, 4),
    (modals.polite_wish, 4),
    (asking_where.where_when_how, 9),
    (asking_where.why, 6),
    (asking_where.where_going, 5),
    (asking_where.noun_inverted, 7),
    (asking_where.how_are, 4),
    (asking_what.what, 9),
    (asking_what.who, 9),
    (asking_what.which, 9),
    (asking_what.how_many, 8),
    (asking_what.favorites, 2),
    (places.living, 6),
    (places.travelling, 6),
    (places.origin, 6),
    (places.being_somewhere, 10),
    (compare.comparative, 9),
    (compare.superlative, 9),
    (relative.relative_subject, 9),
    (relative.relative_object, 9),
    (relative.opinion, 6),
    (linked.coordinated, 8),
    (linked.reason, 6),
    (linked.contrast, 4),
    (linked.weather_and, 3),
    (linked.childhood, 3),
    (reference.fits, 6),
    (reference.referring, 5),
    (reference.taken_up, 4),
    (reference.which_person, 3),
    (reference.question_answer, 3),
    (time.what_time, 3),
    (time.at_what_time, 6),
    (time.calendar, 7),
    (time.weather, 7),
    (talk.greeting, 12),
    (talk.answered, 4),
    (talk.farewell, 1),
    (talk.naming, 4),
    (talk.presenting, 4),
    (talk.costing, 5),
    (talk.it_is_quality, 3),
    (talk.wanting_this, 2),
    (manner.manner, 5),
    (manner.speaking, 4),
    (manner.purpose, 3),
    (people.pain, 3),
    (people.looks, 3),
    (people.measured, 4),
    (people.nothing, 10),
    (people.everyone, 7),
    (people.companions, 6),
    (manner.in_progress, 3),
    (manner.duration, 4),
    (people.belonging, 4),
    (people.each_other, 2),
    (manner.also, 6),
    (things.parts, 4),
    (things.having_parts, 3),
    (things.lessons, 4),
    (things.putting, 4),
    (things.preferring, 4),
    (things.afraid_of, 3),
    (things.life_event, 4),
    (things.coming_back, 3),
    (things.thing_state, 3),
    (town.is_there, 4),
    (town.directions, 2),
    (town.opened, 4),
    (town.either, 6),
    (town.no_more, 5),
    (life.having_family, 5),
    (life.feeling, 4),
    (life.leaving, 4),
    (life.early_late, 4),
    (life.daily_round, 4),
    (life.more_than, 4),
    (life.urged, 2),
    (life.beast, 4),
)
