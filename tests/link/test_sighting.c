/* SPDX-License-Identifier: Apache-2.0 */
#include "link/sighting.h"

#include "link/engine.h"

/* Codes that sightings are made of; nothing hangs on which values they stand for. */
#define VALUES 400u
/* Records: so many strangers, then so many families of four. */
#define STRANGERS   40u
#define FAMILIES    10u
#define FAMILY_SIZE 4u
#define RECORDS     (STRANGERS + FAMILIES * FAMILY_SIZE)

/* Strangers and families, what says who is related, and sightings to be judged. */
struct court {
    struct fixture_table made;
    struct sl_model model;
    struct sl_chance chances[SL_FIELD_LIMIT];
    struct sl_community community;
    struct sl_scorer scorer;
    struct sl_sightings sightings;
};

/* A word of letters that no other number gives; words are not alike. */
static const char *word(char text[16], unsigned number)
{
    static const char *const parts[] = { "ba", "dor", "fi", "gul", "kem", "lop", "nat", "rix" };
    (void
    )snprintf(text, 16, "%s%s%s", parts[number % 8], parts[number / 8 % 8], parts[number / 64 % 8]);
    return text;
}

static void add_record(struct fixture *fixture, unsigned record)
{
    const bool stranger = record < STRANGERS;
    const unsigned home = stranger ? record : STRANGERS + (record - STRANGERS) / FAMILY_SIZE;
    char given[16];
    char surname[16];
    char texts[4][24];
    (void)snprintf(texts[0], 24, "r%03u", record); /* rows stand in the order of ids */
    (void
    )snprintf(texts[1], 24, "%u-%02u-%02u", 2001 + record % 17, 1 + record % 12, 1 + record % 28);
    (void)snprintf(texts[2], 24, "M%u %uAB", 1 + home % 40, home % 10);
    (void)snprintf(texts[3], 24, "07700 9%05u", 10000 + 977 * home);
    const char *const values[] = {
        word(given, record), word(surname, 100 + home), texts[1], texts[2], texts[3],
    };
    fixture_add(fixture, 0, texts[0], values);
}

static void open_court(struct court *court)
{
    static const enum sl_kind kinds[] = {
        SL_KIND_GIVEN_NAME, SL_KIND_SURNAME, SL_KIND_DOB, SL_KIND_POSTCODE, SL_KIND_PHONE,
    };
    struct fixture fixture;
    *court = (struct court){ .community = { 0 } };
    fixture_init(&fixture, kinds, 5);
    for (unsigned record = 0; record < RECORDS; record++) {
        add_record(&fixture, record);
    }
    SL_CHECK_OK(fixture_table_init(&court->made, &fixture, 1, true, NULL), NULL);
    fixture_finish(&fixture);
    const struct sl_table *table = &court->made.table;
    sl_model_init(&court->model, &court->made.schema);
    for (unsigned field = 0; field < table->field_count; field++) {
        SL_CHECK_OK(
            sl_chance_count(
                &court->chances[field],
                sl_table_domain(table, field),
                table->frequency[field],
                table->record_count,
                1,
                NULL
            ),
            NULL
        );
        sl_chance_update(&court->chances[field], &court->model, field, 1);
    }
    sl_scorer_init(&court->scorer, table, &court->model, court->chances, &court->community, false);
}

static void close_court(struct court *court)
{
    sl_sightings_finish(&court->sightings);
    for (unsigned field = 0; field < SL_FIELD_LIMIT; field++) {
        sl_chance_finish(&court->chances[field]);
    }
    sl_free(court->community.classes);
    sl_model_finish(&court->model);
    fixture_table_finish(&court->made);
}

/* A person, by one record, is seen with two values. */
static void see(struct court *court, uint32_t left, uint32_t right, uint32_t record)
{
    const struct sl_sighting sighting = {
        .left = left, .right = right, .record = record, .other = record
    };
    SL_CHECK_OK(sl_sightings_hold(&court->sightings, record, left, right, NULL), NULL);
    SL_CHECK_OK(sl_sightings_add(&court->sightings, sighting, NULL), NULL);
}

/* Strangers are mistaken for each other: `count` sightings of values that no test asks for. */
static void see_errors(struct court *court, unsigned count)
{
    for (unsigned at = 0; at < count; at++) {
        see(court, 200 + at % 97, 300 + at % 89, at % STRANGERS);
    }
}

