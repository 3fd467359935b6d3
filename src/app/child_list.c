/* SPDX-License-Identifier: Apache-2.0 */
#include "app/child_list.h"

#include <stdlib.h>

#include "app/identity_find.h"
#include "app/seen_list.h"
#include "identity/identity_id.h"

#define KIND SL_STR("children")

/* Is somebody in the list? */
static bool has(const struct sl_child_list *list, int64_t identity)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->lines[i].identity == identity) {
            return true;
        }
    }
    return false;
}

/* Those with whom the user works today, as whoever they are today. */
static enum sl_status
choose(struct sl_access *access, struct sl_child_list *list, struct sl_error *err)
{
    const struct sl_user *user = sl_access_user(access);

    for (size_t i = 0; i < user->tie_count; i++) {
        const struct sl_user_tie *tie = &user->ties[i];
        int64_t identity = 0;
        if (!sl_span_has(tie->held, sl_access_day(access))) {
            continue;
        }
        SL_TRY(sl_identity_parse(tie->identity, &identity, err));
        SL_TRY(sl_identity_follow(sl_access_store(access), identity, &identity, err));
        if (has(list, identity)) {
            continue;
        }
        if (list->count == SL_CHILD_LIST_LIMIT) {
            list->left++;
        } else {
            list->lines[list->count++] = (struct sl_child_line){ .tie = tie, .identity = identity };
        }
    }
    return SL_OK;
}

static enum sl_status glance_all(
    struct sl_child_glancer *glancer,
    struct sl_arena *arena,
    struct sl_child_list *list,
    struct sl_error *err
)
{
    for (size_t i = 0; i < list->count; i++) {
        struct sl_child_line *line = &list->lines[i];
        SL_TRY(sl_child_glance(glancer, line->identity, arena, &line->glance, err));
    }
    return SL_OK;
}

/* More comes first. */
static int by_count(size_t left, size_t right)
{
    return (left < right) - (left > right);
}

static int compare_lines(const void *left_ptr, const void *right_ptr)
{
    const struct sl_child_line *left = left_ptr;
    const struct sl_child_line *right = right_ptr;
    const int orders[] = {
        by_count(left->glance.statutory_over_count, right->glance.statutory_over_count),
        by_count(left->glance.over_count, right->glance.over_count),
        by_count(left->glance.soon_count, right->glance.soon_count),
        (left->tie > right->tie) - (left->tie < right->tie),
    };
    size_t at = 0;

    while (at + 1 < sizeof orders / sizeof orders[0] && orders[at] == 0) {
        at++;
    }
    return orders[at];
}

/* The entry that names those of whom something is told. */
static enum sl_status say_seen(
    struct sl_access *access,
    const struct sl_access_deed *deed,
    const struct sl_child_list *list,
    struct sl_error *err
)
{
    struct sl_seen_list seen;

    sl_seen_list_init(&seen, KIND);
    for (size_t i = 0; i < list->count; i++) {
        const struct sl_identity_id id = sl_identity_print(list->lines[i].identity);
        if (list->lines[i].glance.name.len > 0) {
            sl_seen_list_add(&seen, sl_str_from(id.text));
        }
    }
    const enum sl_status status = sl_seen_list_say(&seen, access, deed, 1, err);
    sl_seen_list_finish(&seen);
    return status;
}

enum sl_status sl_child_list(
    struct sl_access *access,
    const struct sl_clocks *clocks,
    int64_t as_of,
    struct sl_arena *arena,
    struct sl_child_list *ret_list,
    struct sl_error *err
)
{
    const struct sl_access_deed deed = { .verb = SL_VERB_LIST, .kind = KIND };
    struct sl_child_glancer glancer = {
        .access = access, .clocks = clocks, .as_of = as_of, .kind = KIND
    };
    struct sl_child_list list = { .count = 0 };

    SL_TRY(sl_access_may(access, SL_MAY_PICTURE, &deed, err));
    list.lines = sl_arena_alloc(arena, SL_CHILD_LIST_LIMIT, sizeof(*list.lines));
    if (list.lines == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(choose(access, &list, err));
    if (list.count == 0) {
        *ret_list = list;
        return SL_OK; /* nobody is told of */
    }
    const enum sl_status status = glance_all(&glancer, arena, &list, err);
    sl_child_glancer_finish(&glancer);
    SL_TRY(status);
    qsort(list.lines, list.count, sizeof(*list.lines), compare_lines);
    SL_TRY(say_seen(access, &deed, &list, err));
    *ret_list = list;
    return SL_OK;
}
