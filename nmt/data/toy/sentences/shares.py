"""Some of them: most of the students, no customer, half of the cake, one of my friends; a dog that barks."""

from __future__ import annotations

from functools import cache

from nmt.data.toy.adverbials import add_time, expression_phrase
from nmt.data.toy.clauses import IMPERFECT, NEAR_FUTURE, PASSE_COMPOSE, PRESENT, Clause, Predicate
from nmt.data.toy.complements import qualified
from nmt.data.toy.description import predicates_for
from nmt.data.toy.draw import Draw
from nmt.data.toy.french import IL, ILS
from nmt.data.toy.indefinites import ce
from nmt.data.toy.lexicon import Noun, Verb, expressions, noun, nouns_of
from nmt.data.toy.objects import action_verbs, predicate_for, sense
from nmt.data.toy.other_words import other_nouns
from nmt.data.toy.phrases import NounPhrase, by_the_way, draw_adjectives, free_possessor, noun_phrase, possessor_of
from nmt.data.toy.sentences.actions import Sentence, finish, pick_question, pick_tense
from nmt.data.toy.sentences.being import adjective_phrase, be
from nmt.data.toy.sentences.existence import existing
from nmt.data.toy.sentences.relative import with_qui
from nmt.data.toy.subjects import person
from nmt.data.toy.words import Choice, En, Fr, Phrase, aligned, pair, synonyms

_PEOPLE = "élève étudiant touriste client professeur invité enfant garçon médecin musicien".split()
_THINGS = "magasin restaurant musée film livre train bus maison rue hôtel voiture banque".split()
_KIN = "ami voisin collègue cousin frère oncle copain camarade".split()
_MANY = ("beaucoup", "beaucoup", "trop", "plusieurs", "quelques", "few", "few", "most", "most", "certain", "half")


@cache
def _both_genders(lemmas: tuple[str, ...]) -> tuple[Noun, ...]:
    return tuple(n for n in nouns_of("human") if n.lemma in lemmas and (n.lemma, n.gender) != ("enfant", "f"))


def _over(d: Draw, head: Phrase, np: NounPhrase, person_: int = ILS) -> NounPhrase:
    """The noun phrase with what says how many of them."""
    d.tag("quantity")
    said = head + np
    whole = NounPhrase(said.fr, said.en, person_, person_, np.feminine, person_ == ILS, "their")
    whole.human, whole.noun = np.human, np.noun
    return whole


def some_of(d: Draw, item: Noun, kind: str) -> NounPhrase:
    """beaucoup de touristes, peu d'élèves, la plupart des magasins, certains films, la moitié des étudiantes."""
    if kind == "few":
        return _over(d, aligned("peu de", "few"), noun_phrase(d, item, "none", True))
    if kind == "certain":
        word = synonyms("certaines" if item.gender == "f" else "certains", "some", "certain")
        return _over(d, word, noun_phrase(d, item, "none", True))
    if kind == "half":
        choice = Choice()
        half, of = En("half"), En("of", choice)
        head = Phrase([Fr("la", (), (half,)), Fr("moitié", (half,)), Fr("de", (of,))], [half, of])
        return _over(d, head, noun_phrase(d, item, "definite", True, ()))
    if kind == "most":
        np = noun_phrase(d, item, "definite", True, ())
        choice = Choice()
        most, of = En("most"), En("of", choice)
        np.en[0].choice = choice  # most of the students, or most students
        return _over(d, Phrase([Fr("la", (), (most,)), Fr("plupart", (most,)), Fr("de", (of,))], [most, of]), np)
    return noun_phrase(d, item, kind, True)


def _one_of(d: Draw, item: Noun, subject: NounPhrase | None = None) -> NounPhrase:
    """un de mes amis: one of my friends; deux de ses cousines."""
    owner = possessor_of(subject) if subject is not None and d.chance(0.6) else free_possessor(d, subject)
    np = noun_phrase(d, item, owner, True, ())
    single = d.chance(0.7)
    number = ("une" if item.gender == "f" else "un", "one") if single else d.pick((("deux", "two"), ("trois", "three")))
    count = pair(*number)
    d.tag("number")
    found = _over(d, count + pair("de", "of"), np, IL if single else ILS)
    found.plural = not single
    found.owner = ("her" if item.gender == "f" else "his") if single else "their"
    return found


def some_do(d: Draw) -> Sentence:
    """La plupart des élèves sont contents; beaucoup de touristes sont arrivés ce matin; un de mes amis habite ici."""
    roll = d.random()
    if roll < 0.3:
        subject = _one_of(d, d.pick(_both_genders(tuple(_KIN))))
    elif roll < 0.55:
        subject = some_of(d, noun(d.pick(_THINGS)), d.pick(_MANY))
        fit = [a for a in predicates_for(subject.noun or noun("livre")) if a.lemma not in ("plein", "vide", "nouveau")]
        claim = adjective_phrase(d, d.pick(fit), subject, 0.15)
        tense = PRESENT if d.chance(0.8) else IMPERFECT
        return finish(d, Clause(subject, Predicate(be(), [claim]), tense, "pas" if d.chance(0.1) else ""))
    else:
        if d.chance(0.25):
            subject = some_of(d, noun("gens"), d.pick(("beaucoup", "trop", "few", "most")))
        else:
            subject = some_of(d, d.pick(_both_genders(tuple(_PEOPLE))), d.pick(_MANY))
    return _deed(d, subject)


