/* SPDX-License-Identifier: Apache-2.0 */
/* Questions that indicators ask: raise, list, show, answer, allocate, challenge, escalate, close.
 */
#include "app/question_look.h"
#include "app/question_manage.h"
#include "cli/choice.h"
#include "cli/command.h"
#include "cli/notice_options.h"
#include "cli/print.h"
#include "cli/question_text.h"
#include "cli/store_options.h"

enum { STORE, SESSION, PURPOSE, CATALOGUE, JSON, COMMON_COUNT };
enum { LIST_MINE = COMMON_COUNT, LIST_TEAM, LIST_ALL, LIST_COUNT };
enum { DO_REASON = COMMON_COUNT, DO_COUNT };
enum { ANSWER_REPLY = DO_COUNT, ANSWER_BY, ANSWER_COUNT };
enum { ALLOCATE_TO = COMMON_COUNT, ALLOCATE_COUNT };

/* clang-format off */
#define DOOR_OPTIONS [STORE] = SL_STORE_OPTION, [SESSION] = SL_SESSION_OPTION, \
                     [PURPOSE] = SL_PURPOSE_OPTION, \
                     [JSON] = { .name = "--json", .type = SL_OPTION_FLAG, \
                                .text = "Print JSON instead of text" }
#define CATALOGUE_OPTION(what) { .name = "--catalogue", .value = "FILE", \
                     .type = SL_OPTION_TEXT, .repeat = SL_OPTION_REPEAT_LIMIT, \
                     .text = what "; up to 8 times (default: what is part of the program)" }
#define DO_OPTIONS DOOR_OPTIONS, [CATALOGUE] = CATALOGUE_OPTION( \
                     "A catalogue of phrases that blame victims"), \
                   [DO_REASON] = { .name = "--reason", .value = "TEXT", .type = SL_OPTION_TEXT, \
                                   .required = true, .text = "Why, in words" }

static const struct sl_option show_options[COMMON_COUNT] = {
    DOOR_OPTIONS, [CATALOGUE] = CATALOGUE_OPTION("A catalogue of clocks"),
};
static const struct sl_option list_options[LIST_COUNT] = {
    DOOR_OPTIONS, [CATALOGUE] = CATALOGUE_OPTION("A catalogue of clocks"),
    [LIST_MINE] = { .name = "--mine", .type = SL_OPTION_FLAG,
                    .text = "Those that are allocated to you, and those of the team about a child "
                            "who is" },
    [LIST_TEAM] = { .name = "--team", .type = SL_OPTION_FLAG,
                    .text = "Those that your agency is asked" },
    [LIST_ALL] = { .name = "--all", .type = SL_OPTION_FLAG,
                   .text = "Those that are answered or closed, too" },
};
static const struct sl_option raise_options[COMMON_COUNT] = {
    DOOR_OPTIONS, [CATALOGUE] = CATALOGUE_OPTION("A catalogue of indicators"),
};
static const struct sl_option do_options[DO_COUNT] = { DO_OPTIONS };
static const struct sl_option answer_options[ANSWER_COUNT] = {
    DO_OPTIONS,
    [ANSWER_REPLY] = { .name = "--answer", .value = "ANSWER", .type = SL_OPTION_TEXT,
                       .required = true,
                       .text = "done, planned, not_needed, not_known, not_so or, of a pattern, "
                               "unrelated" },
    [ANSWER_BY] = { .name = "--by", .value = "DATE", .type = SL_OPTION_TEXT,
                    .text = "Of what is planned: the day by which, YYYY-MM-DD" },
};
static const struct sl_option allocate_options[ALLOCATE_COUNT] = {
    DOOR_OPTIONS, [CATALOGUE] = CATALOGUE_OPTION("Not read here"),
    [ALLOCATE_TO] = { .name = "--to", .value = "USER", .type = SL_OPTION_TEXT,
                      .text = "To whom of the agency (default: back to the team)" },
};
/* clang-format on */

/* What is open while questions are listed. */
struct desk {
    struct sl_access *access;
    struct sl_arena arena;
};

static void clear_desk(struct desk *desk)
{
    sl_access_close(desk->access);
    sl_arena_finish(&desk->arena);
}

