/* SPDX-License-Identifier: Apache-2.0 */
/* The command that says how often indicators ask about whom, and what people then decided. */
#include "app/notice_audit.h"
#include "cli/choice.h"
#include "cli/command.h"
#include "cli/print.h"
#include "cli/store_options.h"

/* Room for all tables. */
#define AUDIT_BYTES ((size_t)1 << 30)

enum { STORE, SESSION, PURPOSE, JSON, OPTION_COUNT };

/* clang-format off */
static const struct sl_option options[OPTION_COUNT] = {
    [STORE] = SL_STORE_OPTION, [SESSION] = SL_SESSION_OPTION, [PURPOSE] = SL_PURPOSE_OPTION,
    [JSON] = { .name = "--json", .type = SL_OPTION_FLAG, .text = "Print JSON instead of text" },
};
/* clang-format on */

static void add_count(struct sl_buf *buf, const char *before, uint64_t count, bool is_hidden)
{
    sl_buf_addf(buf, "%s", before);
    if (is_hidden) {
        sl_buf_add(buf, SL_STR("withheld"));
    } else {
        sl_buf_add_u64(buf, count);
    }
}

static void add_group(struct sl_buf *buf, const struct sl_audit_group *group)
{
    const struct sl_fairness_interval share =
        sl_fairness_interval(sl_audit_has_share(group) ? group->raised : 0, group->children);

    sl_buf_add(buf, SL_STR("    "));
    sl_print_value(buf, group->name, 24, 24);
    add_count(buf, "  asked ", group->raised, group->hides_raised);
    if (group->children > 0) {
        add_count(buf, " of ", group->children, group->hides_children);
    }
    if (sl_audit_has_share(group)) {
        sl_buf_addf(buf, " (%.1f%% to %.1f%%)", 100 * share.low, 100 * share.high);
    }
    for (size_t i = 0; i < SL_AUDIT_OUTCOMES; i++) {
        if (group->outcomes[i] > 0 || group->hides_outcome[i]) {
            sl_buf_addf(buf, "; %s", sl_audit_outcome(i).words.ptr);
            add_count(buf, " ", group->outcomes[i], group->hides_outcome[i]);
        }
    }
    sl_buf_add_byte(buf, '\n');
}

static enum sl_status print_text(
    struct sl_cli *cli, const struct sl_audit_table *tables, size_t count, struct sl_error *err
)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;

    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || !sl_str_equal(tables[i - 1].indicator, tables[i].indicator)) {
            sl_print_value(&text, tables[i].wording, 0, 0);
            sl_buf_addf(&text, " (%.*s)\n", SL_STR_ARG(tables[i].indicator));
        }
        sl_buf_addf(&text, "  by %s\n", sl_audit_by_terms()[tables[i].by].words.ptr);
        for (size_t j = 0; j < tables[i].group_count; j++) {
            add_group(&text, &tables[i].groups[j]);
        }
    }
    return sl_print_buf(cli->out, &text, err);
}

/* A count, or null when it is withheld. */
static json_t *count_json(uint64_t count, bool is_hidden)
{
    return is_hidden ? json_null() : json_integer((json_int_t)count);
}

static json_t *group_json(const struct sl_audit_group *group)
{
    const struct sl_fairness_interval share =
        sl_fairness_interval(sl_audit_has_share(group) ? group->raised : 0, group->children);
    json_t *outcomes = json_object();

    for (size_t i = 0; i < SL_AUDIT_OUTCOMES; i++) {
        (void)json_object_set_new(
            outcomes,
            sl_audit_outcome(i).name.ptr,
            count_json(group->outcomes[i], group->hides_outcome[i])
        );
    }
    return json_pack(
        "{s:o, s:o, s:o, s:o, s:o, s:o}",
        "group",
        sl_cli_str_json(group->name),
        "children",
        group->children == 0 ? json_null() : count_json(group->children, group->hides_children),
        "asked",
        count_json(group->raised, group->hides_raised),
        "low",
        sl_audit_has_share(group) ? json_real(share.low) : json_null(),
        "high",
        sl_audit_has_share(group) ? json_real(share.high) : json_null(),
        "answers",
        outcomes
    );
}

static json_t *tables_json(const struct sl_audit_table *tables, size_t count)
{
    json_t *list = json_array();

    for (size_t i = 0; i < count; i++) {
        json_t *groups = json_array();
        for (size_t j = 0; j < tables[i].group_count; j++) {
            (void)json_array_append_new(groups, group_json(&tables[i].groups[j]));
        }
        (void)json_array_append_new(
            list,
            json_pack(
                "{s:o, s:o, s:o, s:o}",
                "indicator",
                sl_cli_str_json(tables[i].indicator),
                "wording",
                sl_cli_str_json(tables[i].wording),
                "by",
                sl_cli_str_json(sl_audit_by_terms()[tables[i].by].name),
                "groups",
                groups
            )
        );
    }
    return list;
}

/* What is open. */
struct desk {
    struct sl_access *access;
    struct sl_arena arena;
};

static void clear_desk(struct desk *desk)
{
    sl_access_close(desk->access);
    sl_arena_finish(&desk->arena);
}

static enum sl_status
run(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    SL_CLEANUP(clear_desk) struct desk desk = { .access = NULL };
    struct sl_audit_table *tables = NULL;
    size_t count = 0;

    sl_arena_init(&desk.arena, AUDIT_BYTES);
    SL_TRY(sl_cli_open(arguments->options, SL_STORE_READ, &desk.access, err));
    SL_TRY(sl_notice_audit(desk.access, &desk.arena, &tables, &count, err));
    return arguments->options[JSON].count > 0
               ? sl_print_json(cli->out, tables_json(tables, count), err)
               : print_text(cli, tables, count, err);
}

const struct sl_command sl_command_notice_audit = {
    .group = "notice",
    .name = "audit",
    .operands = "",
    .options = options,
    .option_count = OPTION_COUNT,
    .summary = "Compare of whom indicators ask, and what was decided",
    .text = "For each indicator that has asked something: by age, sex, ethnicity, disability, "
            "district and agency that is asked, how many children there are, of how many it has "
            "asked, between which shares the true one lies with a confidence of 95 per cent "
            "(Wilson), and what was answered last. Numbers from 1 to 4 are withheld, and those "
            "from which they could be worked out. For senior leaders, inspectors, partnership "
            "leads and privacy officers. What is sealed to you is not counted.",
    .example = "sightline notice audit --json",
    .run = run,
};