_TRAITS = ("absent", "malade", "content", "fatigué", "occupé", "triste", "gentil", "sympathique", "jeune", "célèbre")
_DEEDS = frozenset(
    "arriver partir venir sortir travailler dormir parler aimer adorer danser rire étudier voyager déménager attendre "
    "habiter comprendre manger boire perdre oublier visiter acheter".split()
)


def _deed(d: Draw, subject: NounPhrase, negation: str = "", by: tuple[En, ...] = ()) -> Sentence:
    """What they are or do, mostly with a time."""
    if d.chance(0.3):
        fit = [a for a in predicates_for(noun("homme")) if a.lemma in _TRAITS]
        mood = d.pick(fit)
        claim = adjective_phrase(d, mood, subject, 0.0)
        clause = Clause(subject, Predicate(be(), [claim]), PRESENT if d.chance(0.7) else IMPERFECT, negation)
        if mood.lemma in _TRAITS[:6] and d.chance(0.5):
            kinds = ("present_adverb", "day_adverb") if clause.tense == PRESENT else ("past_adverb",)
            clause.end.append(expression_phrase(d.pick(expressions(*kinds))))
    else:
        found = d.pick([v for v in action_verbs() if v.lemma in _DEEDS and v.subjects & {"person", "adult"}
                        and v.frame in ("intr", "tr", "tr_lang") and not v.objects & {"family"}])  # fmt: skip
        clause = Clause(subject, predicate_for(d, found, subject), pick_tense(d, found), negation)
        if clause.tense not in (PRESENT, PASSE_COMPOSE, NEAR_FUTURE):
            clause.tense = PASSE_COMPOSE
        add_time(d, clause, 0.0 if negation else 0.6)
    clause.negated_by = by
    return finish(d, clause)


def none_of_them(d: Draw) -> Sentence:
    """Aucun élève n'est absent: no student is absent; elle n'a aucun problème: she has no problem."""
    no = En("no")
    d.tag("negation_rien")
    if d.chance(0.5):
        item = d.pick(_both_genders(tuple(_PEOPLE)))
        np = noun_phrase(d, item, "none", False)
        subject = _over(d, Phrase([Fr("aucune" if item.gender == "f" else "aucun", (no,))], [no]), np, IL)
        subject.plural = False
        return _deed(d, subject, "personne_subject", (no,))
    found = d.pick([v for v in action_verbs() if v.lemma in _UNDONE and v.frame == "tr"])
    pool = [n for n in nouns_of(*sorted(found.objects - {"family", "friend"})) if n.number == "count"]
    item = d.pick([n for n in pool if not n.has("public_transport", "meal")] or [noun("livre")])
    having = found.lemma in ("avoir", "connaître", "comprendre")  # has no idea; but: did not make any mistakes
    asked, d.alternatives = d.alternatives, False
    np = noun_phrase(d, item, "none", False)
    d.alternatives = asked
    any_ = no if having else En("any")
    _either_number(np, item, not having)
    what = Phrase([Fr("aucune" if item.gender == "f" else "aucun", (any_,)), *np.fr], [any_, *np.en])
    tense = PRESENT if found.stative else d.pick((PASSE_COMPOSE, PASSE_COMPOSE, NEAR_FUTURE))
    by = (no,) if having else ()
    return finish(
        d, Clause(person(d, 0.7), Predicate(found, [what]), tense, "personne", negated_by=by, quantifier=any_)
    )


_UNDONE = ("avoir", "connaître", "trouver", "acheter", "lire", "comprendre", "visiter", "faire", "recevoir")


def _either_number(np: NounPhrase, item: Noun, plural: bool) -> None:
    """Behind any mistakes or any mistake, behind no idea or no ideas; `plural` is the canonical number."""
    choice = Choice()
    for word in np.en:
        word.choice, word.option = choice, int(plural)
    several = [En(text, choice, int(not plural)) for text in item.en[1].split()]
    for french in np.fr:
        french.sure = (*french.sure, several[-1]) if np.en[-1] in french.sure else french.sure
        french.sure = (*french.sure, several[0]) if len(several) > 1 and np.en[0] in french.sure else french.sure
    more = []
    for words in other_nouns().get(item, ((), ())):
        for text in words:  # any photos, any pictures
            more += [En(part, choice, choice.size) for part in text.split()]
            choice.size += 1
    for french in np.fr:
        french.sure = (*french.sure, *more) if french.sure else french.sure
    np.en = [*several, *more, *np.en]


