/* SPDX-License-Identifier: Apache-2.0 */
/* The commands about a ledger: key, init, verify, witness, show, prove. */
#include "app/ledger_prove.h"
#include "app/ledger_show.h"
#include "app/ledger_verify.h"
#include "app/ledger_witness.h"

#include "base/date.h"
#include "base/number.h"
#include "cli/command.h"
#include "cli/print.h"
#include "cli/store_options.h"
#include "logbook/key_file.h"
#include "logbook/logbook.h"

#define DAY_US INT64_C(86400000000)

enum { KEY_OUT, KEY_WITNESS, KEY_COUNT };
enum { INIT_KEY, INIT_COUNT };
enum { VERIFY_KEY, VERIFY_NOTE, VERIFY_WITNESS, VERIFY_JSON, VERIFY_COUNT };
enum { WITNESS_KEY, WITNESS_STATE, WITNESS_OWNER, WITNESS_COUNT };
enum { SHOW_AGENCY, SHOW_FROM, SHOW_UNTIL, SHOW_JSON, SHOW_COUNT };
enum { PROVE_SINCE, PROVE_COUNT };

/* clang-format off */
static const struct sl_option key_options[KEY_COUNT] = {
    [KEY_OUT] = { .name = "--out", .value = "FILE", .type = SL_OPTION_TEXT, .required = true,
                  .text = "The file for the secret key; there must be none yet" },
    [KEY_WITNESS] = { .name = "--witness", .type = SL_OPTION_FLAG,
                      .text = "Make a key to cosign others' ledgers with" },
};

static const struct sl_option init_options[INIT_COUNT] = {
    [INIT_KEY] = { .name = "--key", .value = "FILE", .type = SL_OPTION_TEXT, .required = true,
                   .text = "The owner's secret key; its name is the ledger's" },
};

static const struct sl_option verify_options[VERIFY_COUNT] = {
    [VERIFY_KEY] = { .name = "--owner", .value = "KEY", .type = SL_OPTION_TEXT,
                     .text = "The owner's public key, or the file it is in (default: the one in "
                             "the folder, which proves less)" },
    [VERIFY_NOTE] = { .name = "--note", .value = "FILE", .type = SL_OPTION_TEXT, .repeat = 2,
                      .text = "A checkpoint that a witness has kept: the ledger must hold it" },
    [VERIFY_WITNESS] = { .name = "--witness", .value = "KEY", .type = SL_OPTION_TEXT,
                         .text = "A witness's public key: it must have cosigned each --note" },
    [VERIFY_JSON] = { .name = "--json", .type = SL_OPTION_FLAG, .text = "Print JSON" },
};

static const struct sl_option witness_options[WITNESS_COUNT] = {
    [WITNESS_KEY] = { .name = "--key", .value = "FILE", .type = SL_OPTION_TEXT, .required = true,
                      .text = "The witness's own secret key" },
    [WITNESS_STATE] = { .name = "--state", .value = "FILE", .type = SL_OPTION_TEXT,
                        .required = true,
                        .text = "Where the last checkpoint that was cosigned is kept" },
    [WITNESS_OWNER] = { .name = "--owner", .value = "KEY", .type = SL_OPTION_TEXT,
                        .text = "The owner's public key, or the file it is in (default: the one "
                                "in the folder)" },
};

static const struct sl_option show_options[SHOW_COUNT] = {
    [SHOW_AGENCY] = { .name = "--agency", .value = "NAME", .type = SL_OPTION_TEXT,
                      .text = "Only what users of this agency did" },
    [SHOW_FROM] = { .name = "--from", .value = "DATE", .type = SL_OPTION_TEXT,
                    .text = "Only from this day on (UTC), such as 2026-03-31" },
    [SHOW_UNTIL] = { .name = "--until", .value = "DATE", .type = SL_OPTION_TEXT,
                     .text = "Only to the end of this day (UTC)" },
    [SHOW_JSON] = { .name = "--json", .type = SL_OPTION_FLAG, .text = "Print JSON" },
};

static const struct sl_option prove_options[PROVE_COUNT] = {
    [PROVE_SINCE] = { .name = "--since", .value = "COUNT", .type = SL_OPTION_WHOLE, .min = 0,
                      .max = INT64_MAX,
                      .text = "Prove instead that the ledger of COUNT entries is the beginning of "
                              "this one" },
};
/* clang-format on */

static enum sl_status
print(struct sl_cli *cli, enum sl_status status, struct sl_buf *text, struct sl_error *err)
{
    if (status == SL_OK) {
        status = sl_print_buf(cli->out, text, err);
    }
    sl_buf_finish(text);
    return status;
}

