/* SPDX-License-Identifier: Apache-2.0 */
/* Notes about a child: add, change, list. */
#include "app/note_manage.h"
#include "cli/choice.h"
#include "cli/command.h"
#include "cli/list.h"
#include "cli/print.h"
#include "cli/store_options.h"

#define ARENA_BYTES ((size_t)256 << 20)

/* A note as JSON. */
#define NOTE_BYTES ((size_t)1 << 20)

enum { STORE, SESSION, PURPOSE, JSON, LIST_COUNT };
/* In the same order for both commands that write. */
enum {
    KIND = LIST_COUNT,
    HAPPENED,
    CHILD_WORDS,
    OBSERVED,
    SUMMARY,
    TOLD_BY,
    PERSON,
    ID,
    ADD_COUNT,
    VERSION = ID,
    REASON,
    WITHDRAW,
    CHANGE_COUNT
};

/* clang-format off */
#define DOOR_OPTIONS [STORE] = SL_STORE_OPTION, [SESSION] = SL_SESSION_OPTION, \
                     [PURPOSE] = SL_PURPOSE_OPTION, \
                     [JSON] = { .name = "--json", .type = SL_OPTION_FLAG, \
                                .text = "Print JSON instead of text" }
#define NOTE_OPTIONS \
    DOOR_OPTIONS, \
    [KIND] = { .name = "--kind", .value = "KIND", .type = SL_OPTION_TEXT, \
               .text = "contact, visit, observation, family_meeting or return_interview" }, \
    [HAPPENED] = { .name = "--happened", .value = "MOMENT", .type = SL_OPTION_TEXT, \
                   .text = "As precisely as is known: 2026, 2026-03, 2026-03-31, " \
                           "2026-03-31T14:30, with ~ behind it when it is approximate" }, \
    [CHILD_WORDS] = { .name = "--child-words", .value = "TEXT", .type = SL_OPTION_TEXT, \
                      .text = "What the child said, in the child's own words" }, \
    [OBSERVED] = { .name = "--observed", .value = "TEXT", .type = SL_OPTION_TEXT, \
                   .text = "What was seen" }, \
    [SUMMARY] = { .name = "--summary", .value = "TEXT", .type = SL_OPTION_TEXT, \
                  .text = "What happened" }, \
    [TOLD_BY] = { .name = "--told-by", .value = "SOURCE", .type = SL_OPTION_TEXT, \
                  .text = "Who told you: a code of the source of a referral, such as 2A" }, \
    [PERSON] = { .name = "--person", .value = "ROLE=WHO", .type = SL_OPTION_TEXT, \
                 .repeat = SL_NOTE_PEOPLE, \
                 .text = "Somebody else, who was present, mentioned, a referrer or a " \
                         "professional; up to 4 times" }

static const struct sl_option list_options[LIST_COUNT] = { DOOR_OPTIONS };
static const struct sl_option add_options[ADD_COUNT] = {
    NOTE_OPTIONS,
    [ID] = { .name = "--id", .value = "ID", .type = SL_OPTION_TEXT,
             .text = "Of a note that may have been recorded already: it is recorded once "
                     "(default: a new one)" },
};
static const struct sl_option change_options[CHANGE_COUNT] = {
    NOTE_OPTIONS,
    [VERSION] = { .name = "--version", .value = "N", .type = SL_OPTION_WHOLE, .min = 1,
                  .max = 1000000, .required = true,
                  .text = "The version that you have read: a later one is not passed over" },
    [REASON] = { .name = "--reason", .value = "TEXT", .type = SL_OPTION_TEXT, .required = true,
                 .text = "Why, in words" },
    [WITHDRAW] = { .name = "--withdraw", .type = SL_OPTION_FLAG,
                   .text = "It is about another child, or was written by mistake" },
};
/* clang-format on */

/* What is open while a note is written or notes are listed. */
struct desk {
    struct sl_access *access;
    struct sl_arena arena;
};

static void clear_desk(struct desk *desk)
{
    sl_access_close(desk->access);
    sl_arena_finish(&desk->arena);
}

static enum sl_status open_desk(
    const struct sl_option_value *values,
    enum sl_store_mode mode,
    struct desk *desk,
    struct sl_error *err
)
{
    sl_arena_init(&desk->arena, ARENA_BYTES);
    return sl_cli_open(values, mode, &desk->access, err);
}

/* What was given for a text takes the place of what stood there. */
static void take_text(const struct sl_option_value *value, struct sl_str *text)
{
    if (value->count > 0) {
        *text = sl_str_from(value->texts[0]);
    }
}

