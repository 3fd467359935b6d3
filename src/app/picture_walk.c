/* SPDX-License-Identifier: Apache-2.0 */
#include "app/picture_walk.h"

#include <string.h>

#include "app/picture_load.h"
#include "base/hash.h"
#include "identity/identity_id.h"
#include "record/node.h"
#include "store/entity_use.h"
#include "store/membership.h"
#include "store/mention.h"
#include "store/node.h"
#include "store/relation.h"

#define KEY_SLOTS ((size_t)32768)
/* Mentions of somebody in the family that are looked at. */
#define FAMILY_MENTION_LIMIT 16u

/* How a key is followed. */
enum follow {
    FOLLOW_DESCRIBING, /* the records that have it as an entity of their own */
    FOLLOW_NAMING,     /* all that name it, the latest SL_PICTURE_THING_LIMIT of them */
    FOLLOW_OWN,        /* all that name it: it is the child */
    FOLLOW_NODE,       /* a node, not a key */
    FOLLOW_IDENTITY,   /* who it is */
    FOLLOW_FAMILY,     /* a mention: what relates it to others */
};

/* That something is followed in a way; an empty slot has no id. */
struct sl_picture_followed {
    int64_t id; /* hash of a key, node or mention: never 0 */
    enum follow way;
};

/* That a node is given to an entity by a record: the key is found when the record is read. */
struct sl_picture_pending {
    int64_t record, entity;
};

/* Is it followed in this way for the first time? */
static bool is_new(struct sl_picture_walk *walk, int64_t id, enum follow way)
{
    size_t slot = (size_t)sl_hash_u64((uint64_t)id ^ (uint64_t)way) & (KEY_SLOTS - 1);
    for (; walk->followed[slot].id != 0; slot = (slot + 1) & (KEY_SLOTS - 1)) {
        if (walk->followed[slot].id == id && walk->followed[slot].way == way) {
            return false;
        }
    }
    if (walk->followed_count == SL_PICTURE_KEY_LIMIT) {
        walk->records.is_full = true;
        return false;
    }
    walk->followed[slot] = (struct sl_picture_followed){ id, way };
    walk->followed_count++;
    return true;
}

/* The latest of the records that were found, in a ring with room for some of them. */
struct ring {
    int64_t *records;
    size_t room, seen;
};

static void push(struct ring *ring, int64_t record)
{
    ring->records[ring->seen++ % ring->room] = record;
}

/* Want what stands in a ring. Returns false when not all that were found do. */
static bool
want_ring(struct sl_picture_walk *walk, const struct ring *ring, const struct sl_picture_key *key)
{
    const size_t count = ring->seen < ring->room ? ring->seen : ring->room;
    for (size_t i = 0; i < count; i++) {
        const size_t at = (ring->seen - count + i) % ring->room;
        sl_picture_records_want(&walk->records, ring->records[at], key);
    }
    return count == ring->seen;
}

/*
 * Want the records that name a key: of very many the latest. Of the child's those that describe
 * who it is come first, so that a long history does not push them out.
 */
static enum sl_status follow(
    struct sl_picture_walk *walk, struct sl_picture_key key, enum follow way, struct sl_error *err
)
{
    const int64_t entity = sl_entity_hash(key.source, key.key);
    const bool is_child = way == FOLLOW_OWN;
    struct ring describing = { .records = walk->ring, .room = SL_PICTURE_THING_LIMIT };
    struct ring naming = {
        .records = walk->ring + SL_PICTURE_THING_LIMIT,
        .room = is_child ? SL_PICTURE_OWN_LIMIT : SL_PICTURE_THING_LIMIT,
    };
    struct sl_entity_uses uses = { .count = 0 };
    size_t scanned = 0;
    key.follow = way;
    if (!is_new(walk, entity, way)) {
        return SL_OK;
    }
    do {
        SL_TRY(sl_store_entity_uses(walk->records.store, entity, &uses, err));
        for (size_t i = 0; i < uses.count; i++) {
            if ((uses.items[i].marks & SL_ENTITY_HAS) != 0) {
                push(&describing, uses.items[i].record);
            }
            if (way != FOLLOW_DESCRIBING) {
                push(&naming, uses.items[i].record);
            }
        }
        scanned += uses.count;
    } while (uses.count == SL_ENTITY_USES_AT_ONCE && (is_child || scanned < SL_PICTURE_THING_SCAN));
    const bool is_whole = uses.count < SL_ENTITY_USES_AT_ONCE;
    const bool all_describing = want_ring(walk, &describing, &key);
    const bool all_naming = want_ring(walk, &naming, &key);
    if (is_child) {
        walk->records.is_full = walk->records.is_full || !all_naming;
    } else if (!is_whole || !all_naming || (way == FOLLOW_DESCRIBING && !all_describing)) {
        walk->is_thing_cut = true;
    }
    return SL_OK;
}

