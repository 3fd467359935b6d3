/* SPDX-License-Identifier: Apache-2.0 */
/* The commands that show users: user list, user show. */
#include "app/user_show.h"

#include "app/proposal.h"
#include "cli/choice.h"
#include "cli/command.h"
#include "cli/list.h"
#include "cli/print.h"
#include "cli/store_options.h"

/* What one listing keeps in memory. */
#define LIST_LIMIT_BYTES ((size_t)256 << 20)

enum { STORE, SESSION, PURPOSE, JSON, AGENCY, ROLE, ENDED, LIST_COUNT, SHOW_COUNT = AGENCY };

/* clang-format off */
static const struct sl_option options[LIST_COUNT] = {
    [STORE] = SL_STORE_OPTION,
    [SESSION] = SL_SESSION_OPTION,
    [PURPOSE] = SL_PURPOSE_OPTION,
    [JSON] = SL_JSON_OPTION,
    [AGENCY] = { .name = "--agency", .value = "AGENCY", .type = SL_OPTION_TEXT,
                 .text = "Only those who work for this agency" },
    [ROLE] = { .name = "--role", .value = "ROLE", .type = SL_OPTION_TEXT,
               .text = "Only those who hold this role today" },
    [ENDED] = { .name = "--ended", .type = SL_OPTION_FLAG,
                .text = "Those who have left, too" },
};
/* clang-format on */

/* "from 2026-01-05 until 2026-12-31, given by root, ended 2026-03-01 10:00:00 by root" */
static void add_facts(
    struct sl_buf *text,
    struct sl_span held,
    const struct sl_stamp *given,
    const struct sl_stamp *ended
)
{
    sl_buf_add(text, SL_STR("from "));
    sl_cli_add_day(text, held.from);
    if (held.until != SL_SPAN_OPEN) {
        sl_buf_add(text, SL_STR(" until "));
        sl_cli_add_day(text, held.until);
    }
    if (given->by.len > 0) {
        sl_buf_addf(text, ", given by %.*s", SL_STR_ARG(given->by));
    }
    if (ended->at != 0) {
        sl_buf_add(text, SL_STR(", ended "));
        sl_cli_add_time(text, ended->at);
        sl_buf_addf(text, " by %.*s", SL_STR_ARG(ended->by));
    }
    sl_buf_add_byte(text, '\n');
}

static json_t *stamp_json(const struct sl_stamp *stamp)
{
    return stamp->at == 0 ? json_null()
                          : json_pack(
                                "{s:o, s:o}",
                                "by",
                                sl_cli_str_json(stamp->by),
                                "at",
                                sl_cli_time_json(stamp->at)
                            );
}

static json_t *role_json(const struct sl_store_role *role)
{
    return json_pack(
        "{s:o, s:o, s:o, s:o, s:o}",
        "role",
        sl_cli_str_json(sl_user_role_terms()[role->role].name),
        "from",
        sl_cli_day_json(role->held.from),
        "until",
        sl_cli_day_json(role->held.until),
        "given",
        stamp_json(&role->given),
        "ended",
        stamp_json(&role->ended)
    );
}

static json_t *tie_json(const struct sl_user_page_tie *line)
{
    return json_pack(
        "{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
        "kind",
        sl_cli_str_json(sl_tie_terms()[line->tie.kind].name),
        "agency",
        sl_cli_str_json(line->agency),
        "system",
        sl_cli_str_json(line->system),
        "key",
        sl_cli_str_json(line->tie.key),
        "from",
        sl_cli_day_json(line->tie.held.from),
        "until",
        sl_cli_day_json(line->tie.held.until),
        "given",
        stamp_json(&line->tie.given),
        "ended",
        stamp_json(&line->tie.ended)
    );
}

static json_t *page_json(const struct sl_user_page *page, bool with_ties)
{
    json_t *roles = json_array();
    json_t *ties = json_array();

    for (size_t i = 0; i < page->role_count; i++) {
        (void)json_array_append_new(roles, role_json(&page->roles[i]));
    }
    for (size_t i = 0; i < page->tie_count; i++) {
        (void)json_array_append_new(ties, tie_json(&page->ties[i]));
    }
    json_t *json = json_pack(
        "{s:o, s:o, s:o, s:o, s:o, s:o}",
        "id",
        sl_cli_str_json(page->user.id),
        "name",
        sl_cli_str_json(page->user.name),
        "agency",
        sl_cli_str_json(page->user.agency),
        "added",
        stamp_json(&page->user.added),
        "ended",
        stamp_json(&page->user.ended),
        "roles",
        roles
    );
    if (with_ties) {
        (void)json_object_set_new(json, "ties", ties);
    } else {
        json_decref(ties);
    }
    return json;
}

static void add_page(struct sl_buf *text, const struct sl_user_page *page)
{
    sl_buf_addf(text, "%.*s: ", SL_STR_ARG(page->user.id));
    sl_print_value(text, page->user.name, 0, 0);
    sl_buf_add(text, SL_STR(", "));
    sl_print_value(text, page->user.agency, 0, 0);
    if (page->user.ended.at != 0) {
        sl_buf_add(text, SL_STR(", ended "));
        sl_cli_add_time(text, page->user.ended.at);
    }
    sl_buf_add_byte(text, '\n');
    for (size_t i = 0; i < page->role_count; i++) {
        const struct sl_store_role *role = &page->roles[i];
        sl_buf_addf(text, "  %-16s  ", sl_user_role_terms()[role->role].name.ptr);
        add_facts(text, role->held, &role->given, &role->ended);
    }
    for (size_t i = 0; i < page->tie_count; i++) {
        const struct sl_user_page_tie *line = &page->ties[i];
        sl_buf_addf(text, "  %-16s  ", sl_tie_terms()[line->tie.kind].name.ptr);
        sl_print_value(text, line->agency, 0, 0);
        sl_buf_add_byte(text, '/');
        sl_print_value(text, line->system, 0, 0);
        sl_buf_add_byte(text, '/');
        sl_print_value(text, line->tie.key, 0, 0);
        sl_buf_add_byte(text, ' ');
        add_facts(text, line->tie.held, &line->tie.given, &line->tie.ended);
    }
}

