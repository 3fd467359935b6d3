/* SPDX-License-Identifier: Apache-2.0 */
/* Commands that look at identities: identity show, identity review. */
#include "app/identity_door.h"

#include <math.h>

#include "app/shown_value.h"
#include "cli/command.h"
#include "cli/explain_text.h"
#include "cli/identity_text.h"
#include "cli/print.h"
#include "cli/store_options.h"

#define REQUEST_LIMIT_BYTES ((size_t)256 << 20)
#define REVIEW_PAIRS        20
#define SHOWN_VALUE_LIMIT   28u
#define FIELD_COLUMNS       12u
/* Less than this is nothing, in bits: as small steps are left out of a waterfall. */
#define SMALL_BITS 0.005

enum { SHOW_STORE, SHOW_SESSION, SHOW_PURPOSE, SHOW_JSON, SHOW_COUNT };
enum { REVIEW_STORE, REVIEW_SESSION, REVIEW_PURPOSE, REVIEW_LIMIT, REVIEW_JSON, REVIEW_COUNT };

/* clang-format off */
static const struct sl_option show_options[SHOW_COUNT] = {
    [SHOW_STORE] = SL_STORE_OPTION,
    [SHOW_SESSION] = SL_SESSION_OPTION,
    [SHOW_PURPOSE] = SL_PURPOSE_OPTION,
    [SHOW_JSON] = { .name = "--json",
                    .type = SL_OPTION_FLAG,
                    .text = "Print JSON instead of text" },
};

static const struct sl_option review_options[REVIEW_COUNT] = {
    [REVIEW_STORE] = SL_STORE_OPTION,
    [REVIEW_SESSION] = SL_SESSION_OPTION,
    [REVIEW_PURPOSE] = SL_PURPOSE_OPTION,
    [REVIEW_LIMIT] = { .name = "--limit",
                       .value = "N",
                       .type = SL_OPTION_WHOLE,
                       .min = 1,
                       .max = 1000,
                       .text = "Show so many pairs, the surest first (default: 20)" },
    [REVIEW_JSON] = { .name = "--json",
                      .type = SL_OPTION_FLAG,
                      .text = "Print JSON instead of text" },
};
/* clang-format on */

static const char *const event_words[] = {
    [SL_IDENTITY_CREATED] = "created", [SL_IDENTITY_JOINED] = "joined",
    [SL_IDENTITY_SPLIT] = "split",     [SL_IDENTITY_RETIRED] = "retired",
    [SL_IDENTITY_SEALED] = "sealed",
};

static void add_name(struct sl_buf *text, const struct sl_identity_mention *mention)
{
    sl_print_value(text, mention->agency, 0, 0);
    sl_buf_add_byte(text, '/');
    sl_print_value(text, mention->system, 0, 0);
    sl_buf_add_byte(text, '/');
    sl_print_value(text, mention->mention.key, 0, 0);
}

/* A value as people write it. */
static void add_value(struct sl_buf *text, enum sl_kind kind, struct sl_str normal)
{
    struct sl_buf shown;

    sl_buf_init(&shown, SL_PRINT_LIMIT_BYTES);
    sl_shown_value(kind, normal, &shown);
    sl_print_value(text, sl_buf_str(&shown), 0, 0);
    if (shown.status != SL_OK) {
        text->status = shown.status;
    }
    sl_buf_finish(&shown);
}

/* The values of a row that say something, one after the other: as written, but for dates. */
static void add_row(struct sl_buf *text, const struct sl_mention_row *row)
{
    bool is_first = true;

    for (size_t i = 0; i < SL_MENTION_FIELD_COUNT; i++) {
        if (row->values[i].len > 0) {
            sl_buf_addf(text, "%s", is_first ? "" : ", ");
            if (i == SL_MENTION_BIRTH_DATE) {
                add_value(text, SL_KIND_DOB, row->values[i]);
            } else {
                sl_print_value(text, row->values[i], 0, 0);
            }
            is_first = false;
        }
    }
}

