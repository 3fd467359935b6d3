/* SPDX-License-Identifier: Apache-2.0 */
#include "app/search_thing.h"

#include "app/search_gather.h"
#include "app/search_hidden.h"
#include "identity/identity_id.h"
#include "intake/format.h"
#include "record/entity_key.h"
#include "record/handle.h"
#include "search/search_reading.h"
#include "store/entity_use.h"
#include "store/membership.h"
#include "store/mention.h"
#include "store/node.h"
#include "store/record.h"
#include "store/run.h"

/* Records that name one thing, and are read for who has it. */
#define THING_RECORD_LIMIT 64
#define FACTS_LIMIT        ((size_t)4 << 20)

/* A part of the query that is a thing. */
struct thing {
    struct sl_search *search;
    size_t part;
    enum sl_search_reads reads;
    uint8_t claim;
};

/* May the reader find this mention by a phone or an address for e-mail? They may be withheld. */
static enum sl_status
may_lead(const struct thing *thing, int64_t id, bool *ret_may, struct sl_error *err)
{
    struct sl_search *search = thing->search;
    struct sl_search_sight sight;
    struct sl_stored_mention mention;

    *ret_may = true;
    if (search->wanted->see == NULL ||
        (thing->reads != SL_SEARCH_READS_PHONE && thing->reads != SL_SEARCH_READS_EMAIL)) {
        return SL_OK;
    }
    SL_TRY(sl_store_mention_get(search->store, id, &search->request, &mention, err));
    const struct sl_search_seen_mention seen = { mention.id, mention.source, mention.key };
    SL_TRY(search->wanted->see(search->wanted->context, &seen, &sight, err));
    *ret_may = sight.is_seen && (sight.matched & (UINT32_C(1) << SL_MENTION_PHONE)) != 0;
    return SL_OK;
}

/* The thing leads to this mention. */
static enum sl_status lead(const struct thing *thing, int64_t mention, struct sl_error *err)
{
    struct sl_search *search = thing->search;
    bool may = false;
    SL_TRY(may_lead(thing, mention, &may, err));
    if (!may) {
        return SL_OK;
    }
    if (search->led_count == SL_SEARCH_LED_LIMIT) {
        search->is_cut = true;
        return SL_OK;
    }
    search->led[search->led_count++] =
        (struct sl_search_led){ .mention = mention, .part = thing->part, .reads = thing->reads };
    return sl_search_tally_add(&search->tally, mention, &thing->claim, 1, err);
}

/* Read the facts of a record. */
static enum sl_status read_facts(
    struct sl_search *search,
    int64_t id,
    struct sl_arena *arena,
    struct sl_stored_record *record,
    struct sl_facts *facts,
    struct sl_error *err
)
{
    struct sl_str layout;
    struct sl_run run;

    SL_TRY(sl_store_record_get(search->store, id, arena, record, err));
    SL_TRY(sl_store_run_get(search->store, record->run, arena, &run, err));
    SL_TRY(sl_store_layout_text(search->store, record->layout, arena, &layout, err));
    const struct sl_format *format = sl_format_find(run.file.format);
    if (format == NULL) {
        return sl_fail(
            err,
            SL_UNSUPPORTED,
            "records are of a format that is not known here: '%.*s'",
            SL_STR_ARG(run.file.format)
        );
    }
    sl_facts_init(facts, arena);
    return sl_format_read(format, layout, record->key, record->body, facts, err);
}

/* Whoever a record ties to an object or a location: who uses it, owns it, lives there. */
static enum sl_status
lead_from_record(const struct thing *thing, int64_t id, int64_t entity, struct sl_error *err)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena = { .limit_bytes = 0 };
    struct sl_stored_record record;
    struct sl_facts facts;

    sl_arena_init(&arena, FACTS_LIMIT);
    if (sl_search_hides_record(thing->search->wanted->hidden, id)) {
        return SL_OK;
    }
    SL_TRY(read_facts(thing->search, id, &arena, &record, &facts, err));
    for (size_t i = 0; i < facts.link_count; i++) {
        const struct sl_link *link = &facts.links[i];
        struct sl_stored_mention mention;
        if (sl_role_from(link->role) != SL_PERSON ||
            sl_entity_hash(record.source, link->to_key) != entity) {
            continue;
        }
        const enum sl_status status = sl_store_mention_find(
            thing->search->store, record.source, link->from_key, &mention, err
        );
        if (status == SL_OK) {
            SL_TRY(lead(thing, mention.id, err));
        } else if (status != SL_NOT_FOUND) {
            return status;
        }
    }
    return SL_OK;
}