/* Open the door and the catalogue of clocks. */
static enum sl_status open_desk(
    const struct sl_option_value *values,
    struct desk *desk,
    struct sl_notice_catalogues *catalogues,
    struct sl_question_asked *asked,
    struct sl_error *err
)
{
    sl_arena_init(&desk->arena, SL_QUESTION_LIST_BYTES);
    SL_TRY(sl_cli_open(&values[STORE], SL_STORE_READ, &desk->access, err));
    SL_TRY(sl_cli_catalogues(&values[CATALOGUE], &desk->arena, catalogues, err));
    asked->clocks = &catalogues->clocks;
    return sl_cli_now_instant(&asked->as_of, err);
}

static enum sl_status print_lines(
    struct sl_cli *cli,
    const struct sl_question_line *lines,
    size_t count,
    bool is_whole,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;

    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    for (size_t i = 0; i < count; i++) {
        sl_question_text(&lines[i], is_whole, &text);
    }
    return sl_print_buf(cli->out, &text, err);
}

static enum sl_status
run_list(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const struct sl_option_value *values = arguments->options;
    SL_CLEANUP(clear_desk) struct desk desk = { .access = NULL };
    struct sl_question_asked asked = { .all = values[LIST_ALL].count > 0 };
    struct sl_notice_catalogues catalogues;
    struct sl_question_line *lines = NULL;
    size_t count = 0;

    if (values[LIST_MINE].count > 0 && values[LIST_TEAM].count > 0) {
        return sl_fail(err, SL_USAGE, "give --mine or --team, and not both");
    }
    if (values[LIST_MINE].count > 0) {
        asked.whose = SL_QUESTIONS_MINE;
    } else if (values[LIST_TEAM].count > 0) {
        asked.whose = SL_QUESTIONS_TEAM;
    }
    SL_TRY(open_desk(values, &desk, &catalogues, &asked, err));
    SL_TRY(sl_question_list(desk.access, &asked, &desk.arena, &lines, &count, err));
    if (values[JSON].count > 0) {
        json_t *json = json_array();
        for (size_t i = 0; i < count; i++) {
            (void)json_array_append_new(json, sl_question_json(&lines[i]));
        }
        return sl_print_json(cli->out, json, err);
    }
    return print_lines(cli, lines, count, false, err);
}

static enum sl_status
run_show(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const struct sl_option_value *values = arguments->options;
    SL_CLEANUP(clear_desk) struct desk desk = { .access = NULL };
    struct sl_question_asked asked = { .all = true };
    struct sl_notice_catalogues catalogues;
    struct sl_question_line line;
    int64_t number = 0;

    SL_TRY(sl_cli_number(arguments->operands[0], "a question", &number, err));
    SL_TRY(open_desk(values, &desk, &catalogues, &asked, err));
    SL_TRY(sl_question_show(desk.access, number, &asked, &desk.arena, &line, err));
    return values[JSON].count > 0 ? sl_print_json(cli->out, sl_question_json(&line), err)
                                  : print_lines(cli, &line, 1, true, err);
}

static enum sl_status
print_raised(struct sl_cli *cli, const struct sl_question_raised *told, struct sl_error *err)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;

    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    sl_buf_addf(
        &text,
        "%zu questions opened, %zu raised again, %zu known\n",
        told->opened,
        told->again + told->back,
        told->known
    );
    return sl_print_buf(cli->out, &text, err);
}

static enum sl_status
run_raise(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const struct sl_option_value *values = arguments->options;
    SL_CLEANUP(clear_desk) struct desk desk = { .access = NULL };
    struct sl_notice_catalogues catalogues;
    struct sl_notice_question question = {
        .child = sl_str_from(arguments->operands[0]),
        .catalogues = &catalogues,
        .rules = &arguments->operands[1],
        .rule_count = arguments->operand_count - 1,
    };
    struct sl_question_raised told = { .opened = 0 };

    sl_arena_init(&desk.arena, SL_NOTICE_EXPLAIN_BYTES);
    SL_TRY(sl_cli_open(&values[STORE], SL_STORE_BRIEF, &desk.access, err));
    SL_TRY(sl_cli_catalogues(&values[CATALOGUE], &desk.arena, &catalogues, err));
    SL_TRY(sl_cli_now_instant(&question.as_of, err));
    SL_TRY(sl_question_look(desk.access, &question, &desk.arena, &told, err));
    if (values[JSON].count == 0) {
        return print_raised(cli, &told, err);
    }
    return sl_print_json(
        cli->out,
        json_pack(
            "{s:I, s:I, s:I}",
            "opened",
            (json_int_t)told.opened,
            "again",
            (json_int_t)told.again + (json_int_t)told.back,
            "known",
            (json_int_t)told.known
        ),
        err
    );
}

