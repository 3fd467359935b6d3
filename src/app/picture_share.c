/* SPDX-License-Identifier: Apache-2.0 */
#include "app/picture_share.h"

#include <string.h>

#include "base/buf.h"
#include "sharing/shown_facts.h"
#include "store/membership.h"
#include "store/mention.h"

/* Kinds of the child's records in one picture. */
#define ITEM_LIMIT ((size_t)65536)
/* Names or words of withheld fields. */
#define FIELDS_LIMIT ((size_t)4096)

#define WHEREABOUTS (SL_SHARE_BIT(SL_ATTRIBUTE_ADDRESS) | SL_SHARE_BIT(SL_ATTRIBUTE_POSTCODE))
#define CONTACT     (SL_SHARE_BIT(SL_ATTRIBUTE_PHONE) | SL_SHARE_BIT(SL_ATTRIBUTE_EMAIL))

/* What is shown of the events of a holder. */
enum event_sight { EVENTS_UNKNOWN, EVENTS_ALL, EVENTS_NONE, EVENTS_SOME };

static struct sl_arena *arena_of(const struct sl_picture_share *share)
{
    return share->walk->records.arena;
}

static size_t holder_of(const struct sl_picture_share *share, struct sl_str agency)
{
    size_t i = 0;
    while (i < share->holder_count && !sl_str_equal(share->holders[i], agency)) {
        i++;
    }
    return i;
}

static bool is_own(const struct sl_picture_share *share, int64_t source, struct sl_str key)
{
    for (size_t i = 0; i < share->walk->own_count; i++) {
        if (share->walk->own[i].source == source && sl_str_equal(share->walk->own[i].key, key)) {
            return true;
        }
    }
    return false;
}

/* The seal of a record: its own, and that of whomever and whatever it describes. */
static enum sl_seal_state
seal_of(const struct sl_picture_share *share, const struct sl_picture_candidate *candidate)
{
    const struct sl_seal_book *book = sl_access_seals(share->access);
    enum sl_seal_state state = SL_SEAL_NONE;
    if (sl_seal_book_is_empty(book)) {
        return state;
    }
    state = sl_seal_book_key(book, candidate->source->id, candidate->key);
    for (size_t i = 0; i < candidate->facts->entity_count; i++) {
        state = sl_seal_state_stricter(
            state, sl_seal_book_key(book, candidate->source->id, candidate->facts->entities[i].key)
        );
    }
    return state;
}

/* Who a person of a record is; 0 when nobody has said. */
static enum sl_status identity_of(
    struct sl_picture_share *share,
    int64_t source,
    struct sl_str key,
    int64_t *ret_identity,
    struct sl_error *err
)
{
    struct sl_store *store = share->walk->records.store;
    struct sl_stored_mention mention;
    struct sl_membership member = { .identity = 0 };
    *ret_identity = share->identity;
    if (is_own(share, source, key)) {
        return SL_OK;
    }
    enum sl_status status = sl_store_mention_find(store, source, key, &mention, err);
    if (status == SL_OK) {
        status = sl_store_membership_get(store, mention.id, &member, err);
    }
    *ret_identity = status == SL_OK ? member.identity : 0;
    return status == SL_NOT_FOUND ? SL_OK : status;
}

/* What the holder withholds of anybody whom the record describes. */
static enum sl_status withheld_of(
    struct sl_picture_share *share,
    const struct sl_picture_candidate *candidate,
    uint64_t *ret_fields,
    struct sl_error *err
)
{
    *ret_fields = 0;
    if (!sl_access_withholds(share->access)) {
        return SL_OK;
    }
    for (size_t i = 0; i < candidate->facts->entity_count; i++) {
        const struct sl_entity *entity = &candidate->facts->entities[i];
        int64_t identity = 0;
        if (entity->class == SL_PERSON) {
            SL_TRY(identity_of(share, candidate->source->id, entity->key, &identity, err));
            *ret_fields |= sl_access_withheld(share->access, identity, candidate->source->agency);
        }
    }
    return SL_OK;
}

