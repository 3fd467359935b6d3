/* SPDX-License-Identifier: Apache-2.0 */
/* The commands about sharing agreements: check, diff, explain. */
#include "app/agreement_check.h"
#include "app/agreement_diff.h"
#include "app/agreement_explain.h"

#include "cli/closest.h"
#include "cli/command.h"
#include "cli/print.h"

enum { AGREEMENTS, SCENARIO, PERMISSION, OPTION_COUNT };

/* clang-format off */
static const struct sl_option explain_options[OPTION_COUNT] = {
    [AGREEMENTS] = { .name = "--agreements",
                     .value = "DIR",
                     .type = SL_OPTION_TEXT,
                     .required = true,
                     .text = "A folder of agreements and revocations (*.yaml)" },
    [SCENARIO] = { .name = "--scenario",
                   .value = "FILE",
                   .type = SL_OPTION_TEXT,
                   .required = true,
                   .text = "Made-up users, relationships and records" },
    [PERMISSION] = { .name = "--permission",
                     .value = "NAME",
                     .type = SL_OPTION_TEXT,
                     .text = "What the user wants to do: search, record, audit ... (picture)" },
};
/* clang-format on */

/* Print what was built when it was; safe for a terminal, as titles and reasons come from files. */
static enum sl_status
print_text(struct sl_cli *cli, enum sl_status status, struct sl_buf *text, struct sl_error *err)
{
    struct sl_str rest = sl_buf_str(text);
    struct sl_str line = SL_STR("");
    struct sl_buf safe;

    if (status == SL_OK) {
        sl_buf_init(&safe, SL_PRINT_LIMIT_BYTES);
        while (sl_str_split(&rest, '\n', &line)) {
            sl_print_value(&safe, line, 0, 0);
            if (rest.ptr != NULL) {
                sl_buf_add(&safe, SL_STR("\n"));
            }
        }
        status = sl_print_buf(cli->out, &safe, err);
        sl_buf_finish(&safe);
    }
    sl_buf_finish(text);
    return status;
}

static enum sl_status
run_check(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    struct sl_buf text;

    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    const enum sl_status status =
        sl_agreement_check(arguments->operands, arguments->operand_count, &text, err);
    return print_text(cli, status, &text, err);
}

static enum sl_status
run_diff(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    struct sl_buf text;

    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    const enum sl_status status =
        sl_agreement_diff(arguments->operands[0], arguments->operands[1], &text, err);
    return print_text(cli, status, &text, err);
}

static enum sl_status
find_permission(const char *name, enum sl_permission *ret_permission, struct sl_error *err)
{
    const char *names[SL_PERMISSION_COUNT];
    const unsigned permission =
        sl_term_find(sl_permission_terms(), SL_PERMISSION_COUNT, sl_str_from(name));

    if (permission < SL_PERMISSION_COUNT) {
        *ret_permission = (enum sl_permission)permission;
        return SL_OK;
    }
    for (unsigned i = 0; i < SL_PERMISSION_COUNT; i++) {
        names[i] = sl_permission_terms()[i].name.ptr;
    }
    const char *closest = sl_closest(name, names, SL_PERMISSION_COUNT);
    sl_fail(err, SL_USAGE, "'%s' is not a permission", name);
    if (closest != NULL) {
        sl_fail_hint(err, "Did you mean '%s'?", closest);
    }
    return SL_USAGE;
}

static enum sl_status
run_explain(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    struct sl_agreement_explain_job job = {
        .folder = arguments->options[AGREEMENTS].texts[0],
        .scenario = arguments->options[SCENARIO].texts[0],
        .user = arguments->operand_count > 0 ? arguments->operands[0] : NULL,
        .child = arguments->operand_count > 1 ? arguments->operands[1] : NULL,
        .permission = SL_MAY_PICTURE,
    };
    struct sl_buf text;

    if (arguments->options[PERMISSION].count > 0) {
        SL_TRY(find_permission(arguments->options[PERMISSION].texts[0], &job.permission, err));
    }
    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    const enum sl_status status = sl_agreement_explain(&job, &text, err);
    return print_text(cli, status, &text, err);
}

const struct sl_command sl_command_agreement_check = {
    .group = "agreement",
    .name = "check",
    .operands = "FILE...",
    .operand_min = 1,
    .operand_max = SL_OPERAND_LIMIT,
    .summary = "Say what a sharing agreement means",
    .text = "Reads sharing agreements and revocations, and says in plain English who may see what "
            "of whom, what for, and from when to when. What is wrong is told with line and "
            "column. Of several files it says whether they go together, and the id of the policy "
            "that they make. The format is described in docs/formats/agreement.md.",
    .example = "sightline agreement check greater-manchester.yaml",
    .run = run_check,
};

const struct sl_command sl_command_agreement_diff = {
    .group = "agreement",
    .name = "diff",
    .operands = "OLD NEW",
    .operand_min = 2,
    .operand_max = 2,
    .summary = "Say what a new agreement opens and closes",
    .text = "Compares what two agreements, or two versions of one, share: what becomes more open "
            "and what more closed, for whom, of whom and what for. Saying the same in other words "
            "is no difference.",
    .example = "sightline agreement diff version-1.yaml version-2.yaml",
    .run = run_diff,
};

const struct sl_command sl_command_agreement_explain = {
    .group = "agreement",
    .name = "explain",
    .operands = "[USER [CHILD]]",
    .operand = "a name",
    .operand_max = 2,
    .options = explain_options,
    .option_count = OPTION_COUNT,
    .summary = "Say what a user would be told, and why",
    .text = "For each agency and kind of record says whether the user would be told that records "
            "are held, that none is open to them, that no answer has come yet, or that it is not "
            "permitted to say; and by which rule. Users, relationships and records come from a "
            "scenario file, so that agreements can be tried before they are signed. USER and CHILD "
            "may be left out where the scenario has one.",
    .example = "sightline agreement explain --agreements agreements --scenario night.yaml",
    .run = run_explain,
};