/* The phrases of a reason that blame victims. */
static enum sl_status find_phrases(
    const struct sl_option_value *given,
    struct sl_str words,
    struct sl_arena *arena,
    const struct sl_language_hit **ret_hits,
    size_t *ret_count,
    struct sl_error *err
)
{
    struct sl_notice_catalogues catalogues;

    SL_TRY(sl_cli_catalogues(given, arena, &catalogues, err));
    return sl_language_find(&catalogues.language, words, arena, ret_hits, ret_count, err);
}

/* Do it; then say so, and on the way which words could be better. */
static enum sl_status finish_doing(
    struct sl_cli *cli,
    const struct sl_option_value *values,
    const struct sl_question_doing *doing,
    struct sl_error *err
)
{
    SL_CLEANUP(clear_desk) struct desk desk = { .access = NULL };
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;
    const struct sl_str act = sl_question_act_terms()[doing->act].name;
    const struct sl_language_hit *hits = NULL;
    size_t count = 0;

    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    sl_arena_init(&desk.arena, SL_NOTICE_LOAD_BYTES);
    SL_TRY(sl_cli_open(&values[STORE], SL_STORE_BRIEF, &desk.access, err));
    SL_TRY(find_phrases(&values[CATALOGUE], doing->words, &desk.arena, &hits, &count, err));
    SL_TRY(sl_question_do(desk.access, doing, err));
    if (values[JSON].count > 0) {
        return sl_print_json(
            cli->out,
            json_pack(
                "{s:I, s:o, s:o}",
                "question",
                (json_int_t)doing->question,
                "done",
                sl_cli_str_json(act),
                "language",
                sl_language_json(hits, count)
            ),
            err
        );
    }
    sl_language_text(hits, count, &text);
    SL_TRY(sl_print_buf(cli->err, &text, err));
    sl_buf_clear(&text);
    sl_buf_addf(&text, "Question %lld was %s.\n", (long long)doing->question, act.ptr);
    return sl_print_buf(cli->out, &text, err);
}

static enum sl_status run_reason(
    struct sl_cli *cli,
    const struct sl_arguments *arguments,
    enum sl_question_act act,
    struct sl_error *err
)
{
    struct sl_question_doing doing = {
        .act = act,
        .words = sl_str_from(arguments->options[DO_REASON].texts[0]),
    };

    SL_TRY(sl_cli_number(arguments->operands[0], "a question", &doing.question, err));
    return finish_doing(cli, arguments->options, &doing, err);
}

static enum sl_status
run_challenge(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    return run_reason(cli, arguments, SL_ACT_CHALLENGED, err);
}

static enum sl_status
run_escalate(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    return run_reason(cli, arguments, SL_ACT_ESCALATED, err);
}

static enum sl_status
run_close(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    return run_reason(cli, arguments, SL_ACT_CLOSED, err);
}

static enum sl_status
run_answer(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const struct sl_option_value *values = arguments->options;
    struct sl_question_doing doing = {
        .act = SL_ACT_ANSWERED,
        .words = sl_str_from(values[DO_REASON].texts[0]),
    };
    unsigned reply = 0;

    SL_TRY(sl_cli_number(arguments->operands[0], "a question", &doing.question, err));
    SL_TRY(sl_cli_choose(
        sl_question_reply_terms(),
        SL_QUESTION_REPLY_COUNT,
        "an answer",
        values[ANSWER_REPLY].texts[0],
        &reply,
        err
    ));
    doing.reply = (enum sl_question_reply)reply;
    SL_TRY(sl_cli_day(&values[ANSWER_BY], &doing.until, err));
    return finish_doing(cli, values, &doing, err);
}

static enum sl_status
run_allocate(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const struct sl_option_value *values = arguments->options;
    struct sl_question_doing doing = { .act = SL_ACT_ALLOCATED };

    if (values[ALLOCATE_TO].count > 0) {
        doing.user = sl_str_from(values[ALLOCATE_TO].texts[0]);
    }
    SL_TRY(sl_cli_number(arguments->operands[0], "a question", &doing.question, err));
    return finish_doing(cli, values, &doing, err);
}

