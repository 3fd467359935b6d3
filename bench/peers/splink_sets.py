# SPDX-License-Identifier: Apache-2.0
"""How Splink is set up for each data set.

The settings are those of Splink's own demonstrations (repository moj-analytical-services/splink,
folder docs/demos/examples/duckdb, version 5): the same blocking rules, comparisons, training calls
and threshold; the script around them is ours. Where a set has no demonstration this is said.

Each function trains a linker and gives it back; DEMO_THRESHOLD is the match probability at which
the demonstration itself cuts.
"""

import splink.comparison_library as cl
from splink import Linker, SettingsCreator, block_on


def train_febrl3(tables):
    """Demonstration febrl3.nb.py."""
    settings = SettingsCreator(
        unique_id_column_name="rec_id",
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[
            block_on("soc_sec_id"),
            block_on("given_name"),
            block_on("surname"),
            block_on("date_of_birth"),
            block_on("postcode"),
        ],
        comparisons=[
            cl.NameComparison("given_name"),
            cl.NameComparison("surname"),
            cl.DateOfBirthComparison(
                "date_of_birth", input_is_string=True, datetime_format="%Y%m%d"
            ),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [2]),
            cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            cl.ExactMatch("postcode").configure(term_frequency_adjustments=True),
        ],
    )
    linker = Linker(tables[0], settings)
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [
            block_on("soc_sec_id"),
            block_on("given_name", "surname", "date_of_birth"),
            "l.given_name = r.surname and l.surname = r.given_name "
            "and l.date_of_birth = r.date_of_birth",
        ],
        recall=0.9,
    )
    training.estimate_u_using_random_sampling(max_pairs=1e6, seed=2)
    training.estimate_parameters_using_expectation_maximisation(block_on("date_of_birth"))
    training.estimate_parameters_using_expectation_maximisation(block_on("postcode"))
    return linker


def train_febrl4(tables):
    """Demonstration febrl4.nb.py, its detailed model."""
    settings = SettingsCreator(
        unique_id_column_name="rec_id",
        link_type="link_only",
        blocking_rules_to_generate_predictions=[
            block_on("given_name", "surname"),
            "l.given_name = r.surname and l.surname = r.given_name",
            block_on("date_of_birth"),
            block_on("soc_sec_id"),
            block_on("state", "address_1"),
            block_on("street_number", "address_1"),
            block_on("postcode"),
        ],
        comparisons=[
            cl.NameComparison("given_name").configure(term_frequency_adjustments=True),
            cl.NameComparison("surname").configure(term_frequency_adjustments=True),
            cl.DateOfBirthComparison(
                "date_of_birth",
                input_is_string=True,
                datetime_format="%Y%m%d",
                invalid_dates_as_null=True,
            ),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
            cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(
                term_frequency_adjustments=True
            ),
        ],
    )
    linker = Linker(tables, settings)
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")], recall=0.8
    )
    training.estimate_u_using_random_sampling(max_pairs=1e6)
    for rule in (block_on("date_of_birth"), block_on("postcode")):
        training.estimate_parameters_using_expectation_maximisation(
            rule, estimate_without_term_frequencies=True
        )
    return linker


def train_fake_1000(tables):
    """Demonstration accuracy_analysis_from_labels_column.nb.py."""
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[
            block_on("first_name"),
            block_on("surname"),
            block_on("dob"),
            block_on("email"),
        ],
        comparisons=[
            cl.ForenameSurnameComparison("first_name", "surname"),
            cl.DateOfBirthComparison("dob", input_is_string=False),
            cl.ExactMatch("city").configure(term_frequency_adjustments=True),
            cl.EmailComparison("email"),
        ],
    )
    linker = Linker(tables[0], settings)
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [
            "l.first_name = r.first_name "
            "and levenshtein(r.dob::VARCHAR, l.dob::VARCHAR) <= 1",
            "l.surname = r.surname and levenshtein(r.dob::VARCHAR, l.dob::VARCHAR) <= 1",
            "l.first_name = r.first_name and levenshtein(r.surname, l.surname) <= 2",
            "l.email = r.email",
        ],
        recall=0.7,
    )
    training.estimate_u_using_random_sampling(max_pairs=1e6, seed=5)
    for rule in (block_on("dob"), block_on("email"), block_on("first_name", "surname")):
        training.estimate_parameters_using_expectation_maximisation(
            rule, estimate_without_term_frequencies=True
        )
    return linker


