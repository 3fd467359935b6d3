/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/catalogue_read.h"
#include "notice/clock.h"

#define FORMAT SL_STR("sightline-clocks-1")

/* Put the place of a node into a failure that knows nothing of it. */
static enum sl_status
read_limit(const struct sl_yaml_node *node, struct sl_limit *ret_limit, struct sl_error *err)
{
    const enum sl_status status = sl_limit_parse(node->text, ret_limit, err);

    if (status != SL_OK) {
        sl_fail_detail(err, "line %u, column %u", node->line, node->column);
    }
    return status;
}

static enum sl_status
read_kind(const struct sl_yaml_node *node, enum sl_event_kind *ret_kind, struct sl_error *err)
{
    const struct sl_catalogue_names kinds = { sl_event_kind_terms(),
                                              SL_EVENT_KIND_COUNT,
                                              "kind of event" };
    unsigned kind = 0;

    SL_TRY(sl_catalogue_term(node, kinds, &kind, err));
    *ret_kind = (enum sl_event_kind)kind;
    return SL_OK;
}

/* The members of a pattern; those that start a clock may have two more. */
enum {
    PATTERN_EVENT,
    PATTERN_AT,
    PATTERN_ROLE,
    PATTERN_ATTRIBUTE,
    PATTERN_IS,
    PATTERN_MEMBER_COUNT,
    PATTERN_WHICH = PATTERN_MEMBER_COUNT,
    PATTERN_LEADS_TO,
    STARTS_MEMBER_COUNT
};

static const struct sl_yaml_rule pattern_rules[STARTS_MEMBER_COUNT] = {
    [PATTERN_EVENT] = {"event",      SL_YAML_TEXT, true },
    [PATTERN_AT] = { "at",        SL_YAML_TEXT, false},
    [PATTERN_ROLE] = { "role",      SL_YAML_TEXT, false},
    [PATTERN_ATTRIBUTE] = { "attribute", SL_YAML_TEXT, false},
    [PATTERN_IS] = { "is",        SL_YAML_LIST, false},
    [PATTERN_WHICH] = { "which",     SL_YAML_TEXT, true },
    [PATTERN_LEADS_TO] = { "leads_to",  SL_YAML_TEXT, false},
};

static enum sl_status read_codes(
    const struct sl_yaml_node *const *members,
    struct sl_arena *arena,
    struct sl_pattern *pattern,
    struct sl_error *err
)
{
    const struct sl_catalogue_names attributes = { sl_attribute_terms(),
                                                   SL_ATTRIBUTE_TABLE_COUNT,
                                                   "attribute" };
    const struct sl_yaml_node *list = members[PATTERN_IS];
    struct sl_str *texts = NULL;
    unsigned attribute = 0;

    SL_TRY(sl_catalogue_term(members[PATTERN_ATTRIBUTE], attributes, &attribute, err));
    SL_TRY(sl_catalogue_room(list, SL_CLOCK_ITEM_LIMIT, sizeof(*texts), arena, &texts, err));
    pattern->is_coded = true;
    pattern->attribute = (enum sl_attribute)attribute;
    pattern->texts = texts;
    for (const struct sl_yaml_node *item = list->first; item != NULL; item = item->next) {
        SL_TRY(sl_yaml_expect(item, SL_YAML_TEXT, err));
        SL_TRY(sl_catalogue_line(item, &texts[pattern->text_count++], err));
    }
    return SL_OK;
}

/* A role that joins a person and an event. */
static enum sl_status
read_role(const struct sl_yaml_node *node, uint64_t *ret_roles, struct sl_error *err)
{
    const struct sl_catalogue_names roles = { sl_role_terms(), SL_ROLE_TABLE_COUNT, "role" };
    unsigned role = 0;

    SL_TRY(sl_catalogue_term(node, roles, &role, err));
    if (sl_role_from((enum sl_role)role) != SL_PERSON ||
        sl_role_to((enum sl_role)role) != SL_EVENT) {
        return sl_yaml_fail(
            node, err, "'%.*s' is no role of a person in an event", SL_STR_ARG(node->text)
        );
    }
    *ret_roles = SL_HISTORY_BIT(role);
    return SL_OK;
}