static bool is_own(const struct sl_picture_walk *walk, int64_t source, struct sl_str key)
{
    for (size_t i = 0; i < walk->own_count; i++) {
        if (walk->own[i].source == source && sl_str_equal(walk->own[i].key, key)) {
            return true;
        }
    }
    return false;
}

/* Is it a thing that the child has, so that whoever else has it is of interest? */
static bool is_having(enum sl_role role)
{
    return role == SL_ROLE_USES || role == SL_ROLE_OWNS || role == SL_ROLE_LIVES_AT ||
           role == SL_ROLE_FREQUENTS;
}

/* Follow what stands at an end of a link, or is described, in a record of the child. */
static enum sl_status follow_class(
    struct sl_picture_walk *walk,
    struct sl_picture_key key,
    enum sl_entity_class class,
    bool is_had,
    struct sl_error *err
)
{
    if (is_own(walk, key.source, key.key)) {
        return SL_OK;
    }
    const bool is_naming = class == SL_EVENT || (is_had && class != SL_PERSON);
    return follow(walk, key, is_naming ? FOLLOW_NAMING : FOLLOW_DESCRIBING, err);
}

/* What the records of the child refer to. */
static enum sl_status walk_own(struct sl_picture_walk *walk, size_t count, struct sl_error *err)
{
    for (size_t i = 0; i < count; i++) {
        const struct sl_picture_entry entry = walk->records.entries[i];
        if (entry.record == SL_PICTURE_NONE) {
            continue;
        }
        const struct sl_facts *facts = walk->records.items[entry.record].facts;
        struct sl_picture_key key = { .source = entry.source };
        for (size_t j = 0; j < facts->entity_count; j++) {
            key.key = facts->entities[j].key;
            SL_TRY(follow_class(walk, key, facts->entities[j].class, false, err));
        }
        for (size_t j = 0; j < facts->link_count; j++) {
            const struct sl_link *link = &facts->links[j];
            const bool is_had = is_having(link->role) && is_own(walk, entry.source, link->from_key);
            key.key = link->from_key;
            SL_TRY(follow_class(walk, key, sl_role_from(link->role), false, err));
            key.key = link->to_key;
            SL_TRY(follow_class(walk, key, sl_role_to(link->role), is_had, err));
        }
    }
    return SL_OK;
}

/* Who has a thing, by the records that name it. */
static enum sl_status walk_things(struct sl_picture_walk *walk, size_t first, struct sl_error *err)
{
    const size_t count = walk->records.read_count;
    for (size_t i = first; i < count; i++) {
        const struct sl_picture_entry entry = walk->records.entries[i];
        if (entry.record == SL_PICTURE_NONE || entry.why.follow != FOLLOW_NAMING) {
            continue;
        }
        const struct sl_facts *facts = walk->records.items[entry.record].facts;
        for (size_t j = 0; j < facts->link_count; j++) {
            const struct sl_link *link = &facts->links[j];
            if (sl_role_from(link->role) == SL_PERSON &&
                sl_str_equal(link->to_key, entry.why.key)) {
                const struct sl_picture_key key = { .source = entry.source, .key = link->from_key };
                SL_TRY(follow_class(walk, key, SL_PERSON, false, err));
            }
        }
    }
    return SL_OK;
}

