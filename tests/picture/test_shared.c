/* SPDX-License-Identifier: Apache-2.0 */
#include "told.h"

/* Is the other person tied by this bond, when two agencies say so much of child and other? */
static bool ties_by(const char *child, const char *other, enum sl_picture_bond bond)
{
    struct told told;
    struct sl_buf line;
    sl_buf_init(&line, 4096);
    told_open(&told);
    sl_buf_addf(&line, "{'type':'person','id':'n1',%s}", child);
    tell(&told, "police", line.ptr);
    sl_buf_clear(&line);
    sl_buf_addf(&line, "{'type':'person','id':'p2',%s}", other);
    tell(&told, "nhs", line.ptr);
    tell(&told, "police", "{'type':'object','id':'v','kind':'vehicle','registration':'MX19 ABC'}");
    tell(&told, "nhs", "{'type':'object','id':'w','kind':'vehicle','registration':'mx19abc'}");
    tell(
        &told,
        "police",
        "{'type':'object','id':'h','kind':'account','platform':'insta',"
        "'handle':'@jay'}"
    );
    tell(
        &told,
        "nhs",
        "{'type':'object','id':'i','kind':'account',"
        "'handle':'instagram.com/jay'}"
    );
    tell(
        &told,
        "police",
        "{'type':'location','id':'l','kind':'address',"
        "'address':'14 Mill Road, Oldham','postcode':'OL1 1AA'}"
    );
    told_is(&told, "police", "n1", "C");
    told_is(&told, "nhs", "p2", "P");
    const struct sl_picture_tie *tie = told_find_tie(told_make(&told), "P");
    const bool tied = tie != NULL && tie->reasons[0].bond == bond && !tie->stated &&
                      tie->reasons[0].record == 1 && tie->reasons[0].child_record == 0;
    assert_true(tied || tie == NULL);
    sl_buf_finish(&line);
    told_close(&told);
    return tied;
}

static void test_things(void **state)
{
    static const struct {
        const char *child, *other;
        enum sl_picture_bond bond;
        bool tied;
    } cases[] = {
  /* clang-format off */
        { "'phone':'07700 900123'", "'phone':'+447700900123'", SL_PICTURE_PHONE, true },
        { "'phone':'07700 900123'", "'phone':'07700 900124'", SL_PICTURE_PHONE, false },
        { "'phone':'unknown'", "'phone':'unknown'", SL_PICTURE_PHONE, false },
        { "'email':'a@example.org'", "'email':'A@example.org'", SL_PICTURE_EMAIL, true },
        { "'objects':[{'id':'v','role':'uses'}]", "'objects':[{'id':'w','role':'owns'}]",
          SL_PICTURE_VEHICLE, true },
        { "'objects':[{'id':'h','role':'uses'}]", "'objects':[{'id':'i','role':'uses'}]",
          SL_PICTURE_ACCOUNT, true },
        /* What is not described is the same only within its source. */
        { "'objects':[{'id':'z','role':'uses'}]", "'objects':[{'id':'z','role':'uses'}]",
          SL_PICTURE_OBJECT, false },
        { "'address':'14 Mill Road','postcode':'OL1 1AA'",
          "'address':'14 MILL RD, OLDHAM','postcode':'ol11aa'", SL_PICTURE_ADDRESS, true },
        { "'address':'Flat 2, 14 Mill Road','postcode':'OL1 1AA'",
          "'address':'14 Mill Road','postcode':'OL1 1AA'", SL_PICTURE_ADDRESS, false },
        { "'address':'14 Mill Road OL1 1AA','postcode':'OL1 1AA'",
          "'address':'14 Mill Road','postcode':'OL1 1AA'", SL_PICTURE_ADDRESS, true },
        { "'address':'The Lodge','postcode':'OL1 1AA'",
          "'address':'The Cottage','postcode':'OL1 1AA'", SL_PICTURE_ADDRESS, false },
        { "'postcode':'OL1 1AA'", "'postcode':'OL1 1AA'", SL_PICTURE_ADDRESS, false },
        { "'locations':[{'id':'l','role':'lives_at'}]",
          "'address':'14 Mill Rd','postcode':'OL1 1AA'", SL_PICTURE_ADDRESS, true },
        /* Each of several addresses, with the postcode that belongs to it. */
        { "'address':['1 High St','14 Mill Rd'],'postcode':['M1 1AA','OL1 1AA']",
          "'address':'14 Mill Rd','postcode':'OL1 1AA'", SL_PICTURE_ADDRESS, true },
        { "'address':['1 High St','14 Mill Rd'],'postcode':['M1 1AA','OL1 1AA']",
          "'address':'14 Mill Rd','postcode':'M1 1AA'", SL_PICTURE_ADDRESS, false },
  /* clang-format on */
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        if (ties_by(cases[i].child, cases[i].other, cases[i].bond) != cases[i].tied) {
            fail_msg("%s and %s", cases[i].child, cases[i].other);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_things),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