def train_historical_50k(tables):
    """Demonstration deduplicate_50k_synthetic.nb.py."""
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[
            block_on("substr(first_name,1,3)", "substr(surname,1,4)"),
            block_on("surname", "dob"),
            block_on("first_name", "dob"),
            block_on("postcode_fake", "first_name"),
            block_on("postcode_fake", "surname"),
            block_on("dob", "birth_place"),
            block_on("substr(postcode_fake,1,3)", "dob"),
            block_on("substr(postcode_fake,1,3)", "first_name"),
            block_on("substr(postcode_fake,1,3)", "surname"),
            block_on("substr(first_name,1,2)", "substr(surname,1,2)", "substr(dob,1,4)"),
        ],
        comparisons=[
            cl.ForenameSurnameComparison(
                "first_name",
                "surname",
                forename_surname_concat_col_name="first_name_surname_concat",
            ),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.PostcodeComparison("postcode_fake"),
            cl.ExactMatch("birth_place").configure(term_frequency_adjustments=True),
            cl.ExactMatch("occupation").configure(term_frequency_adjustments=True),
        ],
    )
    linker = Linker(tables[0], settings)
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [
            block_on("first_name", "surname", "dob"),
            block_on("substr(first_name,1,2)", "surname", "substr(postcode_fake,1,2)"),
            block_on("dob", "postcode_fake"),
        ],
        recall=0.6,
    )
    training.estimate_u_using_random_sampling(max_pairs=5e6)
    for rule in (block_on("first_name", "surname"), block_on("dob")):
        training.estimate_parameters_using_expectation_maximisation(
            rule, estimate_without_term_frequencies=True
        )
    return linker


def train_synthetic(tables):
    """No demonstration: that of historical_50k, carried over to our columns.

    The telephone takes the place of birth place and occupation, sex is compared exactly, and the
    three broadest blocking rules, which would give thousands of pairs a record here, need a second
    agreement.
    """
    settings = SettingsCreator(
        unique_id_column_name="id",
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[
            block_on("substr(given_name,1,3)", "substr(surname,1,4)", "substr(dob,1,4)"),
            block_on("surname", "dob"),
            block_on("given_name", "dob"),
            block_on("postcode", "given_name"),
            block_on("postcode", "surname"),
            block_on("phone", "given_name"),
            block_on("phone", "dob"),
            block_on("substr(postcode,1,3)", "dob"),
            block_on("given_name", "surname", "substr(postcode,1,3)"),
        ],
        comparisons=[
            cl.ForenameSurnameComparison(
                "given_name",
                "surname",
                forename_surname_concat_col_name="first_name_surname_concat",
            ),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.PostcodeComparison("postcode"),
            cl.ExactMatch("sex"),
            cl.LevenshteinAtThresholds("phone", 1).configure(term_frequency_adjustments=True),
        ],
    )
    linker = Linker(tables[0], settings)
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [
            block_on("given_name", "surname", "dob"),
            block_on("substr(given_name,1,2)", "surname", "postcode"),
            block_on("dob", "postcode", "sex"),
        ],
        recall=0.7,
    )
    training.estimate_u_using_random_sampling(max_pairs=1e7)
    for rule in (block_on("given_name", "surname"), block_on("dob")):
        training.estimate_parameters_using_expectation_maximisation(
            rule, estimate_without_term_frequencies=True
        )
    return linker


# For each set: its files (none: given by the caller), the training, the column of the id, and the
# match probability at which the demonstration itself cuts. "text" reads every column as text;
# "extra" is a column of SQL to add; "upper" and "strip" say which columns are made upper case or
# lose their blanks first.
SETS = {
    "febrl3": {
        "files": ["febrl_dataset3.csv"],
        "train": train_febrl3,
        "id": "rec_id",
        "demo_threshold": 0.2,
        "text": True,
    },
    "febrl4": {
        "files": ["febrl_dataset4a.csv", "febrl_dataset4b.csv"],
        "train": train_febrl4,
        "id": "rec_id",
        "demo_threshold": 0.99,
        "text": True,
    },
    "fake_1000": {
        "files": ["fake_1000.csv"],
        "train": train_fake_1000,
        "id": "unique_id",
        "demo_threshold": 0.5,
        "text": False,
    },
    "historical_50k": {
        "files": ["historical_50k.csv"],
        "train": train_historical_50k,
        "id": "unique_id",
        "demo_threshold": 0.95,
        "text": True,
        "extra": "first_name || ' ' || surname as first_name_surname_concat",
    },
    "synthetic": {
        "files": [],
        "train": train_synthetic,
        "id": "id",
        "demo_threshold": 0.95,
        "text": True,
        "extra": "upper(given_name) || ' ' || upper(surname) as first_name_surname_concat",
        "upper": ["given_name", "surname"],
        "strip": ["postcode", "phone"],
    },
}
