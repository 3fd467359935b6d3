/* SPDX-License-Identifier: Apache-2.0 */
#include "sharing/reader.h"

#include <time.h>

#include "base/hash.h"
#include "partners.h"

static const char *const holder_names[] = { "bolton", "bury", "gmp", "oldham" };
#define HOLDER_COUNT 4

static void list_holders(struct sl_str *holders)
{
    for (size_t i = 0; i < HOLDER_COUNT; i++) {
        holders[i] = sl_str_from(holder_names[i]);
    }
}

static struct sl_reader_item random_item(struct sl_random *random)
{
    return (struct sl_reader_item){
        .withheld = sl_random_below(random, 2) == 0 ? 0 : sl_random_u64(random),
        .holder = (uint16_t)sl_random_below(random, HOLDER_COUNT),
        .kind = (uint8_t)sl_random_below(random, SL_SHARE_KIND_COUNT),
        .ties = (uint8_t)sl_random_below(random, 1u << SL_USER_TIE_COUNT),
        .seal = (uint8_t)sl_random_below(random, 4),
        .glass = sl_random_below(random, 3) == 0,
    };
}

static void check_same(const struct sl_share_decision *decision, const struct sl_shown *shown)
{
    SL_CHECK_U64(shown->sight, decision->sight);
    SL_CHECK_U64(shown->rule, decision->rule);
    SL_CHECK_U64(shown->fields, decision->fields);
    SL_CHECK_U64(shown->found, decision->found);
    SL_CHECK_U64(shown->withheld, decision->withheld);
    SL_CHECK_U64(shown->agreement, decision->agreement);
    SL_CHECK_I64(shown->alert, decision->alert);
}

/* What a list is left with is what each record would be decided to be, for every role. */
static void test_same_as_decide(void **state)
{
    struct sl_str holders[HOLDER_COUNT];
    struct sl_random random;
    (void)state;
    list_holders(holders);
    sl_random_init(&random, sl_test_seed());
    for (unsigned i = 0; i < SL_USER_ROLE_COUNT * SL_PERMISSION_COUNT; i++) {
        struct partners partners;
        struct sl_reader reader;
        struct sl_reader_item items[50];
        struct sl_shown shown[50];
        partners_open(&partners, SL_STR("gmp"), (enum sl_user_role)(i % SL_USER_ROLE_COUNT));
        const struct sl_asking asking = partners_asking(
            &partners,
            (enum sl_permission)(i / SL_USER_ROLE_COUNT),
            i % SL_USER_ROLE_COUNT == SL_USER_PRIVACY ? SL_PURPOSE_RIGHTS : SL_PURPOSE_SAFEGUARDING
        );
        SL_CHECK_OK(
            sl_reader_init(&reader, &asking, holders, HOLDER_COUNT, &partners.arena, NULL), NULL
        );
        for (size_t j = 0; j < 50; j++) {
            items[j] = random_item(&random);
        }
        sl_reader_filter(&reader, items, 50, shown);
        for (size_t j = 0; j < 50; j++) {
            const struct sl_asked asked = {
                .holder = holders[items[j].holder],
                .kind = items[j].kind,
                .ties = items[j].ties,
                .glass = items[j].glass,
                .seal = (enum sl_seal_state)items[j].seal,
                .withheld = items[j].withheld,
            };
            const struct sl_share_decision decision = sl_decide(&asking, &asked);
            check_same(&decision, &shown[j]);
        }
        sl_arena_finish(&partners.arena);
    }
}

