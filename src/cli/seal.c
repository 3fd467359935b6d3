/* SPDX-License-Identifier: Apache-2.0 */
/* The commands of those who keep seals: seal add, lift, allow, deny, withhold, list. */
#include "app/seal_manage.h"

#include "cli/choice.h"
#include "cli/command.h"
#include "cli/list.h"
#include "cli/print.h"
#include "cli/store_options.h"
#include "sharing/share_kind.h"

enum { STORE, SESSION, PURPOSE, DOOR_COUNT };
enum { REASON = DOOR_COUNT, REASON_COUNT };
enum { END = DOOR_COUNT, END_COUNT };
enum { WITHHOLD_REASON = DOOR_COUNT, WITHHOLD_END, WITHHOLD_COUNT };
enum { LIST_ENDED = DOOR_COUNT, LIST_JSON, LIST_COUNT };

/* clang-format off */
#define DOOR_OPTIONS [STORE] = SL_STORE_OPTION, [SESSION] = SL_SESSION_OPTION, \
                     [PURPOSE] = SL_PURPOSE_OPTION

static const struct sl_option door_options[DOOR_COUNT] = { DOOR_OPTIONS };

static const struct sl_option reason_options[REASON_COUNT] = {
    DOOR_OPTIONS,
    [REASON] = { .name = "--reason", .value = "TEXT", .type = SL_OPTION_TEXT, .required = true,
                 .text = "Why, in words" },
};

static const struct sl_option end_options[END_COUNT] = {
    DOOR_OPTIONS,
    [END] = { .name = "--end", .type = SL_OPTION_FLAG,
              .text = "Take the user off the list instead" },
};

static const struct sl_option withhold_options[WITHHOLD_COUNT] = {
    DOOR_OPTIONS,
    [WITHHOLD_REASON] = { .name = "--reason", .value = "TEXT", .type = SL_OPTION_TEXT,
                          .text = "Why, in words" },
    [WITHHOLD_END] = { .name = "--end", .type = SL_OPTION_FLAG,
                       .text = "Withhold nothing of this person any more" },
};

static const struct sl_option list_options[LIST_COUNT] = {
    DOOR_OPTIONS,
    [LIST_ENDED] = { .name = "--ended", .type = SL_OPTION_FLAG,
                     .text = "What has ended, too" },
    [LIST_JSON] = SL_JSON_OPTION,
};
/* clang-format on */

/* Make a change, and say so. */
static enum sl_status make(
    struct sl_cli *cli,
    const struct sl_arguments *arguments,
    const struct sl_seal_change *change,
    const char *said,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    struct sl_buf text;

    SL_TRY(sl_cli_open(arguments->options, SL_STORE_BRIEF, &access, err));
    SL_TRY(sl_seal_change_make(access, change, err));
    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    sl_print_value(&text, change->record, 0, 0);
    sl_buf_addf(&text, " %s\n", said);
    const enum sl_status status = sl_print_buf(cli->out, &text, err);
    sl_buf_finish(&text);
    return status;
}

static enum sl_status
run_add(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const struct sl_seal_change change = {
        .step = SL_SEAL_STEP_ADD,
        .record = sl_str_from(arguments->operands[0]),
        .words = sl_str_from(arguments->options[REASON].texts[0]),
    };

    return make(cli, arguments, &change, "is sealed.", err);
}

static enum sl_status
run_lift(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const struct sl_seal_change change = {
        .step = SL_SEAL_STEP_LIFT,
        .record = sl_str_from(arguments->operands[0]),
    };

    return make(cli, arguments, &change, "is sealed no longer.", err);
}

static enum sl_status
run_allow(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const bool ends = arguments->options[END].count > 0;
    const struct sl_seal_change change = {
        .step = ends ? SL_SEAL_STEP_DISALLOW : SL_SEAL_STEP_ALLOW,
        .record = sl_str_from(arguments->operands[0]),
        .user = sl_str_from(arguments->operands[1]),
    };

    return make(
        cli, arguments, &change, ends ? "no longer allows the user." : "allows the user.", err
    );
}

static enum sl_status
run_deny(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const bool ends = arguments->options[END].count > 0;
    const struct sl_seal_change change = {
        .step = ends ? SL_SEAL_STEP_UNDENY : SL_SEAL_STEP_DENY,
        .record = sl_str_from(arguments->operands[0]),
        .user = sl_str_from(arguments->operands[1]),
    };

    return make(
        cli, arguments, &change, ends ? "no longer denies the user." : "denies the user.", err
    );
}

/* The fields that are named, separated by commas. */
static enum sl_status read_fields(const char *text, uint64_t *ret_fields, struct sl_error *err)
{
    struct sl_str names = sl_str_from(text);
    struct sl_str name;
    uint64_t fields = 0;

