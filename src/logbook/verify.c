/* SPDX-License-Identifier: Apache-2.0 */
#include "logbook/verify.h"

#include <string.h>

#include "base/array.h"
#include "base/memory.h"
#include "ledger/erase_order.h"
#include "logbook/tile_file.h"
#include "logbook/verify_impl.h"

void sl_verify_finish(struct sl_verify_result *result)
{
    sl_free(result->faults);
    result->faults = NULL;
}

static enum sl_status keep_fault(void *context, const struct sl_fault *fault, struct sl_error *err)
{
    struct sl_verify *verify = context;
    struct sl_verify_result *result = verify->result;

    result->fault_count++;
    if (result->kept_count == SL_VERIFY_FAULTS) {
        return SL_OK;
    }
    SL_TRY(sl_array_reserve(
        &result->faults, &result->capacity, result->kept_count + 1, sizeof *fault, err
    ));
    result->faults[result->kept_count++] = *fault;
    return SL_OK;
}

static enum sl_status
keep_erased(void *context, const struct sl_audit_erased *erased, struct sl_error *err)
{
    struct sl_verify *verify = context;

    verify->result->erased++;
    SL_TRY(sl_array_reserve(
        &verify->erased,
        &verify->erased_capacity,
        verify->erased_count + 1,
        sizeof *verify->erased,
        err
    ));
    verify->erased[verify->erased_count++] = *erased;
    return SL_OK;
}

enum sl_status sl_verify_tell(
    struct sl_verify *verify,
    enum sl_fault_kind kind,
    uint64_t first,
    uint64_t last,
    struct sl_error *err
)
{
    const struct sl_fault fault = { .kind = kind, .first = first, .last = last };

    return keep_fault(verify, &fault, err);
}

void sl_verify_settle(
    struct sl_verify *verify, size_t from, const struct sl_tree_head *head, bool *ret_is_proven
)
{
    struct sl_verify_result *result = verify->result;
    struct sl_digest by_entries;
    struct sl_digest by_tiles;

    sl_tree_root(&verify->by_entries, &by_entries);
    sl_tree_root(&verify->by_tiles, &by_tiles);
    const bool is_count = verify->by_entries.count == head->count;
    const bool entries_proven = is_count && sl_digest_equal(&by_entries, &head->root);
    const bool tiles_proven = is_count && sl_digest_equal(&by_tiles, &head->root);
    for (size_t i = from; i < result->kept_count; i++) {
        struct sl_fault *fault = &result->faults[i];
        fault->kind = sl_audit_settle(fault->kind, entries_proven, tiles_proven);
    }
    *ret_is_proven = entries_proven || tiles_proven;
}

enum sl_status sl_verify_notes(
    struct sl_verify *verify, const struct sl_digest *hashes, unsigned count, struct sl_error *err
)
{
    const uint64_t before = verify->by_entries.count;

    for (size_t i = 0; i < verify->job->note_count; i++) {
        const struct sl_tree_head *head = &verify->job->notes[i].head;
        struct sl_tree tree = verify->by_entries;
        struct sl_digest root;
        if (head->count <= before || head->count > before + count) {
            continue;
        }
        sl_tree_add_tile(&tree, 0, hashes, (unsigned)(head->count - before));
        sl_tree_root(&tree, &root);
        if (!sl_digest_equal(&root, &head->root)) {
            SL_TRY(sl_verify_tell(verify, SL_FAULT_NOTE, 0, head->count, err));
        }
    }
    return SL_OK;
}

/* Read a file of a bundle; one that is missing is a fault, and *ret_is_there false. */
static enum sl_status read_file(
    struct sl_verify *verify,
    const struct sl_tile *tile,
    struct sl_bytes *bytes,
    bool *ret_is_there,
    struct sl_error *err
)
{
    const unsigned height = SL_TILE_HEIGHT * tile->level;
    const uint64_t first = tile->number << SL_TILE_HEIGHT;
    const enum sl_status status = sl_tile_file_read(&verify->folder, tile, bytes, err);
    const size_t tile_len = tile->width * sizeof(struct sl_digest);

    *ret_is_there = status == SL_OK;
    if (status == SL_OK && tile->kind == SL_TILE_HASHES && bytes->len != tile_len) {
        *ret_is_there = false;
    } else if (status != SL_NOT_FOUND) {
        return status;
    }
    return sl_verify_tell(
        verify, SL_FAULT_MISSING, first << height, (first + tile->width) << height, err
    );
}

