/* SPDX-License-Identifier: Apache-2.0 */
#include "app/identify_truth.h"

#include "app/identity_fixture.h"

#define PEOPLE "person,household,role,twin\n"

/* Persons 1 and 2 are twins, 3 their mother; person 1's two mentions are one identity. */
static void pairs_are_counted(void **state)
{
    struct identity_fixture *fixture = *state;
    struct sl_truth_quality quality;
    struct sl_error err;

    identity_school(
        fixture,
        "1,04/03/2016,Quillfether,Edda,Female,BL9 7QX,\n"
        "2,09/10/2014,Ormskerry,Una,Female,BL9 7QX,\n"
    );
    identity_patient(fixture, "p1", "Edda", "Quillfether", "2016-03-04", "");
    identity_identify(fixture);
    (void)sl_test_folder_write(
        &fixture->folder, "people.csv", SL_STR(PEOPLE "1,1,child,2\n2,1,child,1\n3,1,mother,\n")
    );
    (void)sl_test_folder_write(
        &fixture->folder,
        "mentions.csv",
        SL_STR("agency,system,key,person\n"
               "bury,schools,person/1,1\n"
               "nhs-north,patients,Patient/p1,2\n"
               "bury,schools,person/2,2\n"
               "bury,schools,person/3,3\n")
    );
    (void)sl_test_folder_write(
        &fixture->folder,
        "situations.jsonl",
        SL_STR("{\"kind\":\"twins\",\"persons\":[1,2],\"keys\":[]}\n")
    );
    SL_CHECK_OK(sl_identify_truth(fixture->store, fixture->folder.path, &quality, &err), &err);
    SL_CHECK_U64(quality.mention_count, 4);
    SL_CHECK_U64(quality.unnamed_count, 1);
    SL_CHECK_U64(quality.child_true_pairs, 1);
    SL_CHECK_U64(quality.child_found_pairs, 0);
    SL_CHECK_U64(quality.child_wrong_pairs, 1);
    SL_CHECK_U64(quality.twin_pairs, 1);
    SL_CHECK_U64(quality.twin_pairs_joined, 1);
    SL_CHECK_U64(quality.kind_count, 1);
    SL_CHECK_U64(quality.kinds[0].joined_persons, 1);
    SL_CHECK_NEAR(sl_truth_share(3, 1), 0.75, 0);
    SL_CHECK_NEAR(sl_truth_share(0, 0), 1.0, 0);
}

static void a_broken_truth_is_named(void **state)
{
    struct identity_fixture *fixture = *state;
    struct sl_truth_quality quality;
    struct sl_error err;

    (void)sl_test_folder_write(&fixture->folder, "people.csv", SL_STR(PEOPLE "x,1,child,\n"));
    SL_CHECK_STATUS(
        sl_identify_truth(fixture->store, fixture->folder.path, &quality, &err), SL_INVALID
    );
    assert_non_null(strstr(err.detail, "people.csv:2"));
    SL_CHECK_STATUS(sl_identify_truth(fixture->store, "/nowhere", &quality, &err), SL_IO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IDENTITY_TEST(pairs_are_counted),
        IDENTITY_TEST(a_broken_truth_is_named),
    };
    return cmocka_run_group_tests(tests, identity_group_set_up, identity_group_tear_down);
}
