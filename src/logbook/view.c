/* SPDX-License-Identifier: Apache-2.0 */
#include "logbook/view.h"

#include <string.h>

#include "base/memory.h"
#include "ledger/batch.h"
#include "logbook/folder.h"
#include "logbook/tile_file.h"

/* Tiles that are kept: a proof needs two of each level at most. */
#define SLOTS (2 * SL_TILE_LEVELS)

struct slot {
    unsigned level, count;
    uint64_t number;
    struct sl_digest hashes[SL_TILE_WIDTH];
};

struct sl_view {
    struct sl_folder folder;
    struct sl_verifier verifier;
    struct sl_bytes note, journal, entries, parts;
    struct sl_checkpoint checkpoint;
    unsigned next_slot;
    struct slot slots[SLOTS]; /* count 0: not in use */
};

void sl_view_close(struct sl_view *view)
{
    if (view == NULL) {
        return;
    }
    sl_folder_close(&view->folder);
    sl_bytes_finish(&view->note);
    sl_bytes_finish(&view->journal);
    sl_bytes_finish(&view->entries);
    sl_bytes_finish(&view->parts);
    sl_free(view);
}

void sl_view_close_ptr(struct sl_view **view)
{
    sl_view_close(*view);
    *view = NULL;
}

static enum sl_status
find_verifier(struct sl_view *view, const struct sl_verifier *verifier, struct sl_error *err)
{
    if (verifier != NULL) {
        view->verifier = *verifier;
        return SL_OK;
    }
    SL_TRY(sl_folder_read(&view->folder, "key", &view->entries, err));
    return sl_verifier_parse(sl_str_trim(sl_bytes_str(&view->entries)), &view->verifier, err);
}

/*
 * The journal comes first: when it is published between the two, the checkpoint is the newer one,
 * and entries of the journal that it covers are passed over.
 */
static enum sl_status open_view(
    struct sl_view *view, const char *path, const struct sl_verifier *verifier, struct sl_error *err
)
{
    SL_TRY(sl_folder_open(&view->folder, path, err));
    SL_TRY(find_verifier(view, verifier, err));
    const enum sl_status status = sl_folder_read(&view->folder, "journal", &view->journal, err);
    if (status != SL_OK && status != SL_NOT_FOUND) {
        return status; /* a copy for others need not have a journal */
    }
    SL_TRY(sl_folder_read(&view->folder, "checkpoint", &view->note, err));
    SL_TRY(sl_checkpoint_parse(sl_bytes_str(&view->note), &view->checkpoint, err));
    return sl_checkpoint_check(&view->checkpoint, &view->verifier, NULL, err);
}

enum sl_status sl_view_open(
    const char *path,
    const struct sl_verifier *verifier,
    struct sl_view **ret_view,
    struct sl_error *err
)
{
    struct sl_view *view = sl_calloc(1, sizeof *view);

    if (view == NULL) {
        return sl_fail_memory(err);
    }
    view->folder.fd = -1;
    enum sl_status status = open_view(view, path, verifier, err);
    if (status == SL_OK) {
        *ret_view = view;
        return SL_OK;
    }
    if (status == SL_NOT_FOUND) {
        status = sl_fail(err, SL_INVALID, "'%s' is not a ledger, or not this owner's", path);
        sl_fail_hint(err, "A ledger has a checkpoint, signed with its owner's key.");
    }
    sl_view_close(view);
    return status;
}

const struct sl_checkpoint *sl_view_checkpoint(const struct sl_view *view)
{
    return &view->checkpoint;
}

struct sl_str sl_view_note(const struct sl_view *view)
{
    return sl_bytes_str(&view->note);
}

const struct sl_verifier *sl_view_verifier(const struct sl_view *view)
{
    return &view->verifier;
}

static enum sl_status fail_damaged(const struct sl_view *view, struct sl_error *err)
{
    const enum sl_status status =
        sl_fail(err, SL_INVALID, "the ledger '%s' is damaged", view->folder.path);
    sl_fail_hint(err, "'sightline ledger verify' says where.");
    return status;
}

/* Read a file of the ledger that must be there. */
static enum sl_status read_tile(
    struct sl_view *view, const struct sl_tile *tile, struct sl_bytes *bytes, struct sl_error *err
)
{
    const enum sl_status status = sl_tile_file_read(&view->folder, tile, bytes, err);

    return status == SL_NOT_FOUND ? fail_damaged(view, err) : status;
}

static enum sl_status fill_slot(
    struct sl_view *view, unsigned level, uint64_t number, struct slot *slot, struct sl_error *err
)
{
    const struct sl_tile tile = {
        .kind = SL_TILE_HASHES,
        .level = level,
        .number = number,
        .width = sl_tile_width(view->checkpoint.head.count, level, number),
    };

    slot->count = 0;
    SL_TRY(read_tile(view, &tile, &view->entries, err));
    if (view->entries.len != tile.width * sizeof slot->hashes[0]) {
        return fail_damaged(view, err);
    }
    memcpy(slot->hashes, view->entries.ptr, view->entries.len);
    slot->level = level;
    slot->number = number;
    slot->count = tile.width;
    return SL_OK;
}

