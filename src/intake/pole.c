/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/json_line.h"
#include "intake/json_read.h"
#include "intake/pole_value.h"

/* List, object in it, list and object once more: nothing of ours is deeper. */
#define DEPTH_LIMIT 8

/* The types of a line: the classes of entity, and links. */
#define TYPE_LINK  ((unsigned)SL_ENTITY_CLASS_COUNT)
#define TYPE_COUNT (TYPE_LINK + 1)

#define BIT(number)  (1u << (number))
#define ALL_TYPES    (BIT(TYPE_COUNT) - 1)
#define ENTITY_TYPES (ALL_TYPES & ~BIT(TYPE_LINK))

enum member {
    MEMBER_TYPE,
    MEMBER_ID,
    MEMBER_CHANGED,
    MEMBER_DELETED,
    MEMBER_KIND,
    MEMBER_START,
    MEMBER_END,
    MEMBER_PEOPLE,
    MEMBER_OBJECTS,
    MEMBER_LOCATIONS,
    MEMBER_FOLLOWS,
    MEMBER_FROM,
    MEMBER_ROLE,
    MEMBER_TO,
    MEMBER_COUNT
};

/* What may stand beside "deleted": true. */
#define DELETED_MEMBERS \
    (BIT(MEMBER_TYPE) | BIT(MEMBER_ID) | BIT(MEMBER_CHANGED) | BIT(MEMBER_DELETED))

/*
 * A line under way. Members come in any order, so the entity has no key or class, and its links no
 * direction, until the line has been read.
 */
struct line {
    struct sl_json_read read;
    unsigned members;                      /* bit m: member m has been met */
    uint64_t attributes[2];                /* bit a: attribute a has been met */
    unsigned type;                         /* once MEMBER_TYPE has been met */
    struct sl_str id, kind;                /* empty before */
    struct sl_link link;                   /* of a line that is a link; its role in any case */
    size_t first_link[MEMBER_FOLLOWS + 1]; /* of the members that are lists, in facts->links */
    size_t link_count[MEMBER_FOLLOWS + 1];
    size_t list_column[MEMBER_FOLLOWS + 1]; /* where they stand */
};

typedef enum sl_status take_fn(struct line *line, enum member member, struct sl_error *err);

static take_fn take_type, take_id, take_moment, take_deleted, take_kind, take_list, take_follows,
    take_end_key, take_role;

/* The members that are not values. Invariant: by enumerator. */
static const struct member_row {
    struct sl_str name;
    take_fn *take;
    unsigned types;      /* of lines that may have it */
    unsigned needed_by;  /* types that must */
    unsigned item_class; /* of a list: what its ids name */
} member_rows[] = {
  /* clang-format off */
    [MEMBER_TYPE] = { { "type", 4 }, take_type, ALL_TYPES, ALL_TYPES, 0 },
    [MEMBER_ID] = { { "id", 2 }, take_id, ALL_TYPES, ALL_TYPES, 0 },
    [MEMBER_CHANGED] = { { "changed", 7 }, take_moment, ALL_TYPES, 0, 0 },
    [MEMBER_DELETED] = { { "deleted", 7 }, take_deleted, ALL_TYPES, 0, 0 },
    [MEMBER_KIND] = { { "kind", 4 }, take_kind, ENTITY_TYPES & ~BIT(SL_PERSON),
                      ENTITY_TYPES & ~BIT(SL_PERSON), 0 },
    [MEMBER_START] = { { "start", 5 }, take_moment, BIT(SL_EVENT) | BIT(TYPE_LINK), 0, 0 },
    [MEMBER_END] = { { "end", 3 }, take_moment, BIT(SL_EVENT) | BIT(TYPE_LINK), 0, 0 },
    [MEMBER_PEOPLE] = { { "people", 6 }, take_list, BIT(SL_PERSON) | BIT(SL_EVENT), 0, SL_PERSON },
    [MEMBER_OBJECTS] = { { "objects", 7 }, take_list, BIT(SL_PERSON) | BIT(SL_EVENT), 0,
                         SL_OBJECT },
    [MEMBER_LOCATIONS] = { { "locations", 9 }, take_list, BIT(SL_PERSON) | BIT(SL_EVENT), 0,
                           SL_LOCATION },
    [MEMBER_FOLLOWS] = { { "follows", 7 }, take_follows, BIT(SL_EVENT), 0, SL_EVENT },
    [MEMBER_FROM] = { { "from", 4 }, take_end_key, BIT(TYPE_LINK), BIT(TYPE_LINK), 0 },
    [MEMBER_ROLE] = { { "role", 4 }, take_role, BIT(TYPE_LINK), BIT(TYPE_LINK), 0 },
    [MEMBER_TO] = { { "to", 2 }, take_end_key, BIT(TYPE_LINK), BIT(TYPE_LINK), 0 },
  /* clang-format on */
};

