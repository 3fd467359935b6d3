/* SPDX-License-Identifier: Apache-2.0 */
#include "app/child_find.h"

#include "app/people_small.h"

/* Find a child as a user; the status. */
static enum sl_status find(
    struct small_people *small,
    const char *user,
    const char *text,
    const char *agency,
    struct sl_child_found *ret_child,
    struct sl_error *err
)
{
    struct sl_access *access = small_open(small, user);
    const enum sl_status status = sl_child_find(
        access, sl_str_from(text), sl_str_from(agency), &small->arena, ret_child, err
    );

    sl_access_close(access);
    return status;
}

static void by_each_of_its_names(void **state)
{
    struct small_people *small = *state;
    struct sl_child_found child;
    struct sl_error err;

    SL_CHECK_OK(find(small, "root", small_id(1024), "oldham", &child, &err), &err);
    SL_CHECK_I64(child.identity, 1024);
    SL_CHECK_I64(child.source, small->oldham);
    SL_CHECK_STR(child.key, "child/1");
    SL_CHECK_OK(find(small, "root", small_id(1024), "nhs", &child, &err), &err);
    SL_CHECK_STR(child.key, "nominal/1");
    SL_CHECK_OK(find(small, "root", "943 476 5919", "police", &child, &err), &err);
    SL_CHECK_I64(child.identity, 1024);
    SL_CHECK_STR(child.key, "nominal/1");
    SL_CHECK_OK(find(small, "root", "police/records/nominal/9", "police", &child, &err), &err);
    SL_CHECK_I64(child.identity, 0);
    SL_CHECK_STR(child.key, "nominal/9");
}

static void who_is_not_there(void **state)
{
    static const char *const nobody[] = { "police/records/nominal/7",
                                          "police/other/nominal/1",
                                          "401 023 2137" };
    struct small_people *small = *state;
    struct sl_child_found child;
    struct sl_error err;
    char words[300];

    for (size_t i = 0; i < sizeof nobody / sizeof nobody[0]; i++) {
        SL_CHECK_STATUS(find(small, "root", nobody[i], "police", &child, &err), SL_NOT_FOUND);
        (void)snprintf(words, sizeof words, "nobody is called '%s'", nobody[i]);
        assert_string_equal(err.message, words);
    }
    SL_CHECK_STATUS(find(small, "root", small_id(9216), "police", &child, &err), SL_NOT_FOUND);
    SL_CHECK_STATUS(find(small, "root", "943 476 5918", "police", &child, &err), SL_INVALID);
    SL_CHECK_STATUS(find(small, "root", "Aisha", "police", &child, &err), SL_INVALID);
}

/* Seal a key of a source, and let nobody know. */
static void seal(struct small_people *small, int64_t source, const char *key)
{
    const struct sl_store_seal added = {
        .source = source,
        .key = sl_str_from(key),
        .reason = SL_STR("witness"),
        .sealed = {SL_STR("root"), ACCESS_NOW},
    };
    struct sl_store *store = NULL;
    struct sl_error err;
    int64_t id = 0;

    SL_CHECK_OK(sl_store_open(small->path, SL_STORE_WRITE, &store, &err), &err);
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(sl_store_seal_add(store, &added, &id, &err), &err);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    sl_store_close(store);
}

static void what_is_sealed_leads_nowhere(void **state)
{
    struct small_people *small = *state;
    struct sl_child_found child;
    struct sl_error err;

    seal(small, small->oldham, "child/1");
    SL_CHECK_OK(find(small, "root", small_id(1024), "oldham", &child, &err), &err);
    SL_CHECK_STR(child.key, "nominal/1");
    SL_CHECK_STATUS(find(small, "root", SMALL_NHS, "oldham", &child, &err), SL_NOT_FOUND);
    SL_CHECK_STATUS(
        find(small, "root", "oldham/csc/child/1", "oldham", &child, &err), SL_NOT_FOUND
    );
    assert_string_equal(err.message, "nobody is called 'oldham/csc/child/1'");
    seal(small, small->police, "nominal/1");
    SL_CHECK_STATUS(find(small, "root", small_id(1024), "oldham", &child, &err), SL_NOT_FOUND);
}

