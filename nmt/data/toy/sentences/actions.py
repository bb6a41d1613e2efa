"""Who does what: every verb frame crossed with tense, polarity, question form and adverbials."""

from __future__ import annotations

from nmt.data.toy.adverbials import (
    LASTING,
    add_time,
    at_home_of,
    company,
    expression_phrase,
    for_person,
    going_to_place,
    is_social,
    located,
    places_of,
    with_comma,
)
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, RECENT_PAST, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Verb, expressions, noun
from nmt.data.toy.lexicon import verb as find
from nmt.data.toy.numbers import year_part
from nmt.data.toy.objects import action_verbs, predicate_for
from nmt.data.toy.phrases import NounPhrase
from nmt.data.toy.pronouns import stressed
from nmt.data.toy.realise import realise
from nmt.data.toy.sentences.settings import beside
from nmt.data.toy.subjects import name_phrase, pronoun, relative, subject_for
from nmt.data.toy.whereabouts import whereabouts
from nmt.data.toy.words import Phrase, aligned, pair

Sentence = tuple[Phrase, str]


# States that also happen at a moment: j'ai vu, elle a compris.
_PAST_STATES = frozenset(
    "voir comprendre entendre connaître aimer adorer détester préférer garder commencer finir".split()
)


def pick_tense(d: Draw, verb: Verb) -> str:
    """A tense the verb is natural in; achievements have no bare present."""
    roll = d.random()
    if verb.aspect == "achievement":
        return PASSE_COMPOSE if roll < 0.6 else NEAR_FUTURE if roll < 0.82 else RECENT_PAST
    if verb.aspect == "state":
        if verb.lemma in _PAST_STATES and roll > 0.66:
            return PASSE_COMPOSE if roll < 0.92 else NEAR_FUTURE
        return PRESENT if roll < 0.72 else IMPERFECT
    if roll < 0.43:
        return PRESENT
    if roll < 0.59:
        return NEAR_FUTURE
    if roll < 0.8:
        return PASSE_COMPOSE
    return IMPERFECT if roll < 0.91 else RECENT_PAST


def pick_negation(d: Draw, tense: str, verb: Verb) -> str:
    """A negation that goes with the tense."""
    if tense == RECENT_PAST:
        return ""
    roll = d.random()
    if roll < 0.5 or tense == NEAR_FUTURE:
        return "pas"
    if tense == PASSE_COMPOSE:
        return "pas_encore" if roll > 0.88 and verb.frame != "ditr" else "jamais" if roll < 0.72 else "pas"
    return "jamais" if roll < 0.82 else "plus"


def finish(d: Draw, clause: Clause) -> Sentence:
    """The realised clause and its final mark."""
    return realise(d, clause), "?" if clause.question or clause.subject_question else "."


def pick_question(d: Draw, subject: NounPhrase) -> str:
    """A yes/no question form; inversion of pronouns but je."""
    roll = d.random()
    if roll < 0.38:
        return "est_ce_que"
    if roll < 0.68 or subject.pronoun == "je":
        return "intonation"
    return "inversion"


def suits(verb: Verb, subject: NounPhrase) -> bool:
    """Verbs that need several people get a plural subject."""
    return verb.frame != "refl_plural" or subject.plural


def action(d: Draw) -> Sentence:
    """A statement, or a yes/no question, about an action or a state."""
    return action_of(d, d.pick(action_verbs()))


def action_of(d: Draw, verb: Verb, subject: NounPhrase | None = None, tense: str = "") -> Sentence:
    """What `action` says, of this verb; of this subject and in this tense where they are given."""
    subject = subject or subject_for(d, verb.subjects)
    tense = tense or pick_tense(d, verb)
    question = ""
    if d.chance(0.22):
        if subject.pronoun in ("je", "nous"):
            subject = pronoun(d, d.pick(("tu", "vous", "il", "elle", "ils")))
        question = pick_question(d, subject)
    negation = pick_negation(d, tense, verb) if d.chance(0.08 if question else 0.25) else ""
    clause = Clause(
        subject, predicate_for(d, verb, subject, bool(negation)), tense, negation, question,
        perfect=negation in ("jamais", "pas_encore"),
    )  # fmt: skip
    add_time(d, clause, 0.48 if subject.human or verb.etre else 0.0)
    add_circumstance(d, clause, 0.55)
    if not clause.end and not clause.front:
        _add_whole(d, clause)
    return finish(d, clause)


