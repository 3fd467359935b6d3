/* SPDX-License-Identifier: Apache-2.0 */
#include "app/spill.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/array.h"
#include "base/buf.h"
#include "base/memory.h"
#include "base/sort.h"
#include "store/scratch_file.h"

/* Read and written at once. */
#define BLOCK_BYTES ((size_t)256 << 10)

/* What stands before the text of an item in the file. */
struct head {
    int64_t first, second;
    uint64_t len;
};

/* An item in memory. */
struct held {
    int64_t first, second;
    size_t at; /* of its text */
    size_t len;
};

/* A sorted part of the file, and what of it is in memory. */
struct part {
    off_t next, end; /* in the file: what is still to be read */
    struct sl_buf block;
    size_t at; /* in the block: behind the current item */
    struct sl_spill_item item;
    bool is_at_end;
};

struct sl_spill {
    const struct sl_store *store;
    size_t memory_bytes;
    uint64_t count;
    struct held *held;
    size_t held_count, held_room;
    size_t next_held;
    struct sl_buf texts;
    int fd; /* -1: nothing written */
    off_t file_end;
    struct part *parts;
    size_t part_count, part_room;
    size_t *heap; /* numbers of parts, the one with the lowest item first */
    size_t heap_count;
};

enum sl_status sl_spill_open(
    const struct sl_store *store,
    size_t memory_bytes,
    struct sl_spill **ret_spill,
    struct sl_error *err
)
{
    struct sl_spill *spill = sl_calloc(1, sizeof *spill);

    if (spill == NULL) {
        return sl_fail_memory(err);
    }
    spill->store = store;
    spill->memory_bytes = memory_bytes;
    spill->fd = -1;
    sl_buf_init(&spill->texts, memory_bytes + SL_SPILL_TEXT_LIMIT_BYTES);
    *ret_spill = spill;
    return SL_OK;
}

static struct sl_str text_of(const struct sl_spill *spill, const struct held *held)
{
    return (struct sl_str){ .ptr = spill->texts.ptr + held->at, .len = held->len };
}

static int compare_i64(int64_t left, int64_t right)
{
    return left < right ? -1 : left > right;
}

/* By second and text: what first has not told apart. */
static int compare_held(const void *left, const void *right, void *context)
{
    const struct sl_spill *spill = context;
    const struct held *one = left;
    const struct held *other = right;
    const int order = compare_i64(one->second, other->second);

    return order != 0 ? order : sl_str_compare(text_of(spill, one), text_of(spill, other));
}

/* Sort what is in memory: by first, and then each group of equals. */
static enum sl_status sort_held(struct sl_spill *spill, struct sl_error *err)
{
    const size_t count = spill->held_count;
    struct sl_keyed *order = sl_alloc(count + 1, sizeof *order);
    struct held *sorted = sl_alloc(count + 1, sizeof *sorted);
    enum sl_status status =
        order == NULL || sorted == NULL ? sl_fail_memory(err) : (enum sl_status)SL_OK;

    for (size_t i = 0; i < count && status == SL_OK; i++) {
        order[i] = (struct sl_keyed){ .key = (uint64_t)spill->held[i].first, .value = i };
    }
    status = status == SL_OK ? sl_sort_keyed(order, count, err) : status;
    if (status != SL_OK) {
        sl_free(order);
        sl_free(sorted);
        return status;
    }
    for (size_t i = 0; i < count; i++) {
        sorted[i] = spill->held[order[i].value];
    }
    sl_free(order);
    for (size_t first = 0; first < count;) {
        size_t end = first + 1;
        while (end < count && sorted[end].first == sorted[first].first) {
            end++;
        }
        if (end - first > 1) {
            qsort_r(sorted + first, end - first, sizeof *sorted, compare_held, spill);
        }
        first = end;
    }
    sl_free(spill->held);
    spill->held = sorted;
    spill->held_room = count + 1;
    return SL_OK;
}

static enum sl_status
write_block(struct sl_spill *spill, struct sl_buf *block, struct sl_error *err)
{
    size_t done = 0;

    SL_TRY(sl_buf_status(block, err));
    while (done < block->len) {
        const ssize_t count =
            pwrite(spill->fd, block->ptr + done, block->len - done, spill->file_end);
        if (count < 0 && errno != EINTR) {
            return sl_fail_io(err, "write", "a file beside the store", errno);
        }
        done += count < 0 ? 0 : (size_t)count;
        spill->file_end += count < 0 ? 0 : count;
    }
    sl_buf_clear(block);
    return SL_OK;
}

