/* SPDX-License-Identifier: Apache-2.0 */
#include "store/draft.h"

#include <stdio.h>
#include <string.h>

#include "store/fixture.h"
#include "store/source.h"

#define DAY INT64_C(86400000000)

static int64_t add_source(struct store_fixture *fixture)
{
    struct sl_error err;
    int64_t source = 0;

    SL_CHECK_OK(
        sl_store_source_add(fixture->store, SL_STR("police"), SL_STR("records"), &source, &err),
        &err
    );
    return source;
}

static struct sl_draft draft_of(const char *user, const char *form, const char *fields, int64_t at)
{
    return (struct sl_draft){
        .user = sl_str_from(user),
        .form = sl_str_from(form),
        .source = 1,
        .key = SL_STR("n1"),
        .fields = sl_str_from(fields),
        .saved_at = at,
    };
}

static enum sl_status
put(struct store_fixture *fixture, const struct sl_draft *draft, struct sl_error *err)
{
    SL_CHECK_OK(sl_store_begin(fixture->store, err), err);
    const enum sl_status status = sl_store_draft_put(fixture->store, draft, err);
    if (status != SL_OK) {
        sl_store_rollback(fixture->store);
        return status;
    }
    return sl_store_commit(fixture->store, err);
}

static void must_put(
    struct store_fixture *fixture, const char *user, const char *form, const char *text, int64_t at
)
{
    const struct sl_draft draft = draft_of(user, form, text, at);
    struct sl_error err;

    SL_CHECK_OK(put(fixture, &draft, &err), &err);
}

static void begin(struct store_fixture *fixture)
{
    struct sl_error err;

    store_add_users(fixture);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_I64(add_source(fixture), 1);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
}

/* The draft of a form then; empty when there is none. */
static struct sl_str
get(struct store_fixture *fixture, const char *user, const char *form, int64_t now)
{
    const struct sl_draft_asked asked = { sl_str_from(user), sl_str_from(form), now };
    struct sl_draft draft = { .fields = SL_STR("") };
    struct sl_error err;
    const enum sl_status status =
        sl_store_draft_get(fixture->store, &asked, &fixture->arena, &draft, &err);

    assert_true(status == SL_OK || status == SL_NOT_FOUND);
    return draft.fields;
}

static void saved_again_in_its_place(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_draft_asked asked = { SL_STR("pat"), SL_STR(""), DAY };
    struct sl_draft draft;
    struct sl_error err;

    begin(fixture);
    must_put(fixture, "pat", "n-1", "a", DAY);
    must_put(fixture, "pat", "n-1", "ab", DAY + 1);
    must_put(fixture, "pat", "n-2", "c", DAY);
    must_put(fixture, "ann", "n-1", "of ann", DAY);
    SL_CHECK_STR(get(fixture, "pat", "n-1", DAY + 1), "ab");
    SL_CHECK_STR(get(fixture, "ann", "n-1", DAY + 1), "of ann");
    SL_CHECK_STR(get(fixture, "sue", "n-1", DAY + 1), "");
    SL_CHECK_OK(sl_store_draft_next(fixture->store, &asked, &fixture->arena, &draft, &err), &err);
    SL_CHECK_STR(draft.form, "n-1");
    SL_CHECK_STR(draft.key, "n1");
    SL_CHECK_I64(draft.saved_at, DAY + 1);
    asked.form = SL_STR("n-1");
    SL_CHECK_OK(sl_store_draft_next(fixture->store, &asked, &fixture->arena, &draft, &err), &err);
    SL_CHECK_STR(draft.fields, "c");
    asked.form = SL_STR("n-2");
    SL_CHECK_STATUS(
        sl_store_draft_next(fixture->store, &asked, &fixture->arena, &draft, &err), SL_NOT_FOUND
    );
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_draft_remove(fixture->store, SL_STR("pat"), SL_STR("n-1"), &err), &err);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    SL_CHECK_STR(get(fixture, "pat", "n-1", DAY + 1), "");
    SL_CHECK_STR(get(fixture, "ann", "n-1", DAY + 1), "of ann");
}

/* It is there for so many days after it was saved last, and then deleted by the next who saves. */
static void gone_when_it_is_old(void **state)
{
    struct store_fixture *fixture = *state;
    const int64_t end = DAY * (1 + SL_DRAFT_DAYS);

    begin(fixture);
    must_put(fixture, "pat", "n-1", "old", DAY);
    SL_CHECK_STR(get(fixture, "pat", "n-1", end - 1), "old");
    SL_CHECK_STR(get(fixture, "pat", "n-1", end), "");
    SL_CHECK_STR(get(fixture, "pat", "n-1", DAY), "old");
    must_put(fixture, "ann", "n-2", "new", end);
    SL_CHECK_STR(get(fixture, "pat", "n-1", DAY), "");
}

static void limits_hold(void **state)
{
    static char text[SL_DRAFT_FIELD_BYTES + 1];
    struct store_fixture *fixture = *state;
    struct sl_draft draft = draft_of("pat", "n-x", "a", DAY);
    struct sl_error err;

    begin(fixture);
    for (unsigned i = 0; i < SL_DRAFT_LIMIT; i++) {
        char form[16];
        (void)snprintf(form, sizeof form, "n-%u", i);
        must_put(fixture, "pat", form, "a", DAY);
    }
    SL_CHECK_STATUS(put(fixture, &draft, &err), SL_LIMIT);
    assert_true(err.hint[0] != '\0');
    must_put(fixture, "pat", "n-0", "again", DAY); /* one that is there can be saved */
    memset(text, 'a', sizeof text);
    draft.form = SL_STR("n-0");
    draft.fields = (struct sl_str){ text, sizeof text };
    SL_CHECK_STATUS(put(fixture, &draft, &err), SL_LIMIT);
    draft = draft_of("nobody", "n-1", "a", DAY);
    SL_CHECK_STATUS(put(fixture, &draft, &err), SL_NOT_FOUND);
    draft = draft_of("ann", "n-1", "", DAY);
    SL_CHECK_STATUS(put(fixture, &draft, &err), SL_INVALID);
    draft = draft_of("ann", "n-1", "a", DAY);
    draft.source = 9;
    SL_CHECK_STATUS(put(fixture, &draft, &err), SL_NOT_FOUND);
}

int main(void)
{
#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, store_set_up, store_tear_down)
    const struct CMUnitTest tests[] = {
        STORE_TEST(saved_again_in_its_place),
        STORE_TEST(gone_when_it_is_old),
        STORE_TEST(limits_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
