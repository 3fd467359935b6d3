/* SPDX-License-Identifier: Apache-2.0 */
#include "app/hall_state.h"

#include "app/access.h"
#include "signin/session_rule.h"
#include "store/session.h"
#include "store/setting.h"

#define SCRATCH_LIMIT_BYTES ((size_t)64 << 10)
#define DAY_US              INT64_C(86400000000)

/* While it is looked at. */
struct looking {
    struct sl_hall *hall;
    struct sl_room *room;
    struct sl_store *store;
    struct sl_arena arena;
    int64_t now_us;
    struct sl_hall_state *state;
};

static enum sl_status find_place(struct looking *looking, const char *name, const char **ret_path)
{
    struct sl_str value;

    SL_TRY(sl_store_setting_find(looking->store, sl_str_from(name), &looking->arena, &value, NULL));
    *ret_path = value.ptr;
    return SL_OK;
}

static enum sl_status look_at_store(struct looking *looking)
{
    struct sl_hall_state *state = looking->state;

    SL_TRY(sl_hall_enter(looking->hall, &looking->room, NULL));
    SL_TRY(sl_room_store(looking->room, SL_STORE_READ, &looking->store, NULL));
    SL_TRY(sl_store_begin(looking->store, NULL));
    return sl_store_session_count(
        looking->store,
        looking->now_us - SL_SESSION_IDLE_US,
        looking->now_us - SL_SESSION_AGE_US,
        &state->session_count,
        NULL
    );
}

static enum sl_status look_at_policy(struct looking *looking)
{
    const struct sl_policy *policy = NULL;
    const char *agreements = NULL;
    bool is_there = false;

    SL_TRY(find_place(looking, SL_SETTING_AGREEMENTS, &agreements));
    SL_TRY(sl_policy_keep_load(
        sl_room_policy(looking->room), looking->store, agreements, &policy, &is_there, NULL
    ));
    looking->state->policy =
        sl_policy_state_on(is_there ? policy : NULL, (int32_t)(looking->now_us / DAY_US));
    return SL_OK;
}

static enum sl_status look_at_ledger(struct looking *looking)
{
    struct sl_scribe_job job = { .now_us = looking->now_us };

    SL_TRY(find_place(looking, SL_SETTING_LEDGER, &job.ledger));
    SL_TRY(find_place(looking, SL_SETTING_LEDGER_KEY, &job.key));
    return sl_scribe_check(sl_hall_scribe(looking->hall), &job, NULL);
}

void sl_hall_state_look(struct sl_hall *hall, int64_t now_us, struct sl_hall_state *ret_state)
{
    struct looking looking = { .hall = hall, .now_us = now_us, .state = ret_state };

    *ret_state = (struct sl_hall_state){ .policy = SL_POLICY_MISSING };
    sl_arena_init(&looking.arena, SCRATCH_LIMIT_BYTES);
    ret_state->store = look_at_store(&looking);
    ret_state->ledger = ret_state->store;
    if (ret_state->store == SL_OK) {
        if (look_at_policy(&looking) != SL_OK) {
            ret_state->policy = SL_POLICY_MISSING;
        }
        ret_state->ledger = look_at_ledger(&looking);
    }
    sl_hall_leave(looking.room);
    sl_arena_finish(&looking.arena);
    ret_state->said = sl_scribe_counts(sl_hall_scribe(hall));
}

bool sl_hall_state_is_ready(const struct sl_hall_state *state)
{
    return state->store == SL_OK && state->ledger == SL_OK && state->policy == SL_POLICY_READY;
}

const char *sl_hall_state_word(enum sl_status status)
{
    return status == SL_OK ? "ok" : "failed";
}

const char *sl_hall_state_policy(enum sl_policy_state state)
{
    static const char *const words[] = {
        [SL_POLICY_READY] = "ok",        [SL_POLICY_MISSING] = "missing",
        [SL_POLICY_DAMAGED] = "damaged", [SL_POLICY_EARLY] = "early",
        [SL_POLICY_STALE] = "stale",
    };

    return words[state];
}
