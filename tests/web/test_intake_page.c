/* SPDX-License-Identifier: Apache-2.0 */
#include "role_site.h"
#include "store/put.h"
#include "store/run.h"

/* A file of the police, of which two records were rejected. Gives its number. */
static int64_t take_in(struct child_site *site, int64_t source)
{
    struct sl_store *store = site->house->people.store;
    const struct sl_run_file file = {
        .source = source,
        .format = SL_STR("pole-jsonl"),
        .name = SL_STR("<nominals>.jsonl"),
        .bytes = 10,
    };
    const struct sl_stored_reject reject = {
        .line = 7,
        .field = SL_STR("birth_date"),
        .reason = SL_STR("this is no date"),
        .text = SL_STR("{\"birth\": \"<soon>\"}"),
    };
    struct sl_error err;
    bool is_resumed = false;
    int64_t run = 0;

    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(sl_store_run_begin(store, &file, ACCESS_NOW, &run, &is_resumed, &err), &err);
    SL_CHECK_OK(sl_store_put_reject(store, run, &reject, &err), &err);
    SL_CHECK_OK(sl_store_run_finish(store, run, ACCESS_NOW, &err), &err);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    return run;
}

static void test_a_file_and_what_was_rejected(void **state)
{
    struct child_site *site = *state;
    char path[40];

    (void)snprintf(path, sizeof path, "/intake/%lld", (long long)take_in(site, 1));
    role_site_says(site, "data_steward", "/intake", NULL, 200, "&lt;nominals&gt;.jsonl");
    role_site_says(site, "data_steward", "/intake", NULL, 200, path);
    role_site_says(site, "data_steward", path, NULL, 200, "Line 7: birth_date");
    role_site_says(site, "data_steward", path, NULL, 200, "This is no date");
    role_site_says(site, "data_steward", path, NULL, 200, "&lt;soon&gt;");
    role_site_says(site, "data_steward", path, NULL, 200, "Mend these records in the system");
    role_site_says(site, "administrator", path, NULL, 200, "pole-jsonl");
}

/* Of another agency's file one sees that it came, and nobody's record. */
static void test_rejects_of_others_are_not_told(void **state)
{
    struct child_site *site = *state;
    char path[40];

    (void)snprintf(path, sizeof path, "/intake/%lld", (long long)take_in(site, 2));
    role_site_says(site, "data_steward", path, NULL, 200, "is told to the agency whose file it is");
    role_site_says(site, "data_steward", "/intake/99999", NULL, 404, "no file was taken in");
    role_site_says(site, "data_steward", "/findings", NULL, 200, "They find nothing");
    role_site_says(site, "data_steward", "/findings?run=x", NULL, 400, "");
}

static void test_others_are_refused(void **state)
{
    struct child_site *site = *state;

    role_site_only(site, "/intake", ROLE(STEWARD) | ROLE(ADMINISTRATOR));
    role_site_only(site, "/intake/1", ROLE(STEWARD) | ROLE(ADMINISTRATOR));
    role_site_only(site, "/findings", ROLE(STEWARD));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CHILD_SITE_TEST(test_a_file_and_what_was_rejected),
        CHILD_SITE_TEST(test_rejects_of_others_are_not_told),
        CHILD_SITE_TEST(test_others_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
