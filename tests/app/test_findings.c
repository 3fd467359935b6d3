/* SPDX-License-Identifier: Apache-2.0 */
#include "app/findings.h"

#include "app/intake_fixture.h"
#include "app/store_access.h"

#define CHILD(id, ethnicity)                                                        \
    "<Child><ChildIdentifiers><LAchildID>" id                                       \
    "</LAchildID><PersonBirthDate>2015-01-02</PersonBirthDate><Sex>F</Sex>"         \
    "</ChildIdentifiers><ChildCharacteristics>" ethnicity "</ChildCharacteristics>" \
    "<CINdetails><CINreferralDate>2025-05-01</CINreferralDate></CINdetails></Child>"
#define ETHNICITY "<Ethnicity>WBRI</Ethnicity>"
#define MESSAGE(children)                                              \
    "<Message><Header><CollectionDetails><Collection>CIN</Collection>" \
    "<Year>2026</Year><ReferenceDate>2026-03-31</ReferenceDate>"       \
    "</CollectionDetails></Header><Children>" children "</Children></Message>"

static void take(struct intake_fixture *fixture, const char *message)
{
    struct sl_store *store = NULL;
    struct sl_intake_job job = intake_job(fixture);
    struct sl_error err;

    (void)sl_test_folder_write(&fixture->folder, "f.jsonl", sl_str_from(message));
    job.format = sl_format_find(SL_STR("cin-xml"));
    SL_CHECK_OK(sl_store_open(fixture->store_path, SL_STORE_WRITE, &store, &err), &err);
    SL_CHECK_OK(sl_intake_file(store, &job, &fixture->result, &err), &err);
    sl_store_close(store);
}

static enum sl_status tell(void *context, const struct sl_told_finding *told, struct sl_error *err)
{
    struct sl_buf *text = context;

    sl_buf_addf(
        text,
        "%.*s %.*s/%.*s %.*s\n",
        SL_STR_ARG(told->finding->rule),
        SL_STR_ARG(told->source->agency),
        SL_STR_ARG(told->source->system),
        SL_STR_ARG(told->finding->key)
    );
    return sl_buf_status(text, err);
}

static void
check_told(const struct intake_fixture *fixture, struct sl_findings_job job, const char *expected)
{
    struct sl_buf text;
    struct sl_error err;

    sl_buf_init(&text, 10000);
    job.access = store_access(fixture->store_path, SL_STORE_READ);
    SL_CHECK_OK(sl_findings_tell(&job, tell, &text, &err), &err);
    sl_access_close(job.access);
    SL_CHECK_STR(sl_buf_str(&text), expected);
    sl_buf_finish(&text);
}

/* Ethnicity is missing from one record: rule 4220 says so until the record is mended. */
static void mended_is_found_no_more(void **state)
{
    struct intake_fixture *fixture = *state;
    struct sl_findings_job job = { .rule = SL_STR("4220") };
    struct sl_error err;

    store_equip(&fixture->folder, fixture->store_path);
    check_told(fixture, job, "");
    take(fixture, MESSAGE(CHILD("A1", ETHNICITY) CHILD("A2", "")));
    check_told(fixture, job, "4220 police/records child/A2\n");
    job.run = 1;
    check_told(fixture, job, "4220 police/records child/A2\n");
    job.rule = SL_STR("0");
    check_told(fixture, job, "");
    job.rule = SL_STR("4220");
    take(fixture, MESSAGE(CHILD("A2", ETHNICITY)));
    check_told(fixture, job, "");
    job.run = 3;
    job.access = store_access(fixture->store_path, SL_STORE_READ);
    SL_CHECK_STATUS(sl_findings_tell(&job, tell, NULL, &err), SL_NOT_FOUND);
    sl_access_close(job.access);
}

static enum sl_status
refuse(void *context, const struct sl_told_finding *told, struct sl_error *err)
{
    (void)context;
    return sl_fail(err, SL_IO, "%.*s", SL_STR_ARG(told->finding->rule));
}

static void whoever_is_told_may_end_it(void **state)
{
    struct intake_fixture *fixture = *state;
    struct sl_findings_job job = { .rule = SL_STR("4220") };
    struct sl_error err;

    store_equip(&fixture->folder, fixture->store_path);
    take(fixture, MESSAGE(CHILD("A1", "") CHILD("A2", "")));
    job.access = store_access(fixture->store_path, SL_STORE_READ);
    SL_CHECK_STATUS(sl_findings_tell(&job, refuse, NULL, &err), SL_IO);
    sl_access_close(job.access);
    SL_CHECK_STR(sl_str_from(err.message), "4220");
}

/* Another agency's records have none for this reader, and neither has what is sealed to them. */
static void own_and_unsealed(void **state)
{
    struct intake_fixture *fixture = *state;
    const struct sl_access_opening opening = { .store = fixture->store_path, .now_us = ACCESS_NOW };
    const struct sl_store_seal seal = {
        .source = 1,
        .key = SL_STR("child/A2"),
        .reason = SL_STR("a colleague's child"),
        .sealed = {SL_STR("root"), ACCESS_NOW}
    };
    struct sl_findings_job job = { .rule = SL_STR("4220") };
    struct sl_store *store = NULL;
    struct sl_buf text;
    int64_t id = 0;
    struct sl_error err;

    store_equip(&fixture->folder, fixture->store_path);
    take(fixture, MESSAGE(CHILD("A1", "") CHILD("A2", "")));
    check_told(fixture, job, "4220 police/records child/A1\n4220 police/records child/A2\n");
    SL_CHECK_OK(sl_store_open(fixture->store_path, SL_STORE_WRITE, &store, &err), &err);
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(sl_store_seal_add(store, &seal, &id, &err), &err);
    access_add_user(store, "other", "oldham", UINT32_C(1) << SL_USER_STEWARD);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    sl_store_close(store);
    check_told(fixture, job, "4220 police/records child/A1\n");
    sl_buf_init(&text, 1000);
    SL_CHECK_OK(sl_access_open_as(&opening, SL_STR("other"), &job.access, &err), &err);
    SL_CHECK_OK(sl_findings_tell(&job, tell, &text, &err), &err);
    SL_CHECK_U64(text.len, 0);
    job.run = 1;
    SL_CHECK_STATUS(sl_findings_tell(&job, tell, &text, &err), SL_NOT_FOUND);
    sl_access_close(job.access);
    SL_CHECK_OK(sl_access_open_as(&opening, SL_STR("leader"), &job.access, &err), &err);
    SL_CHECK_STATUS(sl_findings_tell(&job, tell, &text, &err), SL_DENIED);
    sl_access_close(job.access);
    sl_buf_finish(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        INTAKE_TEST(mended_is_found_no_more),
        INTAKE_TEST(own_and_unsealed),
        INTAKE_TEST(whoever_is_told_may_end_it),
    };
    return cmocka_run_group_tests_name("app/findings", tests, NULL, NULL);
}