    while (sl_str_split(&names, ',', &name)) {
        uint64_t some = 0;
        if (!sl_share_find_fields(sl_str_trim(name), &some)) {
            sl_fail(err, SL_USAGE, "'%.*s' is not a field", SL_STR_ARG(name));
            sl_fail_hint(
                err, "Give fields or groups of them, such as whereabouts,contact_details."
            );
            return SL_USAGE;
        }
        fields |= some;
    }
    *ret_fields = fields;
    return SL_OK;
}

static enum sl_status
run_withhold(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const struct sl_option_value *reason = &arguments->options[WITHHOLD_REASON];
    const bool ends = arguments->options[WITHHOLD_END].count > 0;
    struct sl_seal_change change = {
        .step = ends ? SL_SEAL_STEP_TELL : SL_SEAL_STEP_WITHHOLD,
        .record = sl_str_from(arguments->operands[0]),
    };

    if (ends != (arguments->operand_count == 1) || ends != (reason->count == 0)) {
        return sl_fail(err, SL_USAGE, "give fields and --reason, or --end alone");
    }
    if (!ends) {
        SL_TRY(read_fields(arguments->operands[1], &change.fields, err));
        change.words = sl_str_from(reason->texts[0]);
    }
    return make(
        cli,
        arguments,
        &change,
        ends ? "is told to other agencies again." : "keeps these fields from other agencies.",
        err
    );
}

/* What an entry of the list is, who made it, and what ended it. */
struct entry_facts {
    const char *what;
    struct sl_str text; /* a reason, a user */
    const struct sl_stamp *made, *ended;
};

static struct entry_facts facts_of(const struct sl_seal_entry *entry)
{
    if (entry->seal != NULL) {
        return (struct entry_facts
        ){ "sealed", entry->seal->reason, &entry->seal->sealed, &entry->seal->ended };
    }
    if (entry->name != NULL) {
        return (struct entry_facts){ entry->name->denies ? "denies" : "allows",
                                     entry->name->user,
                                     &entry->name->listed,
                                     &entry->name->ended };
    }
    return (struct entry_facts
    ){ "withholds", entry->withheld->reason, &entry->withheld->withheld, &entry->withheld->ended };
}

/* The names of what is withheld; nothing for another entry. */
static void add_fields(struct sl_buf *text, const struct sl_seal_entry *entry)
{
    if (entry->withheld != NULL) {
        sl_share_print_fields(entry->withheld->fields, false, text);
    }
}

static void add_entry(const struct sl_cli_listing *listing, const void *row, struct sl_buf *text)
{
    const struct sl_seal_entry *entry = row;
    const struct entry_facts facts = facts_of(entry);

    (void)listing;
    sl_print_value(text, entry->agency, 0, 0);
    sl_buf_add_byte(text, '/');
    sl_print_value(text, entry->system, 0, 0);
    sl_buf_add_byte(text, '/');
    sl_print_value(text, entry->key, 0, 0);
    sl_buf_addf(text, " %s", facts.what);
    if (entry->withheld != NULL) {
        sl_buf_add_byte(text, ' ');
        add_fields(text, entry);
    }
    sl_buf_add(text, entry->name != NULL ? SL_STR(" ") : SL_STR(": "));
    sl_print_value(text, facts.text, 0, 0);
    sl_buf_add(text, SL_STR(" ("));
    sl_cli_add_time(text, facts.made->at);
    sl_buf_addf(text, " by %.*s", SL_STR_ARG(facts.made->by));
    if (facts.ended->at != 0) {
        sl_buf_add(text, SL_STR(", ended "));
        sl_cli_add_time(text, facts.ended->at);
        sl_buf_addf(text, " by %.*s", SL_STR_ARG(facts.ended->by));
    }
    sl_buf_add(text, SL_STR(")\n"));
}

static json_t *entry_json(const struct sl_cli_listing *listing, const void *row)
{
    const struct sl_seal_entry *entry = row;
    const struct entry_facts facts = facts_of(entry);
    struct sl_buf fields;

    (void)listing;
    sl_buf_init(&fields, SL_PRINT_LIMIT_BYTES);
    add_fields(&fields, entry);
    json_t *json = json_pack(
        "{s:o, s:o, s:o, s:s, s:o, s:o, s:o, s:o, s:o, s:o}",
        "agency",
        sl_cli_str_json(entry->agency),
        "system",
        sl_cli_str_json(entry->system),
        "key",
        sl_cli_str_json(entry->key),
        "what",
        facts.what,
        entry->name == NULL ? "reason" : "user",
        sl_cli_str_json(facts.text),
        "fields",
        sl_cli_str_json(sl_buf_str(&fields)),
        "by",
        sl_cli_str_json(facts.made->by),
        "at",
        sl_cli_time_json(facts.made->at),
        "ended_by",
        sl_cli_str_json(facts.ended->by),
        "ended_at",
        sl_cli_time_json(facts.ended->at)
    );
    sl_buf_finish(&fields);
    return json;
}

