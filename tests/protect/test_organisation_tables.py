"""The tables of an organisation's page, attacked from outside: nothing hidden is known to less than k."""

from itertools import product

import numpy as np
import polars as pl
import pytest
from scipy.optimize import linprog

from cpd_toolkit import samples
from cpd_toolkit.dossier import open_dossier
from cpd_toolkit.i18n import Words
from cpd_toolkit.report.organisation.public import protected
from cpd_toolkit.report.organisation.tables import measured
from cpd_toolkit.validate import check

NEARLY = 1e-6
WHERE = ("region", "group_id", "level")
STANDING = ("members", "members_by_region", "members_by_level", "standing", "standing_by_region", "standing_by_level")
FAMILIES = {  # tables that hang together, and the columns that say where a member is counted
    (*STANDING, "standing_by_group", "lapses"): ("region", "group_id", "level", "verdict", "lapse"),
    ("members", "hours_classes"): ("hours_class",),
    ("members", "ratio_classes"): ("ratio_class",),
    ("members", "renewals"): ("renewal",),
}


@pytest.fixture(scope="module", params=[(47, 10), (5, 10), (47, 5)], ids=str)
def published(request, tmp_path_factory):
    """The tables of one organisation as they are and as they are published, with k."""
    seed, k = request.param
    folder = samples.write_sample("organisation", tmp_path_factory.mktemp("organisation"), "en", seed=seed)
    if k != 10:
        with (folder / "cpd.toml").open("a") as settings:
            settings.write(f"[privacy]\nk_organisation = {k}\n")
    made = measured(check(open_dossier(folder), samples.AS_OF), Words("en"))
    told = protected(made, k, "en")
    assert not told.withheld
    return {name: one.table for name, one in made.tables.items()}, told.tables, k


def places(truth, tables, columns):
    """Every place that a member may be counted in, whether anybody is: the unknowns of the attack."""
    values = {name: set() for name in columns}
    for table in (truth[name] for name in tables):
        for name in set(columns) & set(table.columns):
            values[name] |= set(table[name])
    if "group_id" in columns:
        pairs = truth["standing_by_group"].select("region", "group_id").unique().rows()
        verdicts = [
            *((verdict, None) for verdict in ("not_met", "unknown")),
            *(("met", one) for one in values["lapse"]),
        ]
        return [
            (*pair, level, *told) for pair, level, told in product(sorted(pairs), sorted(values["level"]), verdicts)
        ]
    return [(value,) for value in sorted(values[columns[0]])]


def mask_of(row, columns, unknowns, whole=False):
    """Which unknowns a row adds up; `whole`: what its share is of."""
    wanted = {
        name: row[name]
        for name in columns
        if name in row and not (whole and name not in ("region", "group_id", "level"))
    }
    at = {name: columns.index(name) for name in wanted}

    def fits(place):
        verdict = wanted.get("verdict")
        return all(
            place[at[name]] != "met" if (name, verdict) == ("verdict", "rest") else place[at[name]] == value
            for name, value in wanted.items()
        )

    return np.array([float(fits(place)) for place in unknowns])


def ends(masks, unknowns):
    """The least and largest value of each hidden row, from the published ones and what insiders know."""
    equal, amounts, present, hidden = masks

    def end(mask, sign):
        found = linprog(
            -sign * mask,
            A_eq=np.array(equal),
            b_eq=amounts,
            A_ub=-np.array(present) if present else None,
            b_ub=[-1.0] * len(present) if present else None,
            bounds=(0, None),
        )
        return float(mask @ found.x) if found.status == 0 else float("inf")

    return {key: (np.ceil(end(mask, -1) - NEARLY), np.floor(end(mask, 1) + NEARLY)) for key, mask in hidden.items()}


def attacked(truth, told, tables, columns):
    unknowns = places(truth, tables, columns)
    equal, amounts, present, hidden = [], [], [], {}
    for name in tables:
        for row, true in zip(told[name].to_dicts(), truth[name].to_dicts(), strict=True):
            mask = mask_of(row, columns, unknowns)
            if row["status"] == "suppressed":
                hidden[name, *(row[column] for column in columns if column in row)] = mask
                present += [mask] if true["numerator"] else []
                continue
            equal.append(mask)
            amounts.append(row["numerator"])
            if row["denominator"] is not None:
                equal.append(mask_of(row, columns, unknowns, whole=True))
                amounts.append(row["denominator"])
    return ends((equal, amounts, present, hidden), unknowns)


@pytest.mark.parametrize("tables", FAMILIES, ids=lambda tables: tables[-1])
def test_no_hidden_number_of_tables_that_add_up_is_known_to_less_than_k(published, tables):
    truth, told, k = published
    for key, (low, high) in attacked(truth, told, tables, FAMILIES[tables]).items():
        assert high - low >= k, (key, low, high)
        assert high >= k, (key, low, high)


def test_hiding_only_the_small_numbers_fails_the_same_attack(published):
    truth, _, k = published
    small = pl.col("numerator").is_between(1, k - 1)
    naive = {
        name: table.with_columns(status=pl.when(small).then(pl.lit("suppressed")).otherwise("status"))
        for name, table in truth.items()
    }
    tables = next(iter(FAMILIES))
    widths = [high - low for low, high in attacked(truth, naive, tables, FAMILIES[tables]).values()]
    assert sum(width < k for width in widths) > len(widths) / 2


def test_nor_of_a_rule_of_a_level(published):
    truth, told, k = published
    members = dict(told["members_by_level"].select("level", "value").rows())
    for (level, *_), part in told["rules"].group_by("level", "pack", "rule"):
        known = part.filter(pl.col("status") == "ok")["numerator"].sum()
        gone = part.filter(pl.col("status") == "suppressed")
        left = (members[level] or float("inf")) - known
        assert gone.is_empty() or (gone.height > 1 and left - gone.height + 1 >= k), (level, part.rows())
    assert truth["rules"].height == told["rules"].height > 0


def test_nor_of_an_article_and_the_training_on_it(published):
    _, told, k = published
    members = told["members"]["value"][0]
    training = dict(told["training_by_article"].select("article", "numerator").rows())
    for article, record in told["articles"].select("article", "numerator").rows():
        trained = training[article]
        for part, whole in ((record, members), (trained, record), (trained, members)):
            if part is not None and whole is not None:
                assert part >= k
                assert whole - part >= k or part == whole == 0