/* From the members of its map. */
static enum sl_status read_pattern(
    const struct sl_yaml_node *node,
    const struct sl_yaml_node *const *members,
    struct sl_arena *arena,
    struct sl_pattern *pattern,
    struct sl_error *err
)
{
    const struct sl_catalogue_names ats = { sl_pattern_at_terms(),
                                            SL_AT_COUNT,
                                            "moment of an event" };
    enum sl_event_kind kind = SL_EVENT_KIND_COUNT;
    unsigned at = SL_AT_START;

    *pattern = (struct sl_pattern){ .kinds = 0 };
    SL_TRY(read_kind(members[PATTERN_EVENT], &kind, err));
    pattern->kinds = SL_HISTORY_BIT(kind);
    if (members[PATTERN_AT] != NULL) {
        SL_TRY(sl_catalogue_term(members[PATTERN_AT], ats, &at, err));
    }
    pattern->at = (enum sl_pattern_at)at;
    if (at == SL_AT_END && !sl_event_kind_is_span(kind)) {
        return sl_yaml_fail(
            members[PATTERN_AT],
            err,
            "'%.*s' happens at one moment, and has no end",
            SL_STR_ARG(members[PATTERN_EVENT]->text)
        );
    }
    if (members[PATTERN_ROLE] != NULL) {
        SL_TRY(read_role(members[PATTERN_ROLE], &pattern->roles, err));
    }
    if ((members[PATTERN_ATTRIBUTE] == NULL) != (members[PATTERN_IS] == NULL)) {
        return sl_yaml_fail(node, err, "'attribute' and 'is' go together");
    }
    return members[PATTERN_IS] == NULL ? SL_OK : read_codes(members, arena, pattern, err);
}

static enum sl_status read_starts(
    const struct sl_yaml_node *node,
    struct sl_arena *arena,
    struct sl_clock *clock,
    struct sl_error *err
)
{
    const struct sl_catalogue_names whichs = { sl_clock_which_terms(),
                                               SL_WHICH_COUNT,
                                               "choice of an anchor" };
    const struct sl_yaml_node *members[STARTS_MEMBER_COUNT];
    unsigned which = 0;

    SL_TRY(sl_yaml_members(node, pattern_rules, STARTS_MEMBER_COUNT, members, err));
    SL_TRY(read_pattern(node, members, arena, &clock->starts, err));
    SL_TRY(sl_catalogue_term(members[PATTERN_WHICH], whichs, &which, err));
    clock->which = (enum sl_clock_which)which;
    clock->leads_to = SL_EVENT_KIND_COUNT;
    if (members[PATTERN_LEADS_TO] != NULL) {
        SL_TRY(read_kind(members[PATTERN_LEADS_TO], &clock->leads_to, err));
        if (which != SL_WHICH_INITIATING && which != SL_WHICH_LAST) {
            return sl_yaml_fail(
                members[PATTERN_WHICH], err, "with 'leads_to' this must be initiating or last"
            );
        }
    } else if (which == SL_WHICH_INITIATING) {
        return sl_yaml_fail(members[PATTERN_WHICH], err, "'leads_to' must say what it initiates");
    }
    return SL_OK;
}

static enum sl_status read_patterns(
    const struct sl_yaml_node *list,
    struct sl_arena *arena,
    const struct sl_pattern **ret_patterns,
    size_t *ret_count,
    struct sl_error *err
)
{
    struct sl_pattern *patterns = NULL;
    size_t count = 0;

    SL_TRY(sl_catalogue_room(list, SL_CLOCK_ITEM_LIMIT, sizeof(*patterns), arena, &patterns, err));
    for (const struct sl_yaml_node *node = list->first; node != NULL; node = node->next) {
        const struct sl_yaml_node *members[PATTERN_MEMBER_COUNT];
        SL_TRY(sl_yaml_members(node, pattern_rules, PATTERN_MEMBER_COUNT, members, err));
        SL_TRY(read_pattern(node, members, arena, &patterns[count++], err));
    }
    *ret_patterns = patterns;
    *ret_count = count;
    return SL_OK;
}

static enum sl_status read_then(
    const struct sl_yaml_node *list,
    struct sl_arena *arena,
    struct sl_clock *clock,
    struct sl_error *err
)
{
    struct sl_limit *limits = NULL;

    SL_TRY(sl_catalogue_room(list, SL_CLOCK_ITEM_LIMIT, sizeof(*limits), arena, &limits, err));
    clock->then = limits;
    for (const struct sl_yaml_node *item = list->first; item != NULL; item = item->next) {
        SL_TRY(sl_yaml_expect(item, SL_YAML_TEXT, err));
        SL_TRY(read_limit(item, &limits[clock->then_count++], err));
    }
    return SL_OK;
}