/* "present=Mum, Kelly". */
static enum sl_status
take_person(const char *text, struct sl_note_person *ret_person, struct sl_error *err)
{
    struct sl_str rest = sl_str_from(text);
    struct sl_str name;

    if (!sl_str_split(&rest, '=', &name) || rest.len == 0) {
        return sl_fail(err, SL_USAGE, "'%s' is not ROLE=WHO", text);
    }
    const unsigned role = sl_term_find(sl_note_role_terms(), SL_NOTE_ROLE_COUNT, name);
    if (role == SL_NOTE_ROLE_COUNT) {
        return sl_fail(err, SL_USAGE, "'%.*s' is not a role", SL_STR_ARG(name));
    }
    *ret_person = (struct sl_note_person){ .who = rest, .role = (enum sl_note_role)role };
    return SL_OK;
}

static enum sl_status
take_note(const struct sl_option_value *values, struct sl_note *note, struct sl_error *err)
{
    unsigned kind = 0;

    if (values[KIND].count > 0) {
        SL_TRY(sl_cli_choose(
            sl_note_kind_terms(),
            SL_NOTE_KIND_COUNT,
            "a kind of note",
            values[KIND].texts[0],
            &kind,
            err
        ));
        note->kind = (enum sl_note_kind)kind;
    }
    if (values[HAPPENED].count > 0) {
        SL_TRY(sl_moment_parse(sl_str_from(values[HAPPENED].texts[0]), &note->happened, err));
    }
    take_text(&values[CHILD_WORDS], &note->child_words);
    take_text(&values[OBSERVED], &note->observed);
    take_text(&values[SUMMARY], &note->summary);
    take_text(&values[TOLD_BY], &note->told_by);
    if (values[PERSON].count > 0) {
        note->person_count = 0;
    }
    for (size_t i = 0; i < values[PERSON].count; i++) {
        SL_TRY(take_person(values[PERSON].texts[i], &note->people[note->person_count++], err));
    }
    return SL_OK;
}

static enum sl_status print_result(
    struct sl_cli *cli,
    bool json,
    struct sl_str id,
    const struct sl_note_result *result,
    struct sl_error *err
)
{
    static const char *const names[] = {
        [SL_NOTE_RECORDED] = "recorded", [SL_NOTE_SAME] = "same", [SL_NOTE_CONFLICT] = "conflict"
    };
    static const char *const words[] = {
        [SL_NOTE_RECORDED] = "is recorded",
        [SL_NOTE_SAME] = "was recorded already",
        [SL_NOTE_CONFLICT] = "was changed since",
    };
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;

    sl_buf_init(&text, SL_PRINT_LIMIT_BYTES);
    if (json) {
        json_t *told = json_object();
        (void)json_object_set_new(told, "note", sl_cli_str_json(id));
        (void)json_object_set_new(told, "version", json_integer(result->version));
        (void)json_object_set_new(told, "outcome", json_string(names[result->outcome]));
        return sl_print_json(cli->out, told, err);
    }
    sl_buf_addf(
        &text,
        "Note %.*s %s (version %lld).\n",
        SL_STR_ARG(id),
        words[result->outcome],
        (long long)result->version
    );
    return sl_print_buf(cli->out, &text, err);
}

static enum sl_status
run_add(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const struct sl_option_value *values = arguments->options;
    SL_CLEANUP(clear_desk) struct desk desk = { .access = NULL };
    struct sl_note_written written = { .child = sl_str_from(arguments->operands[0]) };
    struct sl_note_result result;
    char id[SL_NOTE_ID_BYTES];

    SL_TRY(sl_note_id_make(id, err));
    written.note.id = sl_str_from(id);
    take_text(&values[ID], &written.note.id);
    SL_TRY(take_note(values, &written.note, err));
    SL_TRY(open_desk(values, SL_STORE_WRITE, &desk, err));
    SL_TRY(sl_note_record(desk.access, &written, &desk.arena, &result, err));
    SL_TRY(print_result(cli, values[JSON].count > 0, written.note.id, &result, err));
    return result.outcome != SL_NOTE_CONFLICT
               ? SL_OK
               : sl_fail(err, SL_INVALID, "a note with this id says something else");
}

static enum sl_status
run_change(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const struct sl_option_value *values = arguments->options;
    SL_CLEANUP(clear_desk) struct desk desk = { .access = NULL };
    const struct sl_str id = sl_str_from(arguments->operands[0]);
    struct sl_note_result result;
    struct sl_note_shown shown;

    SL_TRY(open_desk(values, SL_STORE_WRITE, &desk, err));
    SL_TRY(sl_note_open(desk.access, id, &desk.arena, &shown, err));
    struct sl_note_written written = {
        .note = shown.versions[shown.version_count - 1],
        .base = values[VERSION].whole,
    };
    take_text(&values[REASON], &written.note.why);
    written.note.withdrawn = values[WITHDRAW].count > 0;
    SL_TRY(take_note(values, &written.note, err));
    SL_TRY(sl_note_record(desk.access, &written, &desk.arena, &result, err));
    SL_TRY(print_result(cli, values[JSON].count > 0, id, &result, err));
    if (result.outcome == SL_NOTE_CONFLICT) {
        sl_fail(err, SL_INVALID, "somebody else has changed the note");
        sl_fail_hint(err, "List it, and give the version that you have read.");
        return SL_INVALID;
    }
    return SL_OK;
}