static enum sl_status write_held(struct sl_spill *spill, struct sl_buf *block, struct sl_error *err)
{
    for (size_t i = 0; i < spill->held_count; i++) {
        const struct held *held = &spill->held[i];
        const struct head head = { .first = held->first, .second = held->second, .len = held->len };
        sl_buf_add(block, (struct sl_str){ .ptr = (const char *)&head, .len = sizeof head });
        sl_buf_add(block, text_of(spill, held));
        if (block->len >= BLOCK_BYTES) {
            SL_TRY(write_block(spill, block, err));
        }
    }
    return write_block(spill, block, err);
}

/* Sort what is in memory and write it as another part of the file. */
static enum sl_status write_part(struct sl_spill *spill, struct sl_error *err)
{
    struct sl_buf block;

    if (spill->fd < 0) {
        SL_TRY(sl_store_scratch_file(spill->store, &spill->fd, err));
    }
    SL_TRY(sort_held(spill, err));
    SL_TRY(sl_array_reserve(
        &spill->parts, &spill->part_room, spill->part_count + 1, sizeof *spill->parts, err
    ));
    struct part part = { .next = spill->file_end };
    sl_buf_init(&block, BLOCK_BYTES + sizeof(struct head) + SL_SPILL_TEXT_LIMIT_BYTES);
    const enum sl_status status = write_held(spill, &block, err);
    sl_buf_finish(&block);
    part.end = spill->file_end;
    spill->parts[spill->part_count++] = part;
    spill->held_count = 0;
    sl_buf_clear(&spill->texts);
    return status;
}

enum sl_status
sl_spill_add(struct sl_spill *spill, const struct sl_spill_item *item, struct sl_error *err)
{
    if (item->text.len > SL_SPILL_TEXT_LIMIT_BYTES) {
        return sl_fail(err, SL_LIMIT, "what a record says of one person is too long");
    }
    if (spill->texts.len + spill->held_count * sizeof *spill->held >= spill->memory_bytes) {
        SL_TRY(write_part(spill, err));
    }
    SL_TRY(sl_array_reserve(
        &spill->held, &spill->held_room, spill->held_count + 1, sizeof *spill->held, err
    ));
    const size_t at = spill->texts.len;
    sl_buf_add(&spill->texts, item->text);
    SL_TRY(sl_buf_status(&spill->texts, err));
    spill->held[spill->held_count++] = (struct held
    ){ .first = item->first, .second = item->second, .at = at, .len = item->text.len };
    spill->count++;
    return SL_OK;
}

uint64_t sl_spill_count(const struct sl_spill *spill)
{
    return spill->count;
}

/* See to it that `len` bytes of a part stand in its block behind `at`. */
static enum sl_status
want(const struct sl_spill *spill, struct part *part, size_t len, struct sl_error *err)
{
    char bytes[4096];

    if (part->block.len - part->at >= len) {
        return SL_OK;
    }
    /* What is left moves to the front. */
    const size_t left = part->block.len - part->at;
    memmove(part->block.ptr, part->block.ptr + part->at, left);
    sl_buf_cut(&part->block, left);
    part->at = 0;
    const size_t wanted = len > BLOCK_BYTES ? len : BLOCK_BYTES;
    while (part->block.len < wanted && part->next < part->end) {
        const off_t rest = part->end - part->next;
        const size_t most = rest < (off_t)sizeof bytes ? (size_t)rest : sizeof bytes;
        const ssize_t count = pread(spill->fd, bytes, most, part->next);
        if (count == 0 || (count < 0 && errno != EINTR)) {
            return sl_fail_io(err, "read", "a file beside the store", count == 0 ? EIO : errno);
        }
        if (count > 0) {
            sl_buf_add(&part->block, (struct sl_str){ .ptr = bytes, .len = (size_t)count });
            part->next += count;
        }
    }
    return sl_buf_status(&part->block, err);
}

/* Read the next item of a part. */
static enum sl_status advance(const struct sl_spill *spill, struct part *part, struct sl_error *err)
{
    struct head head;

