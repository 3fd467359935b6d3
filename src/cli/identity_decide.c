/* SPDX-License-Identifier: Apache-2.0 */
/* Commands by which people decide who is who: identity join, split, hold-apart, release. */
#include "app/identity_door.h"

#include "base/threads.h"
#include "cli/command.h"
#include "cli/identity_text.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "cli/store_options.h"

enum { STORE, SESSION, PURPOSE, REASON, THREADS, JSON, OPTION_COUNT };

/* clang-format off */
static const struct sl_option options[OPTION_COUNT] = {
    [STORE] = SL_STORE_OPTION,
    [SESSION] = SL_SESSION_OPTION,
    [PURPOSE] = SL_PURPOSE_OPTION,
    [REASON] = { .name = "--reason",
                 .value = "TEXT",
                 .type = SL_OPTION_TEXT,
                 .required = true,
                 .text = "Why; it is kept with the decision" },
    [THREADS] = { .name = "--threads",
                  .value = "N",
                  .type = SL_OPTION_WHOLE,
                  .min = 1,
                  .max = SL_THREADS_LIMIT,
                  .text = "Use so many threads (default: all processors)" },
    [JSON] = { .name = "--json",
               .type = SL_OPTION_FLAG,
               .text = "Print JSON instead of text" },
};
/* clang-format on */

static void tell_progress(void *context, const char *step, uint64_t done, uint64_t total)
{
    sl_progress_step(context, step, done, total);
}

/* Who the names mean now. */
static enum sl_status add_names(
    struct sl_buf *text,
    struct sl_access *access,
    const struct sl_identity_request *request,
    struct sl_error *err
)
{
    for (size_t i = 0; i < request->name_count; i++) {
        struct sl_identity_named named = { .identity = 0 };
        const struct sl_str name = sl_str_from(request->names[i]);
        const enum sl_status status = sl_identity_named_now(access, name, &named, err);
        if (status == SL_INVALID) {
            continue; /* the number of a decision */
        }
        sl_print_value(text, name, 0, 0);
        if (status == SL_NOT_FOUND) {
            sl_buf_addf(text, ": %s\n", err->hint[0] == '\0' ? "gone" : err->hint);
            continue;
        }
        SL_TRY(status);
        sl_buf_add(text, SL_STR(": "));
        if (named.identity == 0) {
            sl_buf_add(text, SL_STR("nobody's yet"));
        } else {
            sl_identity_add_id(text, named.identity);
        }
        sl_buf_add_byte(text, '\n');
    }
    return SL_OK;
}

static json_t *decided_json(const struct sl_identity_decided *decided)
{
    json_t *decisions = json_array();

    for (size_t i = 0; i < decided->decision_count; i++) {
        (void)json_array_append_new(decisions, json_integer((json_int_t)decided->decisions[i]));
    }
    return json_pack(
        "{s:o, s:o}", "decisions", decisions, "identify", sl_identify_json(&decided->result, NULL)
    );
}

static enum sl_status print_decided(
    struct sl_cli *cli,
    struct sl_access *access,
    const struct sl_identity_request *request,
    const struct sl_identity_decided *decided,
    struct sl_error *err
)
{
    const uint64_t *turns = decided->result.turns.turns;
    struct sl_buf text;

    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    for (size_t i = 0; i < decided->decision_count; i++) {
        sl_buf_addf(&text, "Decision %lld is kept.\n", (long long)decided->decisions[i]);
    }
    sl_buf_addf(
        &text,
        "Identities: %llu joined, %llu split, %llu created\n",
        (unsigned long long)turns[SL_TURN_JOINED],
        (unsigned long long)turns[SL_TURN_SPLIT],
        (unsigned long long)turns[SL_TURN_CREATED]
    );
    if (decided->result.conflict_count > 0) {
        sl_buf_addf(
            &text,
            "Contradictions: %llu; what is held apart was kept apart\n",
            (unsigned long long)decided->result.conflict_count
        );
    }
    enum sl_status status = add_names(&text, access, request, err);
    if (status == SL_OK) {
        status = sl_print_buf(cli->out, &text, err);
    }
    sl_buf_finish(&text);
    return status;
}