/* The words of a type: for "does not belong to ...". */
static const char *type_words(unsigned type)
{
    static const char *const words[] = {
        [SL_PERSON] = "a person", [SL_OBJECT] = "an object", [SL_LOCATION] = "a location",
        [SL_EVENT] = "an event",  [TYPE_LINK] = "a link",
    };
    return words[type];
}

static enum sl_status take_type(struct line *line, enum member member, struct sl_error *err)
{
    (void)member;
    if (line->read.token.kind == SL_JSON_TEXT &&
        sl_str_equal(line->read.token.text, SL_STR("link"))) {
        line->type = TYPE_LINK;
        return SL_OK;
    }
    return sl_json_read_term(
        &line->read, sl_entity_class_terms(), SL_ENTITY_CLASS_COUNT, &line->type, err
    );
}

static enum sl_status take_id(struct line *line, enum member member, struct sl_error *err)
{
    (void)member;
    return sl_json_read_key(&line->read, &line->id, err);
}

static enum sl_status take_kind(struct line *line, enum member member, struct sl_error *err)
{
    (void)member;
    line->kind = line->read.token.text;
    return sl_json_read_want(&line->read, SL_JSON_TEXT, err);
}

static enum sl_status take_role(struct line *line, enum member member, struct sl_error *err)
{
    (void)member;
    return sl_json_read_term(
        &line->read, sl_role_terms(), SL_ROLE_TABLE_COUNT, &line->link.role, err
    );
}

static enum sl_status take_end_key(struct line *line, enum member member, struct sl_error *err)
{
    return sl_json_read_key(
        &line->read, member == MEMBER_FROM ? &line->link.from_key : &line->link.to_key, err
    );
}

static enum sl_status take_moment(struct line *line, enum member member, struct sl_error *err)
{
    struct sl_moment *moment = member == MEMBER_CHANGED ? &line->read.reading->changed
                               : member == MEMBER_START ? &line->link.start
                                                        : &line->link.end;
    return sl_json_read_moment(&line->read, moment, err);
}

static enum sl_status take_deleted(struct line *line, enum member member, struct sl_error *err)
{
    (void)member;
    const enum sl_json_kind kind = line->read.token.kind;
    if (kind != SL_JSON_TRUE && kind != SL_JSON_FALSE) {
        return sl_fail(
            err, SL_INVALID, "true or false is wanted, not %s", sl_json_kind_words(kind)
        );
    }
    line->read.reading->withdrawn = kind == SL_JSON_TRUE;
    return SL_OK;
}

/* One member of an item of people, objects or locations. Bits 1, 2, 4, 8: what has been met. */
static enum sl_status
take_item_member(struct line *line, struct sl_link *link, unsigned *met, struct sl_error *err)
{
    static const struct sl_str names[4] = {
        {"id",     2},
        { "role",  4},
        { "start", 5},
        { "end",   3}
    };
    unsigned which = 0;
    SL_TRY(sl_pole_member(&line->read, names, "an item", met, &which, err));
    switch (which) {
    case 0:
        return sl_json_read_key(&line->read, &link->from_key, err);
    case 1:
        return sl_json_read_term(
            &line->read, sl_role_terms(), SL_ROLE_TABLE_COUNT, &link->role, err
        );
    case 2:
        return sl_json_read_moment(&line->read, &link->start, err);
    default:
        return sl_json_read_moment(&line->read, &link->end, err);
    }
}

/* An item: what it names stands at the beginning of the link for now. */
static enum sl_status take_item(struct line *line, struct sl_error *err)
{
    struct sl_link link = { .to_key = SL_STR("?") };
    unsigned met = 0;
    if (line->read.token.kind != SL_JSON_OBJECT) {
        return sl_fail(
            err,
            SL_INVALID,
            "an object with 'id' and 'role' is wanted, not %s",
            sl_json_kind_words(line->read.token.kind)
        );
    }
    for (;;) {
        SL_TRY(sl_json_read_next(&line->read, err));
        if (line->read.token.kind == SL_JSON_OBJECT_END) {
            break;
        }
        SL_TRY(take_item_member(line, &link, &met, err));
    }
    if ((met & 3u) != 3u) {
        return sl_fail(err, SL_INVALID, "an item has no '%s'", (met & 1u) == 0 ? "id" : "role");
    }
    return sl_read_add_link(line->read.reading->facts, link, err);
}