/* The kinds of a record as one of the child's, as a set; 0 when it does not name the child. */
static uint64_t
kinds_of(const struct sl_picture_share *share, const struct sl_picture_candidate *candidate)
{
    const struct sl_facts *facts = candidate->facts;
    uint64_t kinds = 0;
    bool is_named = false;
    for (size_t i = 0; i < facts->entity_count; i++) {
        if (facts->entities[i].class == SL_PERSON &&
            is_own(share, candidate->source->id, facts->entities[i].key)) {
            kinds |= SL_SHARE_BIT(SL_SHARE_DETAILS);
        }
    }
    for (size_t i = 0; i < facts->link_count; i++) {
        const struct sl_link *link = &facts->links[i];
        if (!is_own(share, candidate->source->id, link->from_key)) {
            is_named = is_named || is_own(share, candidate->source->id, link->to_key);
            continue;
        }
        is_named = true;
        for (size_t j = 0; j < facts->entity_count; j++) {
            if (facts->entities[j].class == SL_EVENT &&
                sl_str_equal(facts->entities[j].key, link->to_key)) {
                kinds |= SL_SHARE_BIT(facts->entities[j].kind);
            }
        }
    }
    return kinds == 0 && is_named ? SL_SHARE_BIT(SL_SHARE_DETAILS) : kinds;
}

static void note_alert(struct sl_picture_share *share, struct sl_str holder)
{
    for (size_t i = 0; i < share->alert_count; i++) {
        if (sl_str_equal(share->alerts[i].holder, holder)) {
            return;
        }
    }
    if (share->alert_count < SL_PICTURE_ALERT_LIMIT) {
        share->alerts[share->alert_count++] = (struct sl_picture_alert){ .holder = holder };
    }
}

/* Keep what is to be answered for: each kind that the child has a record of. */
static void
note_kinds(struct sl_picture_share *share, const struct sl_reader_item *item, uint64_t kinds)
{
    for (unsigned kind = 0; kind < SL_SHARE_KIND_COUNT; kind++) {
        struct sl_reader_item one = *item;
        one.kind = (uint8_t)kind;
        if ((kinds & SL_SHARE_BIT(kind)) == 0 || share->item_count == share->item_room) {
            continue;
        }
        share->items[share->item_count++] = one;
        if (sl_reader_decide(&share->reader, &one).alert) {
            note_alert(share, share->holders[item->holder]);
        }
    }
}

/* Are all kinds of event of a holder shown, none, or some? Seals are each record's own. */
static enum event_sight events_of(struct sl_picture_share *share, const struct sl_reader_item *item)
{
    struct sl_reader_item one = *item;
    size_t count = 0;
    uint8_t *kept = &share->event_sights[item->holder];
    if (*kept != EVENTS_UNKNOWN) {
        return (enum event_sight) * kept;
    }
    one.seal = SL_SEAL_NONE;
    for (unsigned kind = 0; kind < SL_EVENT_KIND_COUNT; kind++) {
        one.kind = (uint8_t)kind;
        count += sl_reader_decide(&share->reader, &one).sight == SL_SIGHT_CONTENT ? 1 : 0;
    }
    *kept = count == 0 ? EVENTS_NONE : count == SL_EVENT_KIND_COUNT ? EVENTS_ALL : EVENTS_SOME;
    return (enum event_sight) * kept;
}

/* A record whose facts are shown, for the far ends of its links. */
struct far {
    struct sl_picture_share *share;
    const struct sl_picture_candidate *candidate;
    const struct sl_reader_item *item;
};

static enum sl_key_sight see_key(void *context, struct sl_str key)
{
    const struct far *far = context;
    struct sl_picture_share *share = far->share;
    const int64_t source = far->candidate->source->id;
    const enum sl_seal_state seal = sl_seal_book_key(sl_access_seals(share->access), source, key);
    struct sl_reader_item item = *far->item;
    struct sl_entity entity;
    bool is_known = false;
    if (seal == SL_SEAL_CLOSED || seal == SL_SEAL_DENIED) {
        return SL_KEY_HIDDEN;
    }
    if (events_of(share, &item) != EVENTS_SOME || is_own(share, source, key)) {
        return SL_KEY_UNKNOWN;
    }
    const enum sl_status status =
        sl_picture_records_kind(&share->walk->records, source, key, &entity, &is_known, share->err);
    if (status != SL_OK) {
        share->status = status;
        return SL_KEY_HIDDEN;
    }
    if (!is_known) {
        return SL_KEY_UNKNOWN;
    }
    item.kind = (uint8_t)(entity.class == SL_EVENT ? entity.kind : SL_SHARE_DETAILS);
    return sl_reader_decide(&share->reader, &item).sight == SL_SIGHT_CONTENT ? SL_KEY_SHOWN
                                                                             : SL_KEY_HIDDEN;
}

