/* SPDX-License-Identifier: Apache-2.0 */
#include "sharing/agreement.h"

#include "base/date.h"
#include "base/number.h"

#define FORMAT_AGREEMENT  SL_STR("sightline-agreement-1")
#define FORMAT_REVOCATION SL_STR("sightline-revocation-1")

/* Where a list of names is read into: a set, or a list of parties. */
typedef enum sl_status read_name_fn(
    const struct sl_yaml_node *item,
    const struct sl_agreement *agreement,
    uint64_t *set,
    struct sl_error *err
);

enum sl_status
sl_sharing_read_line(const struct sl_yaml_node *node, struct sl_str *ret_line, struct sl_error *err)
{
    SL_TRY(sl_yaml_check_line(node, node->text, SL_AGREEMENT_TEXT_BYTES, err));
    *ret_line = node->text;
    return SL_OK;
}

/* The text of an agency is the node's own, or the name of a member. */
static enum sl_status
check_agency(const struct sl_yaml_node *node, struct sl_str name, struct sl_error *err)
{
    SL_TRY(sl_yaml_check_line(node, name, SL_AGENCY_NAME_BYTES, err));
    if (sl_str_equal(name, SL_STR("all"))) {
        return sl_yaml_fail(node, err, "'all' cannot be an agency: it means all of them");
    }
    return SL_OK;
}

enum sl_status sl_sharing_read_agency(
    const struct sl_yaml_node *node, struct sl_str *ret_name, struct sl_error *err
)
{
    SL_TRY(check_agency(node, node->text, err));
    *ret_name = node->text;
    return SL_OK;
}

enum sl_status
sl_sharing_read_date(const struct sl_yaml_node *node, int32_t *ret_day, struct sl_error *err)
{
    struct sl_date date;

    if (sl_date_parse(node->text, &date, NULL) != SL_OK) {
        return sl_yaml_fail(
            node, err, "'%.*s' is not a day, such as 2026-04-01", SL_STR_ARG(node->text)
        );
    }
    *ret_day = sl_date_to_days(date);
    return SL_OK;
}

enum sl_status sl_sharing_read_term(
    const struct sl_yaml_node *node,
    struct sl_sharing_names names,
    unsigned *ret_term,
    struct sl_error *err
)
{
    const unsigned term = sl_term_find(names.terms, names.count, node->text);

    if (term == names.count) {
        return sl_yaml_fail(node, err, "there is no %s '%.*s'", names.what, SL_STR_ARG(node->text));
    }
    *ret_term = term;
    return SL_OK;
}

static enum sl_status
read_id(const struct sl_yaml_node *node, struct sl_str *ret_id, struct sl_error *err)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
    const struct sl_str id = node->text;
    bool good = id.len > 0 && id.len <= SL_AGREEMENT_ID_BYTES;

    for (size_t i = 0; good && i < id.len; i++) {
        good = sl_str_find(sl_str_from(allowed), sl_str_part(id, i, 1)) < sizeof(allowed) - 1;
    }
    if (!good) {
        return sl_yaml_fail(
            node,
            err,
            "an id is 1 to %u of a-z, 0-9 and '-', and not '%.*s'",
            SL_AGREEMENT_ID_BYTES,
            SL_STR_ARG(id)
        );
    }
    *ret_id = id;
    return SL_OK;
}

static enum sl_status
read_version(const struct sl_yaml_node *node, int32_t *ret_version, struct sl_error *err)
{
    int64_t version = 0;

    if (sl_parse_i64(node->text, 1, SL_AGREEMENT_VERSION_LAST, &version, NULL) != SL_OK) {
        return sl_yaml_fail(
            node, err, "a version is a whole number from 1 to %d", SL_AGREEMENT_VERSION_LAST
        );
    }
    *ret_version = (int32_t)version;
    return SL_OK;
}

/* Read each name of a list into a set; none may be empty, or stand twice in effect. */
static enum sl_status read_set(
    const struct sl_yaml_node *list,
    const struct sl_agreement *agreement,
    read_name_fn *read_name,
    uint64_t *ret_set,
    struct sl_error *err
)
{
    uint64_t set = 0;

    if (list->count == 0) {
        return sl_yaml_fail(list, err, "'%.*s' is empty", SL_STR_ARG(list->name));
    }
    for (const struct sl_yaml_node *item = list->first; item != NULL; item = item->next) {
        uint64_t added = 0;

        SL_TRY(sl_yaml_expect(item, SL_YAML_TEXT, err));
        SL_TRY(read_name(item, agreement, &added, err));
        if ((set & added) == added) {
            return sl_yaml_fail(
                item, err, "'%.*s' stands in the list already", SL_STR_ARG(item->text)
            );
        }
        set |= added;
    }
    *ret_set = set;
    return SL_OK;
}

