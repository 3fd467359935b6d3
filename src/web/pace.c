/* SPDX-License-Identifier: Apache-2.0 */
#include "web/pace.h"

#include <pthread.h>

#include "base/hash.h"
#include "base/memory.h"

/* Places in which somebody may stand. */
#define WAYS 4u

/* due_us: when the next would come if all came at their pace; 0: nobody is here. */
struct slot {
    uint64_t who;
    int64_t due_us;
};

struct sl_pace {
    pthread_mutex_t lock;
    int64_t step_us, window_us;
    struct slot slots[SL_PACE_SLOTS];
};

enum sl_status
sl_pace_open(unsigned count, int64_t window_us, struct sl_pace **ret_pace, struct sl_error *err)
{
    struct sl_pace *pace = sl_calloc(1, sizeof *pace);

    SL_ASSERT(count >= 1 && window_us >= (int64_t)count);
    if (pace == NULL) {
        return sl_fail_memory(err);
    }
    (void)pthread_mutex_init(&pace->lock, NULL);
    pace->step_us = window_us / count;
    pace->window_us = pace->step_us * count;
    *ret_pace = pace;
    return SL_OK;
}

void sl_pace_close(struct sl_pace *pace)
{
    if (pace != NULL) {
        (void)pthread_mutex_destroy(&pace->lock);
        sl_free(pace);
    }
}

/* Where they stand; else the place of who is due the soonest, which is theirs from now on. */
static struct slot *find(struct sl_pace *pace, uint64_t who)
{
    const size_t first = (size_t)(sl_hash_u64(who) % (SL_PACE_SLOTS / WAYS)) * WAYS;
    struct slot *oldest = &pace->slots[first];

    for (size_t i = first; i < first + WAYS; i++) {
        if (pace->slots[i].who == who) {
            return &pace->slots[i];
        }
        oldest = pace->slots[i].due_us < oldest->due_us ? &pace->slots[i] : oldest;
    }
    *oldest = (struct slot){ .who = who };
    return oldest;
}

static bool
ask(struct sl_pace *pace, uint64_t who, int64_t now_us, bool counts, int64_t *ret_wait_us)
{
    (void)pthread_mutex_lock(&pace->lock);
    struct slot *slot = find(pace, who);
    /* Later than a window from now it can only be by a clock that was set back. */
    const int64_t last = now_us + pace->window_us;
    const int64_t due = slot->due_us > last ? last : slot->due_us;
    const int64_t begun = due > now_us ? due : now_us;
    const bool may = begun + pace->step_us <= last;
    slot->due_us = may && counts ? begun + pace->step_us : due;
    (void)pthread_mutex_unlock(&pace->lock);
    if (!may) {
        *ret_wait_us = begun + pace->step_us - last;
    }
    return may;
}

bool sl_pace_take(struct sl_pace *pace, uint64_t who, int64_t now_us, int64_t *ret_wait_us)
{
    return ask(pace, who, now_us, true, ret_wait_us);
}

bool sl_pace_check(struct sl_pace *pace, uint64_t who, int64_t now_us, int64_t *ret_wait_us)
{
    return ask(pace, who, now_us, false, ret_wait_us);
}
