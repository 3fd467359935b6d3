/* SPDX-License-Identifier: Apache-2.0 */
#include "sharing/scenario.h"

#include "example.h"

#define SCENARIO                                                                 \
    "format: sightline-scenario-1\n"                                             \
    "now: 2026-06-01T10:30\n"                                                    \
    "users:\n"                                                                   \
    "  - id: ann\n"                                                              \
    "    agency: gmp\n"                                                          \
    "    roles: [{role: investigator, from: 2025-01-01, until: 2026-12-31}]\n"   \
    "    relationships: [{child: child-1, kind: operation, from: 2026-05-01}]\n" \
    "  - id: bob\n"                                                              \
    "    agency: bolton\n"                                                       \
    "    roles: [{role: practitioner, from: 2025-01-01}]\n"                      \
    "records:\n"                                                                 \
    "  - child: child-1\n"                                                       \
    "    of: bolton\n"                                                           \
    "    kind: conference\n"                                                     \
    "    count: 3\n"                                                             \
    "    sealed_but_for: [bob]\n"                                                \
    "    denied_to: [ann]\n"                                                     \
    "    withheld: [address, voice]\n"                                           \
    "  - {child: child-1, of: bury, kind: details}\n"                            \
    "answered: [bolton, gmp]\n"                                                  \
    "broken_glass:\n"                                                            \
    "  - user: ann\n"                                                            \
    "    child: child-1\n"                                                       \
    "    reason: missing_child\n"                                                \
    "    words: reported missing an hour ago\n"                                  \
    "    from: 2026-06-01T10:00\n"                                               \
    "    minutes: 60\n"

static void test_scenario(void **state)
{
    struct sl_scenario scenario;
    struct sl_error err;
    struct sl_arena arena;
    (void)state;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    SL_CHECK_OK(sl_scenario_parse(SL_STR(SCENARIO), &arena, &scenario, &err), &err);
    SL_CHECK_I64(scenario.day, example_day("2026-06-01"));
    SL_CHECK_I64(scenario.now, (int64_t)scenario.day * 86400000000 + 37800000000);
    SL_CHECK_U64(scenario.user_count, 2);
    const struct sl_user *ann = sl_scenario_user(&scenario, SL_STR("ann"));
    const struct sl_user *bob = sl_scenario_user(&scenario, SL_STR("bob"));
    assert_non_null(ann);
    assert_non_null(bob);
    assert_null(sl_scenario_user(&scenario, SL_STR("eve")));
    SL_CHECK_STR(ann->agency, "gmp");
    SL_CHECK_U64(ann->roles[0].role, SL_USER_INVESTIGATOR);
    SL_CHECK_I64(ann->roles[0].held.until, example_day("2026-12-31"));
    SL_CHECK_I64(bob->roles[0].held.until, SL_SPAN_OPEN);
    SL_CHECK_U64(bob->tie_count, 0);
    SL_CHECK_U64(sl_user_ties(ann, SL_STR("child-1"), scenario.day), 1u << SL_USER_TIE_OPERATION);
    SL_CHECK_U64(scenario.record_count, 2);
    const struct sl_scenario_records *first = &scenario.records[0];
    SL_CHECK_U64(first->kind, SL_EVENT_CONFERENCE);
    SL_CHECK_U64(first->count, 3);
    SL_CHECK_U64(sl_seal_for(&first->seal, SL_STR("ann")), SL_SEAL_DENIED);
    SL_CHECK_U64(sl_seal_for(&first->seal, SL_STR("bob")), SL_SEAL_OPEN);
    SL_CHECK_U64(
        first->withheld, SL_SHARE_BIT(SL_ATTRIBUTE_ADDRESS) | sl_field_group_fields(SL_FIELD_VOICE)
    );
    SL_CHECK_U64(scenario.records[1].kind, SL_SHARE_DETAILS);
    SL_CHECK_U64(scenario.records[1].count, 1);
    SL_CHECK_U64(sl_seal_for(&scenario.records[1].seal, SL_STR("ann")), SL_SEAL_NONE);
    SL_CHECK_U64(scenario.answered_count, 2);
    assert_true(sl_scenario_glass(&scenario, ann, SL_STR("child-1")));
    assert_false(sl_scenario_glass(&scenario, ann, SL_STR("child-2")));
    assert_false(sl_scenario_glass(&scenario, bob, SL_STR("child-1")));
    sl_arena_finish(&arena);
}

static void test_smallest(void **state)
{
    struct sl_scenario scenario;
    struct sl_arena arena;
    (void)state;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    SL_CHECK_OK(
        sl_scenario_parse(
            SL_STR("format: sightline-scenario-1\nnow: 2026-06-01T10:30\nusers: []"),
            &arena,
            &scenario,
            NULL
        ),
        NULL
    );
    SL_CHECK_U64(
        scenario.user_count + scenario.record_count + scenario.answered_count +
            scenario.glass_count,
        0
    );
    sl_arena_finish(&arena);
}

