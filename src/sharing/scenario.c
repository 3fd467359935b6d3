/* SPDX-License-Identifier: Apache-2.0 */
#include "sharing/scenario.h"

#include "base/number.h"
#include "record/moment.h"

#define COUNT_LAST     1000000
#define MINUTES_LAST   480
#define MICROSECONDS   INT64_C(1000000)
#define SECONDS_OF_DAY 86400

struct reading {
    struct sl_arena *arena;
    struct sl_error *err;
};

/* Reads one item of a list into its place. */
typedef enum sl_status
read_item_fn(const struct reading *reading, const struct sl_yaml_node *node, void *item);

/* Read a list that may be absent into an array. */
static enum sl_status read_list(
    const struct reading *reading,
    const struct sl_yaml_node *list,
    size_t item_bytes,
    read_item_fn *read_item,
    void *ret_items
)
{
    unsigned char *items = NULL;
    size_t count = 0;

    if (list == NULL) {
        return SL_OK;
    }
    items = sl_arena_alloc(reading->arena, list->count, item_bytes);
    if (items == NULL) {
        return sl_fail_memory(reading->err);
    }
    for (const struct sl_yaml_node *node = list->first; node != NULL; node = node->next) {
        SL_TRY(read_item(reading, node, items + count * item_bytes));
        count++;
    }
    *(void **)ret_items = items;
    return SL_OK;
}

static size_t count_of(const struct sl_yaml_node *list)
{
    return list == NULL ? 0 : list->count;
}

static enum sl_status
read_name(const struct reading *reading, const struct sl_yaml_node *node, void *item)
{
    SL_TRY(sl_yaml_expect(node, SL_YAML_TEXT, reading->err));
    return sl_sharing_read_agency(node, item, reading->err);
}

/* The ends of a span; without an end it is open. */
static enum sl_status read_span(
    const struct reading *reading,
    const struct sl_yaml_node *from,
    const struct sl_yaml_node *until,
    struct sl_span *ret_span
)
{
    ret_span->until = SL_SPAN_OPEN;
    SL_TRY(sl_sharing_read_date(from, &ret_span->from, reading->err));
    if (until == NULL) {
        return SL_OK;
    }
    return sl_sharing_read_date(until, &ret_span->until, reading->err);
}

static enum sl_status
read_role(const struct reading *reading, const struct sl_yaml_node *node, void *item)
{
    static const struct sl_yaml_rule rules[] = {
        {"role",   SL_YAML_TEXT, true },
        { "from",  SL_YAML_TEXT, true },
        { "until", SL_YAML_TEXT, false},
    };
    const struct sl_sharing_names names = { sl_user_role_terms(), SL_USER_ROLE_COUNT, "role" };
    const struct sl_yaml_node *members[3];
    struct sl_user_held *held = item;
    unsigned role = 0;

    SL_TRY(sl_yaml_members(node, rules, 3, members, reading->err));
    SL_TRY(sl_sharing_read_term(members[0], names, &role, reading->err));
    held->role = (enum sl_user_role)role;
    return read_span(reading, members[1], members[2], &held->held);
}

static enum sl_status
read_tie(const struct reading *reading, const struct sl_yaml_node *node, void *item)
{
    static const struct sl_yaml_rule rules[] = {
        {"child",  SL_YAML_TEXT, true },
        { "kind",  SL_YAML_TEXT, true },
        { "from",  SL_YAML_TEXT, true },
        { "until", SL_YAML_TEXT, false},
    };
    const struct sl_sharing_names names = { sl_tie_terms(), SL_USER_TIE_COUNT, "relationship" };
    const struct sl_yaml_node *members[4];
    struct sl_user_tie *tie = item;
    unsigned kind = 0;

    SL_TRY(sl_yaml_members(node, rules, 4, members, reading->err));
    SL_TRY(sl_sharing_read_line(members[0], &tie->identity, reading->err));
    SL_TRY(sl_sharing_read_term(members[1], names, &kind, reading->err));
    tie->kind = (enum sl_user_tie_kind)kind;
    return read_span(reading, members[2], members[3], &tie->held);
}

static enum sl_status
read_user(const struct reading *reading, const struct sl_yaml_node *node, void *item)
{
    static const struct sl_yaml_rule rules[] = {
        {"id",             SL_YAML_TEXT, true },
        { "agency",        SL_YAML_TEXT, true },
        { "roles",         SL_YAML_LIST, true },
        { "relationships", SL_YAML_LIST, false},
    };
    const struct sl_yaml_node *members[4];
    struct sl_user *user = item;

    *user = (struct sl_user){ .role_count = 0 };
    SL_TRY(sl_yaml_members(node, rules, 4, members, reading->err));
    SL_TRY(sl_sharing_read_line(members[0], &user->id, reading->err));
    SL_TRY(sl_sharing_read_agency(members[1], &user->agency, reading->err));
    SL_TRY(read_list(reading, members[2], sizeof(*user->roles), read_role, &user->roles));
    user->role_count = members[2]->count;
    SL_TRY(read_list(reading, members[3], sizeof(*user->ties), read_tie, &user->ties));
    user->tie_count = count_of(members[3]);
    return SL_OK;
}