/* Where somebody is, and what they use, is told by links, too. */
static void drop_links(uint64_t withheld, struct sl_facts *facts)
{
    size_t count = 0;
    for (size_t i = 0; i < facts->link_count; i++) {
        const enum sl_role role = facts->links[i].role;
        const bool is_place = role == SL_ROLE_LIVES_AT || role == SL_ROLE_FREQUENTS;
        const bool is_thing = role == SL_ROLE_USES || role == SL_ROLE_OWNS;
        if (!(is_place && (withheld & WHEREABOUTS) != 0) &&
            !(is_thing && (withheld & CONTACT) != 0)) {
            facts->links[count++] = facts->links[i];
        }
    }
    facts->link_count = count;
}

/* What of a record may be seen: sl_picture_show_fn. */
static enum sl_status show(
    void *context,
    const struct sl_picture_candidate *candidate,
    struct sl_facts *ret_facts,
    bool *ret_is_shown,
    struct sl_error *err
)
{
    struct sl_picture_share *share = context;
    struct sl_reader_item item = share->like;
    struct far far = { .share = share, .candidate = candidate, .item = &item };
    const struct sl_facts_asked asked = {
        .item = &item, .facts = candidate->facts, .key_sight = see_key, .context = &far
    };
    item.holder = (uint16_t)holder_of(share, candidate->source->agency);
    item.seal = (uint8_t)seal_of(share, candidate);
    SL_TRY(withheld_of(share, candidate, &item.withheld, err));
    note_kinds(share, &item, kinds_of(share, candidate));
    *ret_is_shown = item.seal != SL_SEAL_CLOSED && item.seal != SL_SEAL_DENIED;
    if (!*ret_is_shown) {
        return SL_OK;
    }
    share->err = err;
    share->status = SL_OK;
    SL_TRY(sl_facts_show(&share->reader, &asked, ret_facts, err));
    SL_TRY(share->status);
    const struct sl_shown shown = sl_reader_decide(&share->reader, &item);
    drop_links(shown.withheld, ret_facts);
    *ret_is_shown = ret_facts->entity_count + ret_facts->link_count > 0;
    return SL_OK;
}

/* The agencies that hold records, and those of agreements. */
static enum sl_status list_holders(struct sl_picture_share *share, struct sl_error *err)
{
    const struct sl_picture_records *records = &share->walk->records;
    const struct sl_policy *policy = sl_access_policy(share->access);
    const size_t of_policy = policy == NULL ? 0 : policy->agency_count;
    const size_t room = records->source_count + of_policy;
    share->holders = sl_arena_alloc(arena_of(share), room + 1, sizeof *share->holders);
    if (share->holders == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < records->source_count; i++) {
        if (holder_of(share, records->sources[i].agency) == share->holder_count) {
            share->holders[share->holder_count++] = records->sources[i].agency;
        }
    }
    share->source_holder_count = share->holder_count;
    for (size_t i = 0; i < of_policy; i++) {
        if (holder_of(share, policy->agencies[i]) == share->holder_count) {
            /* The picture lives longer than the door. */
            const struct sl_str name = sl_arena_copy(arena_of(share), policy->agencies[i]);
            if (name.ptr == NULL) {
                return sl_fail_memory(err);
            }
            share->holders[share->holder_count++] = name;
        }
    }
    return SL_OK;
}

enum sl_status sl_picture_share_begin(
    struct sl_picture_share *share,
    struct sl_access *access,
    struct sl_picture_walk *walk,
    int64_t identity,
    struct sl_error *err
)
{
    *share = (struct sl_picture_share){ .access = access, .walk = walk, .identity = identity };
    SL_TRY(list_holders(share, err));
    SL_TRY(sl_access_reader(
        access, share->holders, share->holder_count, arena_of(share), &share->reader, err
    ));
    share->like = (struct sl_reader_item){
        .kind = SL_SHARE_DETAILS,
        .ties = sl_access_ties(access, identity),
        .glass = sl_access_glass(access, identity),
    };
    share->items = sl_arena_alloc(arena_of(share), ITEM_LIMIT, sizeof *share->items);
    share->event_sights = sl_arena_alloc(arena_of(share), share->holder_count + 1, 1);
    if (share->items == NULL || share->event_sights == NULL) {
        return sl_fail_memory(err);
    }
    memset(share->event_sights, EVENTS_UNKNOWN, share->holder_count + 1);
    share->item_room = ITEM_LIMIT;
    walk->records.show = show;
    walk->records.context = share;
    return SL_OK;
}

