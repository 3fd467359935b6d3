/* SPDX-License-Identifier: Apache-2.0 */
#include "signin/throttle.h"

int64_t sl_throttle_wait(const struct sl_failures *failures, uint64_t free, int64_t now_us)
{
    int64_t wait = SL_THROTTLE_FIRST_US;
    const int64_t since = now_us > failures->last_us ? now_us - failures->last_us : 0;

    if (failures->count < free || since >= SL_THROTTLE_FORGET_US) {
        return 0;
    }
    for (uint64_t i = free; i < failures->count && wait < SL_THROTTLE_MOST_US; i++) {
        wait *= 2;
    }
    wait = wait < SL_THROTTLE_MOST_US ? wait : SL_THROTTLE_MOST_US;
    return since < wait ? wait - since : 0;
}

/* Texts with their lengths before them, so that no two lists of texts are the same bytes. */
static void add_text(struct sl_digest_state *state, struct sl_str text)
{
    uint64_t len = text.len;
    uint8_t bytes[8];

    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (uint8_t)(len & 0xff);
        len >>= 8;
    }
    sl_digest_add(state, (struct sl_str){ .ptr = (const char *)bytes, .len = sizeof bytes });
    sl_digest_add(state, text);
}

struct sl_digest sl_throttle_account(struct sl_str user, struct sl_str source, bool is_known)
{
    struct sl_digest_state state;

    sl_digest_begin(&state);
    add_text(&state, is_known ? SL_STR("account here") : SL_STR("account elsewhere"));
    add_text(&state, user);
    add_text(&state, is_known ? source : SL_STR(""));
    return sl_digest_end(&state);
}

static struct sl_digest of_source(struct sl_str what, struct sl_str source)
{
    struct sl_digest_state state;

    sl_digest_begin(&state);
    add_text(&state, what);
    add_text(&state, source);
    return sl_digest_end(&state);
}

struct sl_digest sl_throttle_place(struct sl_str source)
{
    return of_source(SL_STR("place"), source);
}

struct sl_digest sl_throttle_waiting(struct sl_str source)
{
    return of_source(SL_STR("waiting"), source);
}

bool sl_throttle_is_noted(uint64_t count)
{
    return count > 0 && (count & (count - 1)) == 0;
}
