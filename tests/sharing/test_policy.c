/* SPDX-License-Identifier: Apache-2.0 */
#include "sharing/policy.h"

#include <string.h>

#include "example.h"

struct compiled {
    struct sl_arena arena;
    struct sl_sharing_document documents[3];
    struct sl_policy policy;
};

#define MORE                                                                             \
    "format: sightline-agreement-1\nid: more\nversion: 1\ntitle: More\n"                 \
    "valid: {from: 2026-05-01, until: 2026-12-31}\nparties: {bolton: B, gmp: G}\n"       \
    "shares: [{of: [bolton], to: [gmp], direction: one_way, purposes: [safeguarding],\n" \
    "level: content, kinds: [details, crime], fields: [birth_date]},\n"                  \
    "{of: [bolton], to: [gmp], direction: one_way, purposes: [safeguarding],\n"          \
    "level: content, kinds: [details], fields: [names]}]\n"

static void compile(struct compiled *compiled)
{
    struct sl_error err;
    sl_arena_init(&compiled->arena, EXAMPLE_LIMIT_BYTES);
    compiled->documents[0] = example_read(EXAMPLE_AGREEMENT, &compiled->arena);
    compiled->documents[1] = example_read(MORE, &compiled->arena);
    SL_CHECK_OK(
        sl_policy_compile(
            compiled->documents,
            2,
            example_day("2026-06-01"),
            &compiled->arena,
            &compiled->policy,
            &err
        ),
        &err
    );
}

/* What is asked, and what is found; agreement -1 is none. */
struct found {
    const char *reader, *holder;
    enum sl_purpose purpose;
    unsigned kind;
    const char *day;
    bool emergency;
    enum sl_sight level;
    uint64_t fields;
    int agreement;
};

static void check_found(const struct sl_policy *policy, const struct found *row)
{
    const struct sl_policy_question question = {
        .reader = sl_policy_agency(policy, sl_str_from(row->reader)),
        .holder = sl_policy_agency(policy, sl_str_from(row->holder)),
        .purpose = row->purpose,
        .kind = row->kind,
        .day = example_day(row->day),
        .emergency = row->emergency,
    };
    const struct sl_policy_answer answer = sl_policy_find(policy, &question);
    SL_CHECK_U64(answer.level, row->level);
    SL_CHECK_U64(answer.fields, row->fields);
    SL_CHECK_I64(answer.agreement, row->agreement < 0 ? SL_POLICY_NONE : row->agreement);
}

static void test_find(void **state)
{
    const uint64_t names = sl_field_group_fields(SL_FIELD_NAMES);
    const uint64_t born = SL_SHARE_BIT(SL_ATTRIBUTE_BIRTH_DATE);
    const uint64_t few =
        names | SL_SHARE_BIT(SL_ATTRIBUTE_ADDRESS) | SL_SHARE_BIT(SL_ATTRIBUTE_SUMMARY);
    /* clang-format off */
    const struct found rows[] = {
        /* By one agreement or the other, and by both. */
        { "gmp", "bolton", SL_PURPOSE_SAFEGUARDING, SL_EVENT_MISSING, "2026-04-01", false,
          SL_SIGHT_EXISTENCE, 0, 0 },
        { "gmp", "bolton", SL_PURPOSE_SAFEGUARDING, SL_EVENT_MISSING, "2026-03-31", false,
          SL_SIGHT_REFUSED, 0, -1 },
        { "gmp", "bolton", SL_PURPOSE_SAFEGUARDING, SL_EVENT_CRIME, "2026-05-01", false,
          SL_SIGHT_CONTENT, born, 1 },
        { "gmp", "bolton", SL_PURPOSE_SAFEGUARDING, SL_SHARE_DETAILS, "2026-04-30", false,
          SL_SIGHT_EXISTENCE, 0, 0 },
        { "gmp", "bolton", SL_PURPOSE_SAFEGUARDING, SL_SHARE_DETAILS, "2026-05-01", false,
          SL_SIGHT_CONTENT, names | born, 1 },
        { "gmp", "bolton", SL_PURPOSE_SAFEGUARDING, SL_SHARE_DETAILS, "2026-05-01", true,
          SL_SIGHT_CONTENT, few | born, 0 },
        { "gmp", "bolton", SL_PURPOSE_SAFEGUARDING, SL_EVENT_MISSING, "2027-03-31", true,
          SL_SIGHT_CONTENT, few, 0 },
        { "gmp", "bolton", SL_PURPOSE_SAFEGUARDING, SL_EVENT_MISSING, "2027-04-01", true,
          SL_SIGHT_REFUSED, 0, -1 },
        /* Not the other way, not for another purpose, not to another, not of itself. */
        { "bolton", "gmp", SL_PURPOSE_SAFEGUARDING, SL_SHARE_DETAILS, "2026-05-01", true,
          SL_SIGHT_REFUSED, 0, -1 },
        { "gmp", "bolton", SL_PURPOSE_CARE, SL_SHARE_DETAILS, "2026-05-01", true,
          SL_SIGHT_REFUSED, 0, -1 },
        { "gmp", "oldham", SL_PURPOSE_SAFEGUARDING, SL_SHARE_DETAILS, "2026-05-01", false,
          SL_SIGHT_REFUSED, 0, -1 },
        { "oldham", "gmp", SL_PURPOSE_SAFEGUARDING, SL_SHARE_DETAILS, "2026-05-01", false,
          SL_SIGHT_REFUSED, 0, -1 },
        { "gmp", "gmp", SL_PURPOSE_SAFEGUARDING, SL_SHARE_DETAILS, "2026-05-01", false,
          SL_SIGHT_REFUSED, 0, -1 },
        { "bury", "bolton", SL_PURPOSE_SAFEGUARDING, SL_EVENT_CONFERENCE, "2026-05-01", false,
          SL_SIGHT_CONTENT, SL_SHARE_ALL_FIELDS & ~sl_field_group_fields(SL_FIELD_WHEREABOUTS),
          0 },
        { "bolton", "bury", SL_PURPOSE_SAFEGUARDING, SL_EVENT_CONFERENCE, "2026-05-01", false,
          SL_SIGHT_CONTENT, SL_SHARE_ALL_FIELDS & ~sl_field_group_fields(SL_FIELD_WHEREABOUTS),
          0 },
        { "bolton", "bury", SL_PURPOSE_INVESTIGATION, SL_EVENT_CONFERENCE, "2026-05-01", false,
          SL_SIGHT_REFUSED, 0, -1 },
    };
    /* clang-format on */
    struct compiled compiled;
    (void)state;
    compile(&compiled);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        check_found(&compiled.policy, &rows[i]);
    }
    sl_arena_finish(&compiled.arena);
}

