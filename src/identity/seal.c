/* SPDX-License-Identifier: Apache-2.0 */
#include "identity/seal.h"

#include <string.h>

#include "base/array.h"
#include "base/hash.h"
#include "base/memory.h"
#include "identity/row_key.h"

static uint64_t hash_of(struct sl_str child_id)
{
    return sl_hash_str(child_id, 0);
}

/* Where a hash is, or would be. */
static size_t place_of(const struct sl_seals *seals, uint64_t hash)
{
    size_t low = 0;
    size_t high = seals->count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (seals->hashes[middle] < hash) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static bool has_hash(const struct sl_seals *seals, uint64_t hash)
{
    const size_t place = place_of(seals, hash);

    return place < seals->count && seals->hashes[place] == hash;
}

static enum sl_status add_hash(struct sl_seals *seals, uint64_t hash, struct sl_error *err)
{
    if (has_hash(seals, hash)) {
        return SL_OK;
    }
    SL_TRY(sl_array_reserve(
        (void *)&seals->hashes, &seals->capacity, seals->count + 1, sizeof *seals->hashes, err
    ));
    const size_t place = place_of(seals, hash);
    memmove(
        &seals->hashes[place + 1],
        &seals->hashes[place],
        (seals->count - place) * sizeof *seals->hashes
    );
    seals->hashes[place] = hash;
    seals->count++;
    return SL_OK;
}

bool sl_seals_has(const struct sl_seals *seals, struct sl_str child_id)
{
    return child_id.len > 0 && has_hash(seals, hash_of(child_id));
}

enum sl_status sl_seals_add(struct sl_seals *seals, struct sl_str child_id, struct sl_error *err)
{
    return child_id.len == 0 ? SL_OK : add_hash(seals, hash_of(child_id), err);
}

/* Who a row names, and where; false when it leaves one of it out. */
static bool find_former(const struct sl_mention_row *row, uint64_t *ret_hash)
{
    static const enum sl_mention_field fields[] = {
        SL_MENTION_GIVEN_NAME,
        SL_MENTION_SURNAME,
        SL_MENTION_BIRTH_DATE,
        SL_MENTION_POSTCODE,
    };
    const struct sl_str birth = row->values[SL_MENTION_BIRTH_DATE];
    uint64_t hash = 0;

    if (birth.len != 8 || sl_str_equal(sl_str_part(birth, 6, 2), SL_STR("00"))) {
        return false;
    }
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        const uint32_t text = sl_row_text_hash(row->values[fields[i]]);
        hash = sl_hash_u64(hash ^ text);
        if (text == 0) {
            return false;
        }
    }
    *ret_hash = hash;
    return true;
}

bool sl_seals_has_former(const struct sl_seals *seals, const struct sl_mention_row *row)
{
    uint64_t hash = 0;

    return seals->count > 0 && find_former(row, &hash) && has_hash(seals, hash);
}

enum sl_status
sl_seals_add_former(struct sl_seals *seals, const struct sl_mention_row *row, struct sl_error *err)
{
    uint64_t hash = 0;

    return find_former(row, &hash) ? add_hash(seals, hash, err) : SL_OK;
}

void sl_seals_finish(struct sl_seals *seals)
{
    sl_free(seals->hashes);
    *seals = (struct sl_seals){ 0 };
}

void sl_seal_row(struct sl_mention_row *row)
{
    for (unsigned field = 0; field < SL_MENTION_FIELD_COUNT; field++) {
        if (field != SL_MENTION_NHS_NUMBER && field != SL_MENTION_UPN &&
            field != SL_MENTION_CHILD_ID) {
            row->values[field] = (struct sl_str){ 0 };
        }
    }
}
