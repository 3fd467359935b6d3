/* SPDX-License-Identifier: Apache-2.0 */
#include "sharing/decide.h"

#include <string.h>
#include <time.h>

#include "base/hash.h"
#include "base/sort.h"
#include "partners.h"

#define BIT(rule) (UINT32_C(1) << (rule))

/* Which steps a decision goes through; sight and fields are tested in every combination elsewhere.
 */
static void test_steps(void **state)
{
    const uint32_t common = BIT(SL_RULE_ROLE);
    const uint8_t team = 1u << SL_USER_TIE_TEAM;
    /* clang-format off */
    const struct {
        enum sl_permission permission;
        struct sl_asked asked;
        enum sl_rule_name rule;
        uint32_t steps;
    } rows[] = {
        { SL_MAY_USERS, { .holder = SL_STR("bury") }, SL_RULE_NO_ROLE, BIT(SL_RULE_NO_ROLE) },
        { SL_MAY_ASK, { .holder = SL_STR("bury") }, SL_RULE_NO_PERSON,
          common | BIT(SL_RULE_NO_PERSON) },
        { SL_MAY_CONTACT, { .holder = SL_STR("bury") }, SL_RULE_OWN_ONLY,
          common | BIT(SL_RULE_OWN_ONLY) },
        { SL_MAY_CONTACT, { .holder = SL_STR("") }, SL_RULE_OWN_ONLY,
          common | BIT(SL_RULE_OWN_ONLY) },
        { SL_MAY_CONTACT, { .holder = SL_STR("gmp") }, SL_RULE_OWN, common | BIT(SL_RULE_OWN) },
        { SL_MAY_PICTURE, { .holder = SL_STR("gmp") }, SL_RULE_NO_TIE,
          common | BIT(SL_RULE_OWN) | BIT(SL_RULE_NO_TIE) },
        { SL_MAY_PICTURE, { .holder = SL_STR("gmp"), .ties = team }, SL_RULE_OWN,
          common | BIT(SL_RULE_OWN) | BIT(SL_RULE_TIE) },
        { SL_MAY_PICTURE, { .holder = SL_STR("gmp"), .glass = true }, SL_RULE_OWN,
          common | BIT(SL_RULE_OWN) | BIT(SL_RULE_GLASS) },
        { SL_MAY_PICTURE, { .holder = SL_STR("bury"), .kind = SL_EVENT_MISSING },
          SL_RULE_EXISTENCE, common | BIT(SL_RULE_EXISTENCE) },
        { SL_MAY_PICTURE,
          { .holder = SL_STR("bury"), .kind = SL_EVENT_MISSING, .ties = team, .glass = true },
          SL_RULE_EMERGENCY,
          common | BIT(SL_RULE_CONTENT) | BIT(SL_RULE_EMERGENCY) | BIT(SL_RULE_TIE) },
        { SL_MAY_PICTURE, { .holder = SL_STR("bury"), .kind = SL_EVENT_CRIME },
          SL_RULE_NO_AGREEMENT, common | BIT(SL_RULE_NO_AGREEMENT) },
        { SL_MAY_PICTURE,
          { .holder = SL_STR("bury"), .kind = SL_EVENT_MISSING, .glass = true, .withheld =
            SL_SHARE_BIT(SL_ATTRIBUTE_ADDRESS) }, SL_RULE_EMERGENCY,
          common | BIT(SL_RULE_CONTENT) | BIT(SL_RULE_EMERGENCY) | BIT(SL_RULE_GLASS) |
            BIT(SL_RULE_WITHHELD) },
        { SL_MAY_PICTURE,
          { .holder = SL_STR("bury"), .kind = SL_EVENT_MISSING, .seal = SL_SEAL_OPEN },
          SL_RULE_EXISTENCE, common | BIT(SL_RULE_EXISTENCE) | BIT(SL_RULE_SEAL_OPEN) },
        { SL_MAY_PICTURE,
          { .holder = SL_STR("bury"), .kind = SL_EVENT_MISSING, .seal = SL_SEAL_CLOSED },
          SL_RULE_SEALED, common | BIT(SL_RULE_EXISTENCE) | BIT(SL_RULE_SEALED) },
        { SL_MAY_PICTURE, { .holder = SL_STR("bury"), .kind = SL_SHARE_KIND_COUNT },
          SL_RULE_UNKNOWN, BIT(SL_RULE_UNKNOWN) },
    };
    /* clang-format on */
    struct partners partners;
    (void)state;
    partners_open(&partners, SL_STR("gmp"), SL_USER_PRACTITIONER);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct sl_asking asking =
            partners_asking(&partners, rows[i].permission, SL_PURPOSE_SAFEGUARDING);
        const struct sl_share_decision decision = sl_decide(&asking, &rows[i].asked);
        SL_CHECK_U64(decision.rule, rows[i].rule);
        SL_CHECK_U64(decision.steps, rows[i].steps);
        SL_CHECK_I64(memcmp(&decision.policy, &partners.policy.id, sizeof(decision.policy)), 0);
    }
    sl_arena_finish(&partners.arena);
}

