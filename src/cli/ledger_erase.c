/* SPDX-License-Identifier: Apache-2.0 */
/* The command ledger erase. */
#include "app/ledger_erase.h"

#include <stdlib.h>

#include "app/proposal.h"
#include "cli/choice.h"
#include "cli/command.h"
#include "cli/print.h"
#include "cli/store_options.h"

#define DAY_US        INT64_C(86400000000)
#define SCRATCH_BYTES ((size_t)16 << 20)

enum { STORE, SESSION, PURPOSE, CHILD, BEFORE, PART, WHY, OPTION_COUNT };

/* clang-format off */
static const struct sl_option options[OPTION_COUNT] = {
    [STORE] = SL_STORE_OPTION,
    [SESSION] = SL_SESSION_OPTION,
    [PURPOSE] = SL_PURPOSE_OPTION,
    [CHILD] = { .name = "--child", .value = "CHILD", .type = SL_OPTION_TEXT,
                .text = "Instead of numbers: all of your agency that are about this child" },
    [BEFORE] = { .name = "--before", .value = "DATE", .type = SL_OPTION_TEXT,
                 .text = "With --child: only what was done before this day (UTC), which is today "
                         "or earlier" },
    [PART] = { .name = "--part", .value = "PART", .type = SL_OPTION_TEXT,
               .text = "What goes: about (whom it was about and what in detail, the default), who "
                       "(the name of the user) or both" },
    [WHY] = { .name = "--why", .value = "TEXT", .type = SL_OPTION_TEXT, .required = true,
              .text = "By which rule or whose request it goes, without a name: it is kept" },
};

#define TEXT(literal) { .ptr = "" literal, .len = sizeof(literal) - 1 }

/* The parts by the words of --part. */
enum { PART_WHO, PART_ABOUT, PART_BOTH, PARTS_COUNT };
static const struct sl_term parts[PARTS_COUNT] = {
    [PART_WHO] = { .name = TEXT("who"), .words = TEXT("the name of the user") },
    [PART_ABOUT] = { .name = TEXT("about"), .words = TEXT("whom it was about") },
    [PART_BOTH] = { .name = TEXT("both"), .words = TEXT("both") },
};
/* clang-format on */

/* Entries, as they are gathered. */
struct gathered {
    struct sl_arena arena;
    struct sl_erase_order what;
    uint64_t listed; /* entries that name the child among others, and stay */
};

static int compare(const void *left, const void *right)
{
    const uint64_t a = *(const uint64_t *)left;
    const uint64_t b = *(const uint64_t *)right;

    return (a > b) - (a < b);
}

/* One operand, "3" or "7-9", behind those that are there. */
static enum sl_status
add_operand(const char *operand, uint64_t *indexes, size_t *count, struct sl_error *err)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;
    struct sl_erase_order order;

    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    sl_buf_addf(&text, "about %s", operand);
    SL_TRY(sl_buf_status(&text, err));
    const enum sl_status status = sl_erase_order_parse(
        sl_buf_str(&text), indexes + *count, SL_LEDGER_ERASE_LIMIT - *count, &order, err
    );
    if (status == SL_INVALID) {
        sl_fail(err, SL_USAGE, "'%s' is not the number of an entry", operand);
        sl_fail_hint(err, "Write 7, or 7-9 for three; 'sightline ledger show' has the numbers.");
        return SL_USAGE;
    }
    SL_TRY(status);
    *count += order.count;
    return SL_OK;
}

/* The entries that were named, in their order, each once. */
static enum sl_status
gather_named(struct gathered *gathered, const struct sl_arguments *arguments, struct sl_error *err)
{
    uint64_t *indexes = sl_arena_alloc(&gathered->arena, SL_LEDGER_ERASE_LIMIT, sizeof indexes[0]);
    size_t count = 0;
    size_t kept = 0;

    if (indexes == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < arguments->operand_count; i++) {
        SL_TRY(add_operand(arguments->operands[i], indexes, &count, err));
    }
    qsort(indexes, count, sizeof indexes[0], compare);
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || indexes[kept - 1] != indexes[i]) {
            indexes[kept++] = indexes[i];
        }
    }
    gathered->what.indexes = indexes;
    gathered->what.count = kept;
    return SL_OK;
}

static enum sl_status gather_child(
    struct gathered *gathered,
    struct sl_access *access,
    const struct sl_arguments *arguments,
    struct sl_error *err
)
{
    const struct sl_str child = sl_str_from(arguments->options[CHILD].texts[0]);
    int32_t day = sl_access_day(access);
    struct sl_ledger_erase_found found;

    SL_TRY(sl_cli_day(&arguments->options[BEFORE], &day, err));
    if (day > sl_access_day(access)) {
        return sl_fail(err, SL_USAGE, "--before is today or earlier");
    }
    SL_TRY(sl_ledger_erase_find(access, child, (int64_t)day * DAY_US, &gathered->arena, &found, err)
    );
    if (found.count == 0) {
        return sl_fail(err, SL_NOT_FOUND, "no entry of your agency is about that child alone");
    }
    gathered->what.indexes = found.indexes;
    gathered->what.count = found.count;
    gathered->listed = found.listed;
    return SL_OK;
}