static void add_line(struct sl_buf *text, const char *name, struct sl_str value)
{
    if (value.len > 0) {
        sl_buf_addf(text, "   %s%.*s\n", name, SL_STR_ARG(value));
    }
}

/* A note in lines; what the child said comes first. */
static void add_note(const struct sl_cli_listing *listing, const void *row, struct sl_buf *text)
{
    const struct sl_note_line *line = row;
    const struct sl_note *note = &line->note;

    (void)listing;
    sl_buf_addf(
        text,
        "%.*s, version %lld, %.*s, ",
        SL_STR_ARG(note->id),
        (long long)line->version,
        SL_STR_ARG(sl_note_kind_terms()[note->kind].name)
    );
    sl_moment_print(note->happened, text);
    sl_buf_addf(text, ", written by %.*s at ", SL_STR_ARG(note->by));
    sl_moment_print(note->at, text);
    sl_buf_add_byte(text, '\n');
    add_line(text, "the child: ", note->child_words);
    add_line(text, "observed: ", note->observed);
    add_line(text, "", note->summary);
    add_line(text, "told by: ", note->told_by);
    for (size_t i = 0; i < note->person_count; i++) {
        const struct sl_str role = sl_note_role_terms()[note->people[i].role].name;
        sl_buf_addf(text, "   %.*s: %.*s\n", SL_STR_ARG(role), SL_STR_ARG(note->people[i].who));
    }
    add_line(text, "changed, as: ", note->why);
}

/* A note as it is kept, with its version. */
static json_t *note_json(const struct sl_cli_listing *listing, const void *row)
{
    const struct sl_note_line *line = row;
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;

    (void)listing;
    sl_buf_init(&text, NOTE_BYTES);
    sl_note_print(&line->note, &text);
    json_t *json = json_loadb(sl_buf_str(&text).ptr, sl_buf_str(&text).len, 0, NULL);
    if (json != NULL) {
        (void)json_object_set_new(json, "version", json_integer(line->version));
    }
    return json;
}

static enum sl_status read_notes(struct sl_cli_listing *listing, struct sl_error *err)
{
    const struct sl_note_line *notes = NULL;

    SL_TRY(sl_note_list(
        listing->access,
        sl_str_from(listing->operands[0]),
        &listing->arena,
        &notes,
        &listing->count,
        err
    ));
    listing->rows = notes;
    return SL_OK;
}

static enum sl_status
run_list(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    static const struct sl_cli_list list = {
        .mode = SL_STORE_READ,
        .row_bytes = sizeof(struct sl_note_line),
        .read = read_notes,
        .add = add_note,
        .json = note_json,
        .json_option = JSON,
    };

    return sl_cli_list_run(&list, cli, arguments, err);
}

/* clang-format off */
const struct sl_command sl_commands_note[SL_NOTE_COMMANDS] = {
    {
        .group = "note",
        .name = "add",
        .operands = "CHILD",
        .operand = "the child",
        .operand_min = 1,
        .operand_max = 1,
        .options = add_options,
        .option_count = ADD_COUNT,
        .summary = "Record what a child said, what was seen, or what happened",
        .text = "The note is a record of your agency like any other, in its system 'sightline', "
                "and stands on the child's picture at once. Phrases that blame victims are pointed "
                "out on the page of a browser, and never refused.",
        .example = "sightline note add P3K7Q0ZD8 --kind visit --happened 2026-03-31 "
                "--child-words \"I want to go to my nan's\"",
        .run = run_add,
    },
    {
        .group = "note",
        .name = "change",
        .operands = "NOTE",
        .operand = "the note",
        .operand_min = 1,
        .operand_max = 1,
        .options = change_options,
        .option_count = CHANGE_COUNT,
        .summary = "Change a note of your agency, or withdraw it",
        .text = "What is not given stays as it is. Each change is a new version, with who and why; "
                "those before it are kept. When somebody else has changed it since the version "
                "that you have read, nothing is done.",
        .example = "sightline note change n-0f4b... --version 1 --observed \"A thin coat\" "
                "--reason \"The coat was left out\"",
        .run = run_change,
    },
    {
        .group = "note",
        .name = "list",
        .operands = "CHILD",
        .operand = "the child",
        .operand_min = 1,
        .operand_max = 1,
        .options = list_options,
        .option_count = LIST_COUNT,
        .summary = "List your agency's notes about a child",
        .text = "The latest version of each, the latest written first. What is withdrawn is not "
                "among them. Notes of other agencies stand on the child's picture, as far as you "
                "may see them.",
        .example = "sightline note list P3K7Q0ZD8",
        .run = run_list,
    },
};
/* clang-format on */