/* A mention by its key; 0 when it is none. */
static enum sl_status find_mention(
    struct sl_picture_walk *walk,
    int64_t source,
    struct sl_str key,
    int64_t *ret_mention,
    struct sl_error *err
)
{
    struct sl_stored_mention mention;
    const enum sl_status status =
        sl_store_mention_find(walk->records.store, source, key, &mention, err);
    *ret_mention = status == SL_OK ? mention.id : 0;
    return status == SL_NOT_FOUND ? SL_OK : status;
}

/* Go through what relates a mention to others: want the records, or follow who is in those kept. */
static enum sl_status tour_relations(
    struct sl_picture_walk *walk,
    const struct sl_stored_mention *of,
    bool must_follow,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_relation_cursor_close_ptr) struct sl_relation_cursor *cursor = NULL;
    const struct sl_picture_key why = { of->source, of->key, FOLLOW_DESCRIBING };
    struct sl_stored_relation relation;
    bool has_one = false;
    SL_TRY(sl_store_relations_open(walk->records.store, of->id, of->id, &cursor, err));
    for (size_t i = 0; i < SL_PICTURE_THING_LIMIT; i++) {
        SL_TRY(sl_relation_cursor_next(cursor, &relation, &has_one, err));
        if (!has_one) {
            return SL_OK;
        }
        if (!must_follow) {
            sl_picture_records_want(&walk->records, relation.record, &why);
            continue;
        }
        const struct sl_picture_entry *entry =
            sl_picture_records_find(&walk->records, relation.record);
        if (entry == NULL || !entry->is_kept) {
            continue;
        }
        struct sl_stored_mention other;
        SL_TRY(sl_store_mention_get(
            walk->records.store, relation.other, walk->records.arena, &other, err
        ));
        const struct sl_picture_key key = { other.source, other.key, 0 };
        SL_TRY(follow_class(walk, key, SL_PERSON, false, err));
    }
    walk->is_thing_cut = true;
    return SL_OK;
}

/*
 * Want what relates a member of the family to others, and what describes these: only of records
 * that whoever looks may see.
 */
static enum sl_status follow_relations(
    struct sl_picture_walk *walk, const struct sl_stored_mention *of, struct sl_error *err
)
{
    SL_TRY(tour_relations(walk, of, false, err));
    SL_TRY(sl_picture_records_read(&walk->records, err));
    return tour_relations(walk, of, true, err);
}

/* The mentions of the identity of a mention; itself alone when it has none. */
static enum sl_status find_members(
    struct sl_picture_walk *walk,
    int64_t mention,
    int64_t *members,
    size_t *ret_count,
    struct sl_error *err
)
{
    struct sl_membership member;
    size_t count = 0;
    enum sl_status status = sl_store_membership_get(walk->records.store, mention, &member, err);
    members[0] = mention;
    if (status == SL_NOT_FOUND) {
        *ret_count = 1;
        return SL_OK;
    }
    SL_TRY(status);
    const int64_t identity = member.identity;
    member.mention = 0;
    while (count < FAMILY_MENTION_LIMIT) {
        status =
            sl_store_membership_next(walk->records.store, identity, member.mention, &member, err);
        if (status == SL_NOT_FOUND) {
            break;
        }
        SL_TRY(status);
        members[count++] = member.mention;
    }
    *ret_count = count;
    return SL_OK;
}

/* What every agency knows of somebody in the family, and of their relations. */
static enum sl_status
follow_family(struct sl_picture_walk *walk, int64_t mention, struct sl_error *err)
{
    int64_t members[FAMILY_MENTION_LIMIT];
    size_t count = 0;
    if (!is_new(walk, mention, FOLLOW_FAMILY)) {
        return SL_OK;
    }
    SL_TRY(find_members(walk, mention, members, &count, err));
    for (size_t i = 0; i < count; i++) {
        struct sl_stored_mention member;
        SL_TRY(
            sl_store_mention_get(walk->records.store, members[i], walk->records.arena, &member, err)
        );
        const struct sl_picture_key key = { member.source, member.key, 0 };
        if (!is_own(walk, key.source, key.key)) {
            SL_TRY(follow(walk, key, FOLLOW_DESCRIBING, err));
            SL_TRY(follow_relations(walk, &member, err));
        }
    }
    return SL_OK;
}