static enum sl_status
run_key(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const struct sl_option_value *values = arguments->options;
    const enum sl_key_use use = values[KEY_WITNESS].count > 0 ? SL_KEY_WITNESS : SL_KEY_LEDGER;
    const struct sl_str name = sl_str_from(arguments->operands[0]);
    struct sl_signer signer;
    struct sl_buf text;

    SL_TRY(sl_key_file_make(values[KEY_OUT].texts[0], use, name, &signer, err));
    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    sl_verifier_print(&signer.verifier, &text);
    sl_buf_add(&text, SL_STR("\n"));
    sl_signer_wipe(&signer);
    return print(cli, SL_OK, &text, err);
}

static enum sl_status
run_init(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const char *path = arguments->operands[0];
    struct sl_signer signer;
    struct sl_buf text;

    SL_TRY(sl_key_file_read(arguments->options[INIT_KEY].texts[0], &signer, err));
    const enum sl_status status = sl_logbook_create(path, &signer, err);
    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    sl_buf_addf(&text, "%s: the ledger '%s', without entries\n", path, signer.verifier.name);
    sl_signer_wipe(&signer);
    return print(cli, status, &text, err);
}

/* "entry 7: ...", "entries 0 to 255: ...", or the words alone. */
static void add_fault(struct sl_buf *text, const struct sl_fault *fault)
{
    const unsigned long long first = fault->first;
    const unsigned long long last = fault->last;

    if (last == first + 1) {
        sl_buf_addf(text, "entry %llu: ", first);
    } else if (last > first) {
        sl_buf_addf(text, "entries %llu to %llu: ", first, last - 1);
    } else if (fault->kind != SL_FAULT_CHECKPOINT) {
        sl_buf_addf(text, "behind entry %llu: ", first);
    }
    sl_buf_addf(text, "%s", sl_fault_words(fault->kind));
    if (fault->kind == SL_FAULT_MOVED || fault->kind == SL_FAULT_ERASED) {
        sl_buf_addf(text, " (entry %llu)", (unsigned long long)fault->other);
    }
    sl_buf_addf(text, "\n");
}

static json_t *fault_json(const struct sl_fault *fault)
{
    return json_pack(
        "{s:s, s:I, s:I, s:s}",
        "fault",
        sl_fault_code(fault->kind),
        "first",
        (json_int_t)fault->first,
        "last",
        (json_int_t)fault->last - (fault->last > fault->first ? 1 : 0),
        "words",
        sl_fault_words(fault->kind)
    );
}

static json_t *result_json(const struct sl_verify_result *result)
{
    json_t *faults = json_array();

    for (size_t i = 0; i < result->kept_count; i++) {
        (void)json_array_append_new(faults, fault_json(&result->faults[i]));
    }
    return json_pack(
        "{s:s, s:b, s:I, s:I, s:I, s:I, s:o}",
        "owner",
        result->verifier.name,
        "signed",
        result->is_signed,
        "published",
        (json_int_t)result->published,
        "in_journal",
        (json_int_t)result->in_journal,
        "parts_erased",
        (json_int_t)result->erased,
        "fault_count",
        (json_int_t)result->fault_count,
        "faults",
        faults
    );
}

static void result_text(
    struct sl_buf *text,
    const struct sl_ledger_verify_job *job,
    const struct sl_verify_result *result
)
{
    for (size_t i = 0; i < result->kept_count; i++) {
        add_fault(text, &result->faults[i]);
    }
    sl_print_count(text, result->published);
    sl_buf_addf(text, " entries published, ");
    sl_print_count(text, result->in_journal);
    sl_buf_addf(text, " in the journal, ");
    sl_print_count(text, result->erased);
    sl_buf_addf(text, " parts erased; faults: ");
    sl_print_count(text, result->fault_count);
    sl_buf_addf(
        text,
        "\n%s by '%s'%s\n",
        result->is_signed ? "signed" : "not signed",
        result->verifier.name,
        job->key == NULL ? ", with the key that lies in the folder" : ""
    );
}

static enum sl_status
run_verify(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const struct sl_option_value *values = arguments->options;
    const struct sl_ledger_verify_job job = {
        .path = arguments->operands[0],
        .key = values[VERIFY_KEY].texts[0],
        .note_count = values[VERIFY_NOTE].count,
        .notes = values[VERIFY_NOTE].texts,
        .witness = values[VERIFY_WITNESS].texts[0],
    };
    struct sl_verify_result result;
    enum sl_status status = SL_OK;
    struct sl_buf text;

    SL_TRY(sl_ledger_verify(&job, &result, err));
    if (values[VERIFY_JSON].count > 0) {
        status = sl_print_json(cli->out, result_json(&result), err);
    } else {
        sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
        result_text(&text, &job, &result);
        status = sl_print_buf(result.fault_count > 0 ? cli->err : cli->out, &text, err);
        sl_buf_finish(&text);
    }
    if (status == SL_OK && result.fault_count > 0) {
        status = sl_fail(err, SL_INVALID, "the ledger '%s' is not as it was written", job.path);
    }
    sl_verify_finish(&result);
    return status;
}

