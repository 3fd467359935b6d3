/* SPDX-License-Identifier: Apache-2.0 */
#include "app/search_door.h"

#include "app/mention_sight.h"
#include "app/search_hidden.h"
#include "app/seen_list.h"
#include "base/memory.h"
#include "identity/identity_id.h"
#include "store/membership.h"

#define KIND SL_STR("search")
/* Whoever withholds these withholds whose a phone, an account or a vehicle is. */
#define CONTACT  (SL_SHARE_BIT(SL_ATTRIBUTE_PHONE) | SL_SHARE_BIT(SL_ATTRIBUTE_EMAIL))
#define POSTCODE SL_SHARE_BIT(SL_ATTRIBUTE_POSTCODE)
#define DISTRICT SL_SHARE_BIT(SL_ATTRIBUTE_DISTRICT)
/* Sources, and decisions about them. */
#define ARENA_LIMIT_BYTES ((size_t)64 << 20)

struct sl_search_door {
    struct sl_access *access;
    struct sl_search *search;
    struct sl_search_hidden hidden;
    struct sl_arena arena;
    struct sl_mention_sight sight;
};

/* Whose a mention is, when anything is withheld of anybody; else 0. */
static enum sl_status identity_of(
    const struct sl_search_door *door, int64_t mention, int64_t *ret_identity, struct sl_error *err
)
{
    struct sl_membership member = { .identity = 0 };
    *ret_identity = 0;
    if (!sl_access_withholds(door->access)) {
        return SL_OK;
    }
    const enum sl_status status =
        sl_store_membership_get(sl_access_store(door->access), mention, &member, err);
    *ret_identity = status == SL_OK ? member.identity : 0;
    return status == SL_NOT_FOUND ? SL_OK : status;
}

/*
 * What a decision means for the values of a mention. They are found by what the reader's agency is
 * given of it (sharing/decide.h), which is more than a search shows of it.
 */
static void tell_sight(const struct sl_shown *shown, struct sl_search_sight *ret_sight)
{
    const uint64_t found = shown->found;
    const uint32_t phone = UINT32_C(1) << SL_MENTION_PHONE; /* and e-mail, in one field */
    const bool is_led = (found & CONTACT) == CONTACT;
    const bool is_cut = (found & POSTCODE) == 0 && (found & DISTRICT) != 0;

    *ret_sight = (struct sl_search_sight){
        .is_seen = shown->sight >= SL_SIGHT_EXISTENCE,
        .matched = (sl_mention_sight_fields(found) & ~phone) | (is_led ? phone : 0) |
                   (is_cut ? UINT32_C(1) << SL_MENTION_POSTCODE : 0),
        .told = sl_mention_sight_fields(shown->fields),
        .is_district = (shown->fields & found & DISTRICT) != 0,
        .is_cut = is_cut,
        .is_led = is_led,
        .is_keyed = (found & SL_SHARE_BIT(SL_ATTRIBUTE_OTHER_ID)) != 0,
    };
}

/* What of a mention may be seen: sl_search_see_fn. */
static enum sl_status
see(void *context,
    const struct sl_search_seen_mention *seen,
    struct sl_search_sight *ret_sight,
    struct sl_error *err)
{
    struct sl_search_door *door = context;
    const struct sl_stored_mention mention = { .id = seen->id,
                                               .source = seen->source,
                                               .key = seen->key };
    int64_t identity = 0;

    SL_TRY(identity_of(door, seen->id, &identity, err));
    const struct sl_shown shown = sl_mention_sight_shown(&door->sight, &mention, identity);
    tell_sight(&shown, ret_sight);
    return SL_OK;
}

static enum sl_status open_all(struct sl_search_door *door, struct sl_error *err)
{
    struct sl_store *store = sl_access_store(door->access);
    struct sl_fold *fold = NULL;

    SL_TRY(sl_mention_sight_open(&door->sight, door->access, &door->arena, err));
    SL_TRY(sl_access_fold(door->access, &fold, err));
    SL_TRY(sl_search_open(store, fold, &door->search, err));
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
    asked.sees_keys = !sl_seal_book_is_empty(sl_access_seals(door->access));
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
