"""The shared machinery: who does what in a clause, passives, control, relatives, moods, bases and inflection."""

from __future__ import annotations

import pytest

from geodata.attribution import attribution
from geodata.clauses import Grammar, singular
from geodata.modality import mood_of
from geodata.syntax import agents, doers, grammatical_subjects, negated, possessors, prepositions, undergoers
from geodata.tables import load_tables
from tests.geodata.reading_helper import reading


def grammar(text: str) -> Grammar:
    return Grammar(reading(text), load_tables())


def token(g: Grammar, word: str):  # type: ignore[no-untyped-def]
    return next(t for t in g.doc if t.text == word)


@pytest.mark.parametrize(
    ("text", "verb", "subjects", "objects"),
    [
        ("Rebels attacked the town.", "attacked", ["Rebels"], ["town"]),
        ("The town was attacked by rebels.", "attacked", ["rebels"], ["town"]),
        ("Kenya and Uganda rejected the plan.", "rejected", ["Kenya", "Uganda"], ["plan"]),
        ("Mali wants to leave the bloc.", "leave", ["Mali"], ["bloc"]),
        ("Rebels entered the town and burned houses.", "burned", ["Rebels"], ["houses"]),
        ("Soldiers who shelled the port fled.", "shelled", ["Soldiers"], ["port"]),
        ("Nobody could deter Iran from launching missiles.", "launching", ["Iran"], ["missiles"]),
    ],
)
def test_who_does_what(text: str, verb: str, subjects: list[str], objects: list[str]) -> None:
    word = token(grammar(text), verb)
    assert [t.text for t in doers(word)] == subjects
    assert [t.text for t in undergoers(word)] == objects


def test_agents_possessors_and_prepositions() -> None:
    g = grammar("The bridge was destroyed by Israel's jets in the north of Lebanon.")
    verb = token(g, "destroyed")
    assert [t.text for t in agents(verb)] == ["jets"]
    assert [t.text for t in possessors(token(g, "jets"))] == ["Israel"]
    assert ("in", "north") in [(w, t.text) for w, t in prepositions(verb)]
    broken = grammar("Despite Hamas’ refusal to join, talks go on.")
    assert [t.text for t in possessors(token(broken, "refusal"))] == ["Hamas"]


@pytest.mark.parametrize(
    ("text", "verb", "no"),
    [("It did not sign.", "sign", True), ("No troops left.", "left", True), ("It signed.", "signed", False)],
)
def test_negation(text: str, verb: str, no: bool) -> None:
    assert negated(token(grammar(text), verb)) is no


@pytest.mark.parametrize(
    ("text", "verb", "modality"),
    [
        ("The army attacked the town.", "attacked", "occurred"),
        ("The army has attacked the town.", "attacked", "occurred"),
        ("The army is attacking the town.", "attacking", "ongoing"),
        ("The army continues to attack the town.", "attack", "ongoing"),
        ("The army will attack the town.", "attack", "planned"),
        ("The army is set to attack the town.", "attack", "planned"),
        ("The army plans to attack the town.", "attack", "planned"),
        ("The ministers meet on Monday.", "meet", "planned"),
        ("The army could attack the town.", "attack", "hypothetical"),
        ("Residents fear that the army will attack.", "attack", "hypothetical"),
        ("Residents fear that the army attacked.", "attacked", "hypothetical"),
        ("The army threatened to attack the town.", "attack", "hypothetical"),
        ("If the army attacks, people will flee.", "attacks", "hypothetical"),
        ("The army reportedly attacked the town.", "attacked", "claimed"),
        ("The army potentially attacked the town.", "attacked", "hypothetical"),
        ("The army appears to have attacked the town.", "attacked", "claimed"),
        ("The army began attacking the town.", "attacking", "occurred"),
        ("The president said she would visit Lima.", "visit", "planned"),
        ("Police said the road was closed.", "closed", "occurred"),
        ("The talks are scheduled for Monday.", "scheduled", "planned"),
        ("The union wants to strike.", "strike", "hypothetical"),
    ],
)
def test_mood_of_verbs(text: str, verb: str, modality: str) -> None:
    g = grammar(text)
    assert mood_of(g, token(g, verb)).modality.value == modality


@pytest.mark.parametrize(
    ("text", "noun", "modality"),
    [
        ("They held talks.", "talks", "occurred"),
        ("They will hold talks.", "talks", "planned"),
        ("The planned talks matter.", "talks", "planned"),
        ("They warned of an attack.", "attack", "hypothetical"),
        ("The risk of an attack is high.", "attack", "hypothetical"),
        ("The alleged attack shocked them.", "attack", "claimed"),
        ("The ongoing fighting hurts trade.", "fighting", "ongoing"),
        ("They left after the attack.", "attack", "occurred"),
        ("They met ahead of the summit.", "summit", "planned"),
        ("They called for talks.", "talks", "hypothetical"),
        ("Plans for a summit were made.", "summit", "planned"),
        ("There are shortages of water.", "shortages", "ongoing"),
    ],
)
def test_mood_of_nouns(text: str, noun: str, modality: str) -> None:
    g = grammar(text)
    assert mood_of(g, token(g, noun)).modality.value == modality


@pytest.mark.parametrize(
    ("text", "verb", "speaker"),
    [
        ("The army said rebels attacked the base.", "attacked", "army"),
        ("Rebels attacked the base, police said.", "attacked", "police"),
        ("Rebels attacked the base, according to the ministry.", "attacked", "ministry"),
        ("Rebels attacked the base.", "attacked", ""),
    ],
)
def test_attribution(text: str, verb: str, speaker: str) -> None:
    g = grammar(text)
    tokens, _ = attribution(g, token(g, verb))
    assert (tokens[0].text if tokens else "") == speaker


@pytest.mark.parametrize(
    ("base", "third", "past", "gerund"),
    [("reject", "rejects", "rejected", "rejecting"), ("carry out", "carries out", "carried out", "carrying out"),
     ("stop", "stops", "stopped", "stopping"), ("die", "dies", "died", "dying"), ("withdraw", "withdraws", "withdrew", "withdrawing"),
     ("launch", "launches", "launched", "launching"), ("free", "frees", "freed", "freeing"), ("meet", "meets", "met", "meeting")],
)  # fmt: skip
def test_inflection(base: str, third: str, past: str, gerund: str) -> None:
    inflect = load_tables().inflector
    assert (inflect.third(base), inflect.past(base), inflect.gerund(base)) == (third, past, gerund)


def test_bases_mend_the_parsers_lemmas() -> None:
    g = grammar("They are hoping for rain.")
    assert g.base(token(g, "hoping")) == "hope"


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("talks", "talk"),
        ("ceasefires", "ceasefire"),
        ("clashes", "clash"),
        ("parties", "party"),
        ("men", "man"),
        ("crisis", "crisis"),
    ],
)
def test_singular(plural: str, one: str) -> None:
    assert singular(plural) == one


def test_long_quotes_are_speech_and_short_ones_are_not() -> None:
    g = grammar('She spoke of "total victory" there. "We will bomb the bridge and the port," he said.')
    assert not g.quoted(token(g, "victory"))
    assert g.quoted(token(g, "bomb"))


def test_subjects_of_infinitives_follow_their_control() -> None:
    g = grammar("Egypt urged Hamas to accept the deal.")
    assert [t.text for t in grammatical_subjects(token(g, "accept"))] == ["Hamas"]
