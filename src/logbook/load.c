/* SPDX-License-Identifier: Apache-2.0 */
/* Opening a ledger for writing: what is published, and what the journal holds behind it. */
#include "logbook/logbook_impl.h"

#include <errno.h>
#include <string.h>

#include "ledger/audit.h"
#include "ledger/batch.h"
#include "logbook/tile_file.h"

static enum sl_status
fail_damaged(const struct sl_logbook *book, const char *what, struct sl_error *err)
{
    const enum sl_status status =
        sl_fail(err, SL_INVALID, "the ledger '%s' is damaged: %s", book->folder.path, what);
    sl_fail_hint(err, "'sightline ledger verify' says where. Nothing was changed.");
    return status;
}

/* Is the ledger made with this key? */
static enum sl_status
check_key(const struct sl_logbook *book, struct sl_bytes *bytes, struct sl_error *err)
{
    struct sl_buf text;

    SL_TRY(sl_folder_read(&book->folder, "key", bytes, err));
    sl_buf_init(&text, SL_CHECKPOINT_LIMIT_BYTES);
    sl_verifier_print(&book->signer.verifier, &text);
    enum sl_status status = sl_buf_status(&text, err);
    if (status == SL_OK && !sl_str_equal(sl_str_trim(sl_bytes_str(bytes)), sl_buf_str(&text))) {
        status = sl_fail(err, SL_INVALID, "the ledger '%s' is another key's", book->folder.path);
    }
    sl_buf_finish(&text);
    return status;
}

/* Read the checkpoint; it is the owner's. */
static enum sl_status read_checkpoint(
    struct sl_logbook *book,
    struct sl_bytes *bytes,
    struct sl_checkpoint *ret_checkpoint,
    struct sl_error *err
)
{
    SL_TRY(sl_folder_read(&book->folder, "checkpoint", bytes, err));
    SL_TRY(sl_checkpoint_parse(sl_bytes_str(bytes), ret_checkpoint, err));
    SL_TRY(sl_checkpoint_check(ret_checkpoint, &book->signer.verifier, NULL, err));
    sl_buf_clear(&book->note);
    sl_buf_add(&book->note, sl_bytes_str(bytes));
    return sl_buf_status(&book->note, err);
}

/* Read the hashes of a level that do not fill a tile, and into the tree. */
static enum sl_status load_level(
    struct sl_logbook *book,
    uint64_t count,
    unsigned level,
    struct sl_bytes *bytes,
    struct sl_error *err
)
{
    const unsigned height = SL_TILE_HEIGHT * level;
    const uint64_t number = count >> height >> SL_TILE_HEIGHT;
    struct sl_level *place = &book->levels[level];
    const struct sl_tile tile = {
        .kind = SL_TILE_HASHES,
        .level = level,
        .number = number,
        .width = sl_tile_width(count, level, number),
    };

    place->count = tile.width;
    if (tile.width == 0) {
        return SL_OK;
    }
    SL_TRY(sl_tile_file_read(&book->folder, &tile, bytes, err));
    if (bytes->len != tile.width * sizeof place->hashes[0]) {
        return fail_damaged(book, "a tile has another size", err);
    }
    memcpy(place->hashes, bytes->ptr, bytes->len);
    if (level > 0) {
        sl_tree_add_tile(&book->tree, height, place->hashes, place->count);
    }
    return SL_OK;
}

/* Read the bundle that is not full, and its private parts. */
static enum sl_status
load_bundle(struct sl_logbook *book, uint64_t count, struct sl_bytes *bytes, struct sl_error *err)
{
    struct sl_tile tile = {
        .kind = SL_TILE_ENTRIES,
        .number = count / SL_TILE_WIDTH,
        .width = book->levels[0].count,
    };

    if (tile.width == 0) {
        return SL_OK;
    }
    SL_TRY(sl_tile_file_read(&book->folder, &tile, bytes, err));
    sl_buf_add(&book->entries, sl_bytes_str(bytes));
    SL_TRY(sl_buf_status(&book->entries, err));
    tile.kind = SL_TILE_PRIVATE;
    SL_TRY(sl_tile_file_read(&book->folder, &tile, bytes, err));
    sl_buf_add(&book->parts, sl_bytes_str(bytes));
    return sl_buf_status(&book->parts, err);
}

