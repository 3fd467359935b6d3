/* SPDX-License-Identifier: Apache-2.0 */
#include "identity/mention_row.h"

#include <stdio.h>

#include "support/support.h"

struct fixture {
    struct sl_fold *fold;
    struct sl_row_maker maker;
    struct sl_mention_row rows[SL_MENTION_ROW_LIMIT];
    size_t count;
    struct sl_buf text;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    SL_CHECK_OK(sl_fold_open(&fixture.fold, NULL), NULL);
    sl_row_maker_init(&fixture.maker, fixture.fold);
    sl_buf_init(&fixture.text, 10000);
    sl_row_maker_begin(&fixture.maker);
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    sl_row_maker_finish(&fixture->maker);
    sl_fold_close(fixture->fold);
    sl_buf_finish(&fixture->text);
    return 0;
}

static void
say(struct fixture *fixture,
    int64_t record,
    enum sl_said_kind kind,
    const char *first,
    const char *second)
{
    const struct sl_said said = {
        .kind = kind,
        .from = INT64_MIN,
        .first = sl_str_from(first),
        .second = sl_str_from(second),
    };
    sl_row_maker_add(&fixture->maker, record, &said);
}

/* The rows as lines: values with | between them. */
static void check(struct fixture *fixture, const char *expected)
{
    SL_CHECK_OK(
        sl_row_maker_make(
            &fixture->maker, SL_STR("wigan"), 77, fixture->rows, &fixture->count, NULL
        ),
        NULL
    );
    sl_buf_clear(&fixture->text);
    for (size_t i = 0; i < fixture->count; i++) {
        SL_CHECK_U64(fixture->rows[i].ordinal, i);
        SL_CHECK_I64(fixture->rows[i].mention, 77);
        for (size_t j = 0; j < SL_MENTION_FIELD_COUNT; j++) {
            sl_buf_addf(
                &fixture->text,
                "%.*s%s",
                SL_STR_ARG(fixture->rows[i].values[j]),
                j + 1 == SL_MENTION_FIELD_COUNT ? "\n" : "|"
            );
        }
    }
    SL_CHECK_STR(sl_buf_str(&fixture->text), expected);
}

static void the_latest_record_wins(void **state)
{
    struct fixture *fixture = *state;
    say(fixture, 1, SL_SAID_NAME, "Ann", "Hall");
    say(fixture, 1, SL_SAID_BIRTH_DATE, "2012-05-01", "");
    say(fixture, 1, SL_SAID_NHS_NUMBER, "999 000 0018", "");
    say(fixture, 1, SL_SAID_GENDER, "female", "");
    say(fixture, 2, SL_SAID_BIRTH_DATE, "02/05/2012", "");
    say(fixture, 2, SL_SAID_SEX, "2", "");
    say(fixture, 2, SL_SAID_CHILD_ID, "4711", "");
    check(fixture, "Ann|Hall|20120502|2||||999 000 0018||wigan/4711\n");
}

static void other_names_addresses_and_phones_are_rows(void **state)
{
    struct fixture *fixture = *state;
    say(fixture, 1, SL_SAID_NAME, "Ann", "Hall");
    say(fixture, 1, SL_SAID_KNOWN_AS, "Nan", "");
    say(fixture, 1, SL_SAID_FORMER_NAME, "", "Smith");
    say(fixture, 1, SL_SAID_ADDRESS, "1 High Street", "M1 1AA");
    say(fixture, 2, SL_SAID_NAME, "ANN", "HALL");
    say(fixture, 2, SL_SAID_ADDRESS, "2 Low Road", "M2 2BB");
    say(fixture, 2, SL_SAID_PHONE, "07700 900123", "");
    say(fixture, 2, SL_SAID_PHONE, "+44 7700 900123", "");
    say(fixture, 2, SL_SAID_PHONE, "07700 900124", "");
    check(
        fixture,
        "ANN|HALL|||M2 2BB|2 Low Road|07700 900123|||\n"
        "Nan|HALL|||M2 2BB|2 Low Road|07700 900123|||\n"
        "ANN|HALL|||M1 1AA|1 High Street|07700 900123|||\n"
        "ANN|HALL|||M2 2BB|2 Low Road|07700 900124|||\n"
        "ANN|Smith|||M2 2BB|2 Low Road|07700 900123|||\n"
    );
}

