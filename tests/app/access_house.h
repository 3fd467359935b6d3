/* SPDX-License-Identifier: Apache-2.0 */
/*
 * access_house.h - a store with users, a ledger and a folder of agreements, for tests of the door.
 */
#ifndef SL_TESTS_APP_ACCESS_HOUSE_H
#define SL_TESTS_APP_ACCESS_HOUSE_H

#include "app/access_fixture.h"
#include "app/people_fixture.h"

/* A store with users, a ledger and an agreement; people is its own writer. */
struct house {
    struct people_fixture people;
    struct access_fixture access;
};

static inline int house_set_up(void **state)
{
    static struct house house;

    (void)people_set_up_in(&house.people);
    access_equip(&house.access, &house.people.folder, house.people.store);
    *state = &house;
    return 0;
}

static inline int house_tear_down(void **state)
{
    people_tear_down_of(&((struct house *)*state)->people);
    return 0;
}

#define HOUSE_TEST(test) cmocka_unit_test_setup_teardown(test, house_set_up, house_tear_down)

static const struct sl_access_deed house_deed = {
    .verb = SL_VERB_WRITE,
    .kind = {"thing",      5},
    .subject = { "P00000001", 9},
    .detail = { "why",       3}
};

#endif