def _add_whole(d: Draw, clause: Clause) -> None:
    """Maybe say that it goes on all day or all night."""
    verb = clause.predicate.verb
    if verb.lemma in LASTING and clause.mid is None and clause.tense != RECENT_PAST and d.chance(0.3):
        d.tag("time_adverb")
        clause.predicate.simple = clause.tense == PRESENT
        clause.end.append(expression_phrase(d.pick(expressions("whole_adverb"))))


def add_circumstance(d: Draw, clause: Clause, probability: float = 0.35) -> None:
    """Maybe add where, with whom or for whom, or two of them, before the time, for verbs that take it well."""
    if not clause.subject.human or not d.chance(probability) or clause.negation == "plus":
        return
    first = _circumstance(d, clause)
    if first is None:
        return
    kind, phrase = first
    plain = clause.question == "" and not clause.front and not clause.end and clause.tense == PRESENT
    if kind == "place" and plain and d.chance(0.08):
        clause.predicate.simple = True
        clause.front.append(with_comma(phrase))
        return
    added = [phrase]
    if d.chance(0.3) and (second := _circumstance(d, clause)) is not None and second[0] != kind:
        added.append(second[1])
    clause.end[:0] = added


def _circumstance(d: Draw, clause: Clause) -> tuple[str, Phrase] | None:
    """One circumstance and its kind."""
    verb = clause.predicate.verb
    if verb.stative and verb.lemma not in _SEEN_SOMEWHERE:
        return None
    seen = clause.predicate.after[0] if clause.predicate.after else None
    if d.chance(0.6) and (there := whereabouts(d, verb, seen, clause.subject)) is not None:
        return "place", there
    if isinstance(seen, NounPhrase) and seen.noun is not None and seen.noun.has(*_NOT_INDOORS):
        return None
    roll = d.random()
    if verb.lemma in _GIVEN and verb.frame == "tr" and roll < 0.5:
        whom = stressed(d, clause.subject) if d.chance(0.2) else someone_else(d, clause.subject)
        return "person", for_person(whom)
    if is_social(verb) and roll < 0.45:
        other = stressed(d, clause.subject) if d.chance(0.3) else someone_else(d, clause.subject)
        return "person", company(d, other)
    if verb.lemma in ("étudier", "apprendre") and roll < 0.6:
        return "place", located(d, noun(d.pick(("université", "école", "bibliothèque"))))
    if verb.lemma in ("oublier", "perdre", "manger", "regarder", "laisser") and roll < 0.5 and verb.frame == "tr":
        return "place", at_home_of(d, clause.subject)
    if places_of(verb.lemma) and verb.frame in ("intr", "tr", "refl", "tr_prep"):
        if verb.frame != "intr" and verb.lemma not in _SEEN_SOMEWHERE and roll < 0.7:
            return "place", _here_or_at_home(d, verb)
        return "place", place_of(d, verb)
    if verb.lemma in ("travailler", "voyager", "partir", "skier", "se marier") and roll < 0.5:
        return "season", year_part(d)
    if verb.frame in ("tr", "intr", "refl") and verb.lemma not in _NOWHERE:
        return "place", aligned("là-bas", "over there") if d.chance(0.33) else _here_or_at_home(d, verb)
    return None


def _here_or_at_home(d: Draw, verb: Verb) -> Phrase:
    """ici, or à la maison for what is done there: one studies at home, but climbs and pays elsewhere."""
    at_home = d.chance(0.5) and verb.lemma in _AT_HOME
    return aligned("à la maison", "at home") if at_home else pair("ici", "here")


