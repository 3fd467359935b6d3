/* SPDX-License-Identifier: Apache-2.0 */
/* The command that shows what is raised, and possible groups. */
#include "app/notice_list.h"

#include "app/notice_load.h"
#include "cli/choice.h"
#include "cli/command.h"
#include "cli/notice_options.h"
#include "cli/print.h"
#include "cli/store_options.h"
#include "notice/history.h"

#define INDENT "      "

enum { STORE, SESSION, PURPOSE, INDICATOR, SET, AGENCY, DISTRICT, GROUPS, JSON, OPTION_COUNT };

/* clang-format off */
static const struct sl_option options[OPTION_COUNT] = {
    [STORE] = SL_STORE_OPTION,
    [SESSION] = SL_SESSION_OPTION,
    [PURPOSE] = SL_PURPOSE_OPTION,
    [INDICATOR] = { .name = "--indicator", .value = "ID", .type = SL_OPTION_TEXT,
                    .text = "Only this indicator of the catalogue" },
    [SET] = { .name = "--set", .value = "NAME", .type = SL_OPTION_TEXT,
              .text = "Only indicators of this set: vulnerabilities, signs, criminal, coded or "
                      "patterns" },
    [AGENCY] = { .name = "--agency", .value = "NAME", .type = SL_OPTION_TEXT,
                 .text = "Only what a record of this agency raises, alone or with others" },
    [DISTRICT] = { .name = "--district", .value = "NAME", .type = SL_OPTION_TEXT,
                   .text = "Only children of this district, as the latest record that says one "
                           "writes it" },
    [GROUPS] = { .name = "--groups", .type = SL_OPTION_FLAG,
                 .text = "Print possible groups, with the records that tie them, and not each "
                         "child alone" },
    [JSON] = { .name = "--json", .type = SL_OPTION_FLAG,
               .text = "Print JSON instead of text" },
};
/* clang-format on */

static int32_t day_of(int64_t instant)
{
    return sl_history_moment(instant).day;
}

/* Whom a line is about. */
static struct sl_str name_of(const struct sl_notice_line *line)
{
    return line->identity.len > 0 ? line->identity : line->raised.about;
}

static void add_records(struct sl_buf *buf, const struct sl_str *records, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        sl_buf_add(buf, SL_STR(INDENT "record "));
        sl_print_value(buf, records[i], 0, 0);
        sl_buf_add_byte(buf, '\n');
    }
}

static void add_heading(struct sl_buf *buf, const struct sl_indicator *indicator)
{
    sl_print_value(buf, indicator->wording, 0, 0);
    sl_buf_addf(
        buf,
        " (%.*s; %s)\n",
        SL_STR_ARG(indicator->id),
        sl_indicator_meaning_terms()[indicator->meaning].words.ptr
    );
}

static void add_line(struct sl_buf *buf, const struct sl_notice_line *line)
{
    sl_buf_add(buf, SL_STR("  "));
    sl_print_value(buf, name_of(line), 0, 9);
    sl_buf_add(buf, SL_STR("  since "));
    sl_cli_add_day(buf, line->raised.since);
    if (line->district.len > 0) {
        sl_buf_add(buf, SL_STR("  "));
        sl_print_value(buf, line->district, 0, 0);
    }
    if (line->group > 0) {
        sl_buf_addf(buf, "  possible group %zu", line->group);
    }
    sl_buf_add_byte(buf, '\n');
    add_records(buf, line->records, line->record_count);
}

static void add_lines(struct sl_buf *buf, const struct sl_notice_list *list)
{
    for (size_t i = 0; i < list->line_count; i++) {
        const struct sl_notice_line *line = &list->lines[i];
        if (i == 0 || line->indicator != list->lines[i - 1].indicator) {
            add_heading(buf, line->indicator);
        }
        add_line(buf, line);
    }
}

static void add_groups(struct sl_buf *buf, const struct sl_notice_list *list)
{
    for (size_t i = 0; i < list->group_count; i++) {
        const struct sl_notice_group *group = &list->groups[i];
        sl_buf_addf(buf, "Possible group %zu: ", i + 1);
        add_heading(buf, group->indicator);
        for (size_t j = 0; j < group->line_count; j++) {
            sl_buf_add(buf, SL_STR("  "));
            sl_print_value(buf, name_of(group->lines[j]), 0, 9);
            sl_buf_add(buf, SL_STR("  since "));
            sl_cli_add_day(buf, group->lines[j]->raised.since);
            sl_buf_add_byte(buf, '\n');
        }
        add_records(buf, group->reasons, group->reason_count);
    }
}

static enum sl_status print_text(
    struct sl_cli *cli, const struct sl_notice_list *list, bool has_groups, struct sl_error *err
)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;

    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    sl_buf_add(&text, SL_STR("As of "));
    sl_cli_add_day(&text, day_of(list->kept.as_of));
    sl_buf_addf(
        &text,
        ": raised %zu, possible groups %zu\n%s\n",
        list->line_count,
        list->group_count,
        list->kept.is_stale ? "Records have come since: 'sightline notice run' asks again.\n" : ""
    );
    if (has_groups) {
        add_groups(&text, list);
    } else {
        add_lines(&text, list);
    }
    return sl_print_buf(cli->out, &text, err);
}