/* clang-format off */
static const struct {
        const char *old, *new, *message, *detail;
    } faults[] = {
        { "sightline-scenario-1", "sightline-agreement-1",
          "a scenario is of 'sightline-scenario-1'", "line 1, column 9" },
        { "now: 2026", "then: 2026", "there is no member 'then' here", "line 2, column 1" },
        { "now: 2026-06-01T10:30", "now: 2026-06-01",
          "'2026-06-01' is not a time, such as 2026-06-01T10:30", "line 2, column 6" },
        { "now: 2026-06-01T10:30", "now: today",
          "'today' is not a time, such as 2026-06-01T10:30", "line 2, column 6" },
        { "now: 2026-06-01T10:30", "now: 2026-06-01T10:30~",
          "'2026-06-01T10:30~' is not a time, such as 2026-06-01T10:30", "line 2, column 6" },
        { "now: 2026-06-01T10:30", "now: 1926-06-01T10:30",
          "'1926-06-01T10:30' is not a time, such as 2026-06-01T10:30", "line 2, column 6" },
        { "id: ann\n", "id: ''\n",
          "this must be a line of 1 to 500 bytes, without blanks around it", "line 4, column 9" },
        { "id: ann\n", "id: bob\n", "user 'bob' stands twice", "line 8, column 5" },
        { "    agency: gmp\n", "", "'agency' is missing here", "line 4, column 5" },
        { "agency: gmp", "agency: all", "'all' cannot be an agency: it means all of them",
          "line 5, column 13" },
        { "role: investigator", "role: king", "there is no role 'king'", "line 6, column 20" },
        { "role: investigator, ", "", "'role' is missing here", "line 6, column 13" },
        { "from: 2025-01-01, until", "from: then, until",
          "'then' is not a day, such as 2026-04-01", "line 6, column 40" },
        { "until: 2026-12-31", "until: never", "'never' is not a day, such as 2026-04-01",
          "line 6, column 59" },
        { "kind: operation", "kind: friend", "there is no relationship 'friend'",
          "line 7, column 44" },
        { "child: child-1, kind: operation", "child: '', kind: operation",
          "this must be a line of 1 to 500 bytes, without blanks around it",
          "line 7, column 29" },
        { "kind: operation, from: 2026-05-01", "kind: operation", "'from' is missing here",
          "line 7, column 21" },
        { "  - child: child-1\n    of", "  - child: ''\n    of",
          "this must be a line of 1 to 500 bytes, without blanks around it",
          "line 12, column 12" },
        { "of: bolton", "of: ''",
          "this must be a line of 1 to 128 bytes, without blanks around it",
          "line 13, column 9" },
        { "kind: conference", "kind: all", "there is no kind 'all'", "line 14, column 11" },
        { "count: 3", "count: 0", "this must be a whole number from 1 to 1000000",
          "line 15, column 12" },
        { "sealed_but_for: [bob]", "sealed_but_for: [[]]", "this must be a text, and is a list",
          "line 16, column 22" },
        { "denied_to: [ann]", "denied_to: ['']",
          "this must be a line of 1 to 128 bytes, without blanks around it",
          "line 17, column 17" },
        { "withheld: [address, voice]", "withheld: [adress]", "there is no field 'adress'",
          "line 18, column 16" },
        { "withheld: [address, voice]", "withheld: [[voice]]",
          "this must be a text, and is a list", "line 18, column 16" },
        { "{child: child-1, of: bury, kind: details}", "{child: child-1, of: bury}",
          "'kind' is missing here", "line 19, column 5" },
        { "answered: [bolton, gmp]", "answered: [all]",
          "'all' cannot be an agency: it means all of them", "line 20, column 12" },
        { "user: ann", "user: ''",
          "this must be a line of 1 to 500 bytes, without blanks around it",
          "line 22, column 11" },
        { "    child: child-1\n    reason", "    child: ' '\n    reason",
          "this must be a line of 1 to 500 bytes, without blanks around it",
          "line 23, column 12" },
        { "reason: missing_child", "reason: curious", "there is no reason 'curious'",
          "line 24, column 13" },
        { "words: reported missing an hour ago", "words: ''",
          "this must be a line of 1 to 500 bytes, without blanks around it",
          "line 25, column 12" },
        { "words: reported missing an hour ago", "words: because",
          "the reason must be told in 15 to 1000 characters", "line 25, column 12" },
        { "from: 2026-06-01T10:00", "from: now", "'now' is not a time, such as 2026-06-01T10:30",
          "line 26, column 11" },
        { "minutes: 60", "minutes: 481", "this must be a whole number from 1 to 480",
          "line 27, column 14" },
        { "    minutes: 60\n", "", "'minutes' is missing here", "line 22, column 5" },
        { "users:", "users: [", "this is not YAML: did not find expected node content",
          "line 4, column 3" },
    };
/* clang-format on */

static void test_faults(void **state)
{
    struct sl_buf changed;
    (void)state;
    sl_buf_init(&changed, EXAMPLE_LIMIT_BYTES);
    for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
        struct sl_scenario scenario = { .now = 7 };
        struct sl_error err = { .status = SL_OK };
        struct sl_arena arena;
        sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
        example_with(SCENARIO, faults[i].old, faults[i].new, &changed);
        SL_CHECK_STATUS(
            sl_scenario_parse(sl_buf_str(&changed), &arena, &scenario, &err), SL_INVALID
        );
        SL_CHECK_STR(sl_str_from(err.message), faults[i].message);
        SL_CHECK_STR(sl_str_from(err.detail), faults[i].detail);
        SL_CHECK_I64(scenario.now, 7);
        sl_arena_finish(&arena);
    }
    sl_buf_finish(&changed);
}

static enum sl_status read_once(void *context)
{
    struct sl_scenario scenario;
    struct sl_arena arena;
    sl_arena_init(&arena, *(size_t *)context);
    const enum sl_status status = sl_scenario_parse(SL_STR(SCENARIO), &arena, &scenario, NULL);
    sl_arena_finish(&arena);
    return status;
}

static void test_failing_allocations(void **state)
{
    size_t limit = EXAMPLE_LIMIT_BYTES;
    (void)state;
    assert_true(sl_test_failing_allocations(read_once, &limit) > 0);
    for (limit = 0; read_once(&limit) != SL_OK; limit += 8) {
        SL_CHECK_STATUS(read_once(&limit), SL_NO_MEMORY);
        assert_true(limit < 65536);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scenario),
        cmocka_unit_test(test_smallest),
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests_name("sharing/scenario", tests, NULL, NULL);
}
