/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/serve_sample.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "identity/identity_id.h"
#include "store/membership.h"
#include "store/mention.h"
#include "store/store.h"
#include "store/user.h"

#define ARENA_BYTES ((size_t)256 << 20)
#define TEXT_BYTES  ((size_t)4096)
/* People who are looked at for those with most mentions, for each one of them. */
#define CROWD 10u

/* Most mentions first; then by identity, so that a run can be repeated. */
static int compare_children(const void *left, const void *right)
{
    const struct sl_serve_child *one = left;
    const struct sl_serve_child *other = right;

    if (one->mention_count != other->mention_count) {
        return one->mention_count > other->mention_count ? -1 : 1;
    }
    return (one->identity > other->identity) - (one->identity < other->identity);
}

/* A part of an address: words with plus signs between; letters beyond ASCII are left out. */
static void add_words(struct sl_str words, struct sl_buf *text)
{
    for (size_t i = 0; i < words.len; i++) {
        const char letter = words.ptr[i];
        const bool is_plain = (letter >= 'a' && letter <= 'z') ||
                              (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9');
        if (is_plain || letter == ' ' || letter == '-') {
            sl_buf_add_byte(text, is_plain ? letter : '+');
        }
    }
}

static enum sl_status keep(
    struct sl_serve_sample *sample,
    struct sl_buf *text,
    struct sl_str *ret_text,
    struct sl_error *err
)
{
    SL_TRY(sl_buf_status(text, err));
    *ret_text = sl_arena_copy(&sample->arena, sl_buf_str(text));
    sl_buf_clear(text);
    return ret_text->ptr == NULL ? sl_fail_memory(err) : SL_OK;
}

/* Where the child's page is, and what would be typed to find them. */
static enum sl_status describe(
    struct sl_serve_sample *sample,
    struct sl_store *store,
    struct sl_serve_child *child,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;
    struct sl_mention_row rows[SL_MENTION_ROW_LIMIT];
    const struct sl_identity_id id = sl_identity_print(child->identity);
    size_t row_count = 0;

    sl_buf_init(&text, TEXT_BYTES);
    SL_TRY(sl_store_mention_rows(store, child->mention, &sample->arena, rows, &row_count, err));
    if (row_count == 0) {
        rows[0] = (struct sl_mention_row){ .values[SL_MENTION_SURNAME] = SL_STR("smith") };
    }
    sl_buf_addf(&text, "/child/%s", id.text);
    SL_TRY(keep(sample, &text, &child->page, err));
    sl_buf_addf(&text, "/search?q=");
    add_words(rows[0].values[SL_MENTION_GIVEN_NAME], &text);
    sl_buf_add_byte(&text, '+');
    add_words(rows[0].values[SL_MENTION_SURNAME], &text);
    sl_buf_add_byte(&text, '+');
    add_words(rows[0].values[SL_MENTION_BIRTH_DATE], &text);
    SL_TRY(keep(sample, &text, &child->search[0], err));
    sl_buf_addf(&text, "/search?q=");
    add_words(rows[0].values[SL_MENTION_SURNAME], &text);
    return keep(sample, &text, &child->search[1], err);
}

/* So many people, spread evenly over the mentions of the store; they all lie in one array. */
static enum sl_status choose(
    struct sl_store *store,
    size_t wanted,
    struct sl_serve_child *children,
    size_t *ret_count,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_membership_cursor_close_ptr) struct sl_membership_cursor *cursor = NULL;
    struct sl_membership member = { .mention = 0 };
    int64_t mention_count = 0;
    bool has_one = true;
    size_t count = 0;

    SL_TRY(sl_store_mention_row_count(store, &mention_count, err));
    const uint64_t step = (uint64_t)mention_count / wanted + 1;
    SL_TRY(sl_store_memberships_open(store, 1, INT64_MAX, &cursor, err));
    for (uint64_t i = 0;; i++) {
        SL_TRY(sl_membership_cursor_next(cursor, &member, &has_one, err));
        if (!has_one || count == wanted) {
            break;
        }
        if (i % step == 0) {
            children[count++] =
                (struct sl_serve_child){ .identity = member.identity, .mention = member.mention };
        }
    }
    for (size_t i = 0; i < count; i++) {
        member.mention = 0;
        while (sl_store_membership_next(
                   store, children[i].identity, member.mention, &member, NULL
               ) == SL_OK) {
            children[i].mention_count++;
        }
    }
    *ret_count = count;
    return SL_OK;
}

static enum sl_status
tie(struct sl_serve_sample *sample,
    struct sl_store *store,
    struct sl_str user,
    const struct sl_serve_child *child,
    struct sl_error *err)
{
    struct sl_stored_mention mention;
    int64_t id = 0;

    SL_TRY(sl_store_mention_get(store, child->mention, &sample->arena, &mention, err));
    const struct sl_store_tie tie = {
        .user = user,
        .kind = SL_USER_TIE_ALLOCATED,
        .source = mention.source,
        .key = mention.key,
        .held = {0,                      SL_SPAN_OPEN},
        .given = { .by = SL_STR("admin"), .at = 1     },
    };
    return sl_store_tie_add(store, &tie, &id, err);
}

static enum sl_status tie_all(
    struct sl_serve_sample *sample, struct sl_store *store, struct sl_str user, struct sl_error *err
)
{
    enum sl_status status = sl_store_begin(store, err);

    for (size_t i = 0; i < sample->anybody_count && status == SL_OK; i++) {
        status = tie(sample, store, user, &sample->anybody[i], err);
    }
    for (size_t i = 0; i < sample->busiest_count && status == SL_OK; i++) {
        status = tie(sample, store, user, &sample->busiest[i], err);
    }
    return status == SL_OK ? sl_store_commit(store, err) : status;
}

enum sl_status sl_serve_sample_take(
    struct sl_serve_sample *sample,
    const char *store_path,
    struct sl_str user,
    size_t wanted,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_store_close_ptr) struct sl_store *store = NULL;
    size_t count = 0;

    *sample = (struct sl_serve_sample){ .anybody_count = 0 };
    sl_arena_init(&sample->arena, ARENA_BYTES);
    struct sl_serve_child *crowd = sl_arena_alloc(&sample->arena, wanted * CROWD, sizeof *crowd);
    sample->anybody = sl_arena_alloc(&sample->arena, wanted, sizeof *sample->anybody);
    if (crowd == NULL || sample->anybody == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(sl_store_open(store_path, SL_STORE_BRIEF, &store, err));
    SL_TRY(choose(store, wanted * CROWD, crowd, &count, err));
    for (size_t i = 0; i < count; i += CROWD) {
        sample->anybody[sample->anybody_count++] = crowd[i];
    }
    qsort(crowd, count, sizeof *crowd, compare_children);
    sample->busiest = crowd;
    sample->busiest_count = count < wanted ? count : wanted;
    for (size_t i = 0; i < sample->anybody_count; i++) {
        SL_TRY(describe(sample, store, &sample->anybody[i], err));
    }
    for (size_t i = 0; i < sample->busiest_count; i++) {
        SL_TRY(describe(sample, store, &sample->busiest[i], err));
    }
    return tie_all(sample, store, user, err);
}

void sl_serve_sample_finish(struct sl_serve_sample *sample)
{
    sl_arena_finish(&sample->arena);
}