static json_t *texts_json(const struct sl_str *texts, size_t count)
{
    json_t *list = json_array();

    for (size_t i = 0; i < count; i++) {
        (void)json_array_append_new(list, sl_cli_str_json(texts[i]));
    }
    return list;
}

/* A text, or null when there is none. */
static json_t *text_json(struct sl_str text)
{
    return text.len == 0 ? json_null() : sl_cli_str_json(text);
}

static json_t *line_json(const struct sl_notice_line *line)
{
    const struct sl_indicator *indicator = line->indicator;

    return json_pack(
        "{s:o, s:o, s:o, s:s, s:s, s:s, s:o, s:o, s:o, s:I}",
        "person",
        text_json(line->identity),
        "about",
        text_json(line->raised.about),
        "indicator",
        sl_cli_str_json(indicator->id),
        "set",
        sl_indicator_set_terms()[indicator->set].name.ptr,
        "meaning",
        sl_indicator_meaning_terms()[indicator->meaning].name.ptr,
        "subject",
        sl_raised_subject_terms()[line->raised.subject].name.ptr,
        "since",
        sl_cli_day_json(line->raised.since),
        "district",
        text_json(line->district),
        "records",
        texts_json(line->records, line->record_count),
        "group",
        (json_int_t)line->group
    );
}

static json_t *group_json(const struct sl_notice_group *group, size_t number)
{
    json_t *members = json_array();

    for (size_t i = 0; i < group->line_count; i++) {
        (void)json_array_append_new(members, sl_cli_str_json(name_of(group->lines[i])));
    }
    return json_pack(
        "{s:I, s:o, s:o, s:o}",
        "group",
        (json_int_t)number,
        "indicator",
        sl_cli_str_json(group->indicator->id),
        "people",
        members,
        "reasons",
        texts_json(group->reasons, group->reason_count)
    );
}

static json_t *list_json(const struct sl_notice_list *list)
{
    json_t *raised = json_array();
    json_t *groups = json_array();

    for (size_t i = 0; i < list->line_count; i++) {
        (void)json_array_append_new(raised, line_json(&list->lines[i]));
    }
    for (size_t i = 0; i < list->group_count; i++) {
        (void)json_array_append_new(groups, group_json(&list->groups[i], i + 1));
    }
    return json_pack(
        "{s:o, s:b, s:o, s:o}",
        "as_of",
        sl_cli_day_json(day_of(list->kept.as_of)),
        "is_stale",
        (int)list->kept.is_stale,
        "raised",
        raised,
        "groups",
        groups
    );
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

static struct sl_str text_of(const struct sl_option_value *value)
{
    return sl_str_from(value->count > 0 ? value->texts[0] : "");
}

static enum sl_status
run(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    SL_CLEANUP(clear_desk) struct desk desk = { .access = NULL };
    const struct sl_option_value *values = arguments->options;
    const struct sl_option_value none = { .count = 0 };
    unsigned set = SL_INDICATOR_SET_COUNT;
    struct sl_notice_catalogues catalogues;
    struct sl_notice_list list;

    sl_arena_init(&desk.arena, SL_NOTICE_LIST_BYTES);
    if (values[SET].count > 0) {
        SL_TRY(sl_cli_choose(
            sl_indicator_set_terms(),
            SL_INDICATOR_SET_COUNT,
            "a set of indicators",
            values[SET].texts[0],
            &set,
            err
        ));
    }
    SL_TRY(sl_cli_open(values, SL_STORE_READ, &desk.access, err));
    SL_TRY(sl_cli_catalogues(&none, &desk.arena, &catalogues, err));
    const struct sl_notice_asked asked = {
        .indicators = &catalogues.indicators,
        .indicator = text_of(&values[INDICATOR]),
        .agency = text_of(&values[AGENCY]),
        .district = text_of(&values[DISTRICT]),
        .set = (enum sl_indicator_set)set,
    };
    SL_TRY(sl_notice_list(desk.access, &asked, &desk.arena, &list, err));
    return values[JSON].count > 0 ? sl_print_json(cli->out, list_json(&list), err)
                                  : print_text(cli, &list, values[GROUPS].count > 0, err);
}

const struct sl_command sl_command_notice_list = {
    .group = "notice",
    .name = "list",
    .operands = "",
    .options = options,
    .option_count = OPTION_COUNT,
    .summary = "Show what is raised now, and possible groups",
    .text = "What the last 'sightline notice run' kept, as far as you may see it: of whom, since "
            "when, and by which records. You see it when you may see the content of all these "
            "records, and your agency holds one of them or you work with the child. A possible "
            "group is of people of whom one indicator is raised by a thing in common: a list of "
            "reasons, for somebody to look at. There is no score, and no order of risk.",
    .example = "sightline notice list --set patterns --agency police",
    .run = run,
};