/* Whoever a record of the child relates to the child. */
static enum sl_status walk_family(struct sl_picture_walk *walk, size_t count, struct sl_error *err)
{
    for (size_t i = 0; i < count; i++) {
        const struct sl_picture_entry entry = walk->records.entries[i];
        const struct sl_facts *facts =
            entry.record == SL_PICTURE_NONE ? NULL : walk->records.items[entry.record].facts;
        for (size_t j = 0; facts != NULL && j < facts->link_count; j++) {
            const struct sl_link *link = &facts->links[j];
            const bool is_from = is_own(walk, entry.source, link->from_key);
            if (sl_role_to(link->role) != SL_PERSON || link->role == SL_ROLE_ASSOCIATE ||
                is_from == is_own(walk, entry.source, link->to_key)) {
                continue;
            }
            int64_t mention = 0;
            const struct sl_str other = is_from ? link->to_key : link->from_key;
            SL_TRY(find_mention(walk, entry.source, other, &mention, err));
            if (mention != 0) {
                SL_TRY(follow_family(walk, mention, err));
            }
        }
    }
    return SL_OK;
}

/* Told of a node of the child: want the records that give it to anybody. */
static enum sl_status
take_node(void *context, enum sl_node_kind kind, struct sl_str form, struct sl_error *err)
{
    static const struct sl_picture_key any = { .source = 0 };
    struct sl_picture_walk *walk = context;
    const int64_t node = sl_node_id(kind, form);
    struct sl_node_uses uses = { .count = 0 };
    if (kind == SL_NODE_NUMBER || !is_new(walk, node, FOLLOW_NODE)) {
        return SL_OK;
    }
    SL_TRY(sl_store_node_uses(walk->records.store, node, &uses, err));
    for (size_t i = 0; i < uses.count; i++) {
        if (i == SL_PICTURE_THING_LIMIT || walk->pending_count == SL_PICTURE_KEY_LIMIT) {
            walk->is_thing_cut = true;
            break;
        }
        sl_picture_records_want(&walk->records, uses.items[i].record, &any);
        walk->pending[walk->pending_count++] =
            (struct sl_picture_pending){ uses.items[i].record, uses.items[i].entity };
    }
    return SL_OK;
}

/* Does the child have this entity of a record, or is it the child? */
static bool is_of_child(
    struct sl_picture_walk *walk,
    const struct sl_picture_entry *entry,
    const struct sl_entity *entity
)
{
    return entity->class == SL_PERSON
               ? is_own(walk, entry->source, entity->key)
               : entity->class != SL_EVENT && entry->why.follow == FOLLOW_NAMING &&
                     sl_str_equal(entry->why.key, entity->key);
}

/* The nodes of the child, and of the things that the child has. */
static enum sl_status walk_nodes(struct sl_picture_walk *walk, struct sl_error *err)
{
    const struct sl_node_finder finder = {
        .fold = walk->fold,
        .form = walk->form,
        .scratch = walk->records.scratch,
        .told = take_node,
        .context = walk,
    };
    const size_t count = walk->records.read_count;
    for (size_t i = 0; i < count; i++) {
        const struct sl_picture_entry entry = walk->records.entries[i];
        const struct sl_facts *facts =
            entry.record == SL_PICTURE_NONE ? NULL : walk->records.items[entry.record].facts;
        for (size_t j = 0; facts != NULL && j < facts->entity_count; j++) {
            if (is_of_child(walk, &entry, &facts->entities[j])) {
                SL_TRY(sl_nodes_tell(&finder, facts, &facts->entities[j], err));
            }
        }
    }
    return SL_OK;
}

