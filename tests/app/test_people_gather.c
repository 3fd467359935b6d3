/* SPDX-License-Identifier: Apache-2.0 */
#include "app/people_build_fixture.h"
#include "record/mention_field.h"

static void
add_person(struct sl_people_build *build, int64_t record, const char *key, bool is_latest)
{
    struct sl_people_naming naming;
    struct sl_buf text;

    memset(&naming, 0, sizeof(naming));
    naming.changed = record;
    naming.source = 1;
    naming.marks = SL_ENTITY_PERSON;
    naming.is_latest = is_latest;
    naming.key_len = strlen(key);
    sl_buf_init(&text, 1000);
    sl_buf_add(&text, (struct sl_str){ .ptr = (const char *)&naming, .len = sizeof(naming) });
    sl_buf_add(&text, sl_str_from(key));
    const struct sl_spill_item item = { .first = 99,
                                        .second = record * SL_MENTION_PER_RECORD,
                                        .text = sl_buf_str(&text) };
    SL_CHECK_OK(sl_spill_add(build->persons, &item, NULL), NULL);
    sl_buf_finish(&text);
}

/* Different keys whose hashes are one by chance are different mentions. */
static void keys_that_meet_are_told_apart(void **state)
{
    struct people_fixture *fixture = *state;
    struct sl_people_names names;
    struct sl_people_build build;
    struct sl_spill_item item = { .first = 0 };
    struct sl_people_mention mention;
    bool has_item = false;

    people_take(fixture, "police", PEOPLE_FAMILY); /* so that the source is known */
    people_build_begin(fixture, &build, &names);
    build.first_source = 1;
    SL_CHECK_OK(sl_people_spill(&build, &build.persons, NULL), NULL);
    SL_CHECK_OK(sl_people_spill(&build, &build.uses, NULL), NULL);
    SL_CHECK_OK(sl_people_spill(&build, &build.nodes, NULL), NULL);
    add_person(&build, 4, "b", true);
    add_person(&build, 2, "a", false);
    add_person(&build, 3, "b", false);
    add_person(&build, 5, "a", false);
    SL_CHECK_OK(sl_people_gather(&build, NULL), NULL);
    SL_CHECK_U64(build.id_count, 2);
    SL_CHECK_U64(build.ids[0].value, UINT64_C(2) * SL_MENTION_PER_RECORD);
    SL_CHECK_U64(build.ids[1].value, UINT64_C(3) * SL_MENTION_PER_RECORD);
    SL_CHECK_OK(sl_spill_sort(build.mentions, NULL), NULL);
    for (int64_t i = 0; i < 2; i++) {
        SL_CHECK_OK(sl_spill_next(build.mentions, &item, &has_item, NULL), NULL);
        SL_CHECK_I64(item.first, (2 + i) * SL_MENTION_PER_RECORD);
        memcpy(&mention, item.text.ptr, sizeof(mention));
        SL_CHECK_I64(mention.changed, 5 - i);
        SL_CHECK_U64(mention.flags, i == 0 ? 0 : SL_MENTION_NAMED);
        SL_CHECK_U64(mention.row_count, 0);
    }
    SL_CHECK_OK(sl_spill_next(build.mentions, &item, &has_item, NULL), NULL);
    assert_false(has_item);
    people_build_end(&build);
}

int main(void)
{
    const struct CMUnitTest tests[] = { PEOPLE_TEST(keys_that_meet_are_told_apart) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