/* Without the tile, the entries are taken at their word until the root is known. */
static void hash_entries(struct sl_str rest, struct sl_digest *hashes, unsigned width)
{
    struct sl_str leaf;

    memset(hashes, 0, width * sizeof *hashes);
    for (unsigned i = 0; i < width && sl_entry_take(&rest, &leaf); i++) {
        sl_tree_leaf(leaf, &hashes[i]);
    }
}

/* Compare the tile of a level with what waits for it, and hand its own hash up when it is full. */
static enum sl_status
compare_level(struct sl_verify *verify, unsigned level, uint64_t number, struct sl_error *err)
{
    struct sl_verify_level *waiting = &verify->levels[level];
    struct sl_verify_level *above = &verify->levels[(level + 1) % SL_TILE_LEVELS];
    const struct sl_tile tile = {
        .kind = SL_TILE_HASHES, .level = level, .number = number, .width = waiting->count
    };
    const unsigned height = SL_TILE_HEIGHT * level;
    struct sl_digest stored[SL_TILE_WIDTH];
    bool is_there = false;

    SL_TRY(read_file(verify, &tile, &verify->tile, &is_there, err));
    memcpy(
        stored,
        is_there ? verify->tile.ptr : (const char *)waiting->by_entries,
        tile.width * sizeof stored[0]
    );
    for (unsigned i = 0; i < tile.width; i++) {
        if (!sl_digest_equal(&stored[i], &waiting->by_entries[i]) &&
            !sl_digest_equal(&stored[i], &waiting->by_tile[i])) {
            const uint64_t first = (number * SL_TILE_WIDTH + i) << height;
            const uint64_t last = first + (UINT64_C(1) << height);
            SL_TRY(sl_verify_tell(verify, SL_FAULT_TILE, first, last, err));
        }
    }
    waiting->count = 0;
    if (tile.width == SL_TILE_WIDTH) {
        sl_tree_fold(waiting->by_entries, SL_TILE_HEIGHT);
        sl_tree_fold(stored, SL_TILE_HEIGHT);
        above->by_entries[above->count] = waiting->by_entries[0];
        above->by_tile[above->count] = stored[0];
        above->count++;
    }
    return SL_OK;
}

/* A bundle is full: its hash goes up, as far as tiles are full. */
static enum sl_status hand_up(
    struct sl_verify *verify,
    const struct sl_digest *by_entries,
    const struct sl_digest *by_tile,
    uint64_t number,
    struct sl_error *err
)
{
    struct sl_verify_level *above = &verify->levels[1];

    above->by_entries[above->count] = *by_entries;
    above->by_tile[above->count] = *by_tile;
    above->count++;
    for (unsigned level = 1; verify->levels[level].count == SL_TILE_WIDTH; level++) {
        number /= SL_TILE_WIDTH;
        SL_TRY(compare_level(verify, level, number, err));
    }
    return SL_OK;
}

/* Add the hashes of a bundle to both trees. */
static enum sl_status add_bundle(
    struct sl_verify *verify,
    const struct sl_audit_bundle *bundle,
    const struct sl_audit_leaves *leaves,
    struct sl_error *err
)
{
    struct sl_digest by_entries[SL_TILE_WIDTH];
    struct sl_digest by_tile[SL_TILE_WIDTH];
    const size_t bytes = bundle->width * sizeof by_entries[0];

    SL_TRY(sl_verify_notes(verify, leaves->hashes, bundle->width, err));
    if (bundle->width < SL_TILE_WIDTH) {
        sl_tree_add_tile(&verify->by_entries, 0, leaves->hashes, bundle->width);
        sl_tree_add_tile(&verify->by_tiles, 0, bundle->tile, bundle->width);
        return SL_OK;
    }
    memcpy(by_entries, leaves->hashes, bytes);
    sl_tree_fold(by_entries, SL_TILE_HEIGHT);
    by_tile[0] = by_entries[0];
    if (!leaves->is_tile) {
        memcpy(by_tile, bundle->tile, bytes);
        sl_tree_fold(by_tile, SL_TILE_HEIGHT);
    }
    sl_tree_add(&verify->by_entries, SL_TILE_HEIGHT, &by_entries[0]);
    sl_tree_add(&verify->by_tiles, SL_TILE_HEIGHT, &by_tile[0]);
    return hand_up(verify, &by_entries[0], &by_tile[0], bundle->first / SL_TILE_WIDTH, err);
}