static void add_events(struct sl_buf *text, const struct sl_identity_shown *shown)
{
    sl_buf_add(text, SL_STR("\nHistory (UTC)\n"));
    for (size_t i = 0; i < shown->event_count; i++) {
        const struct sl_identity_event *event = &shown->events[i];
        sl_buf_add(text, SL_STR("  "));
        sl_cli_add_time(text, event->happened_at);
        sl_buf_add(text, SL_STR("  "));
        sl_identity_add_id(text, event->identity);
        sl_buf_addf(text, " %s", event_words[event->kind]);
        if (event->other_identity != 0) {
            sl_buf_addf(text, " %s ", event->kind == SL_IDENTITY_SPLIT ? "from" : "into");
            sl_identity_add_id(text, event->other_identity);
        }
        if (event->decision != 0) {
            sl_buf_addf(text, ", by decision %lld", (long long)event->decision);
        }
        if (event->run != 0) {
            sl_buf_addf(text, ", after run %lld", (long long)event->run);
        }
        sl_buf_add_byte(text, '\n');
    }
}

static void add_decisions(struct sl_buf *text, const struct sl_identity_shown *shown)
{
    if (shown->decision_count > 0) {
        sl_buf_add(text, SL_STR("\nDecisions\n"));
    }
    for (size_t i = 0; i < shown->decision_count; i++) {
        const struct sl_decision *decision = &shown->decisions[i];
        sl_buf_addf(text, "  %lld  ", (long long)decision->id);
        sl_cli_add_time(text, decision->decided_at);
        sl_buf_addf(text, "  %.*s", SL_STR_ARG(sl_decision_kind_name(decision->kind)));
        sl_buf_add(text, SL_STR(" by "));
        sl_print_value(text, decision->decided_by, 0, 0);
        sl_buf_add(text, SL_STR(": "));
        sl_print_value(text, decision->reason, 0, 0);
        if (decision->reverses != 0) {
            sl_buf_addf(text, " (takes back %lld)", (long long)decision->reverses);
        }
        if (decision->reversed_by != 0) {
            sl_buf_addf(text, " (taken back by %lld)", (long long)decision->reversed_by);
        }
        sl_buf_add_byte(text, '\n');
    }
}

static void shown_text(struct sl_buf *text, const struct sl_identity_shown *shown)
{
    if (shown->asked != 0) {
        sl_identity_add_id(text, shown->asked);
        sl_buf_add(text, SL_STR(" was joined into "));
        sl_identity_add_id(text, shown->identity);
        sl_buf_add(text, SL_STR(".\n\n"));
    }
    sl_identity_add_id(text, shown->identity);
    sl_buf_addf(text, "\n\nMentions\n");
    for (size_t i = 0; i < shown->mention_count; i++) {
        sl_buf_add(text, SL_STR("  "));
        add_name(text, &shown->mentions[i].who);
        sl_buf_add(text, SL_STR("\n      "));
        add_row(text, &shown->mentions[i].row);
        if ((shown->mentions[i].who.mention.flags & SL_MENTION_ADOPTED) != 0) {
            sl_buf_add(text, SL_STR(" (sealed: adopted)"));
        }
        sl_buf_add_byte(text, '\n');
    }
    add_events(text, shown);
    add_decisions(text, shown);
}

static json_t *json_text(struct sl_str text)
{
    return json_stringn(text.len == 0 ? "" : text.ptr, text.len);
}

static json_t *name_json(const struct sl_identity_mention *mention)
{
    return json_pack(
        "{s:o, s:o, s:o}",
        "agency",
        json_text(mention->agency),
        "system",
        json_text(mention->system),
        "key",
        json_text(mention->mention.key)
    );
}

static json_t *mention_json(const struct sl_shown_mention *mention)
{
    json_t *json = name_json(&mention->who);
    json_t *values = json_object();

    for (unsigned i = 0; i < SL_MENTION_FIELD_COUNT; i++) {
        if (mention->row.values[i].len > 0) {
            (void)json_object_set_new(
                values,
                sl_mention_field_name((enum sl_mention_field)i).ptr,
                json_text(mention->row.values[i])
            );
        }
    }
    (void)json_object_set_new(json, "values", values);
    return json;
}

static json_t *event_json(const struct sl_identity_event *event)
{
    return json_pack(
        "{s:I, s:s, s:o, s:o, s:I, s:I}",
        "at",
        (json_int_t)event->happened_at,
        "kind",
        event_words[event->kind],
        "identity",
        sl_identity_json_id(event->identity),
        "other",
        sl_identity_json_id(event->other_identity),
        "decision",
        (json_int_t)event->decision,
        "run",
        (json_int_t)event->run
    );
}

