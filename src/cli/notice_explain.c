/* SPDX-License-Identifier: Apache-2.0 */
/* The command that says how time limits stand for a child, which indicators hold, and why. */
#include "app/notice_explain.h"
#include "cli/command.h"
#include "cli/notice_json.h"
#include "cli/notice_options.h"
#include "cli/notice_text.h"
#include "cli/print.h"
#include "cli/store_options.h"

enum { STORE, SESSION, PURPOSE, CATALOGUE, TODAY, JSON, OPTION_COUNT };

/* clang-format off */
static const struct sl_option options[OPTION_COUNT] = {
    [STORE] = SL_STORE_OPTION,
    [SESSION] = SL_SESSION_OPTION,
    [PURPOSE] = SL_PURPOSE_OPTION,
    [CATALOGUE] = SL_CATALOGUE_OPTION,
    [TODAY] = { .name = "--today",
                .value = "DATE",
                .type = SL_OPTION_TEXT,
                .text = "By what was known at the end of this day, YYYY-MM-DD (default: now)" },
    [JSON] = { .name = "--json",
               .type = SL_OPTION_FLAG,
               .text = "Print JSON, with every rule that was asked about" },
};
/* clang-format on */

/* What is open while a question is answered. */
struct desk {
    struct sl_access *access;
    struct sl_picture_loader *loader;
    struct sl_arena arena;
};

static void clear_desk(struct desk *desk)
{
    sl_picture_loader_close(desk->loader);
    sl_access_close(desk->access);
    sl_arena_finish(&desk->arena);
}

static enum sl_status print_text(
    struct sl_cli *cli, const struct sl_notice_answer *answer, bool is_all, struct sl_error *err
)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;

    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    sl_notice_text(answer, is_all, &text);
    return sl_print_buf(cli->out, &text, err);
}

static enum sl_status
run(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    SL_CLEANUP(clear_desk) struct desk desk = { .access = NULL };
    const struct sl_option_value *values = arguments->options;
    struct sl_notice_catalogues catalogues;
    struct sl_notice_question question = {
        .child = sl_str_from(arguments->operands[0]),
        .catalogues = &catalogues,
        .rules = &arguments->operands[1],
        .rule_count = arguments->operand_count - 1,
    };
    struct sl_notice_answer answer;

    sl_arena_init(&desk.arena, SL_NOTICE_EXPLAIN_BYTES);
    SL_TRY(sl_cli_as_of(&values[TODAY], &question.as_of, err));
    SL_TRY(sl_cli_open(&values[STORE], SL_STORE_READ, &desk.access, err));
    SL_TRY(sl_cli_catalogues(&values[CATALOGUE], &desk.arena, &catalogues, err));
    SL_TRY(sl_picture_loader_open(&desk.loader, err));
    SL_TRY(sl_notice_explain(desk.access, desk.loader, &question, &desk.arena, &answer, err));
    return values[JSON].count > 0 ? sl_print_json(cli->out, sl_notice_answer_json(&answer), err)
                                  : print_text(cli, &answer, question.rule_count > 0, err);
}

const struct sl_command sl_command_notice_explain = {
    .group = "notice",
    .name = "explain",
    .operands = "CHILD [RULE...]",
    .operand = "a child",
    .operand_min = 1,
    .operand_max = SL_OPERAND_LIMIT,
    .options = options,
    .option_count = OPTION_COUNT,
    .summary = "Say how a child's time limits stand, and what holds and why",
    .text =
        "CHILD is an id (P and eight letters and figures), an NHS number, or words in quotes that "
        "one person fits. RULE is the id of a clock or of an indicator; without one, all are "
        "asked, and those are shown that something has started, or that hold. Of a named one it "
        "is also said why not.\n\n"
        "Every clock has the event from which it runs, its deadline and what met it; every "
        "indicator what it means and the records that make it so; both have their source. "
        "Nothing is added up: there is no score. What you may not see is not counted, and the "
        "ledger keeps that you asked.",
    .example = "sightline notice explain P3K7Q0ZD8 pattern-repeated-missing",
    .run = run,
};