/* Whoever has an entity: a person is one; of an object or a location, records say who. */
static enum sl_status
lead_from_entity(const struct thing *thing, int64_t entity, struct sl_error *err)
{
    struct sl_entity_uses uses = { .after = 0 };
    int64_t mention = 0;
    bool is_person = false;

    enum sl_status status = SL_OK;
    while ((status =
                sl_store_mention_of_entity(thing->search->store, entity, mention, &mention, err)) ==
           SL_OK) {
        is_person = true;
        SL_TRY(lead(thing, mention, err));
    }
    if (status != SL_NOT_FOUND || is_person) {
        return status == SL_NOT_FOUND ? SL_OK : status;
    }
    SL_TRY(sl_store_entity_uses(thing->search->store, entity, &uses, err));
    if (uses.count > THING_RECORD_LIMIT) {
        sl_search_note(
            thing->search,
            "more than %d records name what was typed as '%.*s': not all were read",
            THING_RECORD_LIMIT,
            SL_STR_ARG(thing->search->query.parts[thing->part].typed)
        );
        thing->search->is_cut = true;
    }
    for (size_t i = 0; i < uses.count && i < THING_RECORD_LIMIT; i++) {
        SL_TRY(lead_from_record(thing, uses.items[i].record, entity, err));
    }
    return SL_OK;
}

static enum sl_status lead_from_node(
    const struct thing *thing, enum sl_node_kind kind, struct sl_str form, struct sl_error *err
)
{
    struct sl_node_uses uses = { .count = 0 };
    int64_t last = 0;

    SL_TRY(sl_store_node_uses(thing->search->store, sl_node_id(kind, form), &uses, err));
    for (size_t i = 0; i < uses.count; i++) {
        if (sl_search_hides_record(thing->search->wanted->hidden, uses.items[i].record)) {
            continue;
        }
        if (uses.items[i].entity != last) {
            last = uses.items[i].entity;
            SL_TRY(lead_from_entity(thing, last, err));
        }
    }
    if (uses.count == SL_NODE_USES_AT_ONCE) {
        sl_search_note(
            thing->search,
            "'%.*s' is named by very many records: not all were followed",
            SL_STR_ARG(thing->search->query.parts[thing->part].typed)
        );
        thing->search->is_cut = true;
    }
    return SL_OK;
}

/* An online name without its platform may be on any. */
static enum sl_status
lead_from_handle(const struct thing *thing, struct sl_str handle, struct sl_error *err)
{
    struct sl_buf *scratch = &thing->search->scratch;
    size_t count = 0;
    const struct sl_str *platforms = sl_search_platforms(&count);

    SL_TRY(lead_from_node(thing, SL_NODE_ACCOUNT, handle, err));
    if (sl_str_find(handle, SL_STR(" ")) < handle.len) {
        return SL_OK;
    }
    for (size_t i = 0; i <= count; i++) {
        const struct sl_str platform = i < count ? platforms[i] : SL_STR("x");
        sl_buf_clear(scratch);
        sl_account_normal(thing->search->fold, platform, handle, scratch);
        SL_TRY(sl_buf_status(scratch, err));
        SL_TRY(lead_from_node(thing, SL_NODE_ACCOUNT, sl_buf_str(scratch), err));
    }
    return SL_OK;
}

static enum sl_status
lead_from_identity(const struct thing *thing, struct sl_str text, struct sl_error *err)
{
    struct sl_membership member = { .mention = 0 };
    int64_t identity = 0;

    if (sl_identity_parse(text, &identity, NULL) != SL_OK) {
        return SL_OK; /* it only looked like one */
    }
    const enum sl_status status =
        sl_store_membership_next(thing->search->store, identity, 0, &member, err);
    if (status != SL_OK) {
        return status == SL_NOT_FOUND ? SL_OK : status;
    }
    return lead(thing, member.mention, err);
}

enum sl_status sl_search_follow(
    struct sl_search *search,
    size_t part,
    const struct sl_search_reading *reading,
    struct sl_error *err
)
{
    const struct thing thing = {
        .search = search,
        .part = part,
        .reads = reading->reads,
        .claim = sl_search_claim(search, part, reading->reads, SL_SEARCH_SAME),
    };
    switch (reading->reads) {
    case SL_SEARCH_READS_PHONE:
        return lead_from_node(&thing, SL_NODE_PHONE, reading->text, err);
    case SL_SEARCH_READS_VEHICLE:
        return lead_from_node(&thing, SL_NODE_VEHICLE, reading->text, err);
    case SL_SEARCH_READS_EMAIL:
        return lead_from_node(&thing, SL_NODE_EMAIL, reading->text, err);
    case SL_SEARCH_READS_HANDLE:
        return lead_from_handle(&thing, reading->text, err);
    case SL_SEARCH_READS_IDENTIFIER:
        return lead_from_node(&thing, SL_NODE_NUMBER, reading->text, err);
    case SL_SEARCH_READS_IDENTITY:
        return lead_from_identity(&thing, reading->text, err);
    case SL_SEARCH_READS_NAME:
    case SL_SEARCH_READS_INITIAL:
    case SL_SEARCH_READS_BIRTH:
    case SL_SEARCH_READS_POSTCODE:
    case SL_SEARCH_READING_COUNT:
        break;
    }
    return SL_OK;
}
