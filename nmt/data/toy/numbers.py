"""Clock times, dates, days and seasons, ages, prices, counts."""

from __future__ import annotations

from nmt.data.toy import english, french
from nmt.data.toy.determiners import Possessor, number_phrase
from nmt.data.toy.digits import WRITTEN, written_hour
from nmt.data.toy.draw import Draw
from nmt.data.toy.lexicon import Noun, noun, nouns_of
from nmt.data.toy.phrases import NounPhrase, noun_phrase
from nmt.data.toy.words import Choice, En, Fr, Phrase, pair, synonyms

ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third "
    "twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
).split()


def hour(d: Draw, written: float = WRITTEN) -> Phrase:
    """A time of day without preposition: huit heures et demie, half past eight; midi, noon; 8h30, 14 h 30.

    `written` is how likely it is in digits.
    """
    if d.chance(written):
        return written_hour(d, 14 + int(d.random() * 7) if d.chance(0.3) else 6 + int(d.random() * 7))
    roll = d.random()
    if roll < 0.09:
        return pair(*d.pick((("midi", "noon"), ("minuit", "midnight"))))
    if roll < 0.12:
        return _half_past_twelve(d.pick(("midi", "midi", "minuit")))
    n = 1 + int(d.random() * 11)
    fr_number = french.number_word(n, feminine=True)
    heures = "heure" if n == 1 else "heures"
    number = En(english.number_word(n))
    if roll < 0.48:
        oclock = En("o'clock", Choice())
        return Phrase([Fr(fr_number, (number,)), Fr(heures, (oclock,))], [number, oclock])
    if roll < 0.68:
        choice = Choice()
        half, past, thirty = En("half", choice), En("past", choice), En("thirty", choice, 1)
        fr = [Fr(fr_number, (number,)), Fr(heures, (), (past,)), Fr("et", (past,)), Fr("demie", (half, thirty))]
        return Phrase(fr, [half, past, number, thirty])
    if roll < 0.79:
        choice = Choice(3)
        a, quarter, past = En("a", choice), En("quarter", choice), En("past", choice)
        bare, after, fifteen = En("quarter", choice, 1), En("past", choice, 1), En("fifteen", choice, 2)
        fr = [
            Fr(fr_number, (number,)),
            Fr(heures, (), (past,)),
            Fr("et", (past,)),
            Fr("quart", (quarter, bare, fifteen), (a,)),
        ]
        return Phrase(fr, [a, quarter, past, bare, after, number, fifteen])
    if roll < 0.89:
        choice = Choice()
        a, quarter, to = En("a", choice), En("quarter", choice), En("to", choice)
        number.choice = choice
        before, forty_five = En(english.number_word((n + 10) % 12 + 1), choice, 1), En("forty-five", choice, 1)
        fr = [Fr(fr_number, (number,)), Fr(heures, (), (to,)), Fr("moins", (to,)), Fr("le", (a,), article=True)]
        return Phrase([*fr, Fr("quart", (quarter, forty_five))], [a, quarter, to, number, before, forty_five])
    minutes = d.pick((5, 10, 20, 25))
    if d.chance(0.5):
        noon = d.chance(0.15)
        twelve = synonyms("midi", "twelve", "noon")
        return _minutes_to(minutes, twelve if noon else Phrase([Fr(fr_number, (number,)), Fr(heures)], [number]))
    count, past = En(english.number_word(minutes)), En("past")
    fr = [Fr(fr_number, (number,)), Fr(heures, (), (past,))]
    fr += [Fr(word, (count,)) for word in french.number_word(minutes).split()]
    return Phrase(fr, [count, past, number])


def _minutes_to(minutes: int, full: Phrase) -> Phrase:
    """neuf heures moins dix: ten to nine; midi moins cinq: five to twelve."""
    count, to = En(english.number_word(minutes)), En("to")
    if len(full.fr) > 1:
        full.fr[1].possible = (to,)
    fr = [*full.fr, Fr("moins", (to,)), *[Fr(word, (count,)) for word in french.number_word(minutes).split()]]
    return Phrase(fr, [count, to, *full.en])


def _half_past_twelve(twelve: str) -> Phrase:
    """midi et demi, minuit et demi: half past twelve."""
    choice = Choice(3 if twelve == "midi" else 2)
    half, past, thirty = En("half", choice), En("past", choice), En("thirty", choice, 1)
    number, late = En("twelve", choice), En("twelve", choice, 1)
    words = [half, past, number, late, thirty]
    noon = [En(text, choice, 2) for text in ("half", "past", "noon")] if twelve == "midi" else []
    fr = [Fr(twelve, (number, late, *noon[2:])), Fr("et", (past, *noon[1:2])), Fr("demi", (half, thirty, *noon[:1]))]
    return Phrase(fr, [*words, *noon])