static enum sl_status
run_witness(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const struct sl_option_value *values = arguments->options;
    const struct sl_ledger_witness_job job = {
        .path = arguments->operands[0],
        .key = values[WITNESS_KEY].texts[0],
        .state = values[WITNESS_STATE].texts[0],
        .owner = values[WITNESS_OWNER].texts[0],
        .seconds = (uint64_t)(sl_cli_now() / 1000000),
    };
    struct sl_ledger_witnessed witnessed;
    struct sl_buf note;

    sl_buf_init(&note, SL_PRINT_LIMIT_BYTES);
    const enum sl_status status = sl_ledger_witness(&job, &note, &witnessed, err);
    return print(cli, status, &note, err);
}

/* Entries as text, or as JSON: json is NULL for text. */
struct listing {
    struct sl_buf text;
    json_t *json;
};

static json_t *text_json(struct sl_str text)
{
    return json_stringn(text.ptr == NULL ? "" : text.ptr, text.len);
}

/* What stands in the leaf. Who it was, and about whom, is told by the door alone. */
static json_t *entry_json(const struct sl_view_entry *told)
{
    json_t *json = json_pack(
        "{s:I, s:I, s:s, s:s, s:b, s:b, s:b}",
        "entry",
        (json_int_t)told->index,
        "when_us",
        (json_int_t)told->entry.when_us,
        "verb",
        sl_verb_word(told->entry.verb),
        "outcome",
        sl_outcome_word(told->entry.outcome),
        "published",
        told->is_published,
        "user_erased",
        told->parts[SL_PART_WHO].is_erased,
        "subject_erased",
        told->parts[SL_PART_ABOUT].is_erased
    );

    for (enum sl_entry_text i = SL_ENTRY_AGENCY; i <= SL_ENTRY_POLICY; i++) {
        (void)json_object_set_new(json, sl_entry_text_word(i), text_json(told->entry.texts[i]));
    }
    return json;
}

static enum sl_status tell(void *context, const struct sl_view_entry *told, struct sl_error *err)
{
    struct listing *listing = context;
    struct sl_buf *text = &listing->text;

    if (listing->json != NULL) {
        const int failed = json_array_append_new(listing->json, entry_json(told));
        return failed != 0 ? sl_fail_memory(err) : SL_OK;
    }
    sl_buf_addf(text, "%8llu  ", (unsigned long long)told->index);
    sl_cli_add_time(text, told->entry.when_us);
    sl_buf_addf(
        text, "  %-8s  %-7s ", sl_verb_word(told->entry.verb), sl_outcome_word(told->entry.outcome)
    );
    for (enum sl_entry_text i = SL_ENTRY_AGENCY; i <= SL_ENTRY_POLICY; i++) {
        sl_buf_addf(text, " %s=", sl_entry_text_word(i));
        sl_print_value(text, told->entry.texts[i], 0, 0);
    }
    if (told->parts[SL_PART_WHO].is_erased || told->parts[SL_PART_ABOUT].is_erased) {
        sl_buf_addf(text, " (erased)");
    }
    sl_buf_addf(text, "\n");
    return sl_buf_status(text, err);
}

/* A day as microseconds, `days_later` days on. */
static enum sl_status parse_day(
    const struct sl_option_value *value, int64_t days_later, int64_t *ret_us, struct sl_error *err
)
{
    struct sl_date date;

    if (value->count == 0) {
        return SL_OK;
    }
    if (sl_date_parse(sl_str_from(value->texts[0]), &date, NULL) != SL_OK) {
        return sl_fail(err, SL_USAGE, "'%s' is not a day such as 2026-03-31", value->texts[0]);
    }
    *ret_us = (sl_date_to_days(date) + days_later) * DAY_US;
    return SL_OK;
}

static enum sl_status
run_show(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const struct sl_option_value *values = arguments->options;
    struct sl_ledger_filter filter = {
        .agency = sl_str_from(values[SHOW_AGENCY].texts[0]),
    };
    struct listing listing = { .json = NULL };

    SL_TRY(parse_day(&values[SHOW_FROM], 0, &filter.from_us, err));
    SL_TRY(parse_day(&values[SHOW_UNTIL], 1, &filter.until_us, err));
    listing.json = values[SHOW_JSON].count > 0 ? json_array() : NULL;
    sl_buf_init(&listing.text, SL_PRINT_LIMIT_BYTES);
    const enum sl_status status =
        sl_ledger_show(arguments->operands[0], &filter, tell, &listing, err);
    if (listing.json == NULL) {
        return print(cli, status, &listing.text, err);
    }
    sl_buf_finish(&listing.text);
    if (status != SL_OK) {
        json_decref(listing.json);
        return status;
    }
    return sl_print_json(cli->out, listing.json, err);
}

