/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "told.h"

static void test_the_same_event_counts_once(void **state)
{
    struct told told;
    (void)state;
    told_open(&told);
    tell(
        &told,
        "police",
        "{'type':'event','id':'m3','kind':'missing','start':'2024-05-02T21:40','end':'2024-05-03',"
        "'people':[{'id':'n1','role':'subject'}]}"
    );
    tell(
        &told,
        "police",
        "{'type':'event','id':'m1','kind':'missing','start':'2022-02','end':'2022-03',"
        "'people':[{'id':'n1','role':'subject'}]}"
    );
    tell(
        &told,
        "police",
        "{'type':'event','id':'m2','kind':'missing','start':'2023-07-01','end':'2023-07-02',"
        "'people':[{'id':'n1','role':'subject'}]}"
    );
    tell(
        &told,
        "oldham",
        "{'type':'event','id':'x1','kind':'missing','start':'2024-05-02','end':'2024-05-03',"
        "'people':[{'id':'c1','role':'subject'}]}"
    );
    tell(
        &told,
        "oldham",
        "{'type':'event','id':'x2','kind':'missing','start':'2024-05-02','end':'2024-05-03',"
        "'people':[{'id':'c1','role':'subject'}]}"
    );
    told_is(&told, "police", "n1", "C");
    told_is(&told, "oldham", "c1", "C");
    const struct sl_picture *picture = told_make(&told);
    SL_CHECK_U64(picture->event_count, 5);
    const struct sl_picture_event *events = picture->events;
    SL_CHECK_STR(events[0].entity->key, "m1");
    SL_CHECK_U64(events[1].number, 2);
    SL_CHECK_U64(events[1].in_year, 1);
    /* The less precise stands first; the police tell of the same night. */
    SL_CHECK_STR(events[2].entity->key, "x1");
    SL_CHECK_U64(events[2].number, 3);
    SL_CHECK_U64(events[2].in_year, 2);
    SL_CHECK_STR(events[3].entity->key, "x2");
    SL_CHECK_U64(events[3].number, 4);
    SL_CHECK_U64(events[3].same_as, SL_PICTURE_NONE);
    SL_CHECK_STR(events[4].entity->key, "m3");
    /* One of the two council entries; which one, nobody can say: the later. */
    assert_true(events[4].same_as == 2 || events[4].same_as == 3);
    SL_CHECK_U64(events[4].number, events[events[4].same_as].number);
    told_close(&told);
}

static void test_imprecise_times(void **state)
{
    struct told told;
    (void)state;
    told_open(&told);
    tell(
        &told,
        "police",
        "{'type':'event','id':'a','kind':'crime','start':'2024-05',"
        "'people':[{'id':'n1','role':'subject'}]}"
    );
    tell(
        &told,
        "oldham",
        "{'type':'event','id':'b','kind':'crime','start':'2024-05-30',"
        "'people':[{'id':'c1','role':'subject'}]}"
    );
    tell(
        &told,
        "nhs",
        "{'type':'event','id':'c','kind':'crime','start':'2024-06-01',"
        "'people':[{'id':'h1','role':'subject'}]}"
    );
    tell(
        &told,
        "police",
        "{'type':'event','id':'d','kind':'incident','start':'2024-03-01~',"
        "'people':[{'id':'n1','role':'subject'}]}"
    );
    tell(
        &told,
        "oldham",
        "{'type':'event','id':'e','kind':'incident','start':'2024-03-02',"
        "'people':[{'id':'c1','role':'subject'}]}"
    );
    tell(
        &told,
        "nhs",
        "{'type':'event','id':'f','kind':'incident','start':'2024-03-03',"
        "'people':[{'id':'h1','role':'subject'}]}"
    );
    told_is(&told, "police", "n1", "C");
    told_is(&told, "oldham", "c1", "C");
    told_is(&told, "nhs", "h1", "C");
    const struct sl_picture *picture = told_make(&told);
    SL_CHECK_U64(picture->event_count, 6);
    SL_CHECK_STR(picture->events[1].entity->key, "e");
    SL_CHECK_U64(picture->events[1].same_as, 0);
    SL_CHECK_U64(picture->events[2].same_as, SL_PICTURE_NONE);
    SL_CHECK_STR(picture->events[4].entity->key, "b");
    SL_CHECK_U64(picture->events[4].same_as, 3);
    SL_CHECK_U64(picture->events[5].same_as, SL_PICTURE_NONE);
    told_close(&told);
}