/* An object or a location has a node of the child: whoever names it is of interest. */
static enum sl_status walk_pending(struct sl_picture_walk *walk, struct sl_error *err)
{
    for (size_t i = 0; i < walk->pending_count; i++) {
        const struct sl_picture_entry *entry =
            sl_picture_records_find(&walk->records, walk->pending[i].record);
        if (entry == NULL || entry->record == SL_PICTURE_NONE) {
            continue;
        }
        const struct sl_facts *facts = walk->records.items[entry->record].facts;
        for (size_t j = 0; j < facts->entity_count; j++) {
            const struct sl_entity *entity = &facts->entities[j];
            if (entity->class != SL_PERSON &&
                sl_entity_hash(entry->source, entity->key) == walk->pending[i].entity) {
                const struct sl_picture_key key = { entry->source, entity->key, 0 };
                SL_TRY(follow(walk, key, FOLLOW_NAMING, err));
            }
        }
    }
    return SL_OK;
}

enum sl_status sl_picture_walk_records(struct sl_picture_walk *walk, struct sl_error *err)
{
    struct sl_picture_records *records = &walk->records;
    for (size_t i = 0; i < walk->own_count; i++) {
        SL_TRY(follow(walk, walk->own[i], FOLLOW_OWN, err));
    }
    SL_TRY(sl_picture_records_read(records, err));
    const size_t own_count = records->read_count;
    SL_TRY(walk_own(walk, own_count, err));
    SL_TRY(walk_family(walk, own_count, err));
    SL_TRY(sl_picture_records_read(records, err));
    SL_TRY(walk_nodes(walk, err));
    SL_TRY(sl_picture_records_read(records, err));
    SL_TRY(walk_pending(walk, err));
    SL_TRY(sl_picture_records_read(records, err));
    SL_TRY(walk_things(walk, own_count, err));
    return sl_picture_records_read(records, err);
}

bool sl_picture_walk_is_new_person(struct sl_picture_walk *walk, int64_t entity)
{
    return is_new(walk, entity, FOLLOW_IDENTITY);
}

enum sl_status
sl_picture_walk_own(struct sl_picture_walk *walk, int64_t identity, struct sl_error *err)
{
    struct sl_stored_mention mention = { .id = 0 };
    for (;;) {
        struct sl_membership member;
        const enum sl_status status =
            sl_store_membership_next(walk->records.store, identity, mention.id, &member, err);
        if (status == SL_NOT_FOUND) {
            break;
        }
        SL_TRY(status);
        if (walk->own_count == SL_PICTURE_MENTION_LIMIT) {
            walk->is_mention_cut = true;
            break;
        }
        SL_TRY(sl_store_mention_get(
            walk->records.store, member.mention, walk->records.arena, &mention, err
        ));
        walk->own[walk->own_count++] =
            (struct sl_picture_key){ .source = mention.source, .key = mention.key };
    }
    if (walk->own_count == 0) {
        const struct sl_identity_id id = sl_identity_print(identity);
        return sl_fail(err, SL_NOT_FOUND, "nobody has the id '%s'", id.text);
    }
    return SL_OK;
}

enum sl_status sl_picture_walk_begin(struct sl_picture_walk *walk, struct sl_error *err)
{
    struct sl_arena *arena = walk->records.arena;
    walk->followed = sl_arena_alloc(arena, KEY_SLOTS, sizeof *walk->followed);
    walk->own = sl_arena_alloc(arena, SL_PICTURE_MENTION_LIMIT, sizeof *walk->own);
    walk->ring =
        sl_arena_alloc(arena, SL_PICTURE_OWN_LIMIT + SL_PICTURE_THING_LIMIT, sizeof *walk->ring);
    walk->pending = sl_arena_alloc(arena, SL_PICTURE_KEY_LIMIT, sizeof *walk->pending);
    if (walk->followed == NULL || walk->own == NULL || walk->ring == NULL ||
        walk->pending == NULL) {
        return sl_fail_memory(err);
    }
    memset(walk->followed, 0, KEY_SLOTS * sizeof *walk->followed);
    return sl_picture_records_begin(&walk->records, err);
}