static json_t *decision_json(const struct sl_decision *decision)
{
    return json_pack(
        "{s:I, s:o, s:o, s:o, s:I, s:I, s:I}",
        "id",
        (json_int_t)decision->id,
        "kind",
        json_text(sl_decision_kind_name(decision->kind)),
        "reason",
        json_text(decision->reason),
        "by",
        json_text(decision->decided_by),
        "at",
        (json_int_t)decision->decided_at,
        "reverses",
        (json_int_t)decision->reverses,
        "reversed_by",
        (json_int_t)decision->reversed_by
    );
}

static json_t *shown_json(const struct sl_identity_shown *shown)
{
    json_t *mentions = json_array();
    json_t *events = json_array();
    json_t *decisions = json_array();

    for (size_t i = 0; i < shown->mention_count; i++) {
        (void)json_array_append_new(mentions, mention_json(&shown->mentions[i]));
    }
    for (size_t i = 0; i < shown->event_count; i++) {
        (void)json_array_append_new(events, event_json(&shown->events[i]));
    }
    for (size_t i = 0; i < shown->decision_count; i++) {
        (void)json_array_append_new(decisions, decision_json(&shown->decisions[i]));
    }
    json_t *json = json_pack(
        "{s:o, s:o, s:o, s:o}",
        "identity",
        sl_identity_json_id(shown->identity),
        "mentions",
        mentions,
        "history",
        events,
        "decisions",
        decisions
    );
    if (shown->asked != 0) {
        (void)json_object_set_new(json, "asked", sl_identity_json_id(shown->asked));
    }
    return json;
}

static enum sl_status print_text(struct sl_cli *cli, struct sl_buf *text, struct sl_error *err)
{
    const enum sl_status status = sl_print_buf(cli->out, text, err);

    sl_buf_finish(text);
    return status;
}

static enum sl_status
run_show(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const struct sl_option_value *values = arguments->options;
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    SL_CLEANUP(sl_arena_finish) struct sl_arena request;
    struct sl_identity_shown shown;
    struct sl_buf text;

    sl_arena_init(&request, REQUEST_LIMIT_BYTES);
    SL_TRY(sl_cli_open(&values[SHOW_STORE], SL_STORE_READ, &access, err));
    SL_TRY(sl_identity_look(access, sl_str_from(arguments->operands[0]), &request, &shown, err));
    if (values[SHOW_JSON].count > 0) {
        return sl_print_json(cli->out, shown_json(&shown), err);
    }
    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    shown_text(&text, &shown);
    return print_text(cli, &text, err);
}

/* The name of a field as a word of a sentence: "given name". */
static void field_text(struct sl_buf *text, struct sl_str name)
{
    for (size_t i = 0; i < name.len || i < FIELD_COLUMNS; i++) {
        sl_buf_add_byte(text, i >= name.len || name.ptr[i] == '_' ? ' ' : name.ptr[i]);
    }
}

static void bits_text(struct sl_buf *text, double bits)
{
    sl_buf_addf(text, "    %+8.2f  ", fabs(bits) < SMALL_BITS ? 0.0 : bits);
}

/* A step of the way to the weight; a field that says nothing is left out. */
static void step_text(struct sl_buf *text, const struct sl_step *step)
{
    if (step->kind == SL_STEP_FIELD) {
        if (step->left.len == 0 || step->right.len == 0) {
            return;
        }
        bits_text(text, step->bits);
        field_text(text, step->name);
        sl_print_value(text, step->shown[0], SHOWN_VALUE_LIMIT, SHOWN_VALUE_LIMIT + 1);
        sl_print_value(text, step->shown[1], SHOWN_VALUE_LIMIT, SHOWN_VALUE_LIMIT + 1);
        sl_buf_add(text, step->what);
    } else {
        bits_text(text, step->bits);
        sl_buf_add(text, step->name);
        sl_buf_add(text, SL_STR(": "));
        sl_buf_add(text, step->kind == SL_STEP_TOTAL ? step->what : step->why);
    }
    sl_buf_add_byte(text, '\n');
}

/* How the weight of two people comes about: every step, and what else is known of them. */
static void steps_text(struct sl_buf *text, const struct sl_review_pair *pair)
{
    for (size_t i = 0; i < pair->waterfall.count; i++) {
        step_text(text, &pair->waterfall.steps[i]);
    }
    if (fabs(pair->other_bits) >= SMALL_BITS) {
        bits_text(text, pair->other_bits);
        sl_buf_add(text, SL_STR("Other records: all else that is recorded of the two\n"));
        bits_text(text, (double)pair->pair.weight_millibits / 1000.0);
        sl_buf_add(text, SL_STR("The two people: all their records together\n"));
    }
}