/* The items of a list; take is called for each. */
static enum sl_status take_items(
    struct line *line,
    enum member member,
    enum sl_status (*take)(struct line *line, struct sl_error *err),
    struct sl_error *err
)
{
    const struct sl_facts *facts = line->read.reading->facts;
    if (line->read.token.kind == SL_JSON_NULL) {
        return SL_OK;
    }
    SL_TRY(sl_json_read_want(&line->read, SL_JSON_LIST, err));
    line->first_link[member] = facts->link_count;
    line->list_column[member] = line->read.reading->column;
    for (;;) {
        SL_TRY(sl_json_read_next(&line->read, err));
        if (line->read.token.kind == SL_JSON_LIST_END) {
            break;
        }
        SL_TRY(take(line, err));
    }
    line->link_count[member] = facts->link_count - line->first_link[member];
    return SL_OK;
}

static enum sl_status take_list(struct line *line, enum member member, struct sl_error *err)
{
    return take_items(line, member, take_item, err);
}

static enum sl_status take_followed(struct line *line, struct sl_error *err)
{
    struct sl_link link = { .to_key = SL_STR("?"), .role = SL_ROLE_FOLLOWS };
    SL_TRY(sl_json_read_key(&line->read, &link.from_key, err));
    return sl_read_add_link(line->read.reading->facts, link, err);
}

static enum sl_status take_follows(struct line *line, enum member member, struct sl_error *err)
{
    return take_items(line, member, take_followed, err);
}

static enum sl_status fail_twice(struct sl_error *err)
{
    return sl_fail(err, SL_INVALID, "the member stands twice");
}

/* A member of the line; the token is its value. */
static enum sl_status take_member(struct line *line, struct sl_error *err)
{
    const struct sl_str name = line->read.token.name;
    for (unsigned i = 0; i < MEMBER_COUNT; i++) {
        if (!sl_str_equal(member_rows[i].name, name)) {
            continue;
        }
        if ((line->members & BIT(i)) != 0) {
            return fail_twice(err);
        }
        line->members |= BIT(i);
        return member_rows[i].take(line, i, err);
    }
    const unsigned attribute = sl_term_find(sl_attribute_terms(), SL_ATTRIBUTE_TABLE_COUNT, name);
    if (attribute == SL_ATTRIBUTE_TABLE_COUNT || attribute == SL_ATTRIBUTE_MEANT) {
        return sl_fail(err, SL_INVALID, "the member is not known");
    }
    uint64_t *set = &line->attributes[attribute / 64];
    if ((*set >> attribute % 64 & 1) != 0) {
        return fail_twice(err);
    }
    *set |= UINT64_C(1) << attribute % 64;
    return sl_pole_value_take(&line->read, attribute, err);
}

/* Every member stands where it may, and what is needed is there. */
static enum sl_status check_members(struct line *line, struct sl_error *err)
{
    const bool is_deleted = line->read.reading->withdrawn;
    for (unsigned i = 0; i < MEMBER_COUNT; i++) {
        const bool is_there = (line->members & BIT(i)) != 0;
        const bool is_wanted = (member_rows[i].needed_by & BIT(line->type)) != 0 &&
                               (!is_deleted || (DELETED_MEMBERS & BIT(i)) != 0);
        line->read.reading->field = member_rows[i].name;
        line->read.reading->column = 0;
        if (is_wanted && !is_there) {
            return sl_fail(err, SL_INVALID, "the member is missing");
        }
        if (is_there && (member_rows[i].types & BIT(line->type)) == 0) {
            return sl_fail(
                err, SL_INVALID, "the member does not belong to %s", type_words(line->type)
            );
        }
        if (is_there && is_deleted && (DELETED_MEMBERS & BIT(i)) == 0) {
            return sl_fail(err, SL_INVALID, "the member stands in a deleted record");
        }
    }
    const struct sl_facts *facts = line->read.reading->facts;
    if (facts->value_count > 0 && (is_deleted || line->type == TYPE_LINK)) {
        line->read.reading->field = sl_attribute_terms()[facts->values[0].attribute].name;
        return sl_fail(
            err,
            SL_INVALID,
            is_deleted ? "the member stands in a deleted record"
                       : "the member does not belong to a link"
        );
    }
    return SL_OK;
}

/* The kinds of a class; a person is of no kind. */
static const struct sl_term *kind_terms(enum sl_entity_class class, unsigned *ret_count)
{
    switch (class) {
    case SL_OBJECT:
        *ret_count = SL_OBJECT_KIND_COUNT;
        return sl_object_kind_terms();
    case SL_LOCATION:
        *ret_count = SL_LOCATION_KIND_COUNT;
        return sl_location_kind_terms();
    case SL_EVENT:
        *ret_count = SL_EVENT_KIND_COUNT;
        return sl_event_kind_terms();
    case SL_PERSON:
    case SL_ENTITY_CLASS_COUNT:
        break;
    }
    *ret_count = 0;
    return NULL;
}

