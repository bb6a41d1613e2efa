"""quelque chose de bon, rien d'intéressant, quelqu'un de gentil: something good, nothing interesting, someone nice."""

from __future__ import annotations

from nmt.data.toy.adverbials import add_time, expression_phrase
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import IL
from nmt.data.toy.indefinites import ce
from nmt.data.toy.lexicon import expressions, verb
from nmt.data.toy.objects import sense
from nmt.data.toy.phrases import NounPhrase
from nmt.data.toy.sentences.actions import Sentence, finish
from nmt.data.toy.sentences.being import aged, be, question_or_statement
from nmt.data.toy.sentences.modals import would_like
from nmt.data.toy.subjects import person
from nmt.data.toy.words import En, Fr, Phrase, aligned, pair, synonyms

# What one may do with something, and how it is: French=English, other English words behind a slash.
_DEEDS = (
    ("manger=eat", "bon=good chaud=hot/warm froid=cold léger=light sucré=sweet salé=salty épicé=spicy"),
    ("préparer=prepare", "bon=good simple=simple spécial=special rapide=quick"),
    ("voir=see", "bizarre=strange/weird drôle=funny intéressant=interesting beau=beautiful bleu=blue"),
    ("lire=read", "intéressant=interesting drôle=funny facile=easy court=short différent=different"),
    ("faire=do", "utile=useful spécial=special différent=different amusant=fun/funny nouveau=new important=important"
                 " intéressant=interesting bizarre=strange/weird"),
    ("acheter=buy", "utile=useful beau=beautiful/nice joli=pretty/nice simple=simple bon=good nouveau=new"),
    ("apprendre=learn", "nouveau=new utile=useful intéressant=interesting important=important"),
    ("chercher=look", "joli=pretty/nice utile=useful simple=simple original=original bleu=blue moderne=modern"),
    ("trouver=find", "intéressant=interesting bizarre=strange/weird joli=pretty/nice utile=useful simple=simple"),
    ("entendre=hear", "bizarre=strange/weird drôle=funny intéressant=interesting"),
    ("oublier=forget", "important=important"),
    ("vouloir=want", "bon=good simple=simple frais=cool/fresh chaud=hot/warm léger=light sucré=sweet "
                     "différent=different"),
)  # fmt: skip
# Where something may be, and how it is then.
_NEWS = "intéressant=interesting nouveau=new bizarre=strange/weird important=important drôle=funny"
_SHOWN = "intéressant=interesting nouveau=new spécial=special drôle=funny bon=good"
_HERE = "intéressant=interesting nouveau=new bizarre=strange/weird spécial=special beau=beautiful"
_INSIDE = "bizarre=strange/weird nouveau=new intéressant=interesting joli=pretty/nice"
_THERE = (
    ("à la télé", "on TV", _SHOWN), ("au cinéma", "at the movies", _SHOWN),
    ("dans le journal", "in the newspaper", _NEWS),
    ("dans cette lettre", "in this letter", _NEWS), ("dans ce livre", "in this book", _NEWS), ("ici", "here", _HERE),
    ("dans cette ville", "in this city", _HERE), ("dans ce magasin", "in this store", _HERE),
    ("dans la boîte", "in the box", _INSIDE), ("sur la table", "on the table", _INSIDE),
    ("dans le frigo", "in the fridge", "bon=good froid=cold frais=cool/fresh sucré=sweet bizarre=strange/weird"),
)  # fmt: skip
_SOMEBODY = (
    "gentil=kind/nice sympathique=friendly/nice drôle=funny sérieux=serious intéressant=interesting patient=patient "
    "important=important intelligent=intelligent/smart célèbre=famous timide=shy calme=calm généreux=generous "
    "honnête=honest"
)


def _quality(d: Draw, table: str, degree: float = 0.15) -> Phrase:
    """de bon, de très intéressant, d'utile: good, very interesting, useful."""
    french, english = d.pick(table.split()).split("=")
    said = synonyms(french, *english.split("/"))
    if d.chance(degree):
        d.tag("degree_adverb")
        said = pair(*d.pick((("très", "very"), ("vraiment", "really")))) + said
    return Phrase([Fr("de", (), tuple(said.en[:1])), *said.fr], said.en)


def _else(d: Draw) -> Phrase:
    """d'autre: else."""
    word = En("else")
    return Phrase([Fr("de", (), (word,)), Fr("autre", (word,))], [word])


def _something(d: Draw, asked: bool) -> Phrase:
    """quelque chose: something, in a question anything as well."""
    d.tag("indefinite_pronoun")
    words = synonyms("quelque", "something", *(("anything",) if asked else ()))
    return Phrase([*words.fr, Fr("chose", tuple(words.en))], words.en)


