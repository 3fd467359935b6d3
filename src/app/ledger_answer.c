/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ledger_answer.h"

#include "app/child_records.h"
#include "app/ledger_about.h"
#include "app/ledger_show.h"
#include "store/user.h"

#define KIND             SL_STR("ledger")
#define TEXT_LIMIT_BYTES ((size_t)1 << 20)

enum sl_status sl_ledger_who_saw(
    struct sl_access *access,
    struct sl_str child,
    int64_t until_us,
    sl_ledger_act_fn *told,
    void *context,
    struct sl_error *err
)
{
    struct sl_access_deed deed = { .verb = SL_VERB_READ, .kind = KIND, .detail = child };
    struct sl_ledger_about about;

    SL_TRY(sl_access_may(access, SL_MAY_LEDGER_READ, &deed, err));
    SL_TRY(sl_access_done(access, &deed, sl_ledger_about_find(&about, access, child, err), err));
    deed.subject = about.names[0];
    deed.detail = SL_STR("who saw");
    SL_TRY(sl_access_say(access, &deed, 1, err));
    return sl_ledger_about_tell(&about, until_us, told, context, err);
}

/* A user of the own agency; another is not there. */
static enum sl_status check_user(
    struct sl_access *access, struct sl_access_deed deed, struct sl_str user, struct sl_error *err
)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;
    struct sl_store_user found;

    sl_arena_init(&arena, TEXT_LIMIT_BYTES);
    const enum sl_status status =
        sl_store_user_find(sl_access_store(access), user, &arena, &found, err);
    if (status != SL_OK && status != SL_NOT_FOUND) {
        return status;
    }
    if (status == SL_OK && sl_str_equal(found.agency, sl_access_user(access)->agency)) {
        return SL_OK;
    }
    deed.outcome = SL_OUTCOME_REFUSED;
    SL_TRY(sl_access_say(access, &deed, 1, err));
    sl_fail(err, SL_NOT_FOUND, "your agency has no user '%.*s'", SL_STR_ARG(user));
    sl_fail_hint(err, "Each agency answers for its own people.");
    return SL_NOT_FOUND;
}

/* Telling what one user did. */
struct telling {
    struct sl_str agency;
    sl_ledger_act_fn *told;
    void *context;
};

static enum sl_status
tell_entry(void *context, const struct sl_view_entry *entry, struct sl_error *err)
{
    const struct telling *telling = context;
    struct sl_ledger_act act = sl_ledger_act_of(entry);

    if (!sl_ledger_act_open(&act, telling->agency)) {
        return SL_OK;
    }
    return telling->told(telling->context, &act, err);
}

enum sl_status sl_ledger_what_saw(
    struct sl_access *access,
    struct sl_str user,
    sl_ledger_act_fn *told,
    void *context,
    struct sl_error *err
)
{
    const struct sl_access_deed deed = {
        .verb = SL_VERB_READ, .kind = KIND, .subject = user, .detail = SL_STR("what they saw")
    };
    struct telling telling = { .agency = sl_access_user(access)->agency,
                               .told = told,
                               .context = context };
    const struct sl_ledger_filter filter = { .user = user };

    SL_TRY(sl_access_may(access, SL_MAY_LEDGER_READ, &deed, err));
    SL_TRY(check_user(access, deed, user, err));
    SL_TRY(sl_access_say(access, &deed, 1, err));
    return sl_ledger_show(sl_access_ledger(access), &filter, tell_entry, &telling, err);
}

/* Systems under way. */
#define SOURCE_LIMIT 256u

struct knowing {
    int64_t until_us;
    struct sl_known_source sources[SOURCE_LIMIT];
    int64_t ids[SOURCE_LIMIT];
    size_t count;
};

static enum sl_status
note_record(void *context, const struct sl_child_record *one, struct sl_error *err)
{
    struct knowing *knowing = context;
    size_t i = 0;

    (void)err;
    if (one->first_received_us >= knowing->until_us) {
        return SL_OK;
    }
    while (i < knowing->count && knowing->ids[i] != one->source->id) {
        i++;
    }
    if (i == SOURCE_LIMIT) {
        return SL_OK;
    }
    struct sl_known_source *known = &knowing->sources[i];
    if (i == knowing->count) {
        knowing->ids[knowing->count++] = one->source->id;
        *known = (struct sl_known_source){ .first_us = one->first_received_us };
    }
    known->record_count++;
    known->first_us =
        known->first_us < one->first_received_us ? known->first_us : one->first_received_us;
    known->last_us =
        known->last_us > one->first_received_us ? known->last_us : one->first_received_us;
    return SL_OK;
}

static enum sl_status tell_known(
    struct sl_access *access,
    const struct knowing *knowing,
    sl_known_fn *told,
    void *context,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;
    struct sl_store_source *sources = NULL;
    size_t count = 0;

    sl_arena_init(&arena, (size_t)16 << 20);
    SL_TRY(sl_store_source_list(sl_access_store(access), &arena, &sources, &count, err));
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < knowing->count; j++) {
            struct sl_known_source known = knowing->sources[j];
            if (knowing->ids[j] == sources[i].id) {
                known.agency = sources[i].agency;
                known.system = sources[i].system;
                SL_TRY(told(context, &known, err));
            }
        }
    }
    return SL_OK;
}

enum sl_status sl_ledger_known(
    struct sl_access *access,
    struct sl_str child,
    int64_t until_us,
    sl_known_fn *told,
    void *context,
    struct sl_error *err
)
{
    struct sl_access_deed deed = { .verb = SL_VERB_READ, .kind = KIND, .detail = child };
    struct knowing knowing = { .until_us = until_us };
    struct sl_ledger_about about;

    SL_TRY(sl_access_may(access, SL_MAY_LEDGER_READ, &deed, err));
    SL_TRY(sl_access_done(access, &deed, sl_ledger_about_find(&about, access, child, err), err));
    deed.subject = about.names[0];
    deed.detail = SL_STR("what was known");
    SL_TRY(sl_access_say(access, &deed, 1, err));
    SL_TRY(sl_child_records_tell(access, about.identity, note_record, &knowing, err));
    return tell_known(access, &knowing, told, context, err);
}
