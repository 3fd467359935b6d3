/* SPDX-License-Identifier: Apache-2.0 */
/*
 * erase_fixture.h - entries of users of small people, and what is left of them.
 */
#ifndef SL_TESTS_APP_ERASE_FIXTURE_H
#define SL_TESTS_APP_ERASE_FIXTURE_H

#include "app/people_small.h"
#include "logbook/verify.h"
#include "logbook/view.h"

/* Let a user do something about somebody. */
static inline void erase_act(struct small_people *small, const char *user, const char *subject)
{
    struct sl_access *access = small_open(small, user);
    const struct sl_access_deed deed = { .verb = SL_VERB_READ,
                                         .kind = SL_STR("picture"),
                                         .subject = sl_str_from(subject),
                                         .detail = SL_STR("looked") };
    struct sl_error err;

    SL_CHECK_OK(sl_access_say(access, &deed, 1, &err), &err);
    sl_access_close(access);
}

/* Five entries: 0 and 1 by the practitioner, 2 by a worker of another agency, 3 by the privacy
 * officer, 4 by the practitioner. */
static inline void erase_fill(struct small_people *small)
{
    erase_act(small, "practitioner", small_id(1024));
    erase_act(small, "practitioner", small_id(2048));
    erase_act(small, "worker", small_id(1024));
    erase_act(small, "privacy_officer", small_id(1024));
    erase_act(small, "practitioner", small_id(1024));
}

/* What a ledger has, entry by entry: a letter for each part that is there, or a dot. */
struct erase_told {
    size_t count;
    char parts[200];     /* two of each */
    char orders[8][300]; /* the texts of orders */
    size_t order_count;
};

static inline enum sl_status
erase_tell(void *context, const struct sl_view_entry *entry, struct sl_error *err)
{
    struct erase_told *told = context;

    (void)err;
    assert_true(told->count < sizeof told->parts - 4);
    told->parts[told->count++] = entry->parts[SL_PART_WHO].is_erased ? '.' : 'w';
    told->parts[told->count++] = entry->parts[SL_PART_ABOUT].is_erased ? '.' : 'a';
    if (entry->entry.verb == SL_VERB_ERASE && told->order_count < 8) {
        const struct sl_str kind = entry->entry.texts[SL_ENTRY_KIND];
        (void)snprintf(
            told->orders[told->order_count++], sizeof told->orders[0], "%.*s", SL_STR_ARG(kind)
        );
    }
    return SL_OK;
}

/* Look; the ledger verifies. */
static inline struct erase_told erase_look(struct small_people *small)
{
    const struct sl_verify_job job = { .path = small->access.ledger };
    struct erase_told told = { .count = 0 };
    struct sl_verify_result result;
    struct sl_view *view = NULL;
    struct sl_error err;

    SL_CHECK_OK(sl_verify(&job, &result, &err), &err);
    SL_CHECK_U64(result.fault_count, 0);
    sl_verify_finish(&result);
    SL_CHECK_OK(sl_view_open(small->access.ledger, NULL, &view, &err), &err);
    SL_CHECK_OK(sl_view_each(view, 0, UINT64_MAX, erase_tell, &told, &err), &err);
    sl_view_close(view);
    return told;
}

#endif