def do_something(d: Draw) -> Sentence:
    """J'ai vu quelque chose de bizarre; elle veut manger quelque chose de léger; on n'a rien fait de spécial."""
    subject, question = question_or_statement(d, person(d, 0.65), 0.2)
    deed, table = d.pick(_DEEDS)
    lemma, _, english = deed.partition("=")
    found = sense(lemma, english)
    if d.chance(0.35) and lemma != "oublier":
        return _nothing(d, subject, Predicate(found), table)
    object_ = _something(d, bool(question)) + (_else(d) if d.chance(0.08) else _quality(d, table))
    predicate = Predicate(found, [object_])
    if lemma not in ("voir", "entendre", "oublier", "trouver", "vouloir") and d.chance(0.4):
        d.tag("modal")
        modal = would_like(True) if d.chance(0.4) else verb(d.pick(("vouloir", "devoir", "pouvoir")), "inf")
        return finish(d, Clause(subject, Predicate(modal, infinitive=predicate), PRESENT, "", question))
    clause = Clause(subject, predicate, _tense(d, lemma), "", question)
    add_time(d, clause, 0.35, punctual=False)
    return finish(d, clause)


def _tense(d: Draw, lemma: str) -> str:
    if lemma in ("voir", "entendre", "oublier", "trouver"):
        return PASSE_COMPOSE
    if lemma == "vouloir":
        return PRESENT if d.chance(0.8) else IMPERFECT
    return d.pick((PRESENT, PASSE_COMPOSE, PASSE_COMPOSE, NEAR_FUTURE) if lemma != "acheter" else (PASSE_COMPOSE,))


def _nothing(d: Draw, subject: NounPhrase, predicate: Predicate, table: str) -> Sentence:
    """Je n'ai rien vu d'intéressant: I did not see anything interesting; elle ne veut rien d'autre."""
    d.tag("indefinite_pronoun")
    predicate.after.append(_else(d) if d.chance(0.2) else _quality(d, table))
    tense = PRESENT if predicate.verb.lemma == "vouloir" else PASSE_COMPOSE
    clause = Clause(subject, predicate, tense, "rien", emptied=("anything", "nothing"))
    if tense == PASSE_COMPOSE and d.chance(0.3):
        clause.dated = True
        clause.end.append(aligned(*d.pick((("hier", "yesterday"), ("ce matin", "this morning")))))
    return finish(d, clause)


def something_there(d: Draw) -> Sentence:
    """Il y a quelque chose d'intéressant à la télé; il n'y a rien de nouveau ici; rien de grave."""
    d.tag("il_y_a", "indefinite_pronoun")
    there = En("there")
    subject = NounPhrase([Fr("il", (there,))], [there], IL, IL, False, False, "its")
    subject.pronoun, subject.human = "il", False
    french, english, table = d.pick(_THERE)
    quality = _else(d) if d.chance(0.1) else _quality(d, table)
    predicate = Predicate(aged(), clitics=[Fr("y", (there,))])
    clause = Clause(subject, predicate, PRESENT if d.chance(0.8) else IMPERFECT)
    if d.chance(0.55):
        nothing = En("nothing")
        clause.negation, clause.negated_by = "personne_subject", (nothing,)
        predicate.after += [Phrase([Fr("rien", (nothing,))], [nothing]), quality]
        clause.end.append(aligned(french, english))
        result = finish(d, clause)
        d.tags.pop("subject_il", None)
        return result
    clause.question = d.pick(("est_ce_que", "intonation", "inversion")) if d.chance(0.35) else ""
    predicate.after += [_something(d, bool(clause.question)), quality]
    clause.end.append(aligned(french, english))
    result = finish(d, clause)
    d.tags.pop("subject_il", None)
    return result


def someone_nice(d: Draw) -> Sentence:
    """J'ai rencontré quelqu'un de très gentil: I met someone very kind; c'est quelqu'un de sérieux."""
    d.tag("indefinite_pronoun")
    named = d.chance(0.3)
    words = synonyms("quelqu'", "someone", "somebody", *(("a",) if named else ()))
    someone = Phrase([*words.fr, Fr("un", tuple(words.en))], words.en) + _quality(d, _SOMEBODY, 0.3)
    if named:
        someone.en.append(En("person", words.en[0].choice, 2))  # a nice person
        return finish(d, Clause(_he(d), Predicate(be(), [someone]), PRESENT if d.chance(0.8) else IMPERFECT))
    subject, question = question_or_statement(d, person(d, 0.7), 0.2)
    lemma = d.pick(("rencontrer", "rencontrer", "connaître", "chercher"))
    found = verb(lemma, "tr") if lemma != "chercher" else sense("chercher", "look")
    tense = PASSE_COMPOSE if lemma == "rencontrer" else PRESENT
    clause = Clause(subject, Predicate(found, [someone]), tense, "", question, dated=lemma == "rencontrer")
    if lemma == "rencontrer" and d.chance(0.4):
        d.tag("time_adverb")
        past = [e for e in expressions("past_adverb") if e.fr.startswith("hier") or e.fr.endswith("dernier")]
        clause.end.append(expression_phrase(d.pick(past)))
    return finish(d, clause)


def _he(d: Draw) -> NounPhrase:
    """ce, of a person: he, or she, it, this."""
    d.tag("cest")
    subject = ce()
    words = synonyms("ce", "he", "she", "it", "this")
    subject.fr, subject.en = words.fr, words.en
    return subject


FAMILIES = ((do_something, 1), (something_there, 1), (someone_nice, 1))