static enum sl_status read_kind_name(
    const struct sl_yaml_node *item,
    const struct sl_agreement *agreement,
    uint64_t *set,
    struct sl_error *err
)
{
    (void)agreement;
    if (!sl_share_find_kinds(item->text, set)) {
        return sl_yaml_fail(item, err, "there is no kind '%.*s'", SL_STR_ARG(item->text));
    }
    return SL_OK;
}

static enum sl_status read_field_name(
    const struct sl_yaml_node *item,
    const struct sl_agreement *agreement,
    uint64_t *set,
    struct sl_error *err
)
{
    (void)agreement;
    if (!sl_share_find_fields(item->text, set)) {
        return sl_yaml_fail(item, err, "there is no field '%.*s'", SL_STR_ARG(item->text));
    }
    return SL_OK;
}

static enum sl_status read_purpose_name(
    const struct sl_yaml_node *item,
    const struct sl_agreement *agreement,
    uint64_t *set,
    struct sl_error *err
)
{
    const struct sl_sharing_names purposes = { sl_purpose_terms(), SL_PURPOSE_RUNNING, "purpose" };
    unsigned purpose = 0;

    (void)agreement;
    SL_TRY(sl_sharing_read_term(item, purposes, &purpose, err));
    *set = UINT64_C(1) << purpose;
    return SL_OK;
}

static enum sl_status read_party_name(
    const struct sl_yaml_node *item,
    const struct sl_agreement *agreement,
    uint64_t *set,
    struct sl_error *err
)
{
    if (sl_str_equal(item->text, SL_STR("all"))) {
        *set = UINT64_MAX >> (SL_PARTY_LIMIT - agreement->party_count);
        return SL_OK;
    }
    for (size_t i = 0; i < agreement->party_count; i++) {
        if (sl_str_equal(agreement->parties[i].name, item->text)) {
            *set = UINT64_C(1) << i;
            return SL_OK;
        }
    }
    return sl_yaml_fail(item, err, "'%.*s' is not a party", SL_STR_ARG(item->text));
}

static enum sl_status
read_level(const struct sl_yaml_node *node, enum sl_sight *ret_level, struct sl_error *err)
{
    if (sl_str_equal(node->text, SL_STR("existence"))) {
        *ret_level = SL_SIGHT_EXISTENCE;
    } else if (sl_str_equal(node->text, SL_STR("content"))) {
        *ret_level = SL_SIGHT_CONTENT;
    } else {
        return sl_yaml_fail(
            node, err, "this must be existence or content, and not '%.*s'", SL_STR_ARG(node->text)
        );
    }
    return SL_OK;
}

enum {
    SHARE_OF,
    SHARE_TO,
    SHARE_DIRECTION,
    SHARE_PURPOSES,
    SHARE_LEVEL,
    SHARE_EMERGENCY,
    SHARE_KINDS,
    SHARE_FIELDS,
    SHARE_EXCEPT,
    SHARE_MEMBER_COUNT
};

static const struct sl_yaml_rule share_rules[SHARE_MEMBER_COUNT] = {
    [SHARE_OF] = {"of",            SL_YAML_LIST, true },
    [SHARE_TO] = { "to",           SL_YAML_LIST, true },
    [SHARE_DIRECTION] = { "direction",    SL_YAML_TEXT, true },
    [SHARE_PURPOSES] = { "purposes",     SL_YAML_LIST, true },
    [SHARE_LEVEL] = { "level",        SL_YAML_TEXT, true },
    [SHARE_EMERGENCY] = { "in_emergency", SL_YAML_TEXT, false},
    [SHARE_KINDS] = { "kinds",        SL_YAML_LIST, true },
    [SHARE_FIELDS] = { "fields",       SL_YAML_LIST, false},
    [SHARE_EXCEPT] = { "except",       SL_YAML_LIST, false},
};

/* Fields are named when content can be seen, and only then. */
static enum sl_status read_fields(
    const struct sl_yaml_node *node,
    const struct sl_yaml_node *const *members,
    struct sl_share *share,
    struct sl_error *err
)
{
    uint64_t except = 0;

    if (share->emergency == SL_SIGHT_EXISTENCE) {
        if (members[SHARE_FIELDS] != NULL || members[SHARE_EXCEPT] != NULL) {
            return sl_yaml_fail(node, err, "fields are named, and no content is shared");
        }
        return SL_OK;
    }
    if (members[SHARE_FIELDS] == NULL) {
        return sl_yaml_fail(node, err, "'fields' is missing here");
    }
    SL_TRY(read_set(members[SHARE_FIELDS], NULL, read_field_name, &share->fields, err));
    if (members[SHARE_EXCEPT] != NULL) {
        SL_TRY(read_set(members[SHARE_EXCEPT], NULL, read_field_name, &except, err));
        if ((share->fields & except) != except) {
            return sl_yaml_fail(
                members[SHARE_EXCEPT], err, "'except' names a field that is not in 'fields'"
            );
        }
        share->fields &= ~except;
    }
    if (share->fields == 0) {
        return sl_yaml_fail(members[SHARE_EXCEPT], err, "'except' leaves no field");
    }
    return SL_OK;
}

