/* SPDX-License-Identifier: Apache-2.0 */
/* Access in an emergency: glass break, review, list. */
#include "app/glass_manage.h"

#include "cli/choice.h"
#include "cli/command.h"
#include "cli/list.h"
#include "cli/print.h"
#include "cli/store_options.h"

/* What one listing keeps in memory. */
#define LIST_LIMIT_BYTES ((size_t)256 << 20)
#define DEFAULT_HOURS    2

enum { STORE, SESSION, PURPOSE, DOOR_COUNT };
enum { BREAK_REASON = DOOR_COUNT, BREAK_WORDS, BREAK_HOURS, BREAK_COUNT };
enum { REVIEW_RIGHT = DOOR_COUNT, REVIEW_WRONG, REVIEW_WORDS, REVIEW_COUNT };
enum { LIST_ALL = DOOR_COUNT, LIST_JSON, LIST_COUNT };
enum { COUNT_JSON = DOOR_COUNT, COUNT_COUNT };

/* clang-format off */
#define DOOR_OPTIONS [STORE] = SL_STORE_OPTION, [SESSION] = SL_SESSION_OPTION, \
                     [PURPOSE] = SL_PURPOSE_OPTION

static const struct sl_option break_options[BREAK_COUNT] = {
    DOOR_OPTIONS,
    [BREAK_REASON] = { .name = "--reason", .value = "REASON", .type = SL_OPTION_TEXT,
                       .required = true,
                       .text = "immediate_danger, missing_child, medical_emergency, "
                               "arrived_unallocated or court_order" },
    [BREAK_WORDS] = { .name = "--words", .value = "TEXT", .type = SL_OPTION_TEXT,
                      .required = true, .text = "The reason in words, in 15 to 1000 characters" },
    [BREAK_HOURS] = { .name = "--hours", .value = "N", .type = SL_OPTION_WHOLE, .min = 1,
                      .max = 8, .text = "It ends after so many hours (default: 2)" },
};

static const struct sl_option review_options[REVIEW_COUNT] = {
    DOOR_OPTIONS,
    [REVIEW_RIGHT] = { .name = "--right", .type = SL_OPTION_FLAG, .text = "It was right" },
    [REVIEW_WRONG] = { .name = "--wrong", .type = SL_OPTION_FLAG,
                       .text = "It was not; if it still runs, it ends" },
    [REVIEW_WORDS] = { .name = "--words", .value = "TEXT", .type = SL_OPTION_TEXT,
                       .required = true, .text = "Why, in words" },
};

static const struct sl_option list_options[LIST_COUNT] = {
    DOOR_OPTIONS,
    [LIST_ALL] = { .name = "--all", .type = SL_OPTION_FLAG,
                   .text = "Those that were judged, too" },
    [LIST_JSON] = SL_JSON_OPTION,
};

static const struct sl_option count_options[COUNT_COUNT] = {
    DOOR_OPTIONS,
    [COUNT_JSON] = { .name = "--json", .type = SL_OPTION_FLAG,
                     .text = "Print JSON instead of text" },
};
/* clang-format on */

/* By enum sl_glass_review_state. */
static const char *const state_words[] = { "waiting", "overdue", "right", "wrong" };

static enum sl_status break_it(
    struct sl_cli *cli,
    const struct sl_option_value *values,
    const struct sl_glass_claim *claim,
    struct sl_arena *arena,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    struct sl_store_glass glass;
    struct sl_buf text;

    SL_TRY(sl_cli_open(values, SL_STORE_BRIEF, &access, err));
    SL_TRY(sl_glass_break(access, claim, arena, &glass, err));
    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    sl_buf_addf(&text, "The glass is broken for %.*s until ", SL_STR_ARG(glass.glass.identity));
    sl_cli_add_time(&text, glass.glass.until);
    sl_buf_addf(
        &text,
        " UTC (number %lld). A privacy officer of your agency will judge it.\n",
        (long long)glass.id
    );
    const enum sl_status status = sl_print_buf(cli->out, &text, err);
    sl_buf_finish(&text);
    return status;
}