static enum sl_status
look_at_bundle(struct sl_verify *verify, uint64_t number, unsigned width, struct sl_error *err)
{
    struct sl_tile tile = { .kind = SL_TILE_HASHES, .number = number, .width = width };
    struct sl_digest hashes[SL_TILE_WIDTH];
    struct sl_audit_bundle bundle = { .first = number * SL_TILE_WIDTH,
                                      .width = width,
                                      .tile = hashes };
    struct sl_audit_leaves leaves;
    bool has_tile = false;
    bool has_entries = false;

    SL_TRY(read_file(verify, &tile, &verify->tile, &has_tile, err));
    tile.kind = SL_TILE_ENTRIES;
    SL_TRY(read_file(verify, &tile, &verify->entries, &has_entries, err));
    tile.kind = SL_TILE_PRIVATE;
    SL_TRY(read_file(verify, &tile, &verify->parts, &bundle.has_parts, err));
    bundle.entries = sl_bytes_str(&verify->entries);
    bundle.parts = sl_bytes_str(&verify->parts);
    if (has_tile) {
        memcpy(hashes, verify->tile.ptr, width * sizeof hashes[0]);
    } else {
        hash_entries(bundle.entries, hashes, width);
    }
    if (has_entries) {
        SL_TRY(sl_audit_look(&verify->audit, &bundle, &leaves, err));
    } else {
        memcpy(leaves.hashes, hashes, sizeof hashes);
        leaves.is_tile = true;
    }
    return add_bundle(verify, &bundle, &leaves, err);
}

/* Is the part of an entry rightly erased: does a later entry order just this? */
static enum sl_status
check_erased(struct sl_verify *verify, const struct sl_audit_erased *erased, struct sl_error *err)
{
    const uint64_t by = erased->erased_by;
    const uint64_t number = by / SL_TILE_WIDTH;
    const uint64_t count = verify->by_entries.count;
    const struct sl_fault fault = {
        .kind = SL_FAULT_ERASED, .first = erased->index, .last = erased->index + 1, .other = by
    };
    struct sl_str leaf = { .len = 0 };
    struct sl_entry entry;

    if (by <= erased->index || by >= count) {
        return keep_fault(verify, &fault, err);
    }
    const struct sl_tile tile = { .kind = SL_TILE_ENTRIES,
                                  .number = number,
                                  .width = sl_tile_width(count, 0, number) };
    const enum sl_status status = sl_tile_file_read(&verify->folder, &tile, &verify->entries, err);
    if (status != SL_OK) {
        return status == SL_NOT_FOUND ? SL_OK : status; /* it was told before */
    }
    struct sl_str rest = sl_bytes_str(&verify->entries);
    for (uint64_t i = 0; i <= by % SL_TILE_WIDTH; i++) {
        if (!sl_entry_take(&rest, &leaf)) {
            return SL_OK; /* that, too */
        }
    }
    const bool is_order = sl_entry_parse(leaf, &entry, NULL) == SL_OK &&
                          sl_erase_order_covers(&entry, erased->index, erased->part_index);
    return is_order ? SL_OK : keep_fault(verify, &fault, err);
}

/* Everything that the checkpoint covers. */
static enum sl_status look_at_published(struct sl_verify *verify, struct sl_error *err)
{
    const uint64_t count = verify->result->published;
    bool is_proven = false;

    for (uint64_t number = 0; sl_tile_width(count, 0, number) > 0; number++) {
        SL_TRY(look_at_bundle(verify, number, sl_tile_width(count, 0, number), err));
    }
    for (unsigned level = 1; level < SL_TILE_LEVELS; level++) {
        const uint64_t number = count >> (SL_TILE_HEIGHT * level) >> SL_TILE_HEIGHT;
        if (verify->levels[level].count > 0) {
            SL_TRY(compare_level(verify, level, number, err));
        }
    }
    for (size_t i = 0; i < verify->erased_count; i++) {
        SL_TRY(check_erased(verify, &verify->erased[i], err));
    }
    sl_verify_settle(verify, 0, &verify->checkpoint.head, &is_proven);
    return is_proven ? SL_OK : sl_verify_tell(verify, SL_FAULT_ROOT, 0, count, err);
}