static enum sl_status
read_levels(const struct sl_yaml_node *const *members, struct sl_share *share, struct sl_error *err)
{
    SL_TRY(read_level(members[SHARE_LEVEL], &share->level, err));
    share->emergency = share->level;
    if (members[SHARE_EMERGENCY] == NULL) {
        return SL_OK;
    }
    SL_TRY(read_level(members[SHARE_EMERGENCY], &share->emergency, err));
    if (share->emergency < share->level) {
        return sl_yaml_fail(
            members[SHARE_EMERGENCY], err, "less is shared in an emergency than always"
        );
    }
    return SL_OK;
}

static enum sl_status
read_direction(const struct sl_yaml_node *node, bool *ret_both_ways, struct sl_error *err)
{
    *ret_both_ways = sl_str_equal(node->text, SL_STR("both_ways"));
    if (!*ret_both_ways && !sl_str_equal(node->text, SL_STR("one_way"))) {
        return sl_yaml_fail(
            node, err, "this must be one_way or both_ways, and not '%.*s'", SL_STR_ARG(node->text)
        );
    }
    return SL_OK;
}

static enum sl_status read_share(
    const struct sl_yaml_node *node,
    const struct sl_agreement *agreement,
    struct sl_share *share,
    struct sl_error *err
)
{
    const struct sl_yaml_node *members[SHARE_MEMBER_COUNT];
    uint64_t purposes = 0;

    *share = (struct sl_share){ .of = 0 };
    SL_TRY(sl_yaml_members(node, share_rules, SHARE_MEMBER_COUNT, members, err));
    SL_TRY(read_set(members[SHARE_OF], agreement, read_party_name, &share->of, err));
    SL_TRY(read_set(members[SHARE_TO], agreement, read_party_name, &share->to, err));
    if (share->of == share->to && (share->of & (share->of - 1)) == 0) {
        return sl_yaml_fail(node, err, "a party shares with itself and nobody else");
    }
    SL_TRY(read_direction(members[SHARE_DIRECTION], &share->both_ways, err));
    SL_TRY(read_set(members[SHARE_PURPOSES], agreement, read_purpose_name, &purposes, err));
    share->purposes = (uint8_t)purposes;
    SL_TRY(read_set(members[SHARE_KINDS], agreement, read_kind_name, &share->kinds, err));
    SL_TRY(read_levels(members, share, err));
    return read_fields(node, members, share, err);
}

static enum sl_status read_parties(
    const struct sl_yaml_node *map,
    struct sl_arena *arena,
    struct sl_agreement *agreement,
    struct sl_error *err
)
{
    struct sl_party *parties = NULL;

    if (map->count < 2 || map->count > SL_PARTY_LIMIT) {
        return sl_yaml_fail(map, err, "an agreement has 2 to %u parties", SL_PARTY_LIMIT);
    }
    parties = sl_arena_alloc(arena, map->count, sizeof(*parties));
    if (parties == NULL) {
        return sl_fail_memory(err);
    }
    for (const struct sl_yaml_node *node = map->first; node != NULL; node = node->next) {
        struct sl_party *party = &parties[agreement->party_count++];

        SL_TRY(sl_yaml_expect(node, SL_YAML_TEXT, err));
        SL_TRY(check_agency(node, node->name, err));
        party->name = node->name;
        SL_TRY(sl_sharing_read_line(node, &party->title, err));
    }
    agreement->parties = parties;
    return SL_OK;
}

static enum sl_status read_shares(
    const struct sl_yaml_node *list,
    struct sl_arena *arena,
    struct sl_agreement *agreement,
    struct sl_error *err
)
{
    struct sl_share *shares = NULL;

    if (list->count == 0 || list->count > SL_SHARE_LIMIT) {
        return sl_yaml_fail(list, err, "an agreement has 1 to %u shares", SL_SHARE_LIMIT);
    }
    shares = sl_arena_alloc(arena, list->count, sizeof(*shares));
    if (shares == NULL) {
        return sl_fail_memory(err);
    }
    for (const struct sl_yaml_node *node = list->first; node != NULL; node = node->next) {
        SL_TRY(read_share(node, agreement, &shares[agreement->share_count++], err));
    }
    agreement->shares = shares;
    return SL_OK;
}