static enum sl_status settle_kind(struct line *line, struct sl_entity *entity, struct sl_error *err)
{
    unsigned count = 0;
    const struct sl_term *terms = kind_terms(line->type, &count);
    if (count == 0) {
        return SL_OK;
    }
    entity->kind = sl_term_find(terms, count, line->kind);
    if (entity->kind == count) {
        line->read.reading->field = member_rows[MEMBER_KIND].name;
        return sl_fail(
            err,
            SL_INVALID,
            "'%.*s' is no kind of %.*s",
            SL_STR_ARG(line->kind),
            SL_STR_ARG(sl_entity_class_terms()[line->type].name)
        );
    }
    return SL_OK;
}

/*
 * Now that the line's type is known, turn each listed link the right way: what is listed has the
 * role towards this record, unless its role can only be read from here. An event that follows
 * another says so of itself.
 */
static enum sl_status settle_links(struct line *line, enum member member, struct sl_error *err)
{
    const unsigned item_class = member_rows[member].item_class;
    if (line->link_count[member] == 0) {
        return SL_OK;
    }
    struct sl_link *links = &line->read.reading->facts->links[line->first_link[member]];
    line->read.reading->field = member_rows[member].name;
    line->read.reading->column = line->list_column[member];
    for (size_t i = 0; i < line->link_count[member]; i++) {
        const enum sl_entity_class from = sl_role_from(links[i].role);
        const enum sl_entity_class to = sl_role_to(links[i].role);
        links[i].to_key = line->id;
        if (member == MEMBER_FOLLOWS || from != item_class || to != line->type) {
            if (from != line->type || to != item_class) {
                return sl_fail(
                    err,
                    SL_INVALID,
                    "'%.*s' does not join these",
                    SL_STR_ARG(sl_role_terms()[links[i].role].name)
                );
            }
            links[i].to_key = links[i].from_key;
            links[i].from_key = line->id;
        }
    }
    return SL_OK;
}

static void forget_facts(struct sl_facts *facts)
{
    facts->entity_count = 0;
    facts->value_count = 0;
    facts->link_count = 0;
}

/* The line has been read: give the facts what was open. */
static enum sl_status settle(struct line *line, struct sl_error *err)
{
    struct sl_facts *facts = line->read.reading->facts;
    if ((line->members & BIT(MEMBER_TYPE)) == 0) {
        line->read.reading->field = member_rows[MEMBER_TYPE].name;
        line->read.reading->column = 0;
        return sl_fail(err, SL_INVALID, "the member is missing");
    }
    SL_TRY(check_members(line, err));
    line->read.reading->key = line->id;
    if (line->read.reading->withdrawn) {
        forget_facts(facts);
        return SL_OK;
    }
    if (line->type == TYPE_LINK) {
        forget_facts(facts);
        return sl_facts_link(facts, line->link, err);
    }
    struct sl_entity *entity = &facts->entities[0];
    entity->class = line->type;
    entity->key = line->id;
    entity->start = line->link.start;
    entity->end = line->link.end;
    SL_TRY(settle_kind(line, entity, err));
    SL_TRY(settle_links(line, MEMBER_PEOPLE, err));
    SL_TRY(settle_links(line, MEMBER_OBJECTS, err));
    SL_TRY(settle_links(line, MEMBER_LOCATIONS, err));
    return settle_links(line, MEMBER_FOLLOWS, err);
}

static enum sl_status read_line(struct sl_reading *reading, struct sl_error *err)
{
    struct line line = { .members = 0 };
    sl_json_read_init(&line.read, reading, DEPTH_LIMIT);
    /* A placeholder; the key comes when it has been read. */
    SL_TRY(sl_facts_entity(reading->facts, (struct sl_entity){ .key = SL_STR("?") }, err));
    SL_TRY(sl_json_read_next(&line.read, err));
    if (line.read.token.kind != SL_JSON_OBJECT) {
        return sl_fail(
            err,
            SL_INVALID,
            "the line is %s, not an object",
            sl_json_kind_words(line.read.token.kind)
        );
    }
    for (;;) {
        reading->field = (struct sl_str){ .ptr = NULL };
        SL_TRY(sl_json_read_next(&line.read, err));
        if (line.read.token.kind == SL_JSON_OBJECT_END) {
            break;
        }
        reading->field = line.read.token.name;
        SL_TRY(take_member(&line, err));
    }
    SL_TRY(sl_json_read_next(&line.read, err));
    return settle(&line, err);
}

const struct sl_format sl_format_pole = {
    .name = {.ptr = "pole-jsonl",                                                     .len = 10},
    .title = { .ptr = "police records: persons, objects, locations, events and links", .len = 61},
    .open = sl_json_line_open,
    .next = sl_json_line_next,
    .read = read_line,
};