static enum sl_status
run_prove(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const struct sl_option_value *since = &arguments->options[PROVE_SINCE];
    const char *path = arguments->operands[0];
    const bool has_index = arguments->operand_count > 1;
    enum sl_status status = SL_OK;
    int64_t index = 0;
    struct sl_buf text;

    if (has_index == (since->count > 0)) {
        return sl_fail(err, SL_USAGE, "give the number of an entry, or --since");
    }
    if (has_index) {
        const struct sl_str word = sl_str_from(arguments->operands[1]);
        if (sl_parse_i64(word, 0, INT64_MAX, &index, NULL) != SL_OK) {
            return sl_fail(
                err, SL_USAGE, "'%s' is not the number of an entry", arguments->operands[1]
            );
        }
    }
    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    if (has_index) {
        status = sl_ledger_prove(path, (uint64_t)index, &text, err);
    } else {
        status = sl_ledger_prove_growth(path, (uint64_t)since->whole, &text, err);
    }
    return print(cli, status, &text, err);
}

const struct sl_command sl_command_ledger_key = {
    .group = "ledger",
    .name = "key",
    .operands = "NAME",
    .operand = "the name",
    .operand_min = 1,
    .operand_max = 1,
    .options = key_options,
    .option_count = KEY_COUNT,
    .summary = "Make a key that signs a ledger, or cosigns others'",
    .text = "Write a new secret key to a file and print its public half, which others need to "
            "verify what it signs. NAME says who signs, such as ledger.example.org.",
    .example = "sightline ledger key witness.example.org --witness --out witness.key",
    .run = run_key,
};

const struct sl_command sl_command_ledger_init = {
    .group = "ledger",
    .name = "init",
    .operands = "FOLDER",
    .operand = "the folder",
    .operand_min = 1,
    .operand_max = 1,
    .options = init_options,
    .option_count = INIT_COUNT,
    .summary = "Make an empty ledger",
    .text = "Make the folder of a ledger without entries. The secret key should not lie in it.",
    .example = "sightline ledger init ledger --key ledger.key",
    .run = run_init,
};

const struct sl_command sl_command_ledger_verify = {
    .group = "ledger",
    .name = "verify",
    .operands = "FOLDER",
    .operand = "the folder",
    .operand_min = 1,
    .operand_max = 1,
    .options = verify_options,
    .option_count = VERIFY_COUNT,
    .summary = "Say whether a ledger is as it was written",
    .text = "Read all of a ledger, from its files alone, and name each entry that was changed, "
            "taken out, swapped or dated back. With --note, check too that the ledger holds what a "
            "witness has seen: without one, an owner who holds the key can write another history.",
    .example = "sightline ledger verify ledger --owner owner.pub --note cosigned.txt",
    .run = run_verify,
};

const struct sl_command sl_command_ledger_witness = {
    .group = "ledger",
    .name = "witness",
    .operands = "FOLDER",
    .operand = "the folder",
    .operand_min = 1,
    .operand_max = 1,
    .options = witness_options,
    .option_count = WITNESS_COUNT,
    .summary = "Cosign another agency's ledger, if it only grew",
    .text = "Run by another agency on a copy of a ledger (checkpoint and tile/ are enough): check "
            "that what was seen before is its beginning, remember how far it has come, and print "
            "its checkpoint with a cosignature. A ledger that was rewritten is refused.",
    .example = "sightline ledger witness copy --key witness.key --state seen.txt > cosigned.txt",
    .run = run_witness,
};

const struct sl_command sl_command_ledger_show = {
    .group = "ledger",
    .name = "show",
    .operands = "FOLDER",
    .operand = "the folder",
    .operand_min = 1,
    .operand_max = 1,
    .options = show_options,
    .option_count = SHOW_COUNT,
    .summary = "List what was done, when, and by which agency",
    .text = "List the entries of a ledger, all or those that fit, as far as they say nothing of a "
            "person: agencies, roles, purposes, kinds of thing. Who it was, and about whom, is "
            "told to those who may know by 'ledger who-saw' and 'ledger what-saw'.",
    .example = "sightline ledger show ledger --agency police --from 2026-03-01",
    .run = run_show,
};

const struct sl_command sl_command_ledger_prove = {
    .group = "ledger",
    .name = "prove",
    .operands = "FOLDER [ENTRY]",
    .operand = "the folder",
    .operand_min = 1,
    .operand_max = 2,
    .options = prove_options,
    .option_count = PROVE_COUNT,
    .summary = "Prove that an entry is in a ledger, or that it only grew",
    .text = "Print a proof that others can check without the ledger, in the format of C2SP's "
            "tlog-proof; with --since, the proof that an earlier ledger is its beginning.",
    .example = "sightline ledger prove ledger 7",
    .run = run_prove,
};
