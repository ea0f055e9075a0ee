"""今日 as the first paint shows it: the cards that plain SQL can fill, in the places where the page has them."""

from __future__ import annotations

from typing import Any

from station_app.core import clock
from station_app.features.today.rules import Card, day_line, greeting
from station_app.features.today.service import cards
from station_app.ui.first_sight import CardSight, Filling


def filling(connection: Any) -> Filling:
    """What is due today from a plain connection; without cards when the file cannot be read (None)."""
    if connection is None:
        return Filling(heading=greeting(clock.now().astimezone().hour, ""), facts=day_line(clock.today(), "", ""))

    def execute(query: str, arguments: tuple[Any, ...]) -> Any:
        return connection.execute(query, arguments).fetchall()

    left, right = cards.columns(execute, clock.today())
    return Filling(
        heading=greeting(clock.now().astimezone().hour, cards.station_name(execute)),
        facts=day_line(clock.today(), *cards.day_kind(execute, clock.today())),
        cards=([_sight(card) for card in left], [_sight(card) for card in right]),
    )


def _sight(card: Card) -> CardSight:
    lines = [(line.words, line.detail, line.tone) for line in card.lines]
    return CardSight(card.title, str(card.number or ""), lines or [(card.empty, "", "soft")])