static void review_text(struct sl_buf *text, const struct sl_review_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct sl_review_pair *pair = &list->pairs[i];
        sl_identity_add_id(text, pair->pair.low);
        sl_buf_add_byte(text, ' ');
        sl_identity_add_id(text, pair->pair.high);
        sl_buf_addf(
            text,
            "  %+.2f bits  %.*s\n    ",
            (double)pair->pair.weight_millibits / 1000.0,
            SL_STR_ARG(sl_outcome_words(pair->outcome))
        );
        add_name(text, &pair->left);
        sl_buf_add(text, SL_STR(" and "));
        add_name(text, &pair->right);
        sl_buf_add_byte(text, '\n');
        steps_text(text, pair);
        sl_buf_add_byte(text, '\n');
    }
    sl_print_count(text, list->count);
    sl_buf_add(text, SL_STR(" of "));
    sl_print_count(text, list->total);
    sl_buf_add(text, SL_STR(" possible matches\n"));
    if (list->count > 0) {
        sl_buf_add(text, SL_STR("Each bit doubles the odds that the two are one person.\n"));
    }
}

static json_t *pair_json(const struct sl_review_pair *pair)
{
    return json_pack(
        "{s:o, s:o, s:f, s:o, s:o, s:o, s:f, s:f, s:o}",
        "left",
        sl_identity_json_id(pair->pair.low),
        "right",
        sl_identity_json_id(pair->pair.high),
        "bits",
        (double)pair->pair.weight_millibits / 1000.0,
        "outcome",
        json_text(sl_outcome_name(pair->outcome)),
        "left_mention",
        name_json(&pair->left),
        "right_mention",
        name_json(&pair->right),
        "mention_bits",
        pair->waterfall.weight_bits,
        "other_bits",
        pair->other_bits,
        "steps",
        sl_explain_steps_json(&pair->waterfall)
    );
}

static json_t *review_json(const struct sl_review_list *list)
{
    json_t *pairs = json_array();

    for (size_t i = 0; i < list->count; i++) {
        (void)json_array_append_new(pairs, pair_json(&list->pairs[i]));
    }
    return json_pack("{s:I, s:o}", "total", (json_int_t)list->total, "pairs", pairs);
}

static enum sl_status
run_review(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const struct sl_option_value *values = arguments->options;
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    SL_CLEANUP(sl_arena_finish) struct sl_arena request;
    const size_t limit =
        values[REVIEW_LIMIT].count > 0 ? (size_t)values[REVIEW_LIMIT].whole : REVIEW_PAIRS;
    const struct sl_str name =
        arguments->operand_count > 0 ? sl_str_from(arguments->operands[0]) : SL_STR("");
    struct sl_review_list list;
    struct sl_buf text;

    sl_arena_init(&request, REQUEST_LIMIT_BYTES);
    SL_TRY(sl_cli_open(&values[REVIEW_STORE], SL_STORE_READ, &access, err));
    SL_TRY(sl_identity_list(access, name, limit, &request, &list, err));
    if (values[REVIEW_JSON].count > 0) {
        return sl_print_json(cli->out, review_json(&list), err);
    }
    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    review_text(&text, &list);
    return print_text(cli, &text, err);
}

const struct sl_command sl_command_identity_show = {
    .group = "identity",
    .name = "show",
    .operands = "WHO",
    .operand = "an identity",
    .operand_min = 1,
    .operand_max = 1,
    .options = show_options,
    .option_count = SHOW_COUNT,
    .summary = "Show the mentions of an identity, and its history",
    .text = "Show the mentions of an identity by agency, its history, and what people decided "
            "about it. WHO is an identity (P3K7Q0ZD8) or a mention (agency/system/key).",
    .example = "sightline identity show bolton/csc/child/123456789",
    .run = run_show,
};

const struct sl_command sl_command_identity_review = {
    .group = "identity",
    .name = "review",
    .operands = "[WHO]",
    .operand_max = 1,
    .options = review_options,
    .option_count = REVIEW_COUNT,
    .summary = "List who may be one person, for somebody to decide",
    .text = "List pairs of identities that may be one person but are not sure enough to be joined, "
            "the surest first, with every step to the weight. Decide with 'sightline identity "
            "join' or 'sightline identity hold-apart'.",
    .example = "sightline identity review --limit 5",
    .run = run_review,
};