static enum sl_status
read_kind(const struct reading *reading, const struct sl_yaml_node *node, unsigned *ret_kind)
{
    const struct sl_sharing_names names = { sl_event_kind_terms(), SL_EVENT_KIND_COUNT, "kind" };

    if (sl_str_equal(node->text, sl_share_kind_term(SL_SHARE_DETAILS)->name)) {
        *ret_kind = SL_SHARE_DETAILS;
        return SL_OK;
    }
    return sl_sharing_read_term(node, names, ret_kind, reading->err);
}

/* Records are sealed when there is an allow list, though it be empty. */
static enum sl_status read_seal(
    const struct reading *reading,
    const struct sl_yaml_node *allow,
    const struct sl_yaml_node *deny,
    struct sl_seal *ret_seal
)
{
    ret_seal->sealed = allow != NULL;
    SL_TRY(read_list(reading, allow, sizeof(*ret_seal->allowed), read_name, &ret_seal->allowed));
    ret_seal->allowed_count = count_of(allow);
    SL_TRY(read_list(reading, deny, sizeof(*ret_seal->denied), read_name, &ret_seal->denied));
    ret_seal->denied_count = count_of(deny);
    return SL_OK;
}

static enum sl_status
read_withheld(const struct reading *reading, const struct sl_yaml_node *list, uint64_t *ret_fields)
{
    uint64_t fields = 0;

    for (const struct sl_yaml_node *node = list == NULL ? NULL : list->first; node != NULL;
         node = node->next) {
        uint64_t added = 0;

        SL_TRY(sl_yaml_expect(node, SL_YAML_TEXT, reading->err));
        if (!sl_share_find_fields(node->text, &added)) {
            return sl_yaml_fail(
                node, reading->err, "there is no field '%.*s'", SL_STR_ARG(node->text)
            );
        }
        fields |= added;
    }
    *ret_fields = fields;
    return SL_OK;
}

static enum sl_status read_number(
    const struct reading *reading,
    const struct sl_yaml_node *node,
    int64_t last,
    int64_t *ret_number
)
{
    if (sl_parse_i64(node->text, 1, last, ret_number, NULL) != SL_OK) {
        return sl_yaml_fail(
            node, reading->err, "this must be a whole number from 1 to %d", (int)last
        );
    }
    return SL_OK;
}

static enum sl_status
read_records(const struct reading *reading, const struct sl_yaml_node *node, void *item)
{
    static const struct sl_yaml_rule rules[] = {
        {"child",           SL_YAML_TEXT, true },
        { "of",             SL_YAML_TEXT, true },
        { "kind",           SL_YAML_TEXT, true },
        { "count",          SL_YAML_TEXT, false},
        { "sealed_but_for", SL_YAML_LIST, false},
        { "denied_to",      SL_YAML_LIST, false},
        { "withheld",       SL_YAML_LIST, false},
    };
    const struct sl_yaml_node *members[7];
    struct sl_scenario_records *records = item;
    int64_t count = 1;

    *records = (struct sl_scenario_records){ .kind = 0 };
    SL_TRY(sl_yaml_members(node, rules, 7, members, reading->err));
    SL_TRY(sl_sharing_read_line(members[0], &records->child, reading->err));
    SL_TRY(sl_sharing_read_agency(members[1], &records->holder, reading->err));
    SL_TRY(read_kind(reading, members[2], &records->kind));
    if (members[3] != NULL) {
        SL_TRY(read_number(reading, members[3], COUNT_LAST, &count));
    }
    records->count = (uint32_t)count;
    SL_TRY(read_seal(reading, members[4], members[5], &records->seal));
    return read_withheld(reading, members[6], &records->withheld);
}

/* A time, at least to the minute, in microseconds. */
static enum sl_status
read_time(const struct reading *reading, const struct sl_yaml_node *node, int64_t *ret_time)
{
    struct sl_moment moment;

    if (sl_moment_parse(node->text, &moment, NULL) != SL_OK ||
        moment.precision < SL_PRECISION_MINUTE || moment.approximate || moment.day < 0) {
        return sl_yaml_fail(
            node,
            reading->err,
            "'%.*s' is not a time, such as 2026-06-01T10:30",
            SL_STR_ARG(node->text)
        );
    }
    *ret_time = ((int64_t)moment.day * SECONDS_OF_DAY + moment.second) * MICROSECONDS;
    return SL_OK;
}