static void test_unknown(void **state)
{
    struct sl_str holders[HOLDER_COUNT];
    struct partners partners;
    struct sl_reader reader;
    (void)state;
    list_holders(holders);
    partners_open(&partners, SL_STR("gmp"), SL_USER_MANAGER);
    const struct sl_asking asking =
        partners_asking(&partners, SL_MAY_CONTACT, SL_PURPOSE_SAFEGUARDING);
    SL_CHECK_OK(
        sl_reader_init(&reader, &asking, holders, HOLDER_COUNT, &partners.arena, NULL), NULL
    );
    const struct sl_reader_item no_holder = { .holder = HOLDER_COUNT };
    const struct sl_reader_item no_kind = { .holder = 2, .kind = SL_SHARE_KIND_COUNT };
    const struct sl_reader_item good = { .holder = 2, .kind = SL_SHARE_DETAILS };
    SL_CHECK_U64(sl_reader_decide(&reader, &no_holder).rule, SL_RULE_UNKNOWN);
    SL_CHECK_U64(sl_reader_decide(&reader, &no_kind).sight, SL_SIGHT_REFUSED);
    SL_CHECK_U64(sl_reader_decide(&reader, &good).sight, SL_SIGHT_CONTENT);
    SL_CHECK_STATUS(
        sl_reader_init(
            &reader, &asking, holders, SL_READER_HOLDER_LIMIT + 1, &partners.arena, NULL
        ),
        SL_LIMIT
    );
    sl_arena_finish(&partners.arena);
    sl_arena_init(&partners.arena, 100);
    SL_CHECK_STATUS(
        sl_reader_init(&reader, &asking, holders, HOLDER_COUNT, &partners.arena, NULL), SL_NO_MEMORY
    );
    sl_arena_finish(&partners.arena);
}

#define SPEED_COUNT  100000u
#define RESULT_COUNT 50u /* what a search shows */

static double nanoseconds_between(struct timespec from, struct timespec until)
{
    return (double)(until.tv_sec - from.tv_sec) * 1e9 + (double)(until.tv_nsec - from.tv_nsec);
}

/* How long it takes for each record of a long list; printed. */
static void test_speed(void **state)
{
    static struct sl_reader_item items[SPEED_COUNT];
    static struct sl_shown shown[SPEED_COUNT];
    struct sl_str holders[HOLDER_COUNT];
    struct partners partners;
    struct sl_reader reader;
    struct sl_random random;
    struct timespec from, until;
    uint64_t seen = 0;
    (void)state;
    list_holders(holders);
    partners_open(&partners, SL_STR("gmp"), SL_USER_PRACTITIONER);
    const struct sl_asking asking =
        partners_asking(&partners, SL_MAY_SEARCH, SL_PURPOSE_SAFEGUARDING);
    sl_random_init(&random, 3);
    for (size_t i = 0; i < SPEED_COUNT; i++) {
        items[i] = random_item(&random);
        items[i].withheld = i % 50 == 0 ? SL_SHARE_BIT(SL_ATTRIBUTE_ADDRESS) : 0;
        items[i].seal = i % 100 == 0 ? SL_SEAL_CLOSED : SL_SEAL_NONE;
    }
    (void)clock_gettime(CLOCK_MONOTONIC, &from);
    SL_CHECK_OK(
        sl_reader_init(&reader, &asking, holders, HOLDER_COUNT, &partners.arena, NULL), NULL
    );
    sl_reader_filter(&reader, items, SPEED_COUNT, shown);
    (void)clock_gettime(CLOCK_MONOTONIC, &until);
    for (size_t i = 0; i < SPEED_COUNT; i++) {
        seen += shown[i].sight;
    }
    assert_true(seen > 0);
    print_message(
        "%u records filtered: %.1f ns each\n",
        SPEED_COUNT,
        nanoseconds_between(from, until) / SPEED_COUNT
    );
    /* Searches of one reader, who is kept: some results each, of details of persons. */
    for (size_t i = 0; i < SPEED_COUNT; i++) {
        items[i].kind = SL_SHARE_DETAILS;
    }
    (void)clock_gettime(CLOCK_MONOTONIC, &from);
    for (size_t i = 0; i + RESULT_COUNT <= SPEED_COUNT; i += RESULT_COUNT) {
        sl_reader_filter(&reader, items + i, RESULT_COUNT, shown);
    }
    (void)clock_gettime(CLOCK_MONOTONIC, &until);
    print_message(
        "%u results of a search filtered: %.2f us\n",
        RESULT_COUNT,
        nanoseconds_between(from, until) / 1e3 / SPEED_COUNT * RESULT_COUNT
    );
    sl_arena_finish(&partners.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_as_decide),
        cmocka_unit_test(test_unknown),
        cmocka_unit_test(test_speed),
    };
    return cmocka_run_group_tests_name("sharing/reader", tests, NULL, NULL);
}