static enum sl_status read_list(struct sl_cli_listing *listing, struct sl_error *err)
{
    struct sl_seal_entry *entries = NULL;

    SL_TRY(sl_seal_list(
        listing->access,
        listing->options[LIST_ENDED].count > 0,
        &listing->arena,
        &entries,
        &listing->count,
        err
    ));
    listing->rows = entries;
    return SL_OK;
}

static enum sl_status
run_list(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    static const struct sl_cli_list list = {
        .mode = SL_STORE_BRIEF,
        .row_bytes = sizeof(struct sl_seal_entry),
        .read = read_list,
        .add = add_entry,
        .json = entry_json,
        .json_option = LIST_JSON,
    };

    return sl_cli_list_run(&list, cli, arguments, err);
}

const struct sl_command sl_command_seal_add = {
    .group = "seal",
    .name = "add",
    .operands = "AGENCY/SYSTEM/KEY",
    .operand = "the record",
    .operand_min = 1,
    .operand_max = 1,
    .options = reason_options,
    .option_count = REASON_COUNT,
    .summary = "Seal a record, or a person of a system",
    .text = "From now on only users on its allow list are told that there is such a record, and "
            "only as far as their role and agreements go. For staff's own families, protected "
            "witnesses, adoption. Keepers of seals do this for the records of their own agency.",
    .example = "sightline seal add police/records/nominal/48213 --reason \"an officer's son\"",
    .run = run_add,
};

const struct sl_command sl_command_seal_lift = {
    .group = "seal",
    .name = "lift",
    .operands = "AGENCY/SYSTEM/KEY",
    .operand = "the record",
    .operand_min = 1,
    .operand_max = 1,
    .options = door_options,
    .option_count = DOOR_COUNT,
    .summary = "Unseal a record",
    .text = "The record is told as any other again, from now on. Its lists stay: a user whom its "
            "deny list names is still told nothing.",
    .example = "sightline seal lift police/records/nominal/48213",
    .run = run_lift,
};

const struct sl_command sl_command_seal_allow = {
    .group = "seal",
    .name = "allow",
    .operands = "AGENCY/SYSTEM/KEY USER",
    .operand = "the record or the user",
    .operand_min = 2,
    .operand_max = 2,
    .options = end_options,
    .option_count = END_COUNT,
    .summary = "Let a user know of a sealed record",
    .text = "Put a user on the record's allow list, or take them off it. The list opens the seal "
            "and nothing else. Nobody lets themselves in.",
    .example = "sightline seal allow police/records/nominal/48213 a.malik",
    .run = run_allow,
};

const struct sl_command sl_command_seal_deny = {
    .group = "seal",
    .name = "deny",
    .operands = "AGENCY/SYSTEM/KEY USER",
    .operand = "the record or the user",
    .operand_min = 2,
    .operand_max = 2,
    .options = end_options,
    .option_count = END_COUNT,
    .summary = "Keep a record from a user",
    .text = "Put a user on the record's deny list, or take them off it. For them the record is not "
            "there, whether or not it is sealed, and whatever else would permit it.",
    .example = "sightline seal deny police/records/nominal/48213 b.shah",
    .run = run_deny,
};

const struct sl_command sl_command_seal_withhold = {
    .group = "seal",
    .name = "withhold",
    .operands = "AGENCY/SYSTEM/KEY [FIELDS]",
    .operand = "the person",
    .operand_min = 1,
    .operand_max = 2,
    .options = withhold_options,
    .option_count = WITHHOLD_COUNT,
    .summary = "Tell no other agency some fields of a person",
    .text = "FIELDS are names of fields or groups of them with commas, such as "
            "whereabouts,contact_details. Other agencies see that they are withheld, whether or "
            "not there is a value, in an emergency, too.",
    .example = "sightline seal withhold bolton/csc/child/7 whereabouts --reason \"has fled\"",
    .run = run_withhold,
};

const struct sl_command sl_command_seal_list = {
    .group = "seal",
    .name = "list",
    .operands = "",
    .options = list_options,
    .option_count = LIST_COUNT,
    .summary = "List seals, their lists, and what is withheld",
    .text = "What the own agency has sealed and withholds, who may know of it and who may not.",
    .example = "sightline seal list",
    .run = run_list,
};
