"""What statistics show."""

from datetime import date

import strawberry

from backend.cases.statistics import Group, Spread, Tables
from backend.cases.status import CaseStatus, StatisticsDimension

strawberry.enum(StatisticsDimension, description="By what statistics are grouped (集計の区分).")


@strawberry.type(description="A value by which a group is made (区分の値).")
class StatisticsKey:
    dimension: StatisticsDimension
    code: str = strawberry.field(description="A code, a day (the first of a week or month), hour.")
    words: str = strawberry.field(description="Japanese, for people.")


@strawberry.type(description="Median and ninth decile in minutes; null of too few (所要時間).")
class Minutes:
    median: int | None
    ninth_decile: int | None


@strawberry.type(
    description="The figures of a group; null where hidden or not counted so grouped (集計値)."
)
class StatisticsGroup:
    keys: list[StatisticsKey] = strawberry.field(description="As in groupBy; none: the total.")
    cases: int | None = strawberry.field(
        description="Cases accepted (受付件数); grouped by PROCEDURE: needed procedures (手続件数)."
    )
    open: int | None = strawberry.field(description="Of these, still open (受付中).")
    completed: int | None = strawberry.field(description="Of these, completed (完了).")
    withdrawn: int | None = strawberry.field(description="Of these, withdrawn (取下げ).")
    minutes_at_counter: Minutes = strawberry.field(
        description="From reception to the first printing or completion that day (窓口での時間)."
    )
    printings: int | None = strawberry.field(description="Printings (印刷回数).")
    reprints: int | None = strawberry.field(description="Of these, repeated (再印刷).")
    sheets: int | None = strawberry.field(description="Printed sheets (印刷枚数).")
    tasks: int | None = strawberry.field(description="Tasks of sections (課の手続).")
    tasks_completed: int | None = strawberry.field(description="Of these, completed (完了).")
    minutes_until_taken: Minutes = strawberry.field(
        description="From the case's reception until a section took the task (着手まで)."
    )
    minutes_until_completed: Minutes = strawberry.field(
        description="From the case's reception until the task was completed (完了まで)."
    )


@strawberry.type(description="Figures of a period without anybody in them (統計).")
class Statistics:
    first_on: date
    last_on: date
    smallest_shown: int = strawberry.field(
        description="Counts below it are hidden, others with them where sums would tell (秘匿)."
    )
    hidden_groups: int = strawberry.field(description="How many groups are hidden (秘匿した区分).")
    total: StatisticsGroup
    groups: list[StatisticsGroup] = strawberry.field(description="At most 1000.")


def statistics_of(first: date, last: date, tables: Tables) -> Statistics:
    """The tables as the API shows them."""
    return Statistics(
        first_on=first,
        last_on=last,
        smallest_shown=tables.smallest,
        hidden_groups=tables.hidden,
        total=_group(tables.total),
        groups=[_group(group) for group in tables.groups],
    )


def _group(group: Group) -> StatisticsGroup:
    return StatisticsGroup(
        keys=[
            StatisticsKey(dimension=key.dimension, code=key.code, words=key.words)
            for key in group.keys
        ],
        cases=group.cases,
        open=group.by_status[CaseStatus.OPEN],
        completed=group.by_status[CaseStatus.COMPLETED],
        withdrawn=group.by_status[CaseStatus.WITHDRAWN],
        minutes_at_counter=_minutes(group.at_counter),
        printings=group.printings,
        reprints=group.reprints,
        sheets=group.sheets,
        tasks=group.tasks,
        tasks_completed=group.tasks_done,
        minutes_until_taken=_minutes(group.until_taken),
        minutes_until_completed=_minutes(group.until_done),
    )


def _minutes(spread: Spread) -> Minutes:
    return Minutes(median=spread.median, ninth_decile=spread.ninth_decile)
