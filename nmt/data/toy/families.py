"""The families of sentence patterns and how often each is drawn."""

from __future__ import annotations

from collections.abc import Callable

from nmt.data.toy import sentences_actions as actions
from nmt.data.toy import sentences_being as being
from nmt.data.toy import sentences_commands as commands
from nmt.data.toy import sentences_linked as linked
from nmt.data.toy import sentences_modals as modals
from nmt.data.toy import sentences_pronouns as pronouns
from nmt.data.toy import sentences_compare as compare
from nmt.data.toy import sentences_more as more
from nmt.data.toy import sentences_places as places
from nmt.data.toy import sentences_questions as questions
from nmt.data.toy import sentences_relative as relative
from nmt.data.toy import sentences_talk as talk
from nmt.data.toy import sentences_time as time
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
    (questions.where_when_why, 5),
    (questions.where_going, 2),
    (questions.noun_inverted, 4),
    (questions.how_are, 1),
    (questions.what, 3),
    (questions.who, 4),
    (questions.which, 4),
    (questions.how_many, 4),
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
    (linked.although, 3),
    (linked.weather_and, 2),
    (linked.childhood, 2),
    (linked.fits, 5),
    (linked.referring, 4),
    (linked.where_is_it, 3),
    (linked.question_answer, 2),
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
    (more.manner, 3),
    (more.speaking, 2),
    (more.purpose, 2),
    (more.pain, 2),
    (more.looks, 2),
    (more.measured, 2),
    (more.nothing, 4),
    (more.everyone, 3),
    (more.companions, 4),
    (more.in_progress, 2),
    (more.since, 2),
    (more.belonging, 2),
    (more.also, 3),
)
