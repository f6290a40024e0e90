"""Nouns by what they are to a party: who acts in a state's name, who fights for a movement, what kills without acting itself."""

from functools import cache

from sayso.events.lexicon import nouns
from sayso.tables import table

__all__ = ["fighters", "movements", "munitions", "nobody", "organs", "partitives", "ranks", "settlements"]


@cache
def organs() -> frozenset[str]:
    """Nouns for what acts in a state's name: "Russian troops" are Russia."""
    extra = "gunboat forces official authority police plane warplane aircraft helicopter missile ship warship rocket shell bomb bomber gunner diplomat delegation intelligence minesweeper airstrike fire offensive"
    known = nouns("@force|@weapon|@munition|@state|@warship").lemmas | frozenset(extra.split())
    return known - frozenset(
        "rebel insurgent guerrilla guerilla fighter gunman militant militia separatist partisan mercenary jihadist terrorist bandit extremist warlord opposition paramilitary union coalition leadership resistance parliament congress council court bloc president".split()
    )


@cache
def munitions() -> frozenset[str]:
    """What kills and destroys but is fired, dropped or laid by somebody; crewed arms ("tanks", "warplanes") act themselves."""
    return nouns("@munition").lemmas


@cache
def movements() -> frozenset[str]:
    """Armed people without a state, by whom weapons are named: "rebel rockets"."""
    return nouns("@rebel").lemmas


@cache
def nobody() -> frozenset[str]:
    """Nouns that name a party only by its part in what is told: "both sides", "each party"."""
    return frozenset(table("events/syntax")["nobody"])


@cache
def fighters() -> frozenset[str]:
    """Nouns for those who fight for or speak for a movement or body."""
    return nouns("@rebel").lemmas | frozenset(
        "fighter force troop leader official movement group army spokesman member supporter forces police combatant element militiaman".split()
    )


@cache
def ranks() -> frozenset[str]:
    """Nouns for those who fight for a movement: what they do, it does; not so its leader or spokesman."""
    return nouns("@rebel").lemmas | frozenset(("fighter", "force", "forces", "troop", "troops", "soldier", "combatant", "element", "militiaman"))


@cache
def settlements() -> frozenset[str]:
    """Common nouns for a place that bears a name."""
    return frozenset(table("events/syntax")["settlements"])


@cache
def partitives() -> frozenset[str]:
    """Nouns that only measure, those left out that can be a party."""
    return frozenset(table("events/syntax")["partitive"]) - frozenset(("outskirts", "member", "group", "many", "most", "some"))