static void there_are_never_too_many(void **state)
{
    struct fixture *fixture = *state;
    static char phones[1000][32];
    say(fixture, 1, SL_SAID_NAME, "Ann", "Hall");
    for (int i = 0; i < 1000; i++) {
        (void)snprintf(phones[i], sizeof(phones[i]), "07700 9%05d", i);
        say(fixture, 2 + i, SL_SAID_PHONE, phones[i], "");
    }
    SL_CHECK_OK(
        sl_row_maker_make(
            &fixture->maker, SL_STR("wigan"), 77, fixture->rows, &fixture->count, NULL
        ),
        NULL
    );
    SL_CHECK_U64(fixture->count, SL_MENTION_ROW_LIMIT);
    SL_CHECK_STR(fixture->rows[0].values[SL_MENTION_SURNAME], "Hall");
    SL_CHECK_STR(fixture->rows[0].values[SL_MENTION_PHONE], "07700 900999");
    SL_CHECK_STR(fixture->rows[5].values[SL_MENTION_PHONE], "07700 900994");
}

static void a_postcode_goes_into_its_address(void **state)
{
    struct fixture *fixture = *state;
    say(fixture, 1, SL_SAID_NAME, "Ann", "Hall");
    say(fixture, 1, SL_SAID_ADDRESS, "1 High Street", "M1 1AA");
    say(fixture, 2, SL_SAID_ADDRESS, "", "m11aa");
    check(fixture, "Ann|Hall|||M1 1AA|1 High Street||||\n");
    sl_row_maker_begin(&fixture->maker);
    say(fixture, 1, SL_SAID_NAME, "Ann", "Hall");
    say(fixture, 1, SL_SAID_ADDRESS, "", "M1 1AA");
    say(fixture, 2, SL_SAID_ADDRESS, "1 High Street", "M1 1AA");
    check(fixture, "Ann|Hall|||M1 1AA|1 High Street||||\n");
}

static void what_has_ended_comes_later(void **state)
{
    struct fixture *fixture = *state;
    struct sl_said said = {
        .kind = SL_SAID_ADDRESS,
        .is_over = true,
        .from = 5,
        .first = SL_STR("1 High Street"),
        .second = SL_STR("M1 1AA"),
    };
    say(fixture, 1, SL_SAID_NAME, "Ann", "Hall");
    sl_row_maker_add(&fixture->maker, 1, &said);
    said.is_over = false;
    said.from = 3;
    said.first = SL_STR("2 High Street");
    sl_row_maker_add(&fixture->maker, 1, &said);
    said.from = 4;
    said.first = SL_STR("3 High Street");
    sl_row_maker_add(&fixture->maker, 1, &said);
    check(
        fixture,
        "Ann|Hall|||M1 1AA|3 High Street||||\n"
        "Ann|Hall|||M1 1AA|2 High Street||||\n"
        "Ann|Hall|||M1 1AA|1 High Street||||\n"
    );
}

static void full_names_are_taken_apart(void **state)
{
    struct fixture *fixture = *state;
    say(fixture, 1, SL_SAID_FULL_NAME, "Hall, Ann Mary", "");
    say(fixture, 1, SL_SAID_KNOWN_AS, "Nan Jane Smith", "");
    check(fixture, "Ann Mary|Hall||||||||\nNan Jane|Smith||||||||\n");
}

