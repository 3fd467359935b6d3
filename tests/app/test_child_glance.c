/* SPDX-License-Identifier: Apache-2.0 */
#include "app/child_glance.h"

#include "app/child_house.h"
#include "app/glance_clocks.h"

static enum sl_status
glance(struct child_house *house, const char *user, int64_t identity, struct sl_child_glance *ret)
{
    struct sl_access *access = child_door(house, user, SL_MAY_PICTURE);
    struct sl_clocks clocks = glance_clocks(house);
    struct sl_child_glancer glancer = {
        .access = access, .clocks = &clocks, .as_of = GLANCE_AS_OF, .kind = SL_STR("test")
    };
    const enum sl_status status = sl_child_glance(&glancer, identity, &house->arena, ret, NULL);

    sl_child_glancer_finish(&glancer);
    sl_access_close(access);
    return status;
}

/* Over first, by deadline; then what is due soon. What runs is not there. */
static void who_and_what_presses(void **state)
{
    struct child_house *house = *state;
    struct sl_child_glance seen;

    child_agree(house, ACCESS_AGREEMENT);
    child_tie(house, "practitioner", 1, "n1");
    SL_CHECK_STATUS(glance(house, "practitioner", house->child, &seen), SL_OK);
    SL_CHECK_STR(seen.name, "Aisha Brien");
    SL_CHECK_STR(seen.life, "15 years old, born 3 Feb 2011");
    SL_CHECK_U64(seen.pressing_count, 3);
    SL_CHECK_STR(seen.pressing[0].clock->id, "early");
    SL_CHECK_STR(seen.pressing[1].clock->id, "late");
    SL_CHECK_STR(seen.pressing[2].clock->id, "soon");
    SL_CHECK_U64(seen.over_count, 2);
    SL_CHECK_U64(seen.statutory_over_count, 1);
    SL_CHECK_U64(seen.soon_count, 1);
}

/* What may not be seen is neither told nor counted. */
static void as_who_looks_may_see(void **state)
{
    struct child_house *house = *state;
    struct sl_child_glance seen;

    child_tie(house, "practitioner", 1, "n1");
    child_seal(house, 1, "m1");
    SL_CHECK_STATUS(glance(house, "practitioner", house->child, &seen), SL_OK);
    SL_CHECK_STR(seen.name, "AISHA BRIEN");
    SL_CHECK_U64(seen.pressing_count, 0);
}

static void nobody_has_no_name(void **state)
{
    struct child_house *house = *state;
    struct sl_child_glance seen;

    SL_CHECK_STATUS(glance(house, "practitioner", INT64_C(1) << 30, &seen), SL_OK);
    SL_CHECK_U64(seen.name.len, 0);
    SL_CHECK_U64(seen.pressing_count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CHILD_TEST(who_and_what_presses),
        CHILD_TEST(as_who_looks_may_see),
        CHILD_TEST(nobody_has_no_name),
    };
    return cmocka_run_group_tests_name("app/child_glance", tests, NULL, NULL);
}
