/* SPDX-License-Identifier: Apache-2.0 */
#include "identity/hold_book.h"

#include "base/array.h"
#include "base/hash.h"
#include "base/memory.h"

#define ITEM_LIMIT  ((size_t)1 << 30)
#define LEAST_HEADS ((size_t)1024)

static size_t head_of(const struct sl_hold_book *book, int64_t mention)
{
    return (size_t)(sl_hash_u64((uint64_t)mention) >> 16) & (book->head_count - 1);
}

static void link_item(struct sl_hold_book *book, size_t item)
{
    const int64_t ends[2] = { book->items[item].left, book->items[item].right };

    for (unsigned end = 0; end < 2; end++) {
        uint32_t *head = &book->heads[head_of(book, ends[end])];
        book->links[item * 2 + end] = *head;
        *head = (uint32_t)(item * 2 + end) + 1;
    }
}

static enum sl_status grow_heads(struct sl_hold_book *book, struct sl_error *err)
{
    if (book->count < book->head_count) {
        return SL_OK;
    }
    const size_t count = book->head_count == 0 ? LEAST_HEADS : book->head_count * 4;
    uint32_t *heads = sl_calloc(count, sizeof *heads);
    if (heads == NULL) {
        return sl_fail_memory(err);
    }
    sl_free(book->heads);
    book->heads = heads;
    book->head_count = count;
    for (size_t i = 0; i < book->count; i++) {
        if (book->items[i].left != 0) {
            link_item(book, i);
        }
    }
    return SL_OK;
}

static bool is_same(const struct sl_mention_hold *one, const struct sl_mention_hold *two)
{
    return one->kind == two->kind && one->left == two->left && one->right == two->right;
}

/* Is a hold in force, for any reason? */
static bool is_held(const struct sl_hold_book *book, const struct sl_mention_hold *hold)
{
    uint32_t at = book->head_count == 0 ? 0 : book->heads[head_of(book, hold->left)];

    for (; at != 0; at = book->links[at - 1]) {
        if (is_same(&book->items[(at - 1) / 2], hold)) {
            return true;
        }
    }
    return false;
}

enum sl_status sl_hold_book_add(
    struct sl_hold_book *book, const struct sl_mention_hold *hold, struct sl_error *err
)
{
    const size_t count = book->count + 1;

    if (count >= ITEM_LIMIT) {
        return sl_fail(err, SL_LIMIT, "too many mentions are held");
    }
    SL_TRY(sl_array_reserve((void *)&book->items, &book->capacity, count, sizeof *book->items, err)
    );
    SL_TRY(sl_array_reserve(
        (void *)&book->links, &book->link_capacity, count * 2, sizeof *book->links, err
    ));
    SL_TRY(grow_heads(book, err));
    book->items[book->count] = *hold;
    link_item(book, book->count);
    book->count++;
    return SL_OK;
}

static bool is_of(const struct sl_mention_hold *item, int64_t mention, enum sl_hold_reason reason)
{
    return item->left != 0 && item->reason == reason &&
           (item->left == mention || item->right == mention);
}

enum sl_status sl_hold_book_find(
    const struct sl_hold_book *book,
    int64_t mention,
    enum sl_hold_reason reason,
    struct sl_mention_holds *holds,
    struct sl_error *err
)
{
    uint32_t at = book->head_count == 0 ? 0 : book->heads[head_of(book, mention)];

    for (; at != 0; at = book->links[at - 1]) {
        const struct sl_mention_hold *item = &book->items[(at - 1) / 2];
        if (is_of(item, mention, reason)) {
            SL_TRY(sl_mention_holds_add(holds, item, err));
        }
    }
    return SL_OK;
}

/* Strike out what holds a mention for a reason. */
static void strike(struct sl_hold_book *book, int64_t mention, enum sl_hold_reason reason)
{
    uint32_t at = book->head_count == 0 ? 0 : book->heads[head_of(book, mention)];

    for (; at != 0; at = book->links[at - 1]) {
        struct sl_mention_hold *item = &book->items[(at - 1) / 2];
        if (is_of(item, mention, reason)) {
            item->left = 0;
        }
    }
}

enum sl_status sl_hold_book_replace(
    struct sl_hold_book *book,
    int64_t mention,
    enum sl_hold_reason reason,
    const struct sl_mention_holds *holds,
    struct sl_hold_changes *changes,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_mention_holds_finish) struct sl_mention_holds struck = { 0 };
    enum sl_status status = sl_hold_book_find(book, mention, reason, &struck, err);

    strike(book, mention, reason);
    for (size_t i = 0; i < holds->count && status == SL_OK; i++) {
        const bool was_held = is_held(book, &holds->items[i]);
        status = sl_hold_book_add(book, &holds->items[i], err);
        bool was_struck = false;
        for (size_t j = 0; j < struck.count; j++) {
            was_struck = was_struck || is_same(&struck.items[j], &holds->items[i]);
        }
        if (status == SL_OK && !was_held && !was_struck) {
            status = sl_mention_holds_add(&changes->begun, &holds->items[i], err);
        }
    }
    for (size_t i = 0; i < struck.count && status == SL_OK; i++) {
        if (!is_held(book, &struck.items[i])) {
            status = sl_mention_holds_add(&changes->over, &struck.items[i], err);
        }
    }
    return status;
}

void sl_hold_book_finish(struct sl_hold_book *book)
{
    sl_free(book->items);
    sl_free(book->links);
    sl_free(book->heads);
    *book = (struct sl_hold_book){ 0 };
}
