/* SPDX-License-Identifier: Apache-2.0 */
#include "app/link_explain.h"

#include <stdio.h>
#include <string.h>

#include "app/link_run.h"
#include "app/people.h"
#include "support/support.h"

#define TEXT_LIMIT_BYTES ((size_t)1 << 20)

struct files {
    struct sl_test_folder folder;
    char people[600];
    char model[600];
    char page[600];
};

static const struct sl_linkage_options plain = {
    .threshold_auto = true,
    .thread_count = 1,
    .seed = 1,
};

static struct sl_explain_job job_of(const struct files *files)
{
    return (struct sl_explain_job){
        .inputs = {
            .input_count = 1,
            .inputs = { { .path = files->people, .id_column = "id", .fields = PEOPLE_FIELDS } },
            .model_path = files->model,
        },
        .pair = "7-1,7-0",
        .html_path = files->page,
    };
}

static int set_up(void **state)
{
    static struct files files;
    struct sl_link_report report;
    struct sl_buf text;

    sl_test_folder_open(&files.folder);
    (void)snprintf(files.people, sizeof(files.people), "%s/people.csv", files.folder.path);
    (void)snprintf(files.model, sizeof(files.model), "%s/model.json", files.folder.path);
    (void)snprintf(files.page, sizeof(files.page), "%s/page.html", files.folder.path);
    sl_buf_init(&text, TEXT_LIMIT_BYTES);
    people_print(30, 0, 2, &text);
    (void)sl_test_folder_write(&files.folder, "people.csv", sl_buf_str(&text));
    sl_buf_finish(&text);
    struct sl_link_job job = { .inputs = job_of(&files).inputs, .save_model_path = files.model };
    job.inputs.model_path = NULL;
    *state = &files;
    return sl_link_run(&job, &plain, &report, NULL) == SL_OK ? 0 : 1;
}

static int tear_down(void **state)
{
    struct files *files = *state;

    sl_test_folder_close(&files->folder);
    return 0;
}

static void test_explains_and_draws(void **state)
{
    const struct files *files = *state;
    const struct sl_explain_job job = job_of(files);
    struct sl_explained_pair pair;
    struct sl_buf page;
    struct sl_error err;

    SL_CHECK_OK(sl_link_explain(&job, &plain, &pair, &err), &err);
    const struct sl_waterfall *waterfall = &pair.waterfall;
    assert_true(waterfall->count >= 3);
    double sum = 0.0;
    for (size_t i = 0; i + 1 < waterfall->count; i++) {
        sum += waterfall->steps[i].bits;
    }
    /* Corrections too small to be shown may be missing in the sum. */
    SL_CHECK_NEAR(sum, waterfall->weight_bits, 0.02);
    assert_true(waterfall->probability > 0.5);
    sl_explained_pair_finish(&pair);

    sl_buf_init(&page, TEXT_LIMIT_BYTES);
    sl_test_read(files->page, &page);
    assert_non_null(strstr(page.ptr, "7-0"));
    assert_true(sl_str_ends(sl_buf_str(&page), SL_STR("</html>\n")));
    sl_buf_finish(&page);
}

static void test_refuses_what_is_no_pair(void **state)
{
    static const struct {
        const char *pair;
        enum sl_status status;
    } rows[] = {
        {"7-1",         SL_INVALID  },
        { "7-1,",       SL_INVALID  },
        { ",7-1",       SL_INVALID  },
        { "7-1,7-0,8",  SL_INVALID  },
        { "7-1,7-1",    SL_INVALID  },
        { "7-1,absent", SL_NOT_FOUND},
        { "\"7-1,7-0",  SL_INVALID  },
        { "\"7,1\",x",  SL_NOT_FOUND},
    };
    struct sl_explain_job job = job_of(*state);

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct sl_explained_pair pair;
        struct sl_error err = { .status = SL_OK };
        job.pair = rows[i].pair;
        SL_CHECK_STATUS(sl_link_explain(&job, &plain, &pair, &err), rows[i].status);
        assert_true(err.message[0] != '\0');
    }
}

static enum sl_status explain_afresh(void *context)
{
    const struct sl_explain_job job = job_of(context);
    struct sl_explained_pair pair;

    SL_TRY(sl_link_explain(&job, &plain, &pair, NULL));
    sl_explained_pair_finish(&pair);
    return SL_OK;
}

static void test_survives_failing_allocations(void **state)
{
    assert_true(sl_test_failing_allocations(explain_afresh, *state) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_explains_and_draws),
        cmocka_unit_test(test_refuses_what_is_no_pair),
        cmocka_unit_test(test_survives_failing_allocations),
    };
    return cmocka_run_group_tests_name("app/link_explain", tests, set_up, tear_down);
}
