/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/audit.h"

#include <string.h>

#include "ledger/entry.h"

struct fault_row {
    const char *code, *words;
};

static const struct fault_row rows[] = {
#define FAULT_ROW(name, short_code, sentence) \
    [name] = { .code = (short_code), .words = (sentence) },
    SL_FAULT_TABLE(FAULT_ROW)
#undef FAULT_ROW
};

const char *sl_fault_code(enum sl_fault_kind kind)
{
    return rows[kind].code;
}

const char *sl_fault_words(enum sl_fault_kind kind)
{
    return rows[kind].words;
}

/* What is known of the entries of a bundle while it is looked at. */
struct look {
    struct sl_audit *audit;
    const struct sl_audit_bundle *bundle;
    struct sl_audit_leaves *leaves;
    struct sl_error *err;
    unsigned count;                     /* entries that could be read */
    struct sl_str texts[SL_TILE_WIDTH]; /* of them */
    struct sl_entry entries[SL_TILE_WIDTH];
    bool is_entry[SL_TILE_WIDTH]; /* it is as its hash says, and can be taken apart */
};

static enum sl_status tell(
    const struct look *look, enum sl_fault_kind kind, unsigned first, unsigned last, uint64_t other
)
{
    const struct sl_fault fault = {
        .kind = kind,
        .first = look->bundle->first + first,
        .last = look->bundle->first + last,
        .other = other,
    };

    return look->audit->found(look->audit->context, &fault, look->err);
}

/* Take the entries off the bundle and hash them. */
static enum sl_status split(struct look *look)
{
    const struct sl_audit_bundle *bundle = look->bundle;
    struct sl_digest *hashes = look->leaves->hashes;
    struct sl_str rest = bundle->entries;

    while (look->count < bundle->width && sl_entry_take(&rest, &look->texts[look->count])) {
        sl_tree_leaf(look->texts[look->count], &hashes[look->count]);
        look->count++;
    }
    const size_t left = bundle->width - look->count;
    memcpy(hashes + look->count, bundle->tile + look->count, left * sizeof *hashes);
    look->leaves->is_tile = memcmp(hashes, bundle->tile, bundle->width * sizeof *hashes) == 0;
    if (left > 0) {
        look->leaves->is_tile = false;
        return tell(look, SL_FAULT_BUNDLE, look->count, bundle->width, 0);
    }
    return rest.len == 0 ? SL_OK : tell(look, SL_FAULT_EXTRA, bundle->width, bundle->width, 0);
}

static bool agrees(const struct look *look, unsigned place)
{
    return sl_digest_equal(&look->leaves->hashes[place], &look->bundle->tile[place]);
}

/* Where a hash stands among others; count when nowhere. */
static unsigned
find_hash(const struct sl_digest *hash, const struct sl_digest *hashes, unsigned count)
{
    unsigned place = 0;

    while (place < count && !sl_digest_equal(hash, &hashes[place])) {
        place++;
    }
    return place;
}

/* An entry and its hash differ: was it written elsewhere, was it taken out, or is it another? */
static enum sl_status tell_difference(const struct look *look, unsigned place)
{
    const struct sl_audit_bundle *bundle = look->bundle;
    const struct sl_digest *hashes = look->leaves->hashes;
    const unsigned origin = find_hash(&hashes[place], bundle->tile, bundle->width);
    const bool is_moved = origin < bundle->width;

    if (is_moved) {
        SL_TRY(tell(look, SL_FAULT_MOVED, place, place + 1, bundle->first + origin));
    }
    /* Its own place in the tree is not taken by any entry. */
    if (find_hash(&bundle->tile[place], hashes, look->count) == look->count) {
        return tell(look, is_moved ? SL_FAULT_GONE : SL_FAULT_DIFFERS, place, place + 1, 0);
    }
    return is_moved ? SL_OK : tell(look, SL_FAULT_DIFFERS, place, place + 1, 0);
}

/* Look into an entry that is as it was written. */
static enum sl_status look_into(struct look *look, unsigned place)
{
    struct sl_entry *entry = &look->entries[place];

    if (sl_entry_parse(look->texts[place], entry, NULL) != SL_OK) {
        return tell(look, SL_FAULT_FORM, place, place + 1, 0);
    }
    look->is_entry[place] = true;
    const bool is_late = entry->when_us < look->audit->last_when_us;
    if (!is_late) {
        look->audit->last_when_us = entry->when_us;
    }
    return is_late ? tell(look, SL_FAULT_BACK_DATED, place, place + 1, 0) : SL_OK;
}

static enum sl_status look_at_part(
    const struct look *look,
    unsigned place,
    enum sl_part_index index,
    const struct sl_entry_part *part
)
{
    if (part->is_erased) {
        const struct sl_audit_erased erased = {
            .index = look->bundle->first + place,
            .part_index = index,
            .erased_by = part->erased_by,
        };
        return look->audit->erased(look->audit->context, &erased, look->err);
    }
    if (look->is_entry[place] && !sl_entry_part_check(&look->entries[place], index, part)) {
        const enum sl_fault_kind kind = index == SL_PART_WHO ? SL_FAULT_WHO : SL_FAULT_ABOUT;
        return tell(look, kind, place, place + 1, 0);
    }
    return SL_OK;
}

static enum sl_status look_at_parts(const struct look *look)
{
    const struct sl_audit_bundle *bundle = look->bundle;
    struct sl_str rest = bundle->parts;
    struct sl_entry_part part;

    for (unsigned place = 0; place < bundle->width; place++) {
        for (enum sl_part_index index = SL_PART_WHO; index < SL_PART_COUNT; index++) {
            if (!sl_entry_part_take(&rest, &part)) {
                return tell(look, SL_FAULT_PRIVATE, place, bundle->width, 0);
            }
            SL_TRY(look_at_part(look, place, index, &part));
        }
    }
    return rest.len == 0 ? SL_OK : tell(look, SL_FAULT_EXTRA, bundle->width, bundle->width, 0);
}

enum sl_status sl_audit_look(
    struct sl_audit *audit,
    const struct sl_audit_bundle *bundle,
    struct sl_audit_leaves *ret_leaves,
    struct sl_error *err
)
{
    struct look look;

    look.audit = audit;
    look.bundle = bundle;
    look.leaves = ret_leaves;
    look.err = err;
    look.count = 0;
    memset(look.is_entry, 0, sizeof look.is_entry);
    SL_TRY(split(&look));
    for (unsigned place = 0; place < look.count; place++) {
        SL_TRY(agrees(&look, place) ? look_into(&look, place) : tell_difference(&look, place));
    }
    return bundle->has_parts ? look_at_parts(&look) : SL_OK;
}

enum sl_fault_kind sl_audit_settle(enum sl_fault_kind kind, bool entries_proven, bool tiles_proven)
{
    const bool is_about_both =
        kind == SL_FAULT_DIFFERS || kind == SL_FAULT_GONE || kind == SL_FAULT_MOVED;

    if (kind == SL_FAULT_TILE && !entries_proven) {
        return SL_FAULT_RANGE;
    }
    if (is_about_both && entries_proven) {
        return SL_FAULT_HASH;
    }
    return kind == SL_FAULT_DIFFERS && tiles_proven ? SL_FAULT_CHANGED : kind;
}