/* The time of the last entry: no later one may be dated before it. */
static enum sl_status load_last_when(
    struct sl_logbook *book, uint64_t count, struct sl_bytes *bytes, struct sl_error *err
)
{
    const uint64_t last = count == 0 ? 0 : count - 1;
    const struct sl_tile tile = {
        .kind = SL_TILE_ENTRIES,
        .number = last / SL_TILE_WIDTH,
        .width = (unsigned)(last % SL_TILE_WIDTH) + 1,
    };
    struct sl_entry entry = { .when_us = 0 };
    struct sl_str leaf = { .len = 0 };

    if (count == 0) {
        return SL_OK;
    }
    SL_TRY(sl_tile_file_read(&book->folder, &tile, bytes, err));
    struct sl_str rest = sl_bytes_str(bytes);
    for (unsigned i = 0; i < tile.width; i++) {
        if (!sl_entry_take(&rest, &leaf)) {
            return fail_damaged(book, "a bundle of entries is cut off", err);
        }
    }
    SL_TRY(sl_entry_parse(leaf, &entry, err));
    book->last_when_us = entry.when_us;
    return SL_OK;
}

static enum sl_status
load_published(struct sl_logbook *book, struct sl_bytes *bytes, struct sl_error *err)
{
    struct sl_checkpoint checkpoint;
    struct sl_tree_head head;

    SL_TRY(check_key(book, bytes, err));
    SL_TRY(read_checkpoint(book, bytes, &checkpoint, err));
    const struct sl_tree_head told = checkpoint.head;
    for (unsigned level = SL_TILE_LEVELS; level-- > 0;) {
        SL_TRY(load_level(book, told.count, level, bytes, err));
    }
    sl_logbook_head(book, &head);
    if (!sl_digest_equal(&head.root, &told.root)) {
        return fail_damaged(book, "its tiles are not those that were signed", err);
    }
    SL_TRY(load_bundle(book, told.count, bytes, err));
    SL_TRY(load_last_when(book, told.count, bytes, err));
    book->committed = told.count;
    book->published = told.count;
    return SL_OK;
}

/* A fault in a batch: only that there is one matters here. */
static enum sl_status note_fault(void *context, const struct sl_fault *fault, struct sl_error *err)
{
    (void)fault;
    (void)err;
    *(bool *)context = true;
    return SL_OK;
}

static enum sl_status
note_erased(void *context, const struct sl_audit_erased *erased, struct sl_error *err)
{
    (void)erased;
    (void)err;
    *(bool *)context = true; /* nothing in a journal is erased */
    return SL_OK;
}

/* Is the checkpoint of a batch the owner's, and over this tree? */
static bool is_signed(const struct sl_logbook *book, struct sl_str note, const struct sl_tree *tree)
{
    struct sl_checkpoint checkpoint;
    struct sl_digest root;

    if (sl_checkpoint_parse(note, &checkpoint, NULL) != SL_OK ||
        sl_checkpoint_check(&checkpoint, &book->signer.verifier, NULL, NULL) != SL_OK) {
        return false;
    }
    sl_tree_root(tree, &root);
    return checkpoint.head.count == tree->count && sl_digest_equal(&checkpoint.head.root, &root);
}

/* The tree with all entries, those of the bundle that is not full too. */
static struct sl_tree whole_tree(const struct sl_logbook *book)
{
    struct sl_tree tree = book->tree;

    sl_tree_add_tile(&tree, 0, book->levels[0].hashes, book->levels[0].count);
    return tree;
}

