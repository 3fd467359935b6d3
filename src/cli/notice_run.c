/* SPDX-License-Identifier: Apache-2.0 */
/* The command that asks all indicators of all children. */
#include "app/notice_door.h"
#include "app/notice_load.h"
#include "base/threads.h"
#include "cli/command.h"
#include "cli/notice_json.h"
#include "cli/notice_options.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "cli/store_options.h"

enum {
    STORE,
    SESSION,
    PURPOSE,
    CATALOGUE,
    AS_OF,
    RECORDED,
    AGENCY,
    TRUTH,
    THREADS,
    JSON,
    OPTION_COUNT
};

/* clang-format off */
static const struct sl_option options[OPTION_COUNT] = {
    [STORE] = SL_STORE_OPTION,
    [SESSION] = SL_SESSION_OPTION,
    [PURPOSE] = SL_PURPOSE_OPTION,
    [CATALOGUE] = SL_CATALOGUE_OPTION,
    [AS_OF] = { .name = "--as-of",
                .value = "DATE",
                .type = SL_OPTION_TEXT,
                .text = "By what was known at the end of this day, YYYY-MM-DD (default: now)" },
    [RECORDED] = { .name = "--recorded",
                   .type = SL_OPTION_FLAG,
                   .text = "Count what agencies wrote down by their own dates, and not from when "
                           "it came here: what could have been seen if it had been shared" },
    [AGENCY] = { .name = "--agency",
                 .value = "NAME",
                 .type = SL_OPTION_TEXT,
                 .text = "By the records of this agency alone, to see what sharing adds" },
    [TRUTH] = { .name = "--truth",
                .value = "DIR",
                .type = SL_OPTION_TEXT,
                .text = "Also print how well planted situations are noticed, from the folder "
                        "'truth' of a simulated partnership" },
    [THREADS] = { .name = "--threads",
                  .value = "N",
                  .type = SL_OPTION_WHOLE,
                  .min = 1,
                  .max = SL_THREADS_LIMIT,
                  .text = "Use so many threads (default: all processors); the answer is the same "
                          "with any number" },
    [JSON] = { .name = "--json",
               .type = SL_OPTION_FLAG,
               .text = "Print JSON instead of text" },
};
/* clang-format on */

static void add_quality(
    const struct sl_indicators *indicators,
    const struct sl_notice_quality *quality,
    struct sl_buf *buf
)
{
    sl_buf_add(buf, SL_STR("\nPlanted situations noticed, with the right records\n"));
    for (size_t i = 0; i < quality->kind_count; i++) {
        const struct sl_notice_kind *kind = &quality->kinds[i];
        sl_buf_addf(
            buf,
            "  %-24s %zu of %zu, for every child of it %zu\n",
            kind->name,
            kind->noticed,
            kind->count,
            kind->whole
        );
    }
    sl_buf_addf(
        buf,
        "\nQuestions in a year on %zu children with nothing planted: %zu (%.2f per 100)\n",
        quality->child_count,
        quality->question_count,
        quality->child_count == 0
            ? 0.0
            : 100.0 * (double)quality->question_count / (double)quality->child_count
    );
    sl_buf_addf(buf, "At its beginning there were %zu.\n", quality->standing_count);
    for (size_t i = 0; i < indicators->count; i++) {
        if (quality->by_indicator[i] > 0) {
            sl_buf_addf(
                buf,
                "  %-32.*s %zu\n",
                SL_STR_ARG(indicators->items[i].id),
                quality->by_indicator[i]
            );
        }
    }
}

static void add_questions(const struct sl_question_raised *questions, struct sl_buf *buf)
{
    sl_buf_addf(
        buf,
        "\nQuestions %zu opened, %zu asked again, %zu no longer raised, %zu raised as before\n",
        questions->opened,
        questions->again + questions->back,
        questions->faded,
        questions->known
    );
}

static enum sl_status print_text(
    struct sl_cli *cli,
    const struct sl_indicators *indicators,
    const struct sl_notice_run_result *result,
    const struct sl_notice_run_options *asked,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;

    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    sl_buf_addf(
        &text, "Children  %zu\nRaised    %zu\n\n", result->child_count, result->raised_count
    );
    for (size_t i = 0; i < indicators->count; i++) {
        const struct sl_indicator *indicator = &indicators->items[i];
        if (result->by_indicator[i] > 0) {
            sl_buf_addf(
                &text,
                "  %-32.*s %6zu  %s\n",
                SL_STR_ARG(indicator->id),
                result->by_indicator[i],
                indicator->question.len > 0 ? "opens a question" : ""
            );
        }
    }
    if (asked->truth != NULL) {
        add_quality(indicators, &result->quality, &text);
    }
    if (asked->must_keep) {
        add_questions(&result->questions, &text);
    }
    sl_buf_addf(
        &text,
        "\nRead in %.2f s, asked in %.2f s.\n",
        result->read_seconds,
        result->evaluate_seconds
    );
    return sl_print_buf(cli->out, &text, err);
}

/* Is asked what holds now, by all that is known and the catalogue that everybody has? */
static bool is_now(const struct sl_option_value *values)
{
    static const unsigned others[] = { CATALOGUE, AS_OF, RECORDED, AGENCY, TRUTH };
    size_t given = 0;

    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        given += values[others[i]].count;
    }
    return given == 0;
}

static enum sl_status
run(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;
    const struct sl_option_value *values = arguments->options;
    struct sl_notice_catalogues catalogues;
    struct sl_notice_run_result result;
    struct sl_notice_run_options asked = {
        .indicators = &catalogues.indicators,
        .known = values[RECORDED].count > 0 ? SL_KNOWN_RECORDED : SL_KNOWN_RECEIVED,
        .agency = sl_str_from(values[AGENCY].count > 0 ? values[AGENCY].texts[0] : ""),
        .thread_count =
            values[THREADS].count > 0 ? (unsigned)values[THREADS].whole : sl_threads_available(),
        .truth = values[TRUTH].texts[0],
        .clock = sl_progress_clock,
        .must_keep = is_now(values),
    };

    sl_arena_init(&arena, SL_NOTICE_LOAD_BYTES);
    SL_TRY(sl_cli_as_of(&values[AS_OF], &asked.as_of, err));
    SL_TRY(
        sl_cli_open(&values[STORE], asked.must_keep ? SL_STORE_WRITE : SL_STORE_READ, &access, err)
    );
    SL_TRY(sl_cli_catalogues(&values[CATALOGUE], &arena, &catalogues, err));
    SL_TRY(sl_notice_run(access, &asked, &result, err));
    if (values[JSON].count > 0) {
        json_t *json = sl_notice_run_json(&catalogues.indicators, &result, &asked);
        return sl_print_json(cli->out, json, err);
    }
    return print_text(cli, &catalogues.indicators, &result, &asked, err);
}

const struct sl_command sl_command_notice_run = {
    .group = "notice",
    .name = "run",
    .operands = "",
    .options = options,
    .option_count = OPTION_COUNT,
    .summary = "Ask all indicators of all children",
    .text =
        "Asks all indicators of the catalogue of all children of the store, with the people, "
        "phones, vehicles and places around them, and keeps what holds in place of what was "
        "kept before; 'sightline notice list' shows it to who may see it. Questions that follow "
        "are asked of the teams that own them. Nothing is added up: there is no score.\n\n"
        "With --as-of a day in the past, by what was known then: what would have been noticed, "
        "and since when. Who is who is as it is known today. With this, or any of --catalogue, "
        "--recorded, --agency and --truth, it only counts: nothing is kept, and nobody is asked.",
    .example = "sightline notice run",
    .run = run,
};