/* Is this pair among the variants? */
static bool is_found(struct court *court, uint32_t left, uint32_t right)
{
    uint64_t *pairs = NULL;
    size_t count = 0;
    bool found = false;
    SL_CHECK_OK(sl_sightings_settle(&court->sightings, NULL, NULL), NULL);
    SL_CHECK_OK(
        sl_sightings_judge(&court->sightings, VALUES, &court->scorer, &pairs, &count, NULL), NULL
    );
    for (size_t at = 0; at < count; at++) {
        assert_true(at == 0 || pairs[at - 1] < pairs[at]);
        found = found || pairs[at] == ((uint64_t)left << 32 | right);
    }
    sl_free(pairs);
    return found;
}

static void test_nothing_is_no_variant(void **state)
{
    struct court court;
    (void)state;
    open_court(&court);
    assert_false(is_found(&court, 1, 2));
    sl_sightings_finish(&court.sightings);
    close_court(&court);
}

static void test_three_strangers_are_enough(void **state)
{
    (void)state;
    for (unsigned people = 1; people <= 4; people++) {
        struct court court;
        open_court(&court);
        see_errors(&court, 500);
        for (unsigned at = 0; at < people; at++) {
            see(&court, 1, 2, 3 * at);
        }
        assert_int_equal(is_found(&court, 1, 2), people >= 3);
        close_court(&court);
    }
}

static void test_a_person_counts_once(void **state)
{
    struct court court;
    struct sl_union people;
    (void)state;
    open_court(&court);
    see_errors(&court, 500);
    for (unsigned at = 0; at < 3; at++) {
        see(&court, 1, 2, 3 * at);
        see(&court, 1, 2, 3 * at); /* the same records again */
    }
    assert_true(is_found(&court, 1, 2));
    SL_CHECK_OK(sl_union_init(&people, RECORDS, NULL), NULL);
    (void)sl_union_join(&people, 3, 6); /* two of them turn out to be one person */
    SL_CHECK_OK(sl_sightings_settle(&court.sightings, &people, NULL), NULL);
    assert_false(is_found(&court, 1, 2));
    sl_union_finish(&people);
    close_court(&court);
}

/* Brothers and sisters who are known by either parent's surname say it once. */
static void test_a_family_counts_once(void **state)
{
    struct court court;
    (void)state;
    open_court(&court);
    see_errors(&court, 500);
    for (unsigned at = 0; at < 2 * FAMILY_SIZE; at++) {
        see(&court, 1, 2, STRANGERS + at);               /* two families */
        see(&court, 3, 4, STRANGERS + FAMILY_SIZE * at); /* eight */
    }
    assert_false(is_found(&court, 1, 2));
    assert_true(is_found(&court, 3, 4));
    see(&court, 1, 2, 0); /* and somebody else */
    assert_true(is_found(&court, 1, 2));
    close_court(&court);
}

/* Of the people who go by the rarer one, a tenth must go by the other: twins have one name each. */
static void test_most_who_hold_the_rarer_value_count(void **state)
{
    (void)state;
    for (unsigned holders = 30; holders <= 31; holders++) {
        struct court court;
        open_court(&court);
        see_errors(&court, 500);
        for (unsigned at = 0; at < 3; at++) {
            see(&court, 1, 2, at);
        }
        for (unsigned at = 3; at < holders; at++) {
            SL_CHECK_OK(sl_sightings_hold(&court.sightings, at, 1, 1, NULL), NULL);
        }
        for (unsigned at = 3; at < STRANGERS; at++) {
            SL_CHECK_OK(sl_sightings_hold(&court.sightings, at, 2, 2, NULL), NULL);
        }
        assert_int_equal(is_found(&court, 1, 2), holders == 30);
        close_court(&court);
    }
}

/* Two values that are mistaken for many others meet by chance. */
static void test_chance_is_no_evidence(void **state)
{
    (void)state;
    for (unsigned others = 0; others <= 200; others += 200) {
        struct court court;
        open_court(&court);
        see_errors(&court, 1000);
        for (unsigned at = 0; at < 4; at++) {
            see(&court, 1, 2, at);
        }
        for (unsigned at = 0; at < others; at++) {
            see(&court, 1, 200 + at % 150, at % STRANGERS);
            see(&court, 2, 200 + at % 150, at % STRANGERS);
        }
        assert_int_equal(is_found(&court, 1, 2), others == 0);
        close_court(&court);
    }
}

/* Values that meet thrice as often as by chance go together, but do not stand for each other. */
static void test_thrice_as_often_is_not_enough(void **state)
{
    (void)state;
    for (unsigned others = 40; others <= 200; others += 160) {
        struct court court;
        open_court(&court);
        see_errors(&court, 1000);
        for (unsigned at = 0; at < 50; at++) {
            see(&court, 1, 2, at);
        }
        for (unsigned at = 0; at < others; at++) {
            see(&court, 1, 200 + at, at % STRANGERS);
            see(&court, 2, 200 + at, at % STRANGERS);
        }
        /* About 1 and 14 are expected; that 50 come is a wonder either way. */
        assert_int_equal(is_found(&court, 1, 2), others == 40);
        close_court(&court);
    }
}