/* Is all of a batch as it was written? */
static bool check_batch(const struct sl_logbook *book, const struct sl_batch *batch)
{
    bool has_fault = false;
    struct sl_audit audit = {
        .found = note_fault,
        .erased = note_erased,
        .context = &has_fault,
        .last_when_us = book->last_when_us,
    };
    struct sl_tree by_entries = whole_tree(book);
    struct sl_tree by_hashes = by_entries;

    return sl_audit_look_batch(&audit, batch, &by_entries, &by_hashes, NULL) == SL_OK &&
           !has_fault && is_signed(book, batch->note, &by_entries);
}

/* Put the entries of a batch that was checked into the levels. */
static enum sl_status
put_batch(struct sl_logbook *book, const struct sl_batch *batch, struct sl_error *err)
{
    struct sl_str entries = batch->entries;
    struct sl_str parts = batch->parts;
    struct sl_entry entry = { .when_us = book->last_when_us };
    struct sl_logbook_slice slice;
    struct sl_digest hash;

    for (uint64_t i = 0; i < batch->count; i++) {
        sl_logbook_take(&entries, &parts, &slice);
        memcpy(&hash, batch->hashes.ptr + i * sizeof hash, sizeof hash);
        SL_TRY(sl_entry_parse(sl_str_part(slice.leaf, 2, slice.leaf.len), &entry, err));
        SL_TRY(sl_logbook_put(book, &hash, &slice, err));
    }
    book->last_when_us = entry.when_us;
    book->committed += batch->count;
    sl_buf_clear(&book->note);
    sl_buf_add(&book->note, batch->note);
    return sl_buf_status(&book->note, err);
}

/*
 * The end of the journal is no batch. When no other batch stands behind, it is what a crash has cut
 * off, which was never acknowledged: it is kept aside. Else acknowledged entries would be lost.
 */
static enum sl_status set_aside(struct sl_logbook *book, struct sl_str rest, struct sl_error *err)
{
    const struct sl_str behind = sl_str_part(rest, 1, rest.len);

    if (sl_batch_find(behind) < behind.len) {
        return fail_damaged(book, "its journal has batches behind one that was changed", err);
    }
    book->cut = (struct sl_logbook_cut){ .bytes = rest.len, .digest = sl_digest_of(rest) };
    return sl_folder_replace(&book->folder, SL_LOGBOOK_CUT_NAME, rest, err);
}

/* Is a batch published already, and does its own checkpoint say so? */
static bool is_published(const struct sl_logbook *book, const struct sl_batch *batch)
{
    const uint64_t count = book->committed;
    struct sl_checkpoint checkpoint;

    return batch->first < count && batch->count <= count - batch->first &&
           sl_checkpoint_parse(batch->note, &checkpoint, NULL) == SL_OK &&
           checkpoint.head.count == batch->first + batch->count;
}

static enum sl_status replay(struct sl_logbook *book, struct sl_str journal, struct sl_error *err)
{
    struct sl_str rest = journal;

    while (rest.len > 0) {
        struct sl_str next = rest;
        struct sl_batch batch;
        if (sl_batch_take(&next, &batch) != SL_BATCH_WHOLE) {
            return set_aside(book, rest, err);
        }
        if (!is_published(book, &batch)) {
            if (batch.first != book->committed || !check_batch(book, &batch)) {
                return set_aside(book, rest, err);
            }
            SL_TRY(put_batch(book, &batch, err));
        }
        rest = next;
    }
    return SL_OK;
}

static enum sl_status load(struct sl_logbook *book, struct sl_bytes *bytes, struct sl_error *err)
{
    SL_TRY(load_published(book, bytes, err));
    SL_TRY(sl_folder_read(&book->folder, "journal", bytes, err));
    if (bytes->len == 0) {
        return SL_OK;
    }
    SL_TRY(replay(book, sl_bytes_str(bytes), err));
    return sl_logbook_spread(book, err);
}

enum sl_status sl_logbook_load(struct sl_logbook *book, struct sl_error *err)
{
    struct sl_bytes bytes = { .len = 0 };
    enum sl_status status = load(book, &bytes, err);

    sl_bytes_finish(&bytes);
    if (status == SL_NOT_FOUND) {
        status = fail_damaged(book, "a file is missing", err);
    }
    return status;
}