static void test_state(void **state)
{
    struct compiled compiled;
    const int32_t confirmed = example_day("2026-06-01");
    struct sl_policy damaged = sl_policy_damaged();
    (void)state;
    compile(&compiled);
    SL_CHECK_U64(sl_policy_state_on(NULL, confirmed), SL_POLICY_MISSING);
    SL_CHECK_U64(sl_policy_state_on(&damaged, confirmed), SL_POLICY_DAMAGED);
    SL_CHECK_U64(sl_policy_state_on(&compiled.policy, confirmed - 1), SL_POLICY_EARLY);
    SL_CHECK_U64(sl_policy_state_on(&compiled.policy, confirmed), SL_POLICY_READY);
    SL_CHECK_U64(
        sl_policy_state_on(&compiled.policy, confirmed + SL_POLICY_STALE_DAYS), SL_POLICY_READY
    );
    SL_CHECK_U64(
        sl_policy_state_on(&compiled.policy, confirmed + SL_POLICY_STALE_DAYS + 1), SL_POLICY_STALE
    );
    SL_CHECK_U64(sl_policy_state_on(&compiled.policy, INT32_MAX), SL_POLICY_STALE);
    sl_arena_finish(&compiled.arena);
}

/* One bit of the tables turned is noticed, wherever it is. */
static void test_whole(void **state)
{
    struct compiled compiled;
    struct sl_policy damaged = sl_policy_damaged();
    (void)state;
    compile(&compiled);
    assert_false(sl_policy_is_whole(&damaged));
    assert_true(sl_policy_is_whole(&compiled.policy));
    const size_t cells =
        compiled.policy.agency_count * compiled.policy.agency_count * SL_PURPOSE_COUNT;
    const size_t rule_bytes = compiled.policy.cells[cells] * sizeof(struct sl_policy_rule);
    unsigned char *rules = NULL;
    memcpy(&rules, &compiled.policy.rules, sizeof(rules));
    for (size_t i = 0; i < rule_bytes * 8; i++) {
        rules[i / 8] = (unsigned char)(rules[i / 8] ^ (1u << (i % 8)));
        assert_false(sl_policy_is_whole(&compiled.policy));
        rules[i / 8] = (unsigned char)(rules[i / 8] ^ (1u << (i % 8)));
    }
    assert_true(sl_policy_is_whole(&compiled.policy));
    sl_arena_finish(&compiled.arena);
}

static void test_id_print(void **state)
{
    const struct sl_policy_id id = {
        .bytes = {0xAB, 1, [31] = 0xFF}
    };
    struct sl_buf buf;
    (void)state;
    sl_buf_init(&buf, 100);
    sl_policy_id_print(&id, &buf);
    SL_CHECK_STR(
        sl_buf_str(&buf), "ab010000000000000000000000000000000000000000000000000000000000ff"
    );
    sl_buf_finish(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_find),
        cmocka_unit_test(test_state),
        cmocka_unit_test(test_whole),
        cmocka_unit_test(test_id_print),
    };
    return cmocka_run_group_tests_name("sharing/policy", tests, NULL, NULL);
}
