/* SPDX-License-Identifier: Apache-2.0 */
#include "app/child_records.h"

#include "app/child_house.h"

/* The keys that were told, each with its agency and sight, in the order of coming. */
static enum sl_status note(void *context, const struct sl_child_record *one, struct sl_error *err)
{
    (void)err;
    sl_buf_addf(
        context,
        "%.*s/%.*s %s\n",
        SL_STR_ARG(one->source->agency),
        SL_STR_ARG(one->record->key),
        one->sight == SL_SIGHT_CONTENT ? "content" : "existence"
    );
    SL_CHECK_I64(one->first_received_us, people_clock());
    SL_CHECK_I64(one->run->ended_at, people_clock());
    return SL_OK;
}

static void check(struct child_house *house, const char *user, int64_t who, const char *expected)
{
    struct sl_access *access = child_door(house, user, SL_MAY_SEARCH);
    struct sl_buf told;
    struct sl_error err;

    sl_buf_init(&told, (size_t)1 << 16);
    SL_CHECK_OK(sl_child_records_tell(access, who, note, &told, &err), &err);
    SL_CHECK_STR(sl_buf_str(&told), expected);
    sl_buf_finish(&told);
    sl_access_close(access);
}

/* Own records; others' by an agreement alone; each once, and nobody else's. */
static void by_agreement(void **state)
{
    struct child_house *house = *state;

    check(
        house,
        "practitioner",
        house->child,
        "police/n1 content\npolice/m1 content\npolice/i1 content\n"
    );
    check(house, "worker", house->child, "oldham/c1 content\noldham/p1 content\n");
    check(house, "practitioner", 77, "");
    child_agree(house, ACCESS_AGREEMENT);
    check(
        house,
        "practitioner",
        house->child,
        "police/n1 content\npolice/m1 content\npolice/i1 content\n"
        "oldham/c1 content\noldham/p1 content\n"
    );
}

/* What is sealed is passed over; a mention that is sealed leads to none of its records. */
static void sealed(void **state)
{
    struct child_house *house = *state;

    child_seal(house, 1, "m1");
    check(house, "practitioner", house->child, "police/n1 content\npolice/i1 content\n");
    child_let_in(house, 1, "m1", "investigator");
    check(
        house,
        "investigator",
        house->child,
        "police/n1 content\npolice/m1 content\npolice/i1 content\n"
    );
    child_seal(house, 1, "n1");
    check(house, "practitioner", house->child, "");
}

static enum sl_status refuse(void *context, const struct sl_child_record *one, struct sl_error *err)
{
    unsigned *count = context;

    (void)one;
    ++*count;
    return sl_fail(err, SL_IO, "no");
}

/* What the told function says ends it. */
static void ended(void **state)
{
    struct child_house *house = *state;
    struct sl_access *access = child_door(house, "practitioner", SL_MAY_SEARCH);
    unsigned count = 0;
    struct sl_error err;

    SL_CHECK_STATUS(sl_child_records_tell(access, house->child, refuse, &count, &err), SL_IO);
    SL_CHECK_U64(count, 1);
    sl_access_close(access);
}

static enum sl_status tell_once(void *context)
{
    struct child_house *house = context;
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    SL_CLEANUP(sl_buf_finish) struct sl_buf told;

    sl_buf_init(&told, (size_t)1 << 16);
    SL_TRY(child_try_door(house, "practitioner", SL_MAY_SEARCH, &access, NULL));
    SL_TRY(sl_child_records_tell(access, house->child, note, &told, NULL));
    return sl_buf_status(&told, NULL);
}

static void no_memory(void **state)
{
    struct child_house *house = *state;

    child_seal(house, 1, "m1");
    sl_store_close_ptr(&house->people.store);
    assert_true(child_failing_allocations(tell_once, house) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CHILD_TEST(by_agreement), CHILD_TEST(sealed), CHILD_TEST(ended), CHILD_TEST(no_memory)
    };
    return cmocka_run_group_tests_name("app/child_records", tests, NULL, NULL);
}