    if (part->next == part->end && part->at == part->block.len) {
        part->is_at_end = true;
        return SL_OK;
    }
    SL_TRY(want(spill, part, sizeof head, err));
    memcpy(&head, part->block.ptr + part->at, sizeof head);
    part->at += sizeof head;
    SL_TRY(want(spill, part, head.len, err));
    part->item = (struct sl_spill_item){
        .first = head.first,
        .second = head.second,
        .text = {.ptr = part->block.ptr + part->at, .len = head.len},
    };
    part->at += head.len;
    return SL_OK;
}

static bool is_before(const struct sl_spill *spill, size_t left, size_t right)
{
    const struct sl_spill_item *one = &spill->parts[left].item;
    const struct sl_spill_item *other = &spill->parts[right].item;
    int order = compare_i64(one->first, other->first);

    order = order != 0 ? order : compare_i64(one->second, other->second);
    order = order != 0 ? order : sl_str_compare(one->text, other->text);
    return order != 0 ? order < 0 : left < right;
}

/* Let the part at the top of the heap sink to its place. */
static void sink(struct sl_spill *spill, size_t at)
{
    size_t *heap = spill->heap;

    for (;;) {
        size_t least = at;
        for (size_t child = 2 * at + 1; child <= 2 * at + 2; child++) {
            if (child < spill->heap_count && is_before(spill, heap[child], heap[least])) {
                least = child;
            }
        }
        if (least == at) {
            return;
        }
        const size_t moved = heap[at];
        heap[at] = heap[least];
        heap[least] = moved;
        at = least;
    }
}

enum sl_status sl_spill_sort(struct sl_spill *spill, struct sl_error *err)
{
    if (spill->fd < 0) {
        return sort_held(spill, err);
    }
    SL_TRY(write_part(spill, err));
    sl_free(spill->held);
    spill->held = NULL;
    spill->held_room = 0;
    sl_buf_finish(&spill->texts);
    sl_buf_init(&spill->texts, 0);
    spill->heap = sl_alloc(spill->part_count, sizeof *spill->heap);
    if (spill->heap == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < spill->part_count; i++) {
        sl_buf_init(
            &spill->parts[i].block,
            2 * (BLOCK_BYTES + sizeof(struct head) + SL_SPILL_TEXT_LIMIT_BYTES)
        );
        SL_TRY(advance(spill, &spill->parts[i], err));
        if (!spill->parts[i].is_at_end) {
            spill->heap[spill->heap_count++] = i;
        }
    }
    for (size_t i = spill->heap_count / 2; i > 0; i--) {
        sink(spill, i - 1);
    }
    spill->next_held = SIZE_MAX; /* nothing was given yet */
    return SL_OK;
}

static bool next_held(struct sl_spill *spill, struct sl_spill_item *ret_item)
{
    if (spill->next_held == spill->held_count) {
        return false;
    }
    const struct held *held = &spill->held[spill->next_held++];
    *ret_item = (struct sl_spill_item
    ){ .first = held->first, .second = held->second, .text = text_of(spill, held) };
    return true;
}

enum sl_status sl_spill_next(
    struct sl_spill *spill, struct sl_spill_item *ret_item, bool *ret_has_item, struct sl_error *err
)
{
    if (spill->fd < 0) {
        *ret_has_item = next_held(spill, ret_item);
        return SL_OK;
    }
    /* The item that was given last makes room only now, as its text was in use. */
    if (spill->next_held == 0 && spill->heap_count > 0) {
        struct part *part = &spill->parts[spill->heap[0]];
        SL_TRY(advance(spill, part, err));
        if (part->is_at_end) {
            spill->heap[0] = spill->heap[--spill->heap_count];
        }
        sink(spill, 0);
    }
    spill->next_held = 0;
    *ret_has_item = spill->heap_count > 0;
    if (*ret_has_item) {
        *ret_item = spill->parts[spill->heap[0]].item;
    }
    return SL_OK;
}

void sl_spill_close(struct sl_spill *spill)
{
    if (spill == NULL) {
        return;
    }
    for (size_t i = 0; i < spill->part_count; i++) {
        sl_buf_finish(&spill->parts[i].block);
    }
    if (spill->fd >= 0) {
        (void)close(spill->fd);
    }
    sl_free(spill->parts);
    sl_free(spill->heap);
    sl_free(spill->held);
    sl_buf_finish(&spill->texts);
    sl_free(spill);
}

void sl_spill_close_ptr(struct sl_spill **spill)
{
    sl_spill_close(*spill);
    *spill = NULL;
}