static enum sl_status
read_glass(const struct reading *reading, const struct sl_yaml_node *node, void *item)
{
    static const struct sl_yaml_rule rules[] = {
        {"user",     SL_YAML_TEXT, true},
        { "child",   SL_YAML_TEXT, true},
        { "reason",  SL_YAML_TEXT, true},
        { "words",   SL_YAML_TEXT, true},
        { "from",    SL_YAML_TEXT, true},
        { "minutes", SL_YAML_TEXT, true},
    };
    const struct sl_sharing_names names = { sl_glass_reason_terms(),
                                            SL_GLASS_REASON_COUNT,
                                            "reason" };
    const struct sl_yaml_node *members[6];
    struct sl_glass *glass = item;
    unsigned reason = 0;
    int64_t minutes = 0;

    *glass = (struct sl_glass){ .ended = 0 };
    SL_TRY(sl_yaml_members(node, rules, 6, members, reading->err));
    SL_TRY(sl_sharing_read_line(members[0], &glass->user, reading->err));
    SL_TRY(sl_sharing_read_line(members[1], &glass->identity, reading->err));
    SL_TRY(sl_sharing_read_term(members[2], names, &reason, reading->err));
    glass->reason = (enum sl_glass_reason)reason;
    SL_TRY(sl_sharing_read_line(members[3], &glass->words, reading->err));
    SL_TRY(read_time(reading, members[4], &glass->from));
    SL_TRY(read_number(reading, members[5], MINUTES_LAST, &minutes));
    glass->until = glass->from + minutes * 60 * MICROSECONDS;
    if (sl_glass_check(glass, NULL) != SL_OK) {
        return sl_yaml_fail(
            members[3],
            reading->err,
            "the reason must be told in %u to %u characters",
            SL_GLASS_WORDS_MIN,
            SL_GLASS_WORDS_MAX
        );
    }
    return SL_OK;
}

/* No user stands twice. */
static enum sl_status check_users(
    const struct reading *reading,
    const struct sl_scenario *scenario,
    const struct sl_yaml_node *list
)
{
    const struct sl_yaml_node *node = list->first;

    for (size_t i = 0; i < scenario->user_count; i++, node = node->next) {
        if (sl_scenario_user(scenario, scenario->users[i].id) != &scenario->users[i]) {
            return sl_yaml_fail(
                node, reading->err, "user '%.*s' stands twice", SL_STR_ARG(scenario->users[i].id)
            );
        }
    }
    return SL_OK;
}

enum { FORMAT, NOW, USERS, RECORDS, ANSWERED, BROKEN, MEMBER_COUNT };

static enum sl_status read_scenario(
    const struct reading *reading,
    const struct sl_yaml_node *const *members,
    struct sl_scenario *scenario
)
{
    SL_TRY(read_time(reading, members[NOW], &scenario->now));
    scenario->day = (int32_t)(scenario->now / MICROSECONDS / SECONDS_OF_DAY);
    SL_TRY(read_list(reading, members[USERS], sizeof(*scenario->users), read_user, &scenario->users)
    );
    scenario->user_count = members[USERS]->count;
    SL_TRY(check_users(reading, scenario, members[USERS]));
    SL_TRY(read_list(
        reading, members[RECORDS], sizeof(*scenario->records), read_records, &scenario->records
    ));
    scenario->record_count = count_of(members[RECORDS]);
    SL_TRY(read_list(
        reading, members[ANSWERED], sizeof(*scenario->answered), read_name, &scenario->answered
    ));
    scenario->answered_count = count_of(members[ANSWERED]);
    SL_TRY(read_list(
        reading, members[BROKEN], sizeof(*scenario->glasses), read_glass, &scenario->glasses
    ));
    scenario->glass_count = count_of(members[BROKEN]);
    return SL_OK;
}

enum sl_status sl_scenario_parse(
    struct sl_str text,
    struct sl_arena *arena,
    struct sl_scenario *ret_scenario,
    struct sl_error *err
)
{
    static const struct sl_yaml_rule rules[MEMBER_COUNT] = {
        [FORMAT] = {"format",        SL_YAML_TEXT, true },
        [NOW] = { "now",          SL_YAML_TEXT, true },
        [USERS] = { "users",        SL_YAML_LIST, true },
        [RECORDS] = { "records",      SL_YAML_LIST, false},
        [ANSWERED] = { "answered",     SL_YAML_LIST, false},
        [BROKEN] = { "broken_glass", SL_YAML_LIST, false},
    };
    const struct reading reading = { .arena = arena, .err = err };
    const struct sl_yaml_node *members[MEMBER_COUNT];
    const struct sl_yaml_node *root = NULL;
    struct sl_scenario scenario = { .now = 0 };

    SL_TRY(sl_yaml_parse(text, arena, &root, err));
    SL_TRY(sl_yaml_members(root, rules, MEMBER_COUNT, members, err));
    if (!sl_str_equal(members[FORMAT]->text, SL_STR("sightline-scenario-1"))) {
        return sl_yaml_fail(members[FORMAT], err, "a scenario is of 'sightline-scenario-1'");
    }
    SL_TRY(read_scenario(&reading, members, &scenario));
    *ret_scenario = scenario;
    return SL_OK;
}

const struct sl_user *sl_scenario_user(const struct sl_scenario *scenario, struct sl_str id)
{
    for (size_t i = 0; i < scenario->user_count; i++) {
        if (sl_str_equal(scenario->users[i].id, id)) {
            return &scenario->users[i];
        }
    }
    return NULL;
}

bool sl_scenario_glass(
    const struct sl_scenario *scenario, const struct sl_user *user, struct sl_str child
)
{
    for (size_t i = 0; i < scenario->glass_count; i++) {
        if (sl_glass_left(&scenario->glasses[i], user->id, child, scenario->now) > 0) {
            return true;
        }
    }
    return false;
}
