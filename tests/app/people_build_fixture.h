/* SPDX-License-Identifier: Apache-2.0 */
/*
 * people_build_fixture.h - the steps in which the index of people is built, one by one.
 */
#ifndef SL_TESTS_APP_PEOPLE_BUILD_FIXTURE_H
#define SL_TESTS_APP_PEOPLE_BUILD_FIXTURE_H

#include "app/people_build.h"
#include "app/people_fixture.h"

/* A mother and her child, who has a phone; and then the child without one. */
#define PEOPLE_FAMILY                                                                      \
    "{\"type\":\"person\",\"id\":\"p/1\",\"surname\":\"Hall\",\"phone\":\"07700 900123\"," \
    "\"people\":[{\"id\":\"p/2\",\"role\":\"mother\"}]}\n"
#define PEOPLE_CHILD_AGAIN "{\"type\":\"person\",\"id\":\"p/1\",\"surname\":\"Hill\"}\n"

static const struct sl_people_index_options people_build_options;

static inline void people_build_begin(
    struct people_fixture *fixture, struct sl_people_build *build, struct sl_people_names *names
)
{
    *build = (struct sl_people_build
    ){ .store = fixture->store, .options = &people_build_options, .names = names, .as_of = 1 };
    sl_people_names_init(names);
    sl_word_tally_init(&build->words);
}

static inline void people_build_end(struct sl_people_build *build)
{
    sl_people_names_finish(build->names);
    sl_word_tally_finish(&build->words);
    sl_spill_close(build->persons);
    sl_spill_close(build->uses);
    sl_spill_close(build->nodes);
    sl_spill_close(build->links);
    sl_spill_close(build->mentions);
    sl_spill_close(build->relations);
    sl_spill_close(build->keys);
    sl_free(build->ids);
}

#endif
