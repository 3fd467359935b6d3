/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Nothing is blocked, nothing is lost: with the index a linkage finds the very pairs, weights and
 * clusters that scoring every pair finds, on made-up records of any layout and on published sets.
 */
#include "base/csv.h"
#include "link/engine.h"

/* The same pairs with the same weights, and the same clusters. */
static void check_same(const struct sl_linkage *fast, const struct sl_linkage *slow)
{
    SL_CHECK_U64(sl_linkage_pair_count(fast), sl_linkage_pair_count(slow));
    for (size_t at = 0; at < sl_linkage_pair_count(slow); at++) {
        const struct sl_linkage_pair one = sl_linkage_pair_get(fast, at);
        const struct sl_linkage_pair two = sl_linkage_pair_get(slow, at);
        SL_CHECK_U64(one.left, two.left);
        SL_CHECK_U64(one.right, two.right);
        engine_check_exactly(one.weight_bits, two.weight_bits, "weight");
    }
    for (uint32_t record = 0; record < sl_linkage_record_count(slow); record++) {
        SL_CHECK_U64(sl_linkage_cluster(fast, record), sl_linkage_cluster(slow, record));
    }
}

/* With the index and without. Gives how many pairs there are. */
static size_t check_complete(const struct fixture *fixture, struct sl_linkage_options options)
{
    options.brute_force = false;
    struct sl_linkage *fast = fixture_linked(fixture, &options);
    options.brute_force = true;
    struct sl_linkage *slow = fixture_linked(fixture, &options);
    check_same(fast, slow);
    const size_t count = sl_linkage_pair_count(slow);
    sl_linkage_close(fast);
    sl_linkage_close(slow);
    return count;
}

/* A few values of every kind, some of them alike, so that many records share them. */
#define POOL 8u
/* clang-format off */
static const char *const values_of[SL_KIND_COUNT][POOL] = {
    [SL_KIND_GIVEN_NAME] = {
        "Katie", "Kate", "K", "Tom", "Thomas", "Anne Marie", "Khan", "Li",
    },
    [SL_KIND_SURNAME] = {
        "Khan", "Kahn", "Clegg", "Tom", "O'Brien", "OBrien", "Holt", "Hoult",
    },
    [SL_KIND_FULL_NAME] = {
        "Katie Khan", "Khan, Katie", "Tom Clegg", "T. Clegg", "Thomas Lee Clegg", "Holt",
        "Anne Marie Holt", "Kate",
    },
    [SL_KIND_DOB] = {
        "2010-03-04", "2010-04-03", "2010-03-05", "2010", "2011-03-04", "2009-12-31",
        "04/03/2010", "2009-12-01",
    },
    [SL_KIND_SEX] = {
        "F", "M", "female", "male", "f", "x", "m", "F",
    },
    [SL_KIND_POSTCODE] = {
        "M1 1AA", "M1 1AB", "M1 2AA", "M11 1AA", "OL1 1AA", "M1", "M1 1", "M2 1AA",
    },
    [SL_KIND_ADDRESS] = {
        "1 Mill Lane", "1 Mil Lane", "Flat 2, 1 Mill Lane", "2 Mill Lane", "1 Moss Road",
        "Mill Lane", "12 Ash Grove", "21 Ash Grove",
    },
    [SL_KIND_HOUSE_NUMBER] = {
        "1", "12", "12a", "21", "2", "3", "112", "7",
    },
    [SL_KIND_TOWN] = {
        "Oldham", "Bury", "Oldam", "Salford", "Wigan", "Bolton", "Sale", "Manchester",
    },
    [SL_KIND_PHONE] = {
        "07700 900001", "07700 900010", "07700900001", "0161 496 0001", "0161 496 0010",
        "07700 900111", "07700 900999", "0",
    },
    [SL_KIND_EMAIL] = {
        "kk@example.org", "kkhan@example.org", "kkhan@example.net", "k.khan@example.org",
        "clegg@example.org", "info@example.org", "cleg@example.org", "t@example.org",
    },
    [SL_KIND_IDENTIFIER] = {
        "A100001", "A100010", "A10001", "B200002", "C3", "D400004", "A1", "Z9",
    },
    [SL_KIND_NHS_NUMBER] = {
        "9434765919", "943 476 5919", "9434765870", "1234567890", "9434765928", "0",
        "9999999999", "9434765919",
    },
    [SL_KIND_CATEGORY] = {
        "a", "b", "c", "d", "a", "a", "b", "e",
    },
    [SL_KIND_TEXT] = {
        "school nurse", "nurse", "school nurse oldham", "teacher", "head teacher",
        "family support worker", "support worker", "none",
    },
    [SL_KIND_DAY] = {
        "4", "3", "04", "31", "5", "1", "12", "28",
    },
    [SL_KIND_MONTH] = {
        "3", "4", "03", "12", "1", "2", "11", "10",
    },
    [SL_KIND_YEAR] = {
        "2010", "2011", "2009", "2001", "1999", "2010", "2010", "2012",
    },
};
/* clang-format on */

