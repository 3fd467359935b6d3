/* SPDX-License-Identifier: Apache-2.0 */
#include "app/findings.h"

#include "app/intake_fixture.h"

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

static void check_told(const struct sl_findings_job *job, const char *expected)
{
    struct sl_buf text;
    struct sl_error err;

    sl_buf_init(&text, 10000);
    SL_CHECK_OK(sl_findings_tell(job, tell, &text, &err), &err);
    SL_CHECK_STR(sl_buf_str(&text), expected);
    sl_buf_finish(&text);
}

/* Ethnicity is missing from one record: rule 4220 says so until the record is mended. */
static void mended_is_found_no_more(void **state)
{
    struct intake_fixture *fixture = *state;
    struct sl_findings_job job = { .path = fixture->store_path, .rule = SL_STR("4220") };
    struct sl_error err;

    check_told(&job, "");
    take(fixture, MESSAGE(CHILD("A1", ETHNICITY) CHILD("A2", "")));
    check_told(&job, "4220 police/records child/A2\n");
    job.run = 1;
    check_told(&job, "4220 police/records child/A2\n");
    job.rule = SL_STR("0");
    check_told(&job, "");
    job.rule = SL_STR("4220");
    take(fixture, MESSAGE(CHILD("A2", ETHNICITY)));
    check_told(&job, "");
    job.run = 3;
    SL_CHECK_STATUS(sl_findings_tell(&job, tell, NULL, &err), SL_NOT_FOUND);
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
    const struct sl_findings_job job = { .path = fixture->store_path, .rule = SL_STR("4220") };
    struct sl_error err;

    take(fixture, MESSAGE(CHILD("A1", "") CHILD("A2", "")));
    SL_CHECK_STATUS(sl_findings_tell(&job, refuse, NULL, &err), SL_IO);
    SL_CHECK_STR(sl_str_from(err.message), "4220");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        INTAKE_TEST(mended_is_found_no_more),
        INTAKE_TEST(whoever_is_told_may_end_it),
    };
    return cmocka_run_group_tests_name("app/findings", tests, NULL, NULL);
}