/* Which key is the owner's? The one that was given; else the one in the folder. */
static enum sl_status find_key(struct sl_verify *verify, bool *ret_is_known, struct sl_error *err)
{
    struct sl_verifier *verifier = &verify->result->verifier;
    const enum sl_status status = sl_folder_read(&verify->folder, "key", &verify->tile, err);
    const struct sl_str text = sl_str_trim(sl_bytes_str(&verify->tile));

    if (status != SL_OK && status != SL_NOT_FOUND) {
        return status;
    }
    *ret_is_known = sl_verifier_parse(text, verifier, NULL) == SL_OK;
    if (verify->job->verifier == NULL) {
        return SL_OK;
    }
    const bool is_same =
        *ret_is_known &&
        memcmp(verifier->public_key, verify->job->verifier->public_key, SL_KEY_BYTES) == 0 &&
        verifier->id == verify->job->verifier->id;
    *verifier = *verify->job->verifier;
    *ret_is_known = true;
    return is_same ? SL_OK : sl_verify_tell(verify, SL_FAULT_CHECKPOINT, 0, 0, err);
}

/* Read the checkpoint. Without one that can be read there is nothing to compare with. */
static enum sl_status
read_checkpoint(struct sl_verify *verify, bool *ret_is_there, struct sl_error *err)
{
    struct sl_verify_result *result = verify->result;
    bool is_known = false;

    SL_TRY(find_key(verify, &is_known, err));
    const enum sl_status status = sl_folder_read(&verify->folder, "checkpoint", &verify->note, err);
    if (status != SL_OK && status != SL_NOT_FOUND) {
        return status;
    }
    *ret_is_there =
        sl_checkpoint_parse(sl_bytes_str(&verify->note), &verify->checkpoint, NULL) == SL_OK;
    result->is_signed =
        *ret_is_there && is_known &&
        sl_checkpoint_check(&verify->checkpoint, &result->verifier, NULL, NULL) == SL_OK &&
        sl_str_equal(verify->checkpoint.origin, sl_str_from(result->verifier.name));
    if (result->is_signed) {
        return SL_OK;
    }
    return sl_verify_tell(verify, SL_FAULT_CHECKPOINT, 0, 0, err);
}

static enum sl_status run(struct sl_verify *verify, struct sl_error *err)
{
    bool is_there = false;

    SL_TRY(sl_folder_open(&verify->folder, verify->job->path, err));
    /* The journal before the checkpoint: see view.c. */
    const enum sl_status status = sl_folder_read(&verify->folder, "journal", &verify->journal, err);
    if (status != SL_OK && status != SL_NOT_FOUND) {
        return status;
    }
    SL_TRY(read_checkpoint(verify, &is_there, err));
    if (!is_there) {
        return SL_OK;
    }
    verify->result->published = verify->checkpoint.head.count;
    SL_TRY(look_at_published(verify, err));
    SL_TRY(sl_verify_journal(verify, err));
    for (size_t i = 0; i < verify->job->note_count; i++) {
        const struct sl_checkpoint *note = &verify->job->notes[i];
        if (note->head.count > verify->by_entries.count) {
            const uint64_t count = verify->by_entries.count;
            SL_TRY(sl_verify_tell(verify, SL_FAULT_NOTE, count, note->head.count, err));
        }
    }
    return SL_OK;
}

enum sl_status sl_verify(
    const struct sl_verify_job *job, struct sl_verify_result *ret_result, struct sl_error *err
)
{
    struct sl_verify *verify = sl_calloc(1, sizeof *verify);

    *ret_result = (struct sl_verify_result){ .published = 0 };
    if (verify == NULL) {
        return sl_fail_memory(err);
    }
    verify->job = job;
    verify->result = ret_result;
    verify->folder.fd = -1;
    verify->audit.found = keep_fault;
    verify->audit.erased = keep_erased;
    verify->audit.context = verify;
    const enum sl_status status = run(verify, err);
    sl_folder_close(&verify->folder);
    sl_bytes_finish(&verify->note);
    sl_bytes_finish(&verify->journal);
    sl_bytes_finish(&verify->tile);
    sl_bytes_finish(&verify->entries);
    sl_bytes_finish(&verify->parts);
    sl_free(verify->erased);
    sl_free(verify);
    if (status != SL_OK) {
        sl_verify_finish(ret_result);
    }
    return status;
}
