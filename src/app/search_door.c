/* SPDX-License-Identifier: Apache-2.0 */
#include "app/search_door.h"

#include "app/search_hidden.h"
#include "app/seen_list.h"
#include "base/memory.h"
#include "identity/identity_id.h"
#include "store/membership.h"
#include "store/source.h"

#define KIND SL_STR("search")
/* Sources, and decisions about them. */
#define ARENA_LIMIT_BYTES ((size_t)64 << 20)

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

struct sl_search_door {
    struct sl_access *access;
    struct sl_search *search;
    struct sl_search_hidden hidden;
    struct sl_arena arena;
    struct sl_reader reader;
    struct sl_store_source *sources;
    struct sl_str *holders; /* by source */
    struct sl_shown *shown; /* the same: of somebody of whom nothing is withheld or sealed */
    size_t source_count;
};

/* The fields of mentions in a set of attributes. */
static uint32_t fields_of(uint64_t set)
{
    uint32_t fields = 0;
    for (unsigned i = 0; i < SL_MENTION_FIELD_COUNT; i++) {
        fields |= (set & SL_SHARE_BIT(attributes[i])) != 0 ? UINT32_C(1) << i : 0;
    }
    return fields;
}

static size_t place_of(const struct sl_search_door *door, int64_t source)
{
    size_t i = 0;
    while (i < door->source_count && door->sources[i].id != source) {
        i++;
    }
    return i;
}

/* What the holder withholds of whoever the mention is. */
static enum sl_status withheld_of(
    struct sl_search_door *door,
    int64_t mention,
    struct sl_str holder,
    uint64_t *ret_fields,
    struct sl_error *err
)
{
    struct sl_membership member = { .identity = 0 };
    *ret_fields = 0;
    if (!sl_access_withholds(door->access)) {
        return SL_OK;
    }
    const enum sl_status status =
        sl_store_membership_get(sl_access_store(door->access), mention, &member, err);
    if (status == SL_OK) {
        *ret_fields = sl_access_withheld(door->access, member.identity, holder);
    }
    return status == SL_NOT_FOUND ? SL_OK : status;
}

/* What of a mention may be seen: sl_search_see_fn. */
static enum sl_status
see(void *context,
    const struct sl_search_seen_mention *mention,
    struct sl_search_sight *ret_sight,
    struct sl_error *err)
{
    struct sl_search_door *door = context;
    const struct sl_seal_book *book = sl_access_seals(door->access);
    const size_t place = place_of(door, mention->source);
    struct sl_reader_item item = { .kind = SL_SHARE_DETAILS, .holder = (uint16_t)place };

    *ret_sight = (struct sl_search_sight){ .is_seen = false };
    if (place == door->source_count) {
        return SL_OK;
    }
    struct sl_shown shown = door->shown[place];
    SL_TRY(withheld_of(door, mention->id, door->holders[place], &item.withheld, err));
    if (!sl_seal_book_is_empty(book)) {
        item.seal = (uint8_t)sl_seal_state_stricter(
            sl_seal_book_mention(book, mention->id),
            sl_seal_book_key(book, mention->source, mention->key)
        );
    }
    if (item.seal != SL_SEAL_NONE || item.withheld != 0) {
        shown = sl_reader_decide(&door->reader, &item);
    }
    *ret_sight = (struct sl_search_sight){
        .is_seen = shown.sight >= SL_SIGHT_EXISTENCE,
        .matched = ~fields_of(shown.withheld),
        .told = fields_of(shown.fields),
        .is_district = (shown.fields & SL_SHARE_BIT(SL_ATTRIBUTE_DISTRICT)) != 0,
    };
    return SL_OK;
}

/* What may be shown of each source's people when nothing of them is withheld or sealed. */
static enum sl_status decide_sources(struct sl_search_door *door, struct sl_error *err)
{
    SL_TRY(sl_store_source_list(
        sl_access_store(door->access), &door->arena, &door->sources, &door->source_count, err
    ));
    const size_t count = door->source_count;
    door->holders = sl_arena_alloc(&door->arena, count + 1, sizeof *door->holders);
    door->shown = sl_arena_alloc(&door->arena, count + 1, sizeof *door->shown);
    if (door->holders == NULL || door->shown == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < count; i++) {
        door->holders[i] = door->sources[i].agency;
    }
    SL_TRY(sl_access_reader(door->access, door->holders, count, &door->arena, &door->reader, err));
    for (size_t i = 0; i < count; i++) {
        const struct sl_reader_item item = { .kind = SL_SHARE_DETAILS, .holder = (uint16_t)i };
        door->shown[i] = sl_reader_decide(&door->reader, &item);
    }
    return SL_OK;
}

static enum sl_status open_all(struct sl_search_door *door, struct sl_error *err)
{
    struct sl_store *store = sl_access_store(door->access);

    SL_TRY(decide_sources(door, err));
    SL_TRY(sl_search_open(store, &door->search, err));
    return sl_search_hidden_open(&door->hidden, store, sl_access_seals(door->access), err);
}

enum sl_status sl_search_door_open(
    struct sl_access *access,
    struct sl_str question,
    struct sl_search_door **ret_door,
    struct sl_error *err
)
{
    const struct sl_access_deed deed = { .verb = SL_VERB_SEARCH, .kind = KIND, .detail = question };
    struct sl_search_door *door = NULL;

    SL_TRY(sl_access_may(access, SL_MAY_SEARCH, &deed, err));
    door = sl_calloc(1, sizeof *door);
    if (door == NULL) {
        return sl_fail_memory(err);
    }
    door->access = access;
    sl_arena_init(&door->arena, ARENA_LIMIT_BYTES);
    const enum sl_status status = open_all(door, err);
    if (status != SL_OK) {
        sl_search_door_close(door);
        return status;
    }
    *ret_door = door;
    return SL_OK;
}

void sl_search_door_close(struct sl_search_door *door)
{
    if (door == NULL) {
        return;
    }
    sl_search_close(door->search);
    sl_search_hidden_finish(&door->hidden);
    sl_arena_finish(&door->arena);
    sl_free(door);
}

void sl_search_door_close_ptr(struct sl_search_door **door)
{
    sl_search_door_close(*door);
    *door = NULL;
}

enum sl_status sl_search_ask(
    struct sl_search_door *door,
    const struct sl_search_request *request,
    const struct sl_search_result **ret_result,
    struct sl_error *err
)
{
    const struct sl_access_deed deed = { .verb = SL_VERB_SEARCH,
                                         .kind = KIND,
                                         .detail = request->text };
    SL_CLEANUP(sl_seen_list_finish) struct sl_seen_list seen;
    struct sl_search_request asked = *request;

    asked.see = see;
    asked.context = door;
    asked.hidden = &door->hidden;
    sl_seen_list_init(&seen, KIND);
    SL_TRY(sl_access_may(door->access, SL_MAY_SEARCH, &deed, err));
    SL_TRY(sl_search_find(door->search, &asked, ret_result, err));
    for (size_t i = 0; i < (*ret_result)->hit_count; i++) {
        const int64_t identity = (*ret_result)->hits[i].identity;
        const struct sl_identity_id id = sl_identity_print(identity);
        sl_seen_list_add(&seen, identity == 0 ? SL_STR("") : sl_str_from(id.text));
    }
    return sl_seen_list_say(&seen, door->access, &deed, 1, err);
}