def half_of_it(d: Draw) -> Sentence:
    """Il a mangé la moitié du gâteau; elle connaît la plupart des élèves; je vais voir un de mes cousins."""
    subject, roll = person(d, 0.7), d.random()
    half = En("half")
    if roll < 0.35:
        shared = [n for n in nouns_of("food_share", "book") if n.number == "count" and not n.has("bread_like")]
        item = d.pick(shared)
        of = En("of", Choice())
        head = Phrase([Fr("la", (), (half,)), Fr("moitié", (half,)), Fr("de", (of,))], [half, of])
        this = d.pick(("definite", "definite", "demonstrative"))
        np = _over(d, head, noun_phrase(d, item, this, False, ()), IL)
        found = sense("lire", "read") if item.has("book") else next(v for v in action_verbs() if v.lemma == "manger")
        tense = d.pick((PASSE_COMPOSE, PASSE_COMPOSE, NEAR_FUTURE))
    else:
        met = d.chance(0.5)
        kin = d.pick(_both_genders(tuple(_KIN)))
        np = _one_of(d, kin, subject) if met else some_of(d, d.pick(_both_genders(tuple(_PEOPLE))), d.pick(_MANY[3:]))
        found = d.pick(_known())
        tense = PRESENT if found.lemma == "connaître" else pick_tense(d, found)
    clause = Clause(subject, Predicate(found, [np]), tense)
    clause.question = pick_question(d, subject) if subject.pronoun in ("tu", "vous") and d.chance(0.4) else ""
    add_time(d, clause, 0.4)
    return finish(d, clause)


_MEETING = ("connaître", "voir", "rencontrer", "inviter", "aider", "attendre")


@cache
def _known() -> tuple[Verb, ...]:
    found: dict[str, Verb] = {}
    for v in action_verbs():
        if v.lemma in _MEETING and v.objects & {"person", "friend"}:
            found.setdefault(v.lemma, v)
    return tuple(found.values())


def this_or_that(d: Draw) -> Sentence:
    """Cette robe-là est trop chère: that dress is too expensive; je préfère ce sac-ci: this bag."""
    classes = ("clothes", "bag", "book", "vehicle_own", "furniture", "house_like", "restaurant", "hotel", "device")
    item = d.pick([n for n in nouns_of(*classes) if n.number == "count" and " " not in n.lemma])
    plural = d.chance(0.2)
    np = noun_phrase(d, item, "demonstrative", plural, ())
    near = d.chance(0.3)
    word = np.en[0] if near else np.en[1]
    word.choice, word.option = None, 0
    np.en = [word, *np.en[2:]]
    np.fr[0].sure = (word,)
    np.fr.append(Fr("-ci" if near else "-là", (word,)))
    if d.chance(0.5):
        quality = d.pick([a for a in predicates_for(item) if a.lemma not in ("cassé", "carré", "rond")])
        return finish(d, Clause(np, Predicate(be(), [adjective_phrase(d, quality, np, 0.5)]), PRESENT))
    takers = [v for v in action_verbs() if v.lemma in ("préférer", "vouloir", "acheter", "chercher", "connaître")
              and v.objects & item.classes] or [sense("aimer", "like")]  # fmt: skip
    found, subject = d.pick(takers), person(d, 0.75)
    question = pick_question(d, subject) if subject.pronoun in ("tu", "vous") and d.chance(0.5) else ""
    return finish(d, Clause(subject, Predicate(found, [np]), PRESENT if found.stative else PASSE_COMPOSE, "", question))


_MOVING = ("pet", "bird", "farm", "public_transport_timed", "ringing", "device")


_STILL = ("movie", "book", "clothes", "vehicle_own", "house_like", "restaurant")
_HAD = frozenset("avoir voir chercher acheter vouloir connaître entendre".split())


def one_that(d: Draw) -> Sentence:
    """J'ai un chien qui aboie; c'est un film qui est très drôle; il y a un bus qui arrive: that barks, that is."""
    moving = d.chance(0.4)
    pool = nouns_of(*(_MOVING if moving else _STILL))
    item = d.pick([n for n in pool if n.number == "count" and not n.has("en_pair")])
    plural = d.chance(0.15)
    np = noun_phrase(d, item, "indefinite", plural, by_the_way(d, item, 0.15) or draw_adjectives(d, item, 0.1, 0.0))
    np = with_qui(d, np) if moving else qualified(d, np, 1.0)
    roll = d.random()
    if roll < 0.3:
        return existing(d, np, Phrase([], []), False, "")
    if roll < 0.6:
        d.tag("cest")
        return finish(d, Clause(ce(np), Predicate(be(), [np]), PRESENT))
    verbs = [v for v in action_verbs() if v.lemma in _HAD and v.frame == "tr" and v.objects & item.classes]
    found = d.pick(verbs) if verbs else next(v for v in action_verbs() if v.lemma == "voir" and v.frame == "tr")
    tense = PRESENT if found.stative and found.lemma != "voir" else d.pick((PASSE_COMPOSE, PASSE_COMPOSE, PRESENT))
    return finish(d, Clause(person(d, 0.7), Predicate(found, [np]), tense))


FAMILIES = ((some_do, 8), (none_of_them, 3), (half_of_it, 5), (this_or_that, 2), (one_that, 5))