static enum sl_status
choose_parts(const struct sl_option_value *value, bool *parts_of, struct sl_error *err)
{
    unsigned part = PART_ABOUT;

    if (value->count > 0) {
        SL_TRY(sl_cli_choose(parts, PARTS_COUNT, "a part", value->texts[0], &part, err));
    }
    parts_of[SL_PART_WHO] = part != PART_ABOUT;
    parts_of[SL_PART_ABOUT] = part != PART_WHO;
    return SL_OK;
}

static enum sl_status check_usage(const struct sl_arguments *arguments, struct sl_error *err)
{
    const bool has_child = arguments->options[CHILD].count > 0;

    if (has_child == (arguments->operand_count > 0)) {
        return sl_fail(err, SL_USAGE, "give the numbers of entries, or --child");
    }
    if (!has_child && arguments->options[BEFORE].count > 0) {
        return sl_fail(err, SL_USAGE, "--before goes with --child");
    }
    return SL_OK;
}

/* What was asked for, and what is to come. */
static void add_asked(const struct gathered *gathered, int64_t number, struct sl_buf *text)
{
    sl_buf_add(text, SL_STR("Asked for, for "));
    sl_print_count(text, gathered->what.count);
    sl_buf_addf(text, gathered->what.count == 1 ? " entry.\n" : " entries.\n");
    if (gathered->listed > 0) {
        sl_print_count(text, gathered->listed);
        sl_buf_add(
            text, SL_STR(" more name the child among others, and stay: they are theirs, too.\n")
        );
    }
    sl_buf_addf(
        text,
        "Nothing is erased yet: another privacy officer or a senior leader of your agency must\n"
        "confirm it within three days, with 'sightline proposal confirm %lld'.\n",
        (long long)number
    );
}

static enum sl_status
ask(struct sl_access *access,
    const struct gathered *gathered,
    struct sl_str why,
    struct sl_buf *text,
    struct sl_error *err)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf value;
    struct sl_proposal_asked asked = { .act = SL_PROPOSAL_ERASE };
    int64_t number = 0;

    sl_buf_init(&value, SCRATCH_BYTES);
    SL_TRY(sl_ledger_erase_print(&gathered->what, sl_str_trim(why), &value, err));
    asked.value = sl_buf_str(&value);
    SL_TRY(sl_proposal_ask(access, &asked, NULL, &number, err));
    add_asked(gathered, number, text);
    return SL_OK;
}

static enum sl_status
run_erase(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;
    struct gathered gathered = { .listed = 0 };

    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    SL_TRY(check_usage(arguments, err));
    SL_TRY(choose_parts(&arguments->options[PART], gathered.what.parts, err));
    SL_TRY(sl_cli_open(arguments->options, SL_STORE_BRIEF, &access, err));
    sl_arena_init(&gathered.arena, SCRATCH_BYTES);
    enum sl_status status = arguments->options[CHILD].count > 0
                                ? gather_child(&gathered, access, arguments, err)
                                : gather_named(&gathered, arguments, err);
    if (status == SL_OK) {
        status = ask(access, &gathered, sl_str_from(arguments->options[WHY].texts[0]), &text, err);
    }
    sl_arena_finish(&gathered.arena);
    return status == SL_OK ? sl_print_buf(cli->out, &text, err) : status;
}

const struct sl_command sl_command_ledger_erase = {
    .group = "ledger",
    .name = "erase",
    .operands = "[ENTRY...]",
    .operand = "an entry",
    .operand_max = SL_OPERAND_LIMIT,
    .options = options,
    .option_count = OPTION_COUNT,
    .summary = "Ask that what the ledger says of people is erased",
    .text = "Ask that the person is taken out of entries of your own agency: whom they were about, "
            "or the name of the user. That something was done, when, by which agency and what for, "
            "stays, and so do all proofs; which entries were erased is in the ledger for good. A "
            "privacy officer asks; another one, or a senior leader, confirms it with 'sightline "
            "proposal confirm', and then it cannot be undone. ENTRY is a number, or two for a span "
            "(7-9).\n\n"
            "Orders to erase stay, and nobody erases their own name. Backups and copies of the "
            "ledger's folder are not reached: docs/formats/ledger.md says what to do with them.",
    .example = "sightline ledger erase --child P3K7Q0ZD8 --before 2020-04-01 --why \"retention\"",
    .run = run_erase,
};