/* A line of the list: who, of which agency, and the roles that have not ended. */
static void add_line(const struct sl_cli_listing *listing, const void *row, struct sl_buf *text)
{
    const struct sl_user_page *page = row;
    bool is_first = true;

    (void)listing;
    sl_print_value(text, page->user.id, 24, 24);
    sl_buf_add(text, SL_STR("  "));
    sl_print_value(text, page->user.agency, 16, 16);
    sl_buf_add(text, SL_STR("  "));
    sl_print_value(text, page->user.name, 24, 24);
    sl_buf_add(text, SL_STR(" "));
    for (size_t i = 0; i < page->role_count; i++) {
        if (page->roles[i].ended.at == 0) {
            sl_buf_addf(
                text,
                "%s %s",
                is_first ? "" : ",",
                sl_user_role_terms()[page->roles[i].role].name.ptr
            );
            is_first = false;
        }
    }
    if (page->user.ended.at != 0) {
        sl_buf_add(text, SL_STR(" (ended)"));
    } else if (is_first) {
        sl_buf_add(text, SL_STR(" no role"));
    }
    sl_buf_add_byte(text, '\n');
}

static json_t *line_json(const struct sl_cli_listing *listing, const void *row)
{
    (void)listing;
    return page_json(row, false);
}

/* Tell who is the only administrator what that means: on standard error, as it is no result. */
static enum sl_status tell_alone(struct sl_cli *cli, struct sl_access *access, struct sl_error *err)
{
    const struct sl_str agency = sl_access_user(access)->agency;
    uint64_t others = 0;

    SL_TRY(sl_proposal_others(access, agency, SL_STR(""), &others, err));
    if (others == 0) {
        (void)fprintf(
            cli->err,
            "You are the only administrator of %.*s: what takes two you do alone.\n"
            "Make a second one with 'sightline user role ID administrator'.\n",
            SL_STR_ARG(agency)
        );
    }
    return SL_OK;
}

static enum sl_status read_list(struct sl_cli_listing *listing, struct sl_error *err)
{
    const struct sl_option_value *values = listing->options;
    struct sl_user_page *pages = NULL;
    unsigned role = SL_USER_ROLE_COUNT;

    if (values[ROLE].count > 0) {
        SL_TRY(sl_cli_choose(
            sl_user_role_terms(), SL_USER_ROLE_COUNT, "a role", values[ROLE].texts[0], &role, err
        ));
    }
    const struct sl_user_filter filter = {
        .agency = values[AGENCY].count > 0 ? sl_str_from(values[AGENCY].texts[0]) : SL_STR(""),
        .role = (enum sl_user_role)role,
        .with_ended = values[ENDED].count > 0,
    };
    SL_TRY(sl_user_list(listing->access, &filter, &listing->arena, &pages, &listing->count, err));
    listing->rows = pages;
    return tell_alone(listing->cli, listing->access, err);
}

static enum sl_status show(
    struct sl_cli *cli,
    const struct sl_arguments *arguments,
    struct sl_arena *arena,
    struct sl_error *err
)
{
    const struct sl_option_value *values = arguments->options;
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    const struct sl_str id = sl_str_from(arguments->operands[0]);
    struct sl_user_page page;
    struct sl_buf text;

    SL_TRY(sl_cli_open(values, SL_STORE_BRIEF, &access, err));
    SL_TRY(sl_user_show(access, id, arena, &page, err));
    if (values[JSON].count > 0) {
        return sl_print_json(cli->out, page_json(&page, true), err);
    }
    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    add_page(&text, &page);
    const enum sl_status status = sl_print_buf(cli->out, &text, err);
    sl_buf_finish(&text);
    return status;
}

static enum sl_status
run_list(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    static const struct sl_cli_list list = {
        .mode = SL_STORE_BRIEF,
        .row_bytes = sizeof(struct sl_user_page),
        .read = read_list,
        .add = add_line,
        .json = line_json,
        .json_option = JSON,
    };

    return sl_cli_list_run(&list, cli, arguments, err);
}

static enum sl_status
run_show(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    struct sl_arena arena;

    sl_arena_init(&arena, LIST_LIMIT_BYTES);
    const enum sl_status status = show(cli, arguments, &arena, err);
    sl_arena_finish(&arena);
    return status;
}

const struct sl_command sl_command_user_list = {
    .group = "user",
    .name = "list",
    .operands = "",
    .options = options,
    .option_count = LIST_COUNT,
    .summary = "List users, their agencies and roles",
    .text = "List the users by id, with the roles that have not ended.",
    .example = "sightline user list --agency bolton",
    .run = run_list,
};

const struct sl_command sl_command_user_show = {
    .group = "user",
    .name = "show",
    .operands = "ID",
    .operand = "the id",
    .operand_min = 1,
    .operand_max = 1,
    .options = options,
    .option_count = SHOW_COUNT,
    .summary = "Show all that a user has, and had",
    .text = "Show a user's roles and relationships to children, those that have ended, too: who "
            "gave and who ended them.",
    .example = "sightline user show a.malik",
    .run = run_show,
};