#define ONE_NUMBER .operands = "NUMBER", .operand = "the number", .operand_min = 1, .operand_max = 1

/* clang-format off */
const struct sl_command sl_commands_question[SL_QUESTION_COMMANDS] = {
    {
        .group = "question",
        .name = "raise",
        .operands = "CHILD [INDICATOR...]",
        .operand = "a child",
        .operand_min = 1,
        .operand_max = SL_OPERAND_LIMIT,
        .options = raise_options,
        .option_count = COMMON_COUNT,
        .summary = "Ask of a child what indicators ask, by what you may see",
        .text = "Evaluates the indicators of the catalogue, or those named, as 'notice explain' "
                "does, and opens a question for each that holds and asks one. New evidence opens a "
                "question again that was answered or closed; the same evidence changes nothing. "
                "The team of the agency to whose user the child is allocated is asked, else that "
                "of the agency whose record came last.",
        .example = "sightline question raise P3K7Q0ZD8",
        .run = run_raise,
    },
    {
        .group = "question",
        .name = "list",
        .operands = "",
        .options = list_options,
        .option_count = LIST_COUNT,
        .summary = "List the questions that wait for an answer",
        .text = "Those of your agency's team, and those about children with whom you work, in this "
                "order: first the child with most statutory time limits over; "
                "then signs of harm that nobody has answered; then whatever else waits; then "
                "those that were opened first. Nothing is weighed or added up: there is no score. "
                "What you may not see is not there.",
        .example = "sightline question list --mine",
        .run = run_list,
    },
    {
        .group = "question",
        .name = "show",
        ONE_NUMBER,
        .options = show_options,
        .option_count = COMMON_COUNT,
        .summary = "Show a question, what raised it and what was done",
        .text = "The records that raised it, as far as you may see all of them, and every deed "
                "with who, when and why.",
        .example = "sightline question show 7",
        .run = run_show,
    },
    {
        .group = "question",
        .name = "answer",
        ONE_NUMBER,
        .options = answer_options,
        .option_count = ANSWER_COUNT,
        .summary = "Answer a question, with a reason",
        .text = "For the agency that is asked. What is planned needs the day by which, and is over "
                "after it. 'not_known' is kept, and the clock goes on. Phrases that blame victims "
                "are pointed out with better words; nothing is refused because of them.",
        .example = "sightline question answer 7 --answer done --reason \"Discussed on Monday\"",
        .run = run_answer,
    },
    {
        .group = "question",
        .name = "allocate",
        ONE_NUMBER,
        .options = allocate_options,
        .option_count = ALLOCATE_COUNT,
        .summary = "Allocate a question to a user of the agency",
        .text = "For managers of the agency that is asked. A question that is allocated to nobody "
                "is the team's.", .example = "sightline question allocate 7 --to ann",
        .run = run_allocate,
    },
    {
        .group = "question",
        .name = "challenge",
        ONE_NUMBER,
        .options = do_options,
        .option_count = DO_COUNT,
        .summary = "Challenge another agency's answer",
        .text = "For who works with the child at another agency. The agency that is asked has two "
                "working days to answer again. A question that was closed is open again.",
        .example = "sightline question challenge 7 --reason \"Nobody has spoken to her\"",
        .run = run_challenge,
    },
    {
        .group = "question",
        .name = "escalate",
        ONE_NUMBER,
        .options = do_options,
        .option_count = DO_COUNT,
        .summary = "Escalate what another agency has not answered",
        .text = "For who works with the child at another agency, when the clock of a question is "
                "over, or an answer was challenged. It is to be answered in one working day.",
        .example = "sightline question escalate 7 --reason \"Three days without an answer\"",
        .run = run_escalate,
    },
    {
        .group = "question",
        .name = "close",
        ONE_NUMBER,
        .options = do_options,
        .option_count = DO_COUNT,
        .summary = "Close a question, with a reason",
        .text = "For the agency that is asked, when it is answered, or nothing raises it any more. "
                "Not while a plan is open or another agency waits for an answer. Nothing closes by "
                "itself, and new evidence opens it again.",
        .example = "sightline question close 7 --reason \"The plan is in place\"",
        .run = run_close,
    },
};
/* clang-format on */
