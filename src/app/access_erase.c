/* SPDX-License-Identifier: Apache-2.0 */
#include "app/access_erase.h"

#include "app/access_impl.h"

/* Erasing under way. */
struct work {
    struct sl_access *access;
    const struct sl_erase_order *what;
    struct sl_str detail;
    struct sl_buf kind;   /* of the order that was printed last */
    uint64_t first_order; /* its number */
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

/* All orders: on the disk when this returns. */
static enum sl_status write_orders(struct work *work, struct sl_error *err)
{
    uint64_t number = 0;

    for (size_t at = 0; at < work->what->count;) {
        const struct sl_erase_order order = order_at(work, at);
        const struct sl_access_deed deed = { .verb = SL_VERB_ERASE,
                                             .kind = sl_buf_str(&work->kind),
                                             .detail = work->detail };
        SL_TRY(sl_buf_status(&work->kind, err));
        SL_TRY(sl_access_add_deed(work->access, &deed, &number, err));
        work->first_order = at == 0 ? number : work->first_order;
        at += order.count;
    }
    return sl_logbook_commit(work->access->book, err);
}

/* The same orders, one after the other, carried out. */
static enum sl_status carry_out(struct work *work, struct sl_error *err)
{
    uint64_t number = work->first_order;

    for (size_t at = 0; at < work->what->count; number++) {
        const struct sl_erasure erasure = { .what = order_at(work, at), .ordered_by = number };
        SL_TRY(sl_logbook_erase(work->access->book, &erasure, err));
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
    struct work work = { .access = access, .what = what, .detail = detail };

    sl_buf_init(&work.kind, SL_ERASE_ORDER_ROOM_BYTES);
    enum sl_status status = sl_access_take_book(access, err);
    if (status == SL_OK) {
        status = write_orders(&work, err);
    }
    if (status == SL_OK) {
        status = carry_out(&work, err);
    }
    sl_buf_finish(&work.kind);
    if (status != SL_OK) {
        sl_access_drop_book(access);
        return status;
    }
    sl_logbook_rest(access->book);
    return SL_OK;
}