_AT_HOME = frozenset(
    "manger déjeuner dîner boire cuisiner préparer goûter laver nettoyer ranger repasser dormir étudier travailler "
    "réviser lire écrire écouter regarder jouer chanter danser discuter bavarder parler finir corriger imprimer "
    "réparer utiliser chercher trouver perdre oublier laisser apprendre dessiner peindre fumer pleurer rire tomber "
    "aider garder éplucher couper allumer traduire attendre enlever".split()
) | {
    "se laver", "se reposer", "se détendre", "se doucher", "se préparer", "s'habiller", "se maquiller", "se raser",
    "se brûler", "se blesser", "se couper le doigt", "se casser le bras", "se casser la jambe", "se brosser les dents",
    "se brosser les cheveux", "faire la cuisine", "faire le ménage", "faire la vaisselle", "faire la lessive",
    "faire la sieste", "faire ses devoirs", "s'amuser", "s'ennuyer",
}  # fmt: skip


def place_of(d: Draw, verb: Verb) -> Phrase:
    """Where one does it, maybe with what lies beside: dans le parc derrière l'église."""
    place = d.pick(places_of(verb.lemma))
    where = located(d, place)
    return where + beside(d, place) if place.has("garden", "park", "street") and d.chance(0.25) else where


# What stands somewhere itself, or is a place.
_NOT_INDOORS = (
    "building", "nature", "nature_view", "place_search", "house_like", "room", "shop", "castle", "vehicle", "crossable",
    "house_part", "buildable", "street_road", "plant",
)  # fmt: skip
_SEEN_SOMEWHERE = frozenset(("voir", "entendre"))
_NOWHERE = frozenset(
    "venir revenir entrer rentrer partir sortir monter descendre arriver aimer adorer détester préférer vouloir avoir "
    "porter fermer ouvrir visiter traverser prendre déménager grandir conduire connaître comprendre passer "
    "grossir maigrir échouer divorcer bronzer rappeler suivre accepter promener respecter rembourser tirer".split()
) | {"s'inscrire", "s'excuser", "faire la queue", "sortir la poubelle", "prendre rendez-vous"}
# What one does for somebody.
_GIVEN = frozenset("acheter préparer chercher écrire choisir dessiner commander couper trouver apporter garder".split())


def someone_else(d: Draw, subject: NounPhrase) -> NounPhrase:
    """A companion who is not the subject."""
    while True:
        other = name_phrase(d) if d.chance(0.45) else relative(d, None, subject)
        if other.fr[-1].text != subject.fr[-1].text:
            return other


def motion(d: Draw) -> Sentence:
    """Going, coming, staying somewhere."""
    subject = subject_for(d, frozenset({"person"}))
    static = d.chance(0.3)
    verb = find("rester", "place") if static else find(d.pick(("aller", "aller", "aller", "retourner")), "motion")
    tense = pick_tense(d, verb)
    question = ""
    if d.chance(0.2):
        if subject.pronoun in ("je", "nous"):
            subject = pronoun(d, d.pick(("tu", "vous", "il", "elle", "ils")))
        question = pick_question(d, subject)
    where = at_home_of(d, subject, not static) if d.chance(0.25) else going_to_place(d, not static)
    negation = pick_negation(d, tense, verb) if d.chance(0.2) else ""
    if negation == "plus" or negation == "pas_encore":
        negation = "pas"
    clause = Clause(subject, Predicate(verb, [where]), tense, negation, question, perfect=negation == "jamais")
    add_time(d, clause, 0.5, punctual=not static)
    if d.chance(0.25):
        clause.end.insert(0, company(d, someone_else(d, subject)))
    elif not static and d.chance(0.15):
        near = [e for e in expressions("transport") if e.fr not in ("en avion", "en bateau", "en train")]
        clause.end.insert(0, expression_phrase(d.pick(near)))
    return finish(d, clause)