def clock_time(d: Draw) -> Phrase:
    """à huit heures: at eight o'clock."""
    return pair("à", "at") + hour(d)


def later_hour(d: Draw, n: int, written: float = WRITTEN) -> Phrase:
    """vingt heures: eight in the evening (or eight o'clock, eight pm); vingt heures dix: ten past eight; 20h10."""
    if d.chance(written):
        return written_hour(d, n)
    count, choice = En(number_phrase(n - 12).en[0].text), Choice(3)
    part = ["in", "the", "afternoon"] if n < 18 else ["in", "the", "evening"] if n < 22 else ["at", "night"]
    words = [En(text, choice) for text in part]
    pm = En("pm", choice, 2)
    fr = [Fr(w.text, (count,), (words[-1],)) for w in number_phrase(n, True).fr]
    if d.chance(0.65):
        oclock = En("o'clock", choice, 1)
        return Phrase([*fr, Fr("heures", (oclock, pm, *words))], [count, *words, oclock, pm])
    minutes = d.pick((5, 10, 15, 20, 30, 30, 40, 45, 50))
    said = Choice()
    later = En(number_phrase((n - 12) % 12 + 1).en[0].text, said)
    spoken = {15: ("a", "quarter"), 30: ("half",), 45: ("a", "quarter")}.get(minutes) or tuple(
        number_phrase(60 - minutes if minutes > 30 else minutes).en[0].text.split())  # fmt: skip
    past = En("to" if minutes > 30 else "past", said)
    first = [En(text, said) for text in spoken]
    plain, digits = En(count.text, said, 1), En(number_phrase(minutes).en[0].text, said, 1)
    head = later if minutes > 30 else En(count.text, said)
    for word in fr:
        word.sure, word.possible = (head, plain), ()
    fr.append(Fr("heures", (past, pm, *words)))
    fr += [Fr(w.text, (first[-1], digits), tuple(first[:-1])) for w in number_phrase(minutes).fr]
    return Phrase(fr, [*first, past, head, plain, digits, *words, pm])


def day_of_month(d: Draw) -> Phrase:
    """le trois mai: May third, May the third, or the third of May."""
    month = d.pick(nouns_of("month"))
    n = 1 + int(d.random() * 31)
    if month.fr[0] == "février":
        n = min(n, 28)
    elif n == 31 and month.fr[0] in ("avril", "juin", "septembre", "novembre"):
        n = 30
    rank, choice = ORDINALS[n - 1], Choice(3)
    orders = ((month.en[0], rank), (month.en[0], "the", rank), ("the", rank, "of", month.en[0]))
    en = [En(text, choice, option) for option, order in enumerate(orders) for text in order]
    days, months = (tuple(word for word in en if word.text == text) for text in (rank, month.en[0]))
    fr_day = [Fr("premier", days)] if n == 1 else [Fr(w, days) for w in french.number_word(n).split()]
    fr = [Fr("le", (), days), *fr_day, Fr(month.fr[0], months)]
    return Phrase(fr, en)


def date_phrase(d: Draw) -> Phrase:
    """le trois mai: on May third; lundi: on Monday."""
    on = En("on")
    if d.chance(0.6):
        date = day_of_month(d)
        date.fr[0].possible = (on,)
        return Phrase(date.fr, [on, *date.en])
    day = d.pick(nouns_of("weekday"))
    word = En(day.en[0])
    if d.chance(0.35):
        return _weekday_of_month(d, day, on, word)
    on.choice = Choice()
    return Phrase([Fr(day.fr[0], (word,), (on,))], [on, word])


def _weekday_of_month(d: Draw, day: Noun, on: En, word: En) -> Phrase:
    """le premier samedi de juin: on the first Saturday in June."""
    month, (rank_fr, rank_en) = d.pick(nouns_of("month")), d.pick((("premier", "first"), ("dernier", "last")))
    the, rank, of = En("the"), En(rank_en), synonyms("de", "in", "of")
    d.tag("definite_article")
    of += pair(month.fr[0], month.en[0])
    fr = [Fr("le", (the,), (on,), article=True), Fr(rank_fr, (rank,)), Fr(day.fr[0], (word,)), *of.fr]
    return Phrase(fr, [on, the, rank, word, *of.en])