static enum sl_status decide(
    enum sl_decision_kind kind,
    struct sl_cli *cli,
    const struct sl_arguments *arguments,
    struct sl_error *err
)
{
    const struct sl_option_value *values = arguments->options;
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    struct sl_identity_decided decided;
    struct sl_progress progress;
    const struct sl_identity_request request = {
        .kind = kind,
        .names = arguments->operands,
        .name_count = arguments->operand_count,
        .reason = sl_str_from(values[REASON].texts[0]),
    };
    const struct sl_identify_options identify = {
        .thread_count =
            values[THREADS].count > 0 ? (unsigned)values[THREADS].whole : sl_threads_available(),
        .at = sl_cli_now(),
        .progress = tell_progress,
        .clock = sl_progress_clock,
        .context = &progress,
    };

    sl_progress_init(&progress, cli->err, true, sl_progress_clock);
    SL_TRY(sl_cli_open(&values[STORE], SL_STORE_WRITE, &access, err));
    const enum sl_status status = sl_identity_judge(access, &request, &identify, &decided, err);
    sl_progress_finish(&progress);
    SL_TRY(status);
    return values[JSON].count > 0 ? sl_print_json(cli->out, decided_json(&decided), err)
                                  : print_decided(cli, access, &request, &decided, err);
}

/* The commands differ in the kind of decision and in their words. */
#define DECISION_RUN(name, kind)                                                       \
    static enum sl_status name(                                                        \
        struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err \
    )                                                                                  \
    {                                                                                  \
        return decide(kind, cli, arguments, err);                                      \
    }
DECISION_RUN(run_join, SL_DECISION_JOIN)
DECISION_RUN(run_split, SL_DECISION_SPLIT)
DECISION_RUN(run_hold_apart, SL_DECISION_HOLD_APART)
DECISION_RUN(run_release, SL_DECISION_RELEASE)

#define OF_IDENTITY .group = "identity", .options = options, .option_count = OPTION_COUNT

/* clang-format off */
const struct sl_command sl_commands_identity_decide[SL_DECIDING_COMMANDS] = {
    {
        OF_IDENTITY,
        .name = "join",
        .run = run_join,
        .operands = "WHO WHO...",
        .operand = "an identity or a mention",
        .operand_min = 2,
        .operand_max = SL_OPERAND_LIMIT,
        .summary = "Decide that they are one person",
        .text = "Decide that all mentions of these are one person. The decision is kept, holds in "
                "every later run, and can be taken back with 'sightline identity release'. The "
                "identity with the earliest mention keeps its id.",
        .example = "sightline identity join P3K7Q0ZD8 bolton/csc/child/123456789 \\\n"
                   "--reason 'same child, seen'",
    },
    {
        OF_IDENTITY,
        .name = "split",
        .run = run_split,
        .operands = "WHO MENTION...",
        .operand = "an identity and mentions of it",
        .operand_min = 2,
        .operand_max = SL_OPERAND_LIMIT,
        .summary = "Decide that some mentions of an identity are another person",
        .text = "Decide that these mentions are not the person of the other mentions of the "
                "identity. The decision is kept, holds in every later run, and can be taken back "
                "with 'sightline identity release'.",
        .example = "sightline identity split P3K7Q0ZD8 police/records/nominal/1234 \\\n"
                   "--reason 'the father'",
    },
    {
        OF_IDENTITY,
        .name = "hold-apart",
        .run = run_hold_apart,
        .operands = "WHO WHO",
        .operand = "an identity or a mention",
        .operand_min = 2,
        .operand_max = 2,
        .summary = "Decide that two are never to be joined",
        .text = "Decide that no mention of the one is the person of the other. They leave the list "
                "for review, and are never joined, until the decision is taken back with "
                "'sightline identity release'. Where a join says otherwise, they stay apart, and "
                "it is told.",
        .example = "sightline identity hold-apart P3K7Q0ZD8 P9XM2F4TR \\\n"
                   "--reason 'cousins'",
    },
    {
        OF_IDENTITY,
        .name = "release",
        .run = run_release,
        .operands = "DECISION|WHO...",
        .operand = "the number of a decision, or whom it is about",
        .operand_min = 1,
        .operand_max = SL_OPERAND_LIMIT,
        .summary = "Take a decision back",
        .text = "Take back a decision, by its number, or all that are in force about somebody. The "
                "linkage judges again; ids that were there before come back. Both decisions are "
                "kept.",
        .example = "sightline identity release 12 --reason 'it was a cousin'",
    },
};
/* clang-format on */
