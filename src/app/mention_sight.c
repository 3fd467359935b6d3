/* SPDX-License-Identifier: Apache-2.0 */
#include "app/mention_sight.h"

#include "store/membership.h"

#define SCRATCH_LIMIT_BYTES ((size_t)1 << 20)

/* What a field of a mention is called by agreements. */
static const enum sl_attribute attributes[SL_MENTION_FIELD_COUNT] = {
    [SL_MENTION_GIVEN_NAME] = SL_ATTRIBUTE_GIVEN_NAME,
    [SL_MENTION_SURNAME] = SL_ATTRIBUTE_SURNAME,
    [SL_MENTION_BIRTH_DATE] = SL_ATTRIBUTE_BIRTH_DATE,
    [SL_MENTION_SEX] = SL_ATTRIBUTE_SEX,
    [SL_MENTION_POSTCODE] = SL_ATTRIBUTE_POSTCODE,
    [SL_MENTION_ADDRESS] = SL_ATTRIBUTE_ADDRESS,
    [SL_MENTION_PHONE] = SL_ATTRIBUTE_PHONE,
    [SL_MENTION_NHS_NUMBER] = SL_ATTRIBUTE_NHS_NUMBER,
    [SL_MENTION_UPN] = SL_ATTRIBUTE_UPN,
    [SL_MENTION_CHILD_ID] = SL_ATTRIBUTE_LA_CHILD_ID,
};

uint32_t sl_mention_sight_fields(uint64_t set)
{
    uint32_t fields = 0;
    for (unsigned i = 0; i < SL_MENTION_FIELD_COUNT; i++) {
        fields |= (set & SL_SHARE_BIT(attributes[i])) != 0 ? UINT32_C(1) << i : 0;
    }
    return fields;
}

void sl_mention_sight_blank(struct sl_mention_row *row, uint32_t fields)
{
    for (unsigned field = 0; field < SL_MENTION_FIELD_COUNT; field++) {
        if ((fields & (UINT32_C(1) << field)) == 0) {
            row->values[field] = SL_STR("");
        }
    }
}

enum sl_status sl_mention_sight_open(
    struct sl_mention_sight *sight,
    struct sl_access *access,
    struct sl_arena *arena,
    struct sl_error *err
)
{
    struct sl_str *holders = NULL;

    *sight = (struct sl_mention_sight){ .access = access };
    SL_TRY(sl_store_source_list(
        sl_access_store(access), arena, &sight->sources, &sight->source_count, err
    ));
    holders = sl_arena_alloc(arena, sight->source_count + 1, sizeof *holders);
    sight->shown = sl_arena_alloc(arena, sight->source_count + 1, sizeof *sight->shown);
    sight->reader = sl_arena_alloc(arena, 1, sizeof *sight->reader);
    if (holders == NULL || sight->shown == NULL || sight->reader == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < sight->source_count; i++) {
        holders[i] = sight->sources[i].agency;
    }
    SL_TRY(sl_access_reader(access, holders, sight->source_count, arena, sight->reader, err));
    for (size_t i = 0; i < sight->source_count; i++) {
        const struct sl_reader_item item = { .kind = SL_SHARE_DETAILS, .holder = (uint16_t)i };
        sight->shown[i] = sl_reader_decide(sight->reader, &item);
    }
    return SL_OK;
}

/* Where the source of a mention stands; the count when it is none of them. */
static size_t
place_of(const struct sl_mention_sight *sight, const struct sl_stored_mention *mention)
{
    size_t place = 0;

    while (place < sight->source_count && sight->sources[place].id != mention->source) {
        place++;
    }
    return place;
}

uint64_t sl_mention_sight_withheld(
    const struct sl_mention_sight *sight, const struct sl_stored_mention *mention, int64_t identity
)
{
    const size_t place = place_of(sight, mention);

    if (place == sight->source_count) {
        return SL_SHARE_ALL_FIELDS;
    }
    const struct sl_str holder = sight->sources[place].agency;
    return sl_str_equal(holder, sl_access_user(sight->access)->agency)
               ? 0
               : sl_access_withheld(sight->access, identity, holder);
}

struct sl_shown sl_mention_sight_shown(
    const struct sl_mention_sight *sight, const struct sl_stored_mention *mention, int64_t identity
)
{
    const struct sl_seal_book *book = sl_access_seals(sight->access);
    struct sl_reader_item item = { .kind = SL_SHARE_DETAILS };
    const size_t place = place_of(sight, mention);

    if (place == sight->source_count) {
        return (struct sl_shown){ .sight = SL_SIGHT_HIDDEN };
    }
    item.holder = (uint16_t)place;
    item.withheld = sl_mention_sight_withheld(sight, mention, identity);
    if (!sl_seal_book_is_empty(book)) {
        item.seal = (uint8_t)sl_seal_state_stricter(
            sl_seal_book_mention(book, mention->id),
            sl_seal_book_key(book, mention->source, mention->key)
        );
    }
    return item.seal == SL_SEAL_NONE && item.withheld == 0 ? sight->shown[place]
                                                           : sl_reader_decide(sight->reader, &item);
}

enum sl_status sl_mention_sight_identity(
    const struct sl_mention_sight *sight, int64_t identity, bool *ret_is_seen, struct sl_error *err
)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;
    struct sl_store *store = sl_access_store(sight->access);
    struct sl_membership member = { .mention = 0 };

    sl_arena_init(&arena, SCRATCH_LIMIT_BYTES);
    *ret_is_seen = false;
    while (!*ret_is_seen) {
        struct sl_stored_mention mention;
        const enum sl_status status =
            sl_store_membership_next(store, identity, member.mention, &member, err);
        if (status == SL_NOT_FOUND) {
            return SL_OK;
        }
        SL_TRY(status);
        sl_arena_reset(&arena);
        SL_TRY(sl_store_mention_get(store, member.mention, &arena, &mention, err));
        *ret_is_seen =
            sl_mention_sight_shown(sight, &mention, identity).sight >= SL_SIGHT_EXISTENCE;
    }
    return SL_OK;
}

enum sl_status sl_mention_sight_named(
    const struct sl_mention_sight *sight,
    const struct sl_identity_named *named,
    bool *ret_is_seen,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;
    struct sl_stored_mention mention;

    sl_arena_init(&arena, SCRATCH_LIMIT_BYTES);
    if (named->mention == 0) {
        return sl_mention_sight_identity(sight, named->identity, ret_is_seen, err);
    }
    SL_TRY(
        sl_store_mention_get(sl_access_store(sight->access), named->mention, &arena, &mention, err)
    );
    *ret_is_seen =
        sl_mention_sight_shown(sight, &mention, named->identity).sight >= SL_SIGHT_EXISTENCE;
    return SL_OK;
}
