/* SPDX-License-Identifier: Apache-2.0 */
#include "app/seen_list.h"

#include "app/people_small.h"

static const struct sl_access_deed deed = {
    .verb = SL_VERB_SEARCH, .kind = {"search",      6 },
         .detail = { "who was it", 10}
};

/* People, the first of them 1 and each another. */
static void add(struct sl_seen_list *seen, int64_t count)
{
    for (int64_t i = 1; i <= count; i++) {
        const struct sl_identity_id id = sl_identity_print(i);
        sl_seen_list_add(seen, sl_str_from(id.text));
    }
}

/* The details of entries that list people, in their order. */
struct listed {
    size_t count, names;
    bool has_first, has_last;
    struct sl_identity_id first, last;
};

static enum sl_status note(void *context, const struct sl_view_entry *entry, struct sl_error *err)
{
    struct listed *listed = context;
    struct sl_str subject;
    struct sl_str detail;
    struct sl_str part;

    (void)err;
    if (entry->entry.verb != SL_VERB_LIST) {
        return SL_OK;
    }
    SL_CHECK_STR(entry->entry.texts[SL_ENTRY_KIND], "of a list");
    assert_true(sl_entry_about(&entry->parts[SL_PART_ABOUT], &subject, &detail));
    SL_CHECK_U64(subject.len, 0);
    listed->count++;
    listed->has_first =
        listed->has_first || sl_seen_list_names(detail, sl_str_from(listed->first.text));
    listed->has_last =
        listed->has_last || sl_seen_list_names(detail, sl_str_from(listed->last.text));
    while (sl_str_split(&detail, ' ', &part)) {
        SL_CHECK_U64(part.len, 9);
        listed->names++;
    }
    return SL_OK;
}

static struct listed look(struct small_people *small, int64_t count)
{
    struct listed listed = { .first = sl_identity_print(1), .last = sl_identity_print(count) };
    const struct sl_ledger_filter filter = { .user = SL_STR("all") };
    struct sl_error err;

    SL_CHECK_OK(sl_ledger_show(small->access.ledger, &filter, note, &listed, &err), &err);
    return listed;
}

static enum sl_status say(struct small_people *small, int64_t count, struct sl_error *err)
{
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    SL_CLEANUP(sl_seen_list_finish) struct sl_seen_list seen;

    sl_seen_list_init(&seen, SL_STR("of a list"));
    SL_TRY(access_try(small->path, "all", &access, err));
    add(&seen, count);
    sl_seen_list_add(&seen, SL_STR("")); /* nobody */
    return sl_seen_list_say(&seen, access, &deed, 1, err);
}

/* Everybody is named, in as few entries as they fit in; the deed is there with or without them. */
static void entries(void **state)
{
    struct small_people *small = *state;
    struct sl_error err;

    SL_CHECK_OK(say(small, 0, &err), &err);
    SL_CHECK_U64(small_entries(small, "all", SL_VERB_SEARCH, 0), 1);
    SL_CHECK_U64(look(small, 1).count, 0);
    SL_CHECK_OK(say(small, SL_SEEN_LIST_NAMES, &err), &err);
    const struct listed listed = look(small, SL_SEEN_LIST_NAMES);
    SL_CHECK_U64(listed.count, 1);
    SL_CHECK_U64(listed.names, SL_SEEN_LIST_NAMES);
    assert_true(listed.has_first && listed.has_last);
    SL_CHECK_OK(say(small, SL_SEEN_LIST_NAMES + 1, &err), &err);
    const struct listed more = look(small, SL_SEEN_LIST_NAMES + 1);
    SL_CHECK_U64(more.count, 3);
    SL_CHECK_U64(more.names, 2 * SL_SEEN_LIST_NAMES + 1);
    assert_true(more.has_last);
}

/* More people than the ledger names are an error, and no entry at all. */
static void too_many(void **state)
{
    struct small_people *small = *state;
    const int64_t most = (int64_t)SL_SEEN_LIST_NAMES * SL_SEEN_LIST_ENTRIES;
    struct sl_error err;

    SL_CHECK_STATUS(say(small, most + 1, &err), SL_LIMIT);
    SL_CHECK_U64(small_entries(small, "all", 0, 0), 0);
    SL_CHECK_OK(say(small, most, &err), &err);
    SL_CHECK_U64(look(small, most).names, (uint64_t)most);
    SL_CHECK_U64(look(small, most).count, SL_SEEN_LIST_ENTRIES);
}

/* A name is a whole one. */
static void names(void **state)
{
    const struct sl_str detail = SL_STR("P00000010 P00000021 P00000035");

    (void)state;
    assert_true(sl_seen_list_names(detail, SL_STR("P00000010")));
    assert_true(sl_seen_list_names(detail, SL_STR("P00000035")));
    assert_false(sl_seen_list_names(detail, SL_STR("P0000002")));
    assert_false(sl_seen_list_names(detail, SL_STR("P00000010 P00000021")));
    assert_false(sl_seen_list_names(detail, SL_STR("")));
    assert_false(sl_seen_list_names(SL_STR(""), SL_STR("P00000010")));
    assert_false(sl_seen_list_names(SL_STR(""), SL_STR("")));
}

static enum sl_status say_once(void *context)
{
    return say(context, 3, NULL);
}

static void no_memory(void **state)
{
    assert_true(sl_test_failing_allocations(say_once, *state) > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SMALL_TEST(entries), SMALL_TEST(too_many), cmocka_unit_test(names), SMALL_TEST(no_memory)
    };
    return cmocka_run_group_tests_name("app/seen_list", tests, NULL, NULL);
}
