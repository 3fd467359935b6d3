/* SPDX-License-Identifier: Apache-2.0 */
#include "web/guard.h"

#include <errno.h>
#include <sys/random.h>

#include "base/digest.h"
#include "signin/secret.h"

#define WORD_BYTES ((size_t)2 * SL_DIGEST_BYTES)

static enum sl_status keep(
    const struct sl_buf *text, struct sl_arena *arena, struct sl_str *ret_text, struct sl_error *err
)
{
    SL_TRY(sl_buf_status(text, err));
    const struct sl_str copy = sl_arena_copy(arena, sl_buf_str(text));
    if (copy.ptr == NULL) {
        return sl_fail_memory(err);
    }
    *ret_text = copy;
    return SL_OK;
}

enum sl_status sl_guard_word(
    struct sl_str secret, struct sl_arena *arena, struct sl_str *ret_word, struct sl_error *err
)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;
    struct sl_digest_state state;

    sl_digest_begin(&state);
    sl_digest_add(&state, SL_STR("sightline form\n"));
    sl_digest_add(&state, secret);
    const struct sl_digest digest = sl_digest_end(&state);
    sl_buf_init(&text, WORD_BYTES);
    sl_digest_print(&digest, &text);
    return keep(&text, arena, ret_word, err);
}

enum sl_status
sl_guard_chance(struct sl_arena *arena, struct sl_str *ret_chance, struct sl_error *err)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;
    uint8_t random[SL_TOKEN_RANDOM_BYTES];

    sl_buf_init(&text, WORD_BYTES);
    if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random) {
        return sl_fail_io(err, "read", "random bytes", errno);
    }
    sl_token_print(random, &text);
    return keep(&text, arena, ret_chance, err);
}

/* All bytes are looked at, wherever the first difference is. */
static bool is_same(struct sl_str left, struct sl_str right)
{
    unsigned differences = 0;

    if (left.len != right.len) {
        return false;
    }
    for (size_t i = 0; i < left.len; i++) {
        differences |= (unsigned)(unsigned char)left.ptr[i] ^ (unsigned char)right.ptr[i];
    }
    return differences == 0;
}

/* Pages are sent with no-referrer, so browsers say "null" of our own forms; then it says nothing.
 */
static bool is_origin_ours(const struct sl_request *request)
{
    const struct sl_str origin = request->headers[SL_HEADER_ORIGIN];
    const size_t behind = sl_str_find(origin, SL_STR("://"));

    if (origin.len == 0 || sl_str_equal(origin, SL_STR("null"))) {
        return true;
    }
    return behind < origin.len &&
           sl_str_equal(
               sl_str_part(origin, behind + 3, origin.len), request->headers[SL_HEADER_HOST]
           );
}

static bool is_site_ours(const struct sl_request *request)
{
    const struct sl_str site = request->headers[SL_HEADER_FETCH_SITE];

    return site.len == 0 || sl_str_equal(site, SL_STR("same-origin"));
}

bool sl_guard_check(
    const struct sl_request *request, const struct sl_form *form, struct sl_str word
)
{
    return word.len == WORD_BYTES && is_origin_ours(request) && is_site_ours(request) &&
           is_same(sl_form_get(form, SL_STR(SL_GUARD_FIELD)), word);
}