static enum sl_status
run_break(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const struct sl_option_value *values = arguments->options;
    struct sl_glass_claim claim = {
        .child = sl_str_from(arguments->operands[0]),
        .words = sl_str_from(values[BREAK_WORDS].texts[0]),
        .hours = values[BREAK_HOURS].count > 0 ? (int32_t)values[BREAK_HOURS].whole : DEFAULT_HOURS,
    };
    struct sl_arena arena;
    unsigned reason = 0;

    SL_TRY(sl_cli_choose(
        sl_glass_reason_terms(),
        SL_GLASS_REASON_COUNT,
        "a reason",
        values[BREAK_REASON].texts[0],
        &reason,
        err
    ));
    claim.reason = (enum sl_glass_reason)reason;
    sl_arena_init(&arena, LIST_LIMIT_BYTES);
    const enum sl_status status = break_it(cli, values, &claim, &arena, err);
    sl_arena_finish(&arena);
    return status;
}

static enum sl_status
run_review(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const struct sl_option_value *values = arguments->options;
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    const bool right = values[REVIEW_RIGHT].count > 0;
    struct sl_buf text;
    int64_t number = 0;

    if (right == (values[REVIEW_WRONG].count > 0)) {
        return sl_fail(err, SL_USAGE, "give --right or --wrong");
    }
    SL_TRY(sl_cli_number(arguments->operands[0], "a broken glass", &number, err));
    SL_TRY(sl_cli_open(values, SL_STORE_BRIEF, &access, err));
    SL_TRY(sl_glass_judge(access, number, right, sl_str_from(values[REVIEW_WORDS].texts[0]), err));
    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    sl_buf_addf(&text, "Glass %lld is judged: %s.\n", (long long)number, right ? "right" : "wrong");
    const enum sl_status status = sl_print_buf(cli->out, &text, err);
    sl_buf_finish(&text);
    return status;
}

static const char *state_of(const struct sl_store_glass *glass, int64_t now)
{
    return state_words[sl_glass_review_state_of(&glass->glass, &glass->review, now)];
}

static void add_glass(const struct sl_cli_listing *listing, const void *row, struct sl_buf *text)
{
    const struct sl_store_glass *stored = row;
    const struct sl_glass *glass = &stored->glass;

    sl_buf_addf(
        text,
        "%5lld  %-7s  %.*s  %.*s  ",
        (long long)stored->id,
        state_of(stored, sl_access_now(listing->access)),
        SL_STR_ARG(glass->identity),
        SL_STR_ARG(glass->user)
    );
    sl_cli_add_time(text, glass->from);
    sl_buf_add(text, SL_STR(" to "));
    sl_cli_add_time(text, glass->ended != 0 ? glass->ended : glass->until);
    if (glass->reason < SL_GLASS_REASON_COUNT) {
        sl_buf_addf(text, "  %s", sl_glass_reason_terms()[glass->reason].name.ptr);
    }
    sl_buf_add(text, SL_STR(": "));
    sl_print_value(text, glass->words, 0, 0);
    if (stored->reviewed_at != 0) {
        sl_buf_addf(text, " (judged by %.*s: ", SL_STR_ARG(stored->review.by));
        sl_print_value(text, stored->review_words, 0, 0);
        sl_buf_add_byte(text, ')');
    }
    sl_buf_add_byte(text, '\n');
}

static json_t *review_json(const struct sl_store_glass *stored)
{
    return stored->reviewed_at == 0 ? json_null()
                                    : json_pack(
                                          "{s:o, s:o, s:b, s:o}",
                                          "by",
                                          sl_cli_str_json(stored->review.by),
                                          "at",
                                          sl_cli_time_json(stored->reviewed_at),
                                          "right",
                                          stored->review.right ? 1 : 0,
                                          "words",
                                          sl_cli_str_json(stored->review_words)
                                      );
}

static json_t *glass_json(const struct sl_cli_listing *listing, const void *row)
{
    const struct sl_store_glass *stored = row;
    const struct sl_glass *glass = &stored->glass;

    return json_pack(
        "{s:I, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
        "glass",
        (json_int_t)stored->id,
        "state",
        state_of(stored, sl_access_now(listing->access)),
        "identity",
        sl_cli_str_json(glass->identity),
        "user",
        sl_cli_str_json(glass->user),
        "from",
        sl_cli_time_json(glass->from),
        "until",
        sl_cli_time_json(glass->until),
        "ended",
        sl_cli_time_json(glass->ended),
        "reason",
        glass->reason < SL_GLASS_REASON_COUNT
            ? sl_cli_str_json(sl_glass_reason_terms()[glass->reason].name)
            : json_null(),
        "words",
        sl_cli_str_json(glass->words),
        "review",
        review_json(stored)
    );
}