/* An agency that has no name is nobody's own, and roles of others do not help a sealed record. */
static void test_no_agency(void **state)
{
    struct partners partners;
    (void)state;
    partners_open(&partners, SL_STR(""), SL_USER_PRACTITIONER);
    const struct sl_asking asking =
        partners_asking(&partners, SL_MAY_PICTURE, SL_PURPOSE_SAFEGUARDING);
    const struct sl_asked asked = { .holder = SL_STR(""), .kind = SL_SHARE_DETAILS };
    const struct sl_share_decision decision = sl_decide(&asking, &asked);
    SL_CHECK_U64(decision.sight, SL_SIGHT_REFUSED);
    SL_CHECK_U64(decision.rule, SL_RULE_NO_AGREEMENT);
    sl_arena_finish(&partners.arena);
}

/* The keeper of seals knows of sealed records, but for those that deny them. */
static void test_keeper(void **state)
{
    struct partners partners;
    (void)state;
    partners_open(&partners, SL_STR("gmp"), SL_USER_PRIVACY);
    const struct sl_asking asking = partners_asking(&partners, SL_MAY_SEAL, SL_PURPOSE_RIGHTS);
    struct sl_asked asked = { .holder = SL_STR("gmp"), .seal = SL_SEAL_CLOSED };
    struct sl_share_decision decision = sl_decide(&asking, &asked);
    SL_CHECK_U64(decision.sight, SL_SIGHT_EXISTENCE);
    assert_true((decision.steps & BIT(SL_RULE_SEAL_KEPT)) != 0);
    asked.seal = SL_SEAL_DENIED;
    decision = sl_decide(&asking, &asked);
    SL_CHECK_U64(decision.sight, SL_SIGHT_HIDDEN);
    assert_true(decision.alert);
    sl_arena_finish(&partners.arena);
}

static void test_act(void **state)
{
    struct partners partners;
    (void)state;
    partners_open(&partners, SL_STR("gmp"), SL_USER_ADMINISTRATOR);
    struct sl_asking asking = partners_asking(&partners, SL_MAY_USERS, SL_PURPOSE_RUNNING);
    SL_CHECK_U64(sl_decide_act(&asking), SL_POWER_HELD);
    asking.purpose = SL_PURPOSE_CARE;
    SL_CHECK_U64(sl_decide_act(&asking), SL_POWER_OTHER_PURPOSE);
    asking.permission = SL_MAY_PUBLISH;
    SL_CHECK_U64(sl_decide_act(&asking), SL_POWER_NONE);
    /* What shows people's data is never permitted as an act. */
    partners.held.role = SL_USER_PRACTITIONER;
    asking = partners_asking(&partners, SL_MAY_PICTURE, SL_PURPOSE_SAFEGUARDING);
    SL_CHECK_U64(sl_decide_act(&asking), SL_POWER_NONE);
    for (unsigned i = 0; i < SL_DECIDE_RULE_COUNT; i++) {
        SL_CHECK_U64(
            sl_term_find(sl_rule_terms(), SL_DECIDE_RULE_COUNT, sl_rule_terms()[i].name), i
        );
    }
    sl_arena_finish(&partners.arena);
}

