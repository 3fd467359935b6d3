/* SPDX-License-Identifier: Apache-2.0 */
#include "app/link_load.h"

#include <stdio.h>

#include "sightline/source.h"
#include "support/support.h"

struct files {
    struct sl_test_folder folder;
    char first[600];
    char second[600];
};

static void write_file(struct files *files, char path[600], const char *name, const char *text)
{
    const char *written = sl_test_folder_write(&files->folder, name, sl_str_from(text));
    (void)snprintf(path, 600, "%s", written);
}

static int set_up(void **state)
{
    static struct files files;

    sl_test_folder_open(&files.folder);
    write_file(&files, files.first, "a.csv", "id,sur,dob\n2,Ward,2009-01-01\n1,Khan,2010-02-02\n");
    write_file(&files, files.second, "b.csv", "born,nr,name\n2010-02-02,1,Khan\n");
    *state = &files;
    return 0;
}

static int tear_down(void **state)
{
    struct files *files = *state;

    sl_test_folder_close(&files->folder);
    return 0;
}

static struct sl_link_inputs inputs_of(const struct files *files)
{
    return (struct sl_link_inputs){
        .input_count = 2,
        .inputs = {
            { .path = files->first, .id_column = "id", .fields = "sur=surname,dob=dob" },
            { .path = files->second, .id_column = "nr", .fields = "born=dob,name=surname" },
        },
    };
}

static const struct sl_linkage_options plain = {
    .threshold_auto = true,
    .thread_count = 1,
    .seed = 1,
};

static void test_loads_two_files(void **state)
{
    SL_CLEANUP(sl_linkage_close_ptr) struct sl_linkage *linkage = NULL;
    const struct sl_link_inputs inputs = inputs_of(*state);
    struct sl_error err;
    uint32_t record = 9;

    SL_CHECK_OK(sl_link_load(&inputs, &plain, &linkage, &err), &err);
    SL_CHECK_OK(sl_linkage_run(linkage, &err), &err);
    SL_CHECK_U64(sl_linkage_record_count(linkage), 3);
    SL_CHECK_STR(sl_linkage_record_id(linkage, 0), "1");
    SL_CHECK_U64(sl_linkage_record_source(linkage, 2), 1);
    SL_CHECK_OK(sl_linkage_record_find(linkage, 1, SL_STR("1"), &record, &err), &err);
    SL_CHECK_U64(record, 2);
}

/* Each file has its own column of sources; a source may be in both. */
static void test_sources_have_names(void **state)
{
    SL_CLEANUP(sl_linkage_close_ptr) struct sl_linkage *linkage = NULL;
    struct sl_link_inputs inputs = inputs_of(*state);
    struct sl_error err;

    inputs.inputs[0].source_column = "dob";
    inputs.inputs[1].source_column = "born";
    SL_CHECK_OK(sl_link_load(&inputs, &plain, &linkage, &err), &err);
    SL_CHECK_OK(sl_linkage_run(linkage, &err), &err);
    SL_CHECK_U64(sl_linkage_source_count(linkage), 2);
    SL_CHECK_U64(sl_linkage_record_source(linkage, 0), 1);
    SL_CHECK_U64(sl_linkage_record_source(linkage, 1), 0);
    SL_CHECK_U64(sl_linkage_record_source(linkage, 2), 1);
    SL_CHECK_U64(sl_linkage_record_file(linkage, 2), 1);
}

/* Identifiers are named as in a specification; what is not one is refused, with what it is. */
static void test_identifiers_that_never_differ(void **state)
{
    static const struct {
        const char *names;
        enum sl_status status;
    } rows[] = {
        {"id",          SL_OK     },
        { " id , sur",  SL_OK     },
        { "\"id\",sur", SL_OK     },
        { "dob",        SL_INVALID},
        { "id,",        SL_INVALID},
        { "id,other",   SL_INVALID},
        { "\"id",       SL_INVALID},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        SL_CLEANUP(sl_linkage_close_ptr) struct sl_linkage *linkage = NULL;
        struct sl_link_inputs inputs = inputs_of(*state);
        struct sl_error err = { .status = SL_OK };
        inputs.input_count = 1;
        inputs.inputs[0].fields = "sur=identifier,dob=dob,id=nhs_number";
        inputs.never_differ = rows[i].names;
        SL_CHECK_STATUS(sl_link_load(&inputs, &plain, &linkage, &err), rows[i].status);
        assert_true((rows[i].status == SL_OK) == (err.message[0] == '\0'));
    }
}

static void test_says_what_is_wrong(void **state)
{
    struct files *files = *state;
    char path[600];

    write_file(files, path, "empty.csv", "nr,born,name\n");
    for (unsigned i = 0; i < 7; i++) {
        SL_CLEANUP(sl_linkage_close_ptr) struct sl_linkage *linkage = NULL;
        struct sl_link_inputs inputs = inputs_of(files);
        enum sl_status expected = SL_INVALID;
        struct sl_error err;
        switch (i) {
        case 0:
            inputs.inputs[1].fields = "born=dob";
            break;
        case 1:
            inputs.inputs[1].fields = NULL; /* as the first, whose columns it does not have */
            break;
        case 2:
            inputs.inputs[0].fields = "sur=surname,dob=birth";
            break;
        case 3:
            inputs.inputs[0].path = "-";
            inputs.inputs[1].path = "-";
            expected = SL_USAGE;
            break;
        case 4:
            inputs.inputs[1].path = path;
            break;
        case 5:
            inputs.inputs[0].source_column = "system";
            break;
        default:
            inputs.model_path = files->first; /* not a model */
            break;
        }
        SL_CHECK_STATUS(sl_link_load(&inputs, &plain, &linkage, &err), expected);
        assert_null(linkage);
        assert_true(err.message[0] != '\0');
    }
}

static void test_a_file_without_records_is_named(void **state)
{
    SL_CLEANUP(sl_linkage_close_ptr) struct sl_linkage *linkage = NULL;
    struct sl_link_inputs inputs = inputs_of(*state);
    struct sl_error err;
    char path[600];

    write_file(*state, path, "empty.csv", "nr,born,name\n");
    inputs.inputs[1].path = path;
    SL_CHECK_STATUS(sl_link_load(&inputs, &plain, &linkage, &err), SL_INVALID);
    SL_CHECK_STR(sl_str_from(err.message), "the file has no records");
    SL_CHECK_STR(sl_str_from(err.detail), path);
}

static enum sl_status load_afresh(void *context)
{
    SL_CLEANUP(sl_linkage_close_ptr) struct sl_linkage *linkage = NULL;
    const struct sl_link_inputs inputs = inputs_of(context);
    return sl_link_load(&inputs, &plain, &linkage, NULL);
}

static void test_survives_failing_allocations(void **state)
{
    assert_true(sl_test_failing_allocations(load_afresh, *state) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_loads_two_files),
        cmocka_unit_test(test_sources_have_names),
        cmocka_unit_test(test_identifiers_that_never_differ),
        cmocka_unit_test(test_says_what_is_wrong),
        cmocka_unit_test(test_a_file_without_records_is_named),
        cmocka_unit_test(test_survives_failing_allocations),
    };
    return cmocka_run_group_tests_name("app/link_load", tests, set_up, tear_down);
}