/* Placeholders are no values, and a sex or a postcode is nobody. */
static void some_say_nothing(void **state)
{
    struct fixture *fixture = *state;
    check(fixture, "");
    say(fixture, 1, SL_SAID_NAME, "Baby boy", "unknown");
    say(fixture, 1, SL_SAID_SEX, "M", "");
    say(fixture, 1, SL_SAID_ADDRESS, "NFA", "M1 1AA");
    say(fixture, 1, SL_SAID_PHONE, "n/a", "");
    say(fixture, 1, SL_SAID_BIRTH_DATE, "not known", "");
    say(fixture, 1, SL_SAID_NHS_NUMBER, "0000000000", "");
    say(fixture, 1, SL_SAID_UPN, "UN4", "");
    check(fixture, "");
    sl_row_maker_begin(&fixture->maker);
    say(fixture, 1, SL_SAID_NAME, "Baby boy", "Hall");
    check(fixture, "|Hall||||||||\n");
}

static enum sl_status make(void *context)
{
    struct fixture *fixture = context;
    sl_row_maker_init(&fixture->maker, fixture->fold);
    sl_row_maker_begin(&fixture->maker);
    say(fixture, 1, SL_SAID_NAME, "Ann", "Hall");
    say(fixture, 1, SL_SAID_ADDRESS, "1 High Street", "M1 1AA");
    say(fixture, 1, SL_SAID_PHONE, "07700 900123", "");
    say(fixture, 1, SL_SAID_BIRTH_DATE, "2012-05-01", "");
    say(fixture, 1, SL_SAID_CHILD_ID, "4711", "");
    const enum sl_status status = sl_row_maker_make(
        &fixture->maker, SL_STR("wigan"), 77, fixture->rows, &fixture->count, NULL
    );
    sl_row_maker_finish(&fixture->maker);
    return status;
}

static void memory_may_run_out(void **state)
{
    struct fixture *fixture = *state;
    sl_row_maker_finish(&fixture->maker);
    assert_true(sl_test_failing_allocations(make, fixture) > 2);
}

/* A child is born some weeks before the day, on it, or a little later. */
static void an_expected_birth_is_a_month_or_two(void **state)
{
    struct fixture *fixture = *state;
    say(fixture, 1, SL_SAID_EXPECTED_DATE, "2026-01-20", "");
    say(fixture, 1, SL_SAID_SEX, "U", "");
    check(fixture, ""); /* anybody's */
    say(fixture, 1, SL_SAID_CHILD_ID, "12", "");
    check(
        fixture,
        "||20260100|||||||wigan/12\n"
        "||20251200|||||||wigan/12\n"
        "||20260200|||||||wigan/12\n"
    );
    say(fixture, 2, SL_SAID_BIRTH_DATE, "2026-01-31", "");
    check(fixture, "||20260131|||||||wigan/12\n");
}

/* What is no day says nothing. */
static void an_expected_day_that_is_none_is_left_out(void **state)
{
    struct fixture *fixture = *state;
    say(fixture, 1, SL_SAID_CHILD_ID, "12", "");
    say(fixture, 1, SL_SAID_EXPECTED_DATE, "2026-13-41", "");
    say(fixture, 1, SL_SAID_EXPECTED_DATE, "soon", "");
    say(fixture, 1, SL_SAID_EXPECTED_DATE, "2026-09", "");
    check(fixture, "|||||||||wigan/12\n");
}

int main(void)
{
#define ROW_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        ROW_TEST(the_latest_record_wins),     ROW_TEST(other_names_addresses_and_phones_are_rows),
        ROW_TEST(there_are_never_too_many),   ROW_TEST(a_postcode_goes_into_its_address),
        ROW_TEST(what_has_ended_comes_later), ROW_TEST(full_names_are_taken_apart),
        ROW_TEST(some_say_nothing),           ROW_TEST(an_expected_birth_is_a_month_or_two),
        ROW_TEST(memory_may_run_out),         ROW_TEST(an_expected_day_that_is_none_is_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
