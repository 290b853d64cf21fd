"""Engagements that ended, and whether their client was heard (article 47): feedback that is systematic."""

from datetime import date

import polars as pl

from cpd_toolkit.measures.shapes import result_table


def clients_heard(practice: pl.DataFrame, feedback: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Return the clients whose work has ended, and those of them who answered.

    A client's work has ended when no practice row of theirs ends after as_of; they answered when their code stands as a
    respondent of the same member by as_of. It holds only where both tables bear the same codes.

    Returns:
        Measure clients_heard: clients heard as numerator and value, clients as denominator. Unknown without a client
        whose work has ended, or without any respondent code.
    """
    client = ("member_id", "client_id")
    last = practice.lazy().filter(pl.col("client_id").is_not_null()).group_by(client).agg(pl.col("end_date").max())
    ended = last.filter(pl.col("end_date") <= as_of)
    answered = feedback.lazy().filter(pl.col("date") <= as_of, pl.col("respondent_id").is_not_null())
    known = answered.select("member_id", client_id="respondent_id").unique().with_columns(heard=True)
    both = ended.join(known, on=client, how="left").with_columns(pl.col("heard").fill_null(False)).collect()
    told = both.height > 0 and known.collect().height > 0
    heard = float(both["heard"].sum())
    row = {
        "measure": "clients_heard",
        "interval_start": both["end_date"].min(),
        "interval_end": as_of,
        "people": both["member_id"].n_unique(),
        "numerator": heard,
        "denominator": float(both.height),
    }
    return result_table(pl.DataFrame([row]).with_columns(value=pl.lit(heard if told else None, pl.Float64)))
