/* SPDX-License-Identifier: Apache-2.0 */
#include "app/access_erase.h"

#include "app/access_impl.h"
#include "base/memory.h"

/* Erasing under way: the orders, of which each says as much as an entry holds. */
struct work {
    const struct sl_erase_order *what;
    struct sl_str detail;
    struct sl_buf kind; /* of the order that was printed last */
    struct sl_arena arena;
    struct sl_access_deed *deeds;
    size_t deed_count;
};

/* Print the order for what stands at `at`; gives what it names. */
static struct sl_erase_order order_at(struct work *work, size_t at)
{
    struct sl_erase_order order = *work->what;

    order.indexes += at;
    order.count -= at;
    order.count = sl_erase_order_print(&order, &work->kind);
    return order;
}

static size_t count_orders(struct work *work)
{
    size_t count = 0;

    for (size_t at = 0; at < work->what->count; count++) {
        at += order_at(work, at).count;
    }
    return count;
}

/* The deed of each order. */
static enum sl_status make_deeds(struct work *work, struct sl_error *err)
{
    const size_t count = count_orders(work);

    sl_arena_init(&work->arena, count * (SL_ENTRY_TEXT_BYTES + sizeof *work->deeds + 64) + 4096);
    work->deeds = sl_arena_alloc(&work->arena, count, sizeof *work->deeds);
    if (work->deeds == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t at = 0; at < work->what->count; work->deed_count++) {
        const struct sl_erase_order order = order_at(work, at);
        SL_TRY(sl_buf_status(&work->kind, err));
        const struct sl_str kind = sl_arena_copy(&work->arena, sl_buf_str(&work->kind));
        if (kind.ptr == NULL) {
            return sl_fail_memory(err);
        }
        work->deeds[work->deed_count] = (struct sl_access_deed){
            .verb = SL_VERB_ERASE,
            .kind = kind,
            .detail = work->detail,
        };
        at += order.count;
    }
    return SL_OK;
}

/* The orders, one after the other, carried out. */
static enum sl_status
carry_out(void *context, struct sl_logbook *book, uint64_t first, struct sl_error *err)
{
    struct work *work = context;
    uint64_t number = first;

    for (size_t at = 0; at < work->what->count; number++) {
        const struct sl_erasure erasure = { .what = order_at(work, at), .ordered_by = number };
        SL_TRY(sl_logbook_erase(book, &erasure, err));
        at += erasure.what.count;
    }
    return SL_OK;
}

enum sl_status sl_access_erase(
    struct sl_access *access,
    const struct sl_erase_order *what,
    struct sl_str detail,
    struct sl_error *err
)
{
    struct work work = { .what = what, .detail = detail };
    const struct sl_scribe_next next = { .carry_out = carry_out, .context = &work };

    sl_buf_init(&work.kind, SL_ERASE_ORDER_ROOM_BYTES);
    enum sl_status status = make_deeds(&work, err);
    if (status == SL_OK) {
        status = sl_access_say_then(access, work.deeds, work.deed_count, &next, err);
    }
    sl_buf_finish(&work.kind);
    sl_arena_finish(&work.arena);
    return status;
}