static enum sl_status
read_valid(const struct sl_yaml_node *node, struct sl_span *ret_valid, struct sl_error *err)
{
    static const struct sl_yaml_rule rules[] = {
        {"from",   SL_YAML_TEXT, true},
        { "until", SL_YAML_TEXT, true},
    };
    const struct sl_yaml_node *members[2];

    SL_TRY(sl_yaml_members(node, rules, 2, members, err));
    SL_TRY(sl_sharing_read_date(members[0], &ret_valid->from, err));
    SL_TRY(sl_sharing_read_date(members[1], &ret_valid->until, err));
    if (ret_valid->from > ret_valid->until) {
        return sl_yaml_fail(members[1], err, "it ends before it begins");
    }
    return SL_OK;
}

static enum sl_status read_agreement(
    const struct sl_yaml_node *root,
    struct sl_arena *arena,
    struct sl_agreement *agreement,
    struct sl_error *err
)
{
    static const struct sl_yaml_rule rules[] = {
        {"format",   SL_YAML_TEXT, true},
        { "id",      SL_YAML_TEXT, true},
        { "version", SL_YAML_TEXT, true},
        { "title",   SL_YAML_TEXT, true},
        { "valid",   SL_YAML_MAP,  true},
        { "parties", SL_YAML_MAP,  true},
        { "shares",  SL_YAML_LIST, true},
    };
    const struct sl_yaml_node *members[7];

    SL_TRY(sl_yaml_members(root, rules, 7, members, err));
    SL_TRY(read_id(members[1], &agreement->id, err));
    SL_TRY(read_version(members[2], &agreement->version, err));
    SL_TRY(sl_sharing_read_line(members[3], &agreement->title, err));
    SL_TRY(read_valid(members[4], &agreement->valid, err));
    SL_TRY(read_parties(members[5], arena, agreement, err));
    return read_shares(members[6], arena, agreement, err);
}

static enum sl_status read_revocation(
    const struct sl_yaml_node *root, struct sl_revocation *revocation, struct sl_error *err
)
{
    static const struct sl_yaml_rule rules[] = {
        {"format",     SL_YAML_TEXT, true},
        { "agreement", SL_YAML_TEXT, true},
        { "version",   SL_YAML_TEXT, true},
        { "on",        SL_YAML_TEXT, true},
        { "by",        SL_YAML_TEXT, true},
        { "reason",    SL_YAML_TEXT, true},
    };
    const struct sl_yaml_node *members[6];

    SL_TRY(sl_yaml_members(root, rules, 6, members, err));
    SL_TRY(read_id(members[1], &revocation->agreement, err));
    SL_TRY(read_version(members[2], &revocation->version, err));
    SL_TRY(sl_sharing_read_date(members[3], &revocation->on, err));
    SL_TRY(sl_sharing_read_agency(members[4], &revocation->by, err));
    return sl_sharing_read_line(members[5], &revocation->reason, err);
}

/* Which format does a document say that it has? Empty when it says none. */
static struct sl_str document_format(const struct sl_yaml_node *root)
{
    const struct sl_yaml_node *node = root->kind == SL_YAML_MAP ? root->first : NULL;

    while (node != NULL && !sl_str_equal(node->name, SL_STR("format"))) {
        node = node->next;
    }
    return node == NULL ? SL_STR("") : node->text;
}

enum sl_status sl_agreement_parse(
    struct sl_str text,
    struct sl_arena *arena,
    struct sl_sharing_document *ret_document,
    struct sl_error *err
)
{
    struct sl_sharing_document document = { .revokes = false };
    const struct sl_yaml_node *root = NULL;

    SL_TRY(sl_yaml_parse(text, arena, &root, err));
    const struct sl_str format = document_format(root);
    if (sl_str_equal(format, FORMAT_AGREEMENT)) {
        SL_TRY(read_agreement(root, arena, &document.agreement, err));
    } else if (sl_str_equal(format, FORMAT_REVOCATION)) {
        document.revokes = true;
        SL_TRY(read_revocation(root, &document.revocation, err));
    } else {
        sl_yaml_fail(root, err, "this is no sharing agreement, and no revocation of one");
        sl_fail_hint(
            err,
            "It must say 'format: %s' or 'format: %s'.",
            FORMAT_AGREEMENT.ptr,
            FORMAT_REVOCATION.ptr
        );
        return SL_INVALID;
    }
    *ret_document = document;
    return SL_OK;
}