static enum sl_status
read_source(const struct sl_yaml_node *node, struct sl_clock_source *source, struct sl_error *err)
{
    static const struct sl_yaml_rule rules[] = {
        {"title",    SL_YAML_TEXT, true},
        { "version", SL_YAML_TEXT, true},
        { "section", SL_YAML_TEXT, true},
    };
    const struct sl_yaml_node *members[3];

    SL_TRY(sl_yaml_members(node, rules, 3, members, err));
    SL_TRY(sl_catalogue_line(members[0], &source->title, err));
    SL_TRY(sl_catalogue_line(members[1], &source->version, err));
    return sl_catalogue_line(members[2], &source->section, err);
}

enum {
    CLOCK_ID,
    CLOCK_TITLE,
    CLOCK_BASIS,
    CLOCK_OWNER,
    CLOCK_STARTS,
    CLOCK_STOPS,
    CLOCK_CEASES,
    CLOCK_LIMIT,
    CLOCK_THEN,
    CLOCK_SOON,
    CLOCK_SOURCE,
    CLOCK_NOTE,
    CLOCK_MEMBER_COUNT
};

static const struct sl_yaml_rule clock_rules[CLOCK_MEMBER_COUNT] = {
    [CLOCK_ID] = {"id",      SL_YAML_TEXT, true },
    [CLOCK_TITLE] = { "title",  SL_YAML_TEXT, true },
    [CLOCK_BASIS] = { "basis",  SL_YAML_TEXT, true },
    [CLOCK_OWNER] = { "owner",  SL_YAML_TEXT, true },
    [CLOCK_STARTS] = { "starts", SL_YAML_MAP,  true },
    [CLOCK_STOPS] = { "stops",  SL_YAML_LIST, true },
    [CLOCK_CEASES] = { "ceases", SL_YAML_LIST, false},
    [CLOCK_LIMIT] = { "limit",  SL_YAML_TEXT, true },
    [CLOCK_THEN] = { "then",   SL_YAML_LIST, false},
    [CLOCK_SOON] = { "soon",   SL_YAML_TEXT, false},
    [CLOCK_SOURCE] = { "source", SL_YAML_MAP,  true },
    [CLOCK_NOTE] = { "note",   SL_YAML_TEXT, false},
};

static enum sl_status read_times(
    const struct sl_yaml_node *const *members,
    struct sl_arena *arena,
    struct sl_clock *clock,
    struct sl_error *err
)
{
    SL_TRY(read_starts(members[CLOCK_STARTS], arena, clock, err));
    SL_TRY(read_patterns(members[CLOCK_STOPS], arena, &clock->stops, &clock->stop_count, err));
    if (members[CLOCK_CEASES] != NULL) {
        SL_TRY(read_patterns(members[CLOCK_CEASES], arena, &clock->ceases, &clock->cease_count, err)
        );
    }
    SL_TRY(read_limit(members[CLOCK_LIMIT], &clock->limit, err));
    if (members[CLOCK_THEN] != NULL) {
        SL_TRY(read_then(members[CLOCK_THEN], arena, clock, err));
    }
    return members[CLOCK_SOON] == NULL ? SL_OK : read_limit(members[CLOCK_SOON], &clock->soon, err);
}

static enum sl_status read_clock(
    const struct sl_yaml_node *node,
    struct sl_arena *arena,
    struct sl_clock *clock,
    struct sl_error *err
)
{
    const struct sl_catalogue_names bases = { sl_clock_basis_terms(), SL_BASIS_COUNT, "basis" };
    const struct sl_yaml_node *members[CLOCK_MEMBER_COUNT];
    unsigned basis = 0;

    *clock = (struct sl_clock){ .note = SL_STR("") };
    SL_TRY(sl_yaml_members(node, clock_rules, CLOCK_MEMBER_COUNT, members, err));
    SL_TRY(sl_catalogue_id(members[CLOCK_ID], &clock->id, err));
    SL_TRY(sl_catalogue_line(members[CLOCK_TITLE], &clock->title, err));
    SL_TRY(sl_catalogue_term(members[CLOCK_BASIS], bases, &basis, err));
    clock->basis = (enum sl_clock_basis)basis;
    SL_TRY(sl_catalogue_line(members[CLOCK_OWNER], &clock->owner, err));
    SL_TRY(read_times(members, arena, clock, err));
    SL_TRY(read_source(members[CLOCK_SOURCE], &clock->source, err));
    return members[CLOCK_NOTE] == NULL ? SL_OK
                                       : sl_catalogue_line(members[CLOCK_NOTE], &clock->note, err);
}