/* Some columns, in any order; day, month and year only together. */
static void choose_columns(struct fixture *fixture, struct sl_random *random)
{
    enum sl_kind kinds[FIXTURE_COLUMN_LIMIT];
    size_t count = 0;
    const size_t wanted = 1 + (size_t)sl_random_below(random, 7);
    if (sl_random_below(random, 4) == 0) {
        kinds[count++] = SL_KIND_YEAR;
        kinds[count++] = SL_KIND_DAY;
        kinds[count++] = SL_KIND_MONTH;
    }
    while (count < wanted) {
        const enum sl_kind kind = (enum sl_kind)sl_random_below(random, SL_KIND_COUNT);
        if (kind != SL_KIND_DAY && kind != SL_KIND_MONTH && kind != SL_KIND_YEAR) {
            kinds[count++] = kind;
        }
    }
    fixture_init(fixture, kinds, count);
}

/* A value by chance from the pool of its kind, the first of which are commoner; or none. */
static const char *draw_value(enum sl_kind kind, double missing, struct sl_random *random)
{
    const double unit = sl_random_unit(random);
    const bool absent = sl_random_unit(random) < missing;
    return absent ? NULL : values_of[kind][(unsigned)(unit * unit * POOL)];
}

/* Records of which about half repeat the one before, but for some of its values. */
static void fill_rows(struct fixture *fixture, struct sl_random *random, size_t count, bool two)
{
    const double missing = sl_random_unit(random);
    const char *values[FIXTURE_COLUMN_LIMIT] = { NULL };
    for (size_t record = 0; record < count; record++) {
        const double anew = sl_random_below(random, 2) == 0 ? 1.0 : 0.2;
        char id[24];
        for (size_t column = 0; column < fixture->column_count; column++) {
            if (sl_random_unit(random) < anew) {
                values[column] = draw_value(fixture->kinds[column], missing, random);
            }
        }
        (void)snprintf(id, sizeof(id), "%zu", record);
        fixture_add(fixture, two ? (unsigned)(record % 2) : 0, id, values);
    }
}

static void test_records_of_any_layout(void **state)
{
    struct sl_random random;
    size_t pairs = 0;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (unsigned round = 0; round < 120; round++) {
        struct sl_linkage_options options = fixture_options();
        struct fixture fixture;
        options.two_sources = sl_random_below(&random, 3) == 0;
        options.distinct_in_source = sl_random_below(&random, 4) == 0;
        options.threshold_auto = sl_random_below(&random, 4) == 0;
        options.threshold_bits = -14.0 + 20.0 * sl_random_unit(&random);
        choose_columns(&fixture, &random);
        fill_rows(&fixture, &random, 2 + round / 2, options.two_sources);
        pairs += check_complete(&fixture, options);
        fixture_finish(&fixture);
    }
    assert_true(pairs > 500);
}

/* A column of a file, and what it holds. */
struct column {
    const char *name;
    enum sl_kind kind;
};

/* A file, or its first rows. */
struct file {
    const char *name, *id;
    const struct column *columns;
    size_t column_count;
    size_t row_count;   /* all that it has, or so many of them */
    size_t least_pairs; /* that are found in it at the least */
};