def weekday_phrase(d: Draw) -> Phrase:
    """lundi: on Monday; jeudi matin: on Thursday morning."""
    day = d.pick(nouns_of("weekday"))
    on, word = En("on", Choice()), En(day.en[0])
    phrase = Phrase([Fr(day.fr[0], (word,), (on,))], [on, word])
    if not d.chance(0.35):
        return phrase
    part = noun(d.pick(("matin", "après-midi", "soir")))
    return phrase + pair(part.fr[0], part.en[0])


def year_part(d: Draw) -> Phrase:
    """en juillet, en été, au printemps: in July, in the summer (or in summer)."""
    if d.chance(0.4):
        return in_season(d)
    month = d.pick(nouns_of("month"))
    return pair("en", "in") + pair(month.fr[0], month.en[0])


def in_season(d: Draw) -> Phrase:
    """en hiver, au printemps: in the winter, or in winter."""
    season = noun_phrase(d, d.pick(nouns_of("season")), "none")
    in_, the = En("in"), En("the", Choice())
    begin = Fr("au", (in_, the)) if season.fr[0].text == "printemps" else Fr("en", (in_,), (the,))
    return Phrase([begin, *season.fr], [in_, the, *season.en])


_ON_THE_CLOCK = frozenset(english.number_word(n) for n in range(2, 13))


def lasting(time: Phrase) -> Phrase:
    """depuis deux ans: for two years; depuis trois heures: for three hours, or since three o'clock."""
    count = time.en[0].text
    if time.fr[-1].text != "heures" or count not in _ON_THE_CLOCK:
        return pair("depuis", "for") + time
    choice = Choice(3)
    for_, hours, number = En("for", choice), time.en[-1], time.en[0]
    hours.choice = choice
    since = [En("since", choice, 1), En("since", choice, 2)]
    oclock = En("o'clock", choice, 1)
    fr = [Fr("depuis", (for_, *since)), time.fr[0], Fr("heures", (*time.fr[-1].sure, oclock))]
    return Phrase(fr, [for_, *since, number, hours, oclock])


def years(d: Draw, n: int) -> Phrase:
    """dix ans: ten years old (old has no French word; `ten` alone is as good)."""
    number = number_phrase(n)
    choice = Choice()
    year, old = En("year" if n == 1 else "years", choice), En("old", choice)
    d.tag("number")
    return Phrase([*number.fr, Fr("an" if n == 1 else "ans", (year,), (old,))], [*number.en, year, old])


def at_age(d: Draw, youngest: int, oldest: int) -> Phrase:
    """à l'âge de trente ans, à trente ans: at the age of thirty."""
    number = number_phrase(youngest + int(d.random() * (oldest + 1 - youngest)))
    if d.chance(0.5):
        at, choice = En("at"), Choice()
        the_age_of = [En(text, choice) for text in ("the", "age", "of")]
        fr = [Fr("à", (at,)), *number.fr, Fr("ans", tuple(number.en), tuple(the_age_of))]
        return Phrase(fr, [at, *the_age_of, *number.en])
    at, the, age, of = En("at"), En("the"), En("age"), En("of")
    fr = [Fr("à", (at,)), Fr("le", (the,), article=True), Fr("âge", (age,)), Fr("de", (of,)), *number.fr]
    return Phrase([*fr, Fr("ans", tuple(number.en))], [at, the, age, of, *number.en])


def in_year(d: Draw) -> Phrase:
    """en 1995: in 1995."""
    year = str(1950 + int(d.random() * 76))
    return pair("en", "in") + pair(year, year)


def price(d: Draw, n: int) -> Phrase:
    """vingt euros: twenty euros."""
    number = number_phrase(n)
    d.tag("number")
    unit = "dollar" if d.chance(0.12) else "euro"
    return number + pair(unit + ("s" if n > 1 else ""), unit + ("s" if n > 1 else ""))


def counted(d: Draw, np: NounPhrase, owner: Possessor | None = None, some: tuple[int, ...] = ()) -> NounPhrase:
    """mes deux sœurs: my two sisters; without an owner les deux chaises: the two chairs."""
    d.tag("number")
    grand = np.noun is not None and np.noun.lemma == "grand-père"
    number = number_phrase(2 if grand else d.pick(some or (2, 2, 2, 3, 3, 4)))
    begin = 1 + (len(owner.alternatives) if owner is not None else 0)
    np.fr, np.en = [np.fr[0], *number.fr, *np.fr[1:]], [*np.en[:begin], *number.en, *np.en[begin:]]
    return np