static const struct sl_clock *
find_clock(const struct sl_clock *items, size_t count, struct sl_str id)
{
    for (size_t i = 0; i < count; i++) {
        if (sl_str_equal(items[i].id, id)) {
            return &items[i];
        }
    }
    return NULL;
}

static enum sl_status read_clocks(
    const struct sl_yaml_node *list,
    struct sl_arena *arena,
    struct sl_clocks *clocks,
    struct sl_error *err
)
{
    struct sl_clock *items = NULL;

    SL_TRY(sl_catalogue_room(list, SL_CLOCK_LIMIT, sizeof(*items), arena, &items, err));
    clocks->items = items;
    for (const struct sl_yaml_node *node = list->first; node != NULL; node = node->next) {
        struct sl_clock *clock = &items[clocks->count];
        SL_TRY(read_clock(node, arena, clock, err));
        if (find_clock(items, clocks->count, clock->id) != NULL) {
            return sl_yaml_fail(
                node, err, "there is a clock '%.*s' already", SL_STR_ARG(clock->id)
            );
        }
        clocks->count++;
    }
    return SL_OK;
}

enum sl_status sl_clocks_parse(
    struct sl_str text, struct sl_arena *arena, struct sl_clocks *ret_clocks, struct sl_error *err
)
{
    static const struct sl_yaml_rule rules[] = {
        {"format",  SL_YAML_TEXT, true},
        { "clocks", SL_YAML_LIST, true},
    };
    const struct sl_yaml_node *root = NULL;
    const struct sl_yaml_node *members[2];
    struct sl_clocks clocks = { .count = 0 };

    SL_TRY(sl_yaml_parse(text, arena, &root, err));
    SL_TRY(sl_yaml_members(root, rules, 2, members, err));
    if (!sl_str_equal(members[0]->text, FORMAT)) {
        sl_yaml_fail(members[0], err, "this is no catalogue of clocks");
        sl_fail_hint(err, "It must say 'format: %s'.", FORMAT.ptr);
        return SL_INVALID;
    }
    SL_TRY(read_clocks(members[1], arena, &clocks, err));
    *ret_clocks = clocks;
    return SL_OK;
}

/* Nobody can give themselves more time than the law does. */
static enum sl_status
check_override(const struct sl_clock *clock, const struct sl_clock *local, struct sl_error *err)
{
    if (clock->basis == SL_BASIS_STATUTORY && local->limit.unit == clock->limit.unit &&
        local->limit.count > clock->limit.count) {
        return sl_fail(
            err,
            SL_INVALID,
            "the local clock '%.*s' gives more time than the statutory one",
            SL_STR_ARG(clock->id)
        );
    }
    return SL_OK;
}

enum sl_status sl_clocks_override(
    const struct sl_clocks *clocks,
    const struct sl_clocks *local,
    struct sl_arena *arena,
    struct sl_clocks *ret_clocks,
    struct sl_error *err
)
{
    struct sl_clock *items = sl_arena_alloc(arena, clocks->count + local->count, sizeof(*items));
    size_t count = 0;

    if (items == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < clocks->count; i++) {
        const struct sl_clock *clock = &clocks->items[i];
        const struct sl_clock *over = find_clock(local->items, local->count, clock->id);
        if (over != NULL) {
            SL_TRY(check_override(clock, over, err));
        }
        items[count++] = over != NULL ? *over : *clock;
    }
    for (size_t i = 0; i < local->count; i++) {
        if (find_clock(clocks->items, clocks->count, local->items[i].id) == NULL) {
            items[count++] = local->items[i];
        }
    }
    if (count > SL_CLOCK_LIMIT) {
        return sl_fail(err, SL_LIMIT, "more than %u clocks", SL_CLOCK_LIMIT);
    }
    *ret_clocks = (struct sl_clocks){ items, count };
    return SL_OK;
}