static void read_rows(struct fixture *fixture, const struct file *file)
{
    struct sl_csv_reader *reader = NULL;
    const struct sl_str *fields = NULL;
    bool more = true;
    SL_CHECK_OK(sl_csv_open(sl_test_data(file->name), &reader, NULL), NULL);
    const size_t id_at = sl_csv_find(reader, sl_str_from(file->id));
    assert_true(id_at != SIZE_MAX);
    while (fixture->count < file->row_count) {
        const char *values[FIXTURE_COLUMN_LIMIT];
        char texts[FIXTURE_COLUMN_LIMIT + 1][128];
        SL_CHECK_OK(sl_csv_next(reader, &fields, &more, NULL), NULL);
        assert_true(more);
        for (size_t column = 0; column < fixture->column_count; column++) {
            const size_t at = sl_csv_find(reader, sl_str_from(file->columns[column].name));
            assert_true(at != SIZE_MAX);
            (void)snprintf(texts[column], 128, "%.*s", SL_STR_ARG(fields[at]));
            values[column] = texts[column];
        }
        (void)snprintf(texts[FIXTURE_COLUMN_LIMIT], 128, "%.*s", SL_STR_ARG(fields[id_at]));
        fixture_add(fixture, 0, texts[FIXTURE_COLUMN_LIMIT], values);
    }
    sl_csv_close(reader);
}

/* At the automatic threshold and at two others. */
static void check_file(const struct file *file)
{
    enum sl_kind kinds[FIXTURE_COLUMN_LIMIT];
    struct sl_linkage_options options = fixture_options();
    struct fixture fixture;
    assert_true(file->column_count <= FIXTURE_COLUMN_LIMIT);
    for (size_t column = 0; column < file->column_count; column++) {
        kinds[column] = file->columns[column].kind;
    }
    fixture_init(&fixture, kinds, file->column_count);
    read_rows(&fixture, file);
    assert_true(check_complete(&fixture, options) > file->least_pairs);
    options.threshold_auto = false;
    for (options.threshold_bits = -4.0; options.threshold_bits < 13.0;
         options.threshold_bits += 10.0) {
        assert_true(check_complete(&fixture, options) > file->least_pairs);
    }
    fixture_finish(&fixture);
}

/*
 * P. Christen's FEBRL: set 1 is 500 people, each twice; set 3 is 2,000 people with up to five more
 * records each. Much of both is damaged.
 */
static const struct column febrl_columns[] = {
    {"given_name",     SL_KIND_GIVEN_NAME  },
    { "surname",       SL_KIND_SURNAME     },
    { "street_number", SL_KIND_HOUSE_NUMBER},
    { "address_1",     SL_KIND_ADDRESS     },
    { "address_2",     SL_KIND_ADDRESS     },
    { "suburb",        SL_KIND_TOWN        },
    { "postcode",      SL_KIND_POSTCODE    },
    { "state",         SL_KIND_CATEGORY    },
    { "date_of_birth", SL_KIND_DOB         },
    { "soc_sec_id",    SL_KIND_IDENTIFIER  },
};

static void test_febrl(void **state)
{
    (void)state;
    check_file(&(struct file
    ){ "linkage/febrl_dataset1.csv", "rec_id", febrl_columns, 10, 1000, 300 });
    check_file(&(struct file
    ){ "linkage/febrl_dataset3.csv", "rec_id", febrl_columns, 10, 5000, 4000 });
}

/* The made-up set of the Splink project: 1,000 records, few fields, much of it missing. */
static void test_fake_1000(void **state)
{
    static const struct column columns[] = {
        {"first_name", SL_KIND_GIVEN_NAME},
        { "surname",   SL_KIND_SURNAME   },
        { "dob",       SL_KIND_DOB       },
        { "city",      SL_KIND_TOWN      },
        { "email",     SL_KIND_EMAIL     },
    };
    (void)state;
    check_file(&(struct file){ "linkage/fake_1000.csv", "unique_id", columns, 5, 1000, 300 });
}

/* The first people of the historical set of that project, who have several records each. */
static void test_historical(void **state)
{
    static const struct column columns[] = {
        {"full_name",          SL_KIND_FULL_NAME },
        { "first_and_surname", SL_KIND_FULL_NAME },
        { "first_name",        SL_KIND_GIVEN_NAME},
        { "surname",           SL_KIND_SURNAME   },
        { "dob",               SL_KIND_DOB       },
        { "birth_place",       SL_KIND_TOWN      },
        { "postcode_fake",     SL_KIND_POSTCODE  },
        { "gender",            SL_KIND_SEX       },
        { "occupation",        SL_KIND_CATEGORY  },
    };
    (void)state;
    check_file(&(struct file){ "linkage/historical_50k.csv", "unique_id", columns, 9, 3000, 4000 });
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_records_of_any_layout),
        cmocka_unit_test(test_febrl),
        cmocka_unit_test(test_fake_1000),
        cmocka_unit_test(test_historical),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
