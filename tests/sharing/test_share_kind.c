/* SPDX-License-Identifier: Apache-2.0 */
#include "sharing/share_kind.h"

#include "base/buf.h"
#include "support/support.h"

/* Each kind and each field is in one group, and only in one. */
static void test_groups_are_a_partition(void **state)
{
    uint64_t kinds = 0, fields = 0;
    (void)state;
    for (unsigned i = 0; i < SL_SHARE_GROUP_COUNT; i++) {
        const uint64_t group = sl_share_group_kinds((enum sl_share_group)i);
        assert_true(group != 0 && (kinds & group) == 0);
        kinds |= group;
    }
    for (unsigned i = 0; i < SL_FIELD_GROUP_COUNT; i++) {
        const uint64_t group = sl_field_group_fields((enum sl_field_group)i);
        assert_true(group != 0 && (fields & group) == 0);
        fields |= group;
    }
    SL_CHECK_U64(kinds, SL_SHARE_ALL_KINDS);
    SL_CHECK_U64(fields, SL_SHARE_ALL_FIELDS);
    for (unsigned kind = 0; kind < SL_SHARE_KIND_COUNT; kind++) {
        const uint64_t group = sl_share_group_kinds(sl_share_kind_group(kind));
        assert_true((group & SL_SHARE_BIT(kind)) != 0);
    }
}

/* A name means one thing. */
static void test_names_are_unique(void **state)
{
    (void)state;
    for (unsigned i = 0; i < SL_SHARE_GROUP_COUNT; i++) {
        const struct sl_str name = sl_share_group_terms()[i].name;
        SL_CHECK_U64(sl_term_find(sl_share_group_terms(), SL_SHARE_GROUP_COUNT, name), i);
        SL_CHECK_U64(
            sl_term_find(sl_event_kind_terms(), SL_EVENT_KIND_COUNT, name), SL_EVENT_KIND_COUNT
        );
        assert_true(sl_share_group_terms()[i].words.len > 0);
        assert_false(sl_str_equal(name, SL_STR("all")));
    }
    for (unsigned i = 0; i < SL_FIELD_GROUP_COUNT; i++) {
        const struct sl_str name = sl_field_group_terms()[i].name;
        SL_CHECK_U64(sl_term_find(sl_field_group_terms(), SL_FIELD_GROUP_COUNT, name), i);
        SL_CHECK_U64(
            sl_term_find(sl_attribute_terms(), SL_ATTRIBUTE_TABLE_COUNT, name),
            SL_ATTRIBUTE_TABLE_COUNT
        );
        assert_true(sl_field_group_terms()[i].words.len > 0);
        assert_false(sl_str_equal(name, SL_STR("all")));
    }
}

static void test_find(void **state)
{
    uint64_t set = 7;
    (void)state;
    assert_false(sl_share_find_kinds(SL_STR("nothing"), &set));
    assert_false(sl_share_find_fields(SL_STR(""), &set));
    SL_CHECK_U64(set, 7);
    assert_true(sl_share_find_kinds(SL_STR("all"), &set));
    SL_CHECK_U64(set, SL_SHARE_ALL_KINDS);
    assert_true(sl_share_find_kinds(SL_STR("details"), &set));
    SL_CHECK_U64(set, SL_SHARE_BIT(SL_SHARE_DETAILS));
    assert_true(sl_share_find_kinds(SL_STR("missing"), &set));
    SL_CHECK_U64(set, SL_SHARE_BIT(SL_EVENT_MISSING));
    assert_true(sl_share_find_fields(SL_STR("all"), &set));
    SL_CHECK_U64(set, SL_SHARE_ALL_FIELDS);
    assert_true(sl_share_find_fields(SL_STR("address"), &set));
    SL_CHECK_U64(set, SL_SHARE_BIT(SL_ATTRIBUTE_ADDRESS));
    assert_true(sl_share_find_fields(SL_STR("voice"), &set));
    SL_CHECK_U64(set, sl_field_group_fields(SL_FIELD_VOICE));
    SL_CHECK_STR(sl_share_kind_term(SL_SHARE_DETAILS)->name, "details");
    SL_CHECK_STR(sl_share_kind_term(SL_EVENT_CRIME)->name, "crime");
}

static void check_printed(bool kinds, uint64_t set, bool words, const char *expected)
{
    struct sl_buf buf;
    sl_buf_init(&buf, 4096);
    if (kinds) {
        sl_share_print_kinds(set, words, &buf);
    } else {
        sl_share_print_fields(set, words, &buf);
    }
    sl_buf_add(&buf, SL_STR(""));
    SL_CHECK_STR(sl_buf_str(&buf), expected);
    sl_buf_finish(&buf);
}

static void test_print(void **state)
{
    const uint64_t details = SL_SHARE_BIT(SL_SHARE_DETAILS);
    const uint64_t missing = SL_SHARE_BIT(SL_EVENT_MISSING);
    const uint64_t absent = SL_SHARE_BIT(SL_EVENT_ABSENT);
    (void)state;
    check_printed(true, SL_SHARE_ALL_KINDS, false, "all");
    check_printed(true, SL_SHARE_ALL_KINDS, true, "everything");
    check_printed(true, details | missing, false, "details, missing");
    check_printed(true, details | missing, true, "details of the person; missing");
    check_printed(true, missing | absent, false, "missing, absent");
    check_printed(
        true, missing | absent | SL_SHARE_BIT(SL_EVENT_RETURN_INTERVIEW), false, "missing_episodes"
    );
    check_printed(false, SL_SHARE_ALL_FIELDS, false, "all");
    check_printed(
        false,
        sl_field_group_fields(SL_FIELD_VOICE),
        true,
        "the child's words and what was observed"
    );
    check_printed(false, SL_SHARE_BIT(SL_ATTRIBUTE_PHONE), true, "phone");
    check_printed(false, 0, true, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_groups_are_a_partition),
        cmocka_unit_test(test_names_are_unique),
        cmocka_unit_test(test_find),
        cmocka_unit_test(test_print),
    };
    return cmocka_run_group_tests_name("sharing/share_kind", tests, NULL, NULL);
}