static void an_nhs_number_of_two_people(void **state)
{
    struct small_people *small = *state;
    struct sl_child_found child;
    struct sl_store *store = NULL;
    struct sl_error err;

    SL_CHECK_OK(sl_store_open(small->path, SL_STORE_WRITE, &store, &err), &err);
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    small_number(store, 4096);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    sl_store_close(store);
    SL_CHECK_STATUS(find(small, "root", SMALL_NHS, "oldham", &child, &err), SL_INVALID);
    assert_true(err.hint[0] != '\0');
}

/* Who asks for more learns nothing of those of whom a search would not tell. */
static void whom_a_user_may_know_of(void **state)
{
    static const struct sl_access_deed deed = {
        .verb = SL_VERB_ASK, .kind = {"request", 7}
    };
    const char *joined =
        sl_arena_copy(&((struct small_people *)*state)->arena, sl_str_from(small_id(1024))).ptr;
    const char *other = small_id(4096);
    const struct {
        const char *text;
        enum sl_status before, after; /* there was an agreement with oldham */
    } cases[] = {
        {joined,                      SL_OK,        SL_OK       },
        { SMALL_NHS,                  SL_NOT_FOUND, SL_OK       }, /* oldham's record has it */
        { other,                      SL_NOT_FOUND, SL_OK       },
        { "oldham/csc/child/1",       SL_NOT_FOUND, SL_OK       },
        { "police/records/nominal/1", SL_OK,        SL_OK       },
        { "police/records/nominal/9", SL_NOT_FOUND, SL_NOT_FOUND}, /* nobody's yet */
    };
    struct small_people *small = *state;
    struct sl_child_found child;
    struct sl_error err;

    for (int agreed = 0; agreed < 2; agreed++) {
        struct sl_access *access = small_open(small, "practitioner");
        SL_CHECK_OK(sl_access_may(access, SL_MAY_ASK, &deed, &err), &err);
        for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
            SL_CHECK_STATUS(
                sl_child_find_known(
                    access, sl_str_from(cases[i].text), &deed, &small->arena, &child, &err
                ),
                agreed ? cases[i].after : cases[i].before
            );
            SL_CHECK_I64(sl_access_asking(access)->permission, SL_MAY_ASK);
        }
        sl_access_close(access);
        if (!agreed) {
            access_agree(&small->access, small->path, ACCESS_AGREEMENT);
        }
    }
    SL_CHECK_U64(small_entries(small, "practitioner", SL_VERB_ASK, 0), 0);
}

/* Each role that may ask, or break the glass, may search: it is how they know whom to ask for. */
static void who_asks_may_search(void **state)
{
    (void)state;
    for (unsigned role = 0; role < SL_USER_ROLE_COUNT; role++) {
        const uint32_t held = sl_user_role_get((enum sl_user_role)role)->permissions;
        assert_true(
            (held & (SL_MAY(ASK) | SL_MAY(BREAK_GLASS))) == 0 || (held & SL_MAY(SEARCH)) != 0
        );
    }
}

static void keys_of_records(void **state)
{
    struct small_people *small = *state;
    struct sl_access *access = small_open(small, "root");
    struct sl_str agency;
    struct sl_str key;
    struct sl_error err;
    int64_t source = 0;

    SL_CHECK_OK(
        sl_child_find_key(access, SL_STR("police/records/a/b"), &agency, &source, &key, &err), &err
    );
    SL_CHECK_STR(agency, "police");
    SL_CHECK_I64(source, small->police);
    SL_CHECK_STR(key, "a/b");
    SL_CHECK_STATUS(
        sl_child_find_key(access, SL_STR("police/records"), &agency, &source, &key, &err),
        SL_INVALID
    );
    SL_CHECK_STATUS(
        sl_child_find_key(access, SL_STR("police/x/a"), &agency, &source, &key, &err), SL_NOT_FOUND
    );
    sl_access_close(access);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SMALL_TEST(by_each_of_its_names),
        SMALL_TEST(who_is_not_there),
        SMALL_TEST(what_is_sealed_leads_nowhere),
        SMALL_TEST(an_nhs_number_of_two_people),
        SMALL_TEST(whom_a_user_may_know_of),
        cmocka_unit_test(who_asks_may_search),
        SMALL_TEST(keys_of_records),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