/* What is common to a community meets within it, though seldom among all. */
static void test_chance_is_that_within_a_community(void **state)
{
    (void)state;
    for (unsigned classes = 0; classes <= 2; classes += 2) {
        struct court court;
        open_court(&court);
        court.community.class_count = classes;
        court.community.classes = sl_calloc(RECORDS, 1);
        assert_non_null(court.community.classes);
        for (unsigned record = 0; record < 16; record++) {
            court.community.classes[record] = 1;
        }
        for (unsigned at = 0; at < 4000; at++) {
            see(&court, 100 + at % 97, 200 + at % 89, 16 + at % 24);
        }
        for (unsigned at = 0; at < 5; at++) {
            see(&court, 1, 2, at);
        }
        for (unsigned at = 0; at < 20; at++) {
            see(&court, 1, 300 + at, at % 16);
            see(&court, 2, 300 + at, at % 16);
        }
        assert_int_equal(is_found(&court, 1, 2), classes == 0);
        close_court(&court);
    }
}

/* A few errors make few chances; all of them being the same is telling, but three prove nothing. */
static void test_few_sightings(void **state)
{
    (void)state;
    for (unsigned people = 3; people <= 12; people += 9) {
        struct court court;
        open_court(&court);
        for (unsigned at = 0; at < people; at++) {
            see(&court, 1, 2, at);
        }
        assert_int_equal(is_found(&court, 1, 2), people == 12);
        close_court(&court);
    }
}

/* What two have seen apart is judged as what one has seen. */
static void test_sightings_are_put_together(void **state)
{
    struct court court;
    struct sl_sightings rest = { 0 };
    (void)state;
    open_court(&court);
    see(&court, 1, 2, 0);
    see_errors(&court, 500);
    rest = court.sightings;
    court.sightings = (struct sl_sightings){ 0 };
    see(&court, 1, 2, 3);
    see(&court, 1, 2, 6);
    const size_t count = rest.count + court.sightings.count;
    const size_t holders = rest.holder_count + court.sightings.holder_count;
    SL_CHECK_OK(sl_sightings_append(&court.sightings, &rest, NULL), NULL);
    SL_CHECK_U64(court.sightings.count, count);
    SL_CHECK_U64(court.sightings.holder_count, holders);
    assert_true(is_found(&court, 1, 2));
    sl_sightings_finish(&rest);
    close_court(&court);
}

static enum sl_status judge(void *context)
{
    const struct court *court = context;
    struct sl_sightings sightings SL_CLEANUP(sl_sightings_finish) = { 0 };
    uint64_t *pairs SL_CLEANUP(sl_free_ptr) = NULL;
    size_t count = 0;
    for (uint32_t at = 0; at < 40; at++) {
        const struct sl_sighting sighting = {
            .left = 1 + at % 2, .right = 3, .record = at, .other = at
        };
        SL_TRY(sl_sightings_hold(&sightings, at, sighting.left, 3, NULL));
        SL_TRY(sl_sightings_add(&sightings, sighting, NULL));
    }
    SL_TRY(sl_sightings_settle(&sightings, NULL, NULL));
    SL_TRY(sl_sightings_judge(&sightings, VALUES, &court->scorer, &pairs, &count, NULL));
    return count == 2 ? SL_OK : SL_INVALID;
}

static void test_survives_failing_allocations(void **state)
{
    struct court court;
    (void)state;
    open_court(&court);
    assert_true(sl_test_failing_allocations(judge, &court) > 5);
    close_court(&court);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_is_no_variant),
        cmocka_unit_test(test_three_strangers_are_enough),
        cmocka_unit_test(test_a_person_counts_once),
        cmocka_unit_test(test_a_family_counts_once),
        cmocka_unit_test(test_most_who_hold_the_rarer_value_count),
        cmocka_unit_test(test_chance_is_no_evidence),
        cmocka_unit_test(test_thrice_as_often_is_not_enough),
        cmocka_unit_test(test_chance_is_that_within_a_community),
        cmocka_unit_test(test_few_sightings),
        cmocka_unit_test(test_sightings_are_put_together),
        cmocka_unit_test(test_survives_failing_allocations),
    };
    return cmocka_run_group_tests_name("link/sighting", tests, NULL, NULL);
}