static enum sl_status
decide_answers(struct sl_picture_share *share, struct sl_answer **ret_answers, struct sl_error *err)
{
    struct sl_arena *arena = arena_of(share);
    const size_t count = share->holder_count * SL_SHARE_GROUP_COUNT;
    struct sl_answer *answers = sl_arena_alloc(arena, count + 1, sizeof *answers);
    struct sl_shown *shown = sl_arena_alloc(arena, share->item_count + 1, sizeof *shown);
    uint64_t *answered = sl_arena_alloc(arena, share->holder_count + 1, sizeof *answered);
    if (answers == NULL || shown == NULL || answered == NULL) {
        return sl_fail_memory(err);
    }
    /* An agency that sends its records here has answered; one that does not has not. */
    for (size_t i = 0; i < share->holder_count; i++) {
        answered[i] = i < share->source_holder_count ? SL_SHARE_ALL_KINDS : 0;
    }
    sl_reader_filter(&share->reader, share->items, share->item_count, shown);
    const struct sl_answer_child child = {
        .items = share->items,
        .shown = shown,
        .item_count = share->item_count,
        .answered = answered,
        .ties = share->like.ties,
        .glass = share->like.glass,
    };
    sl_answers_make(&share->reader, &child, answers);
    *ret_answers = answers;
    return SL_OK;
}

static enum sl_status print_fields(
    struct sl_arena *arena,
    uint64_t fields,
    bool words,
    struct sl_str *ret_text,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;
    sl_buf_init(&text, FIELDS_LIMIT);
    sl_share_print_fields(fields, words, &text);
    SL_TRY(sl_buf_status(&text, err));
    *ret_text = sl_arena_copy(arena, sl_buf_str(&text));
    return ret_text->ptr == NULL ? sl_fail_memory(err) : SL_OK;
}

/* What each agency withholds of the child, from this reader. */
static enum sl_status
tell_withheld(struct sl_picture_share *share, struct sl_picture_input *input, struct sl_error *err)
{
    struct sl_picture_withheld *withheld =
        sl_arena_alloc(arena_of(share), share->holder_count + 1, sizeof *withheld);
    if (withheld == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < share->holder_count; i++) {
        struct sl_reader_item item = share->like;
        item.holder = (uint16_t)i;
        item.withheld = sl_access_withheld(share->access, share->identity, share->holders[i]);
        const uint64_t fields = sl_reader_decide(&share->reader, &item).withheld;
        if (fields != 0) {
            struct sl_picture_withheld *one = &withheld[input->withheld_count++];
            one->agency = share->holders[i];
            SL_TRY(print_fields(arena_of(share), fields, false, &one->fields, err));
            SL_TRY(print_fields(arena_of(share), fields, true, &one->words, err));
        }
    }
    input->withheld = withheld;
    return SL_OK;
}

enum sl_status sl_picture_share_end(
    struct sl_picture_share *share, struct sl_picture_input *input, struct sl_error *err
)
{
    const size_t count = share->holder_count * SL_SHARE_GROUP_COUNT;
    struct sl_answer *answers = NULL;
    struct sl_picture_answer *told = sl_arena_alloc(arena_of(share), count + 1, sizeof *told);
    if (told == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(decide_answers(share, &answers, err));
    for (size_t i = 0; i < count; i++) {
        const struct sl_term *group = &sl_share_group_terms()[i % SL_SHARE_GROUP_COUNT];
        const struct sl_term *answer = &sl_answer_terms()[answers[i].kind];
        told[i] = (struct sl_picture_answer){
            .agency = share->holders[i / SL_SHARE_GROUP_COUNT],
            .kinds = group->name,
            .kinds_words = group->words,
            .answer = answer->name,
            .answer_words = answer->words,
            .count = answers[i].count,
            .content = answers[i].content,
            .more = answers[i].more,
        };
        share->is_held = share->is_held || answers[i].kind == SL_ANSWER_HELD;
    }
    input->answers = told;
    input->answer_count = count;
    return tell_withheld(share, input, err);
}