static enum sl_status read_list(struct sl_cli_listing *listing, struct sl_error *err)
{
    struct sl_store_glass *glasses = NULL;

    SL_TRY(sl_glass_list(
        listing->access,
        listing->options[LIST_ALL].count > 0,
        &listing->arena,
        &glasses,
        &listing->count,
        err
    ));
    listing->rows = glasses;
    return SL_OK;
}

static enum sl_status
run_list(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    static const struct sl_cli_list list = {
        .mode = SL_STORE_BRIEF,
        .row_bytes = sizeof(struct sl_store_glass),
        .read = read_list,
        .add = add_glass,
        .json = glass_json,
        .json_option = LIST_JSON,
    };

    return sl_cli_list_run(&list, cli, arguments, err);
}

static enum sl_status
run_count(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    struct sl_glass_unjudged unjudged;
    struct sl_buf text;

    SL_TRY(sl_cli_open(arguments->options, SL_STORE_READ, &access, err));
    SL_TRY(sl_glass_count_unjudged(access, &unjudged, err));
    if (arguments->options[COUNT_JSON].count > 0) {
        json_t *json = json_pack(
            "{s:I, s:I}",
            "waiting",
            (json_int_t)unjudged.waiting,
            "overdue",
            (json_int_t)unjudged.overdue
        );
        return sl_print_json(cli->out, json, err);
    }
    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    sl_buf_addf(
        &text,
        "Broken and not judged: %llu, of which for more than %d days: %llu\n",
        (unsigned long long)unjudged.waiting,
        SL_GLASS_REVIEW_DAYS,
        (unsigned long long)unjudged.overdue
    );
    const enum sl_status status = sl_print_buf(cli->out, &text, err);
    sl_buf_finish(&text);
    return status;
}

const struct sl_command sl_command_glass_break = {
    .group = "glass",
    .name = "break",
    .operands = "CHILD",
    .operand = "the child",
    .operand_min = 1,
    .operand_max = 1,
    .options = break_options,
    .option_count = BREAK_COUNT,
    .summary = "Read a child's records in an emergency",
    .text = "Stands in for a relationship to the child that nobody has recorded yet, for some "
            "hours, and opens what agreements open in an emergency; it opens no seal. It is "
            "written down, and a privacy officer of your agency judges it within seven days.",
    .example = "sightline glass break P3K7Q0ZD8 --reason missing_child --words \"Not home since "
               "noon\"",
    .run = run_break,
};

const struct sl_command sl_command_glass_review = {
    .group = "glass",
    .name = "review",
    .operands = "NUMBER",
    .operand = "the number",
    .operand_min = 1,
    .operand_max = 1,
    .options = review_options,
    .option_count = REVIEW_COUNT,
    .summary = "Judge whether breaking the glass was right",
    .text = "For privacy officers, of what users of their agency did; nobody judges what they did "
            "themselves. What is judged wrong ends at once.",
    .example = "sightline glass review 7 --right --words \"The child was found that night\"",
    .run = run_review,
};

const struct sl_command sl_command_glass_list = {
    .group = "glass",
    .name = "list",
    .operands = "",
    .options = list_options,
    .option_count = LIST_COUNT,
    .summary = "List broken glasses that wait to be judged",
    .text = "For a privacy officer those of the agency's users, for others their own.",
    .example = "sightline glass list --all",
    .run = run_list,
};

const struct sl_command sl_command_glass_count = {
    .group = "glass",
    .name = "count",
    .operands = "",
    .options = count_options,
    .option_count = COUNT_COUNT,
    .summary = "Count broken glasses that nobody has judged",
    .text = "How many your agency's users have broken and nobody has judged, and how many of them "
            "for more than seven days: for leaders, inspectors and privacy officers. It names "
            "nobody.",
    .example = "sightline glass count",
    .run = run_count,
};