static enum sl_status find_slot(
    struct sl_view *view,
    unsigned level,
    uint64_t number,
    struct slot **ret_slot,
    struct sl_error *err
)
{
    for (unsigned i = 0; i < SLOTS; i++) {
        struct slot *slot = &view->slots[i];
        if (slot->count > 0 && slot->level == level && slot->number == number) {
            *ret_slot = slot;
            return SL_OK;
        }
    }
    *ret_slot = &view->slots[view->next_slot];
    view->next_slot = (view->next_slot + 1) % SLOTS;
    return fill_slot(view, level, number, *ret_slot, err);
}

enum sl_status sl_view_hash(
    void *view, unsigned height, uint64_t index, struct sl_digest *ret_hash, struct sl_error *err
)
{
    const unsigned level = height / SL_TILE_HEIGHT;
    const unsigned rise = height % SL_TILE_HEIGHT;
    const uint64_t first = index << rise;
    const size_t offset = (size_t)(first % SL_TILE_WIDTH);
    const size_t count = (size_t)1 << rise;
    struct sl_digest scratch[SL_TILE_WIDTH];
    struct slot *slot = NULL;

    SL_TRY(find_slot(view, level, first / SL_TILE_WIDTH, &slot, err));
    SL_ASSERT(offset + count <= slot->count);
    memcpy(scratch, slot->hashes + offset, count * sizeof scratch[0]);
    sl_tree_fold(scratch, rise);
    *ret_hash = scratch[0];
    return SL_OK;
}

enum sl_status sl_view_check_root(struct sl_view *view, struct sl_error *err)
{
    const struct sl_tree_head *head = &view->checkpoint.head;
    struct sl_tree tree = { .count = 0 };
    struct sl_digest root;

    for (unsigned height = SL_TREE_HEIGHTS; height-- > 0;) {
        struct sl_digest hash;
        if ((head->count >> height & 1) == 0) {
            continue;
        }
        SL_TRY(sl_view_hash(view, height, tree.count >> height, &hash, err));
        sl_tree_add(&tree, height, &hash);
    }
    sl_tree_root(&tree, &root);
    return sl_digest_equal(&root, &head->root) ? SL_OK : fail_damaged(view, err);
}

/* Going through entries. */
struct walk {
    struct sl_view *view;
    uint64_t first, last;
    sl_view_fn *take;
    void *context;
};

/* Hand on those entries of two texts that are asked for. */
static enum sl_status walk_texts(
    const struct walk *walk,
    struct sl_view_entry *told,
    uint64_t count,
    struct sl_str entries,
    struct sl_str parts,
    struct sl_error *err
)
{
    for (uint64_t i = 0; i < count; i++, told->index++) {
        if (!sl_entry_take(&entries, &told->leaf) ||
            !sl_entry_part_take(&parts, &told->parts[SL_PART_WHO]) ||
            !sl_entry_part_take(&parts, &told->parts[SL_PART_ABOUT])) {
            return fail_damaged(walk->view, err);
        }
        if (told->index < walk->first || told->index >= walk->last) {
            continue;
        }
        SL_TRY(sl_entry_parse(told->leaf, &told->entry, err));
        SL_TRY(walk->take(walk->context, told, err));
    }
    return SL_OK;
}

static enum sl_status walk_published(const struct walk *walk, struct sl_error *err)
{
    struct sl_view *view = walk->view;
    const uint64_t count = view->checkpoint.head.count;
    const uint64_t end = walk->last < count ? walk->last : count;
    struct sl_tile tile = { .number = walk->first / SL_TILE_WIDTH };

    for (; tile.number * SL_TILE_WIDTH < end; tile.number++) {
        struct sl_view_entry told = { .index = tile.number * SL_TILE_WIDTH, .is_published = true };
        tile.width = sl_tile_width(count, 0, tile.number);
        tile.kind = SL_TILE_ENTRIES;
        SL_TRY(read_tile(view, &tile, &view->entries, err));
        tile.kind = SL_TILE_PRIVATE;
        SL_TRY(read_tile(view, &tile, &view->parts, err));
        SL_TRY(walk_texts(
            walk, &told, tile.width, sl_bytes_str(&view->entries), sl_bytes_str(&view->parts), err
        ));
    }
    return SL_OK;
}

static enum sl_status walk_journal(const struct walk *walk, struct sl_error *err)
{
    struct sl_str rest = sl_bytes_str(&walk->view->journal);
    struct sl_batch batch;
    uint64_t next = walk->view->checkpoint.head.count;

    while (rest.len > 0) {
        if (sl_batch_take(&rest, &batch) != SL_BATCH_WHOLE) {
            return SL_OK; /* never acknowledged, or about to be */
        }
        if (batch.first < next) {
            continue; /* published meanwhile */
        }
        struct sl_view_entry told = { .index = batch.first };
        SL_TRY(walk_texts(walk, &told, batch.count, batch.entries, batch.parts, err));
        next = batch.first + batch.count;
    }
    return SL_OK;
}

enum sl_status sl_view_each(
    struct sl_view *view,
    uint64_t first,
    uint64_t last,
    sl_view_fn *take,
    void *context,
    struct sl_error *err
)
{
    const struct walk walk = {
        .view = view, .first = first, .last = last, .take = take, .context = context
    };

    SL_TRY(walk_published(&walk, err));
    return walk_journal(&walk, err);
}