static void test_current(void **state)
{
    struct told told;
    (void)state;
    told_open(&told);
    tell(
        &told,
        "oldham",
        "{'type':'event','id':'a','kind':'protection_plan','start':'2024-03',"
        "'people':[{'id':'c1','role':'subject'}]}"
    );
    tell(
        &told,
        "oldham",
        "{'type':'event','id':'b','kind':'placement','start':'2024-03-01','end':'2024-06-01',"
        "'people':[{'id':'c1','role':'subject'}]}"
    );
    tell(
        &told,
        "oldham",
        "{'type':'event','id':'c','kind':'need_plan','start':'2024-07-01',"
        "'people':[{'id':'c1','role':'subject'}]}"
    );
    tell(
        &told,
        "oldham",
        "{'type':'event','id':'d','kind':'visit','start':'2024-05-30',"
        "'people':[{'id':'c1','role':'subject'}]}"
    );
    tell(
        &told,
        "oldham",
        "{'type':'event','id':'e','kind':'placement','start':'2024-06-01','end':'2024-06-02',"
        "'people':[{'id':'c1','role':'subject'}]}"
    );
    told_is(&told, "oldham", "c1", "C");
    const struct sl_picture *picture = told_make(&told);
    for (size_t i = 0; i < picture->event_count; i++) {
        const char key = picture->events[i].entity->key.ptr[0];
        SL_CHECK_U64(picture->events[i].current, key == 'a' || key == 'e');
    }
    told_close(&told);
}

/* A referral or an enquiry that went no further has no end in a census, and goes on no more. */
static void test_no_further_action(void **state)
{
    static const char *const said[] = {
        "'no_further_action':'true'", "'no_further_action':'1'", "'no_further_action':'false'",
        "'no_further_action':'0'",    "'worker':'W1'",
    };
    struct told told;
    (void)state;
    told_open(&told);
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
        char line[300];
        (void)snprintf(
            line,
            sizeof line,
            "{'type':'event','id':'%zu','kind':'referral','start':'2024-0%zu-01',%s,"
            "'people':[{'id':'c1','role':'subject'}]}",
            i,
            i + 1,
            said[i]
        );
        tell(&told, "oldham", line);
    }
    told_is(&told, "oldham", "c1", "C");
    const struct sl_picture *picture = told_make(&told);
    SL_CHECK_U64(picture->event_count, sizeof said / sizeof said[0]);
    for (size_t i = 0; i < picture->event_count; i++) {
        SL_CHECK_U64(picture->events[i].current, picture->events[i].entity->key.ptr[0] >= '2');
    }
    told_close(&told);
}

static void test_only_the_childs(void **state)
{
    struct told told;
    (void)state;
    told_open(&told);
    tell(
        &told,
        "oldham",
        "{'type':'event','id':'a','kind':'visit','start':'2024-05-30',"
        "'people':[{'id':'c2','role':'subject'}]}"
    );
    tell(
        &told,
        "oldham",
        "{'type':'event','id':'b','kind':'visit','start':'2024-05-30',"
        "'people':[{'id':'c1','role':'subject'}]}"
    );
    told_is(&told, "oldham", "c1", "C");
    told_is(&told, "oldham", "c2", "D");
    SL_CHECK_U64(told_make(&told)->event_count, 1);
    told_close(&told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_same_event_counts_once),
        cmocka_unit_test(test_imprecise_times),
        cmocka_unit_test(test_current),
        cmocka_unit_test(test_no_further_action),
        cmocka_unit_test(test_only_the_childs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