/* Another 100 agreements, between 40 agencies, each with four shares. */
static void many_agreements(struct sl_sharing_document *documents, struct sl_arena *arena)
{
    struct sl_buf text;
    sl_buf_init(&text, EXAMPLE_LIMIT_BYTES);
    for (unsigned i = 0; i < 100; i++) {
        sl_buf_clear(&text);
        sl_buf_addf(&text, "format: sightline-agreement-1\nid: a%u\nversion: 1\ntitle: t\n", i);
        sl_buf_add(&text, SL_STR("valid: {from: 2026-04-01, until: 2027-03-31}\nparties:\n"));
        for (unsigned j = 0; j < 12; j++) {
            sl_buf_addf(&text, "  agency-%02u: P\n", (i * 7 + j * 3) % 40);
        }
        sl_buf_add(&text, SL_STR("shares:\n"));
        for (unsigned j = 0; j < 4; j++) {
            sl_buf_addf(
                &text,
                "- {of: [all], to: [all], direction: one_way, level: %s,\n"
                "   purposes: [safeguarding, investigation],\n   kinds: [%.*s, details]%s}\n",
                j % 2 == 0 ? "existence" : "content",
                SL_STR_ARG(sl_share_group_terms()[1 + (i + j) % (SL_SHARE_GROUP_COUNT - 1)].name),
                j % 2 == 0 ? "" : ",\n   fields: [all], except: [whereabouts]"
            );
        }
        documents[i] = example_read(text.ptr, arena);
    }
    sl_buf_finish(&text);
}

static uint64_t nanoseconds(void)
{
    struct timespec now = { .tv_sec = 0 };
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

#define SPEED_ROUNDS ((size_t)20000)
#define SPEED_BATCH  8u /* decisions between two looks at the clock */

/* Under a microsecond in the median, with a hundred agreements. Printed; held with much room. */
static void test_speed(void **state)
{
    static struct sl_sharing_document documents[100];
    static uint64_t times[SPEED_ROUNDS];
    struct partners partners;
    struct sl_policy policy;
    struct sl_error err;
    struct sl_random random;
    uint64_t seen = 0;
    (void)state;
    partners_open(&partners, SL_STR("agency-03"), SL_USER_INVESTIGATOR);
    many_agreements(documents, &partners.arena);
    const uint64_t begun = nanoseconds();
    SL_CHECK_OK(
        sl_policy_compile(
            documents, 100, example_day("2026-06-01"), &partners.arena, &policy, &err
        ),
        &err
    );
    const uint64_t compiled = nanoseconds() - begun;
    struct sl_asking asking = partners_asking(&partners, SL_MAY_PICTURE, SL_PURPOSE_SAFEGUARDING);
    asking.policy = &policy;
    sl_random_init(&random, 7);
    for (size_t i = 0; i < SPEED_ROUNDS; i++) {
        struct sl_asked asked[SPEED_BATCH];
        for (size_t j = 0; j < SPEED_BATCH; j++) {
            asked[j] = (struct sl_asked){
                .holder = policy.agencies[sl_random_below(&random, policy.agency_count)],
                .kind = (unsigned)sl_random_below(&random, SL_SHARE_KIND_COUNT),
                .ties = (uint8_t)sl_random_below(&random, 32),
                .glass = sl_random_below(&random, 10) == 0,
            };
        }
        const uint64_t start = nanoseconds();
        for (size_t j = 0; j < SPEED_BATCH; j++) {
            seen += sl_decide(&asking, &asked[j]).sight;
        }
        times[i] = (nanoseconds() - start) / SPEED_BATCH;
    }
    SL_CHECK_OK(sl_sort_u64(times, SPEED_ROUNDS, NULL), NULL);
    print_message(
        "100 agreements, %zu agencies: compiled in %.1f ms; a decision takes %llu ns in the "
        "median, %llu ns for 99 of 100\n",
        policy.agency_count,
        (double)compiled / 1e6,
        (unsigned long long)times[SPEED_ROUNDS / 2],
        (unsigned long long)times[SPEED_ROUNDS / 100 * 99]
    );
    assert_true(seen > SPEED_ROUNDS);
    assert_true(times[SPEED_ROUNDS / 2] < 20000);
    sl_arena_finish(&partners.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_steps),  cmocka_unit_test(test_no_agency),
        cmocka_unit_test(test_keeper), cmocka_unit_test(test_act),
        cmocka_unit_test(test_speed),
    };
    return cmocka_run_group_tests_name("sharing/decide", tests, NULL, NULL);
}
