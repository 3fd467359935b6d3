/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/note.h"

#include "base/json.h"
#include "intake/json_line.h"
#include "intake/json_read.h"
#include "intake/key.h"

/* The object, the list of people, and one of them. */
#define DEPTH_LIMIT 4
/* What stands behind the note's key in that of somebody in it. */
#define PERSON_KEY_BYTES (SL_SPLIT_KEY_LIMIT_BYTES + 4u)

#define TEXT(literal)                                 \
    {                                                 \
        .ptr = "" literal, .len = sizeof(literal) - 1 \
    }

enum member {
    NOTE,
    CHILD,
    KIND,
    HAPPENED,
    CHILD_WORDS,
    OBSERVED,
    SUMMARY,
    TOLD_BY,
    PEOPLE,
    BY,
    WORKER,
    AT,
    WHY,
    WITHDRAWN,
    MEMBER_COUNT
};

#define BIT(number) (1u << (number))
/* What must be there, and what may stand beside "withdrawn": true. */
#define NEEDED           (BIT(NOTE) | BIT(CHILD) | BIT(KIND) | BIT(BY) | BIT(AT))
#define WITHDRAWN_NEEDED (BIT(NOTE) | BIT(BY) | BIT(AT) | BIT(WITHDRAWN))
#define WITHDRAWN_MAY    (WITHDRAWN_NEEDED | BIT(WORKER) | BIT(WHY))

/* A note under way. */
struct parsing {
    struct sl_json_read read;
    struct sl_note *note;
    unsigned met; /* bit m: member m */
};

typedef enum sl_status take_fn(struct parsing *parsing, enum member member, struct sl_error *err);
static take_fn take_key, take_text, take_kind, take_moment, take_people, take_withdrawn;

static struct sl_str *text_of(struct sl_note *note, enum member member)
{
    struct sl_str *const texts[MEMBER_COUNT] = {
        [NOTE] = &note->id,
        [CHILD] = &note->child,
        [CHILD_WORDS] = &note->child_words,
        [OBSERVED] = &note->observed,
        [SUMMARY] = &note->summary,
        [TOLD_BY] = &note->told_by,
        [BY] = &note->by,
        [WORKER] = &note->worker,
        [WHY] = &note->why,
    };

    return texts[member];
}

/* Members in the order in which they are printed. Invariant: by enumerator. */
static const struct row {
    struct sl_str name;
    take_fn *take;
    size_t limit_bytes;   /* of a text; 0: it has none of its own */
    const char *too_long; /* for who wrote it */
} rows[MEMBER_COUNT] = {
  /* clang-format off */
    [NOTE] = { TEXT("note"), take_key, 0, NULL },
    [CHILD] = { TEXT("child"), take_key, 0, NULL },
    [KIND] = { TEXT("kind"), take_kind, 0, NULL },
    [HAPPENED] = { TEXT("happened"), take_moment, 0, NULL },
    [CHILD_WORDS] = { TEXT("child_words"), take_text, SL_NOTE_WORDS_BYTES,
                      "the child's words are" },
    [OBSERVED] = { TEXT("observed"), take_text, SL_NOTE_WORDS_BYTES, "what was observed is" },
    [SUMMARY] = { TEXT("summary"), take_text, SL_NOTE_WORDS_BYTES, "what happened is" },
    [TOLD_BY] = { TEXT("told_by"), take_text, SL_NOTE_LINE_BYTES, "who told you is" },
    [PEOPLE] = { TEXT("people"), take_people, 0, NULL },
    [BY] = { TEXT("by"), take_text, SL_NOTE_LINE_BYTES, "who wrote it is" },
    [WORKER] = { TEXT("worker"), take_text, SL_NOTE_LINE_BYTES, "the writer's name is" },
    [AT] = { TEXT("at"), take_moment, 0, NULL },
    [WHY] = { TEXT("why"), take_text, SL_NOTE_LINE_BYTES, "why it was changed is" },
    [WITHDRAWN] = { TEXT("withdrawn"), take_withdrawn, 0, NULL },
  /* clang-format on */
};

/* What the tables stand for in facts. */
static const enum sl_event_kind events[SL_NOTE_KIND_COUNT] = {
#define NOTE_MEANS(enumerator, meant, name, words) [enumerator] = (meant),
    SL_NOTE_KIND_TABLE(NOTE_MEANS)
};
static const enum sl_role roles[SL_NOTE_ROLE_COUNT] = { SL_NOTE_ROLE_TABLE(NOTE_MEANS)
#undef NOTE_MEANS
};

#define NOTE_TERM(enumerator, meant, name, words) [enumerator] = { TEXT(name), TEXT(words) },

const struct sl_term *sl_note_kind_terms(void)
{
    static const struct sl_term terms[] = { SL_NOTE_KIND_TABLE(NOTE_TERM) };

    return terms;
}

const struct sl_term *sl_note_role_terms(void)
{
    static const struct sl_term terms[] = { SL_NOTE_ROLE_TABLE(NOTE_TERM) };

    return terms;
}

#undef NOTE_TERM

enum sl_event_kind sl_note_event(enum sl_note_kind kind)
{
    return events[kind];
}

static enum sl_status
check_length(struct sl_str text, size_t limit_bytes, const char *what, struct sl_error *err)
{
    return text.len <= limit_bytes
               ? SL_OK
               : sl_fail(err, SL_LIMIT, "%s longer than %zu characters", what, limit_bytes);
}

static enum sl_status check_people(const struct sl_note *note, struct sl_error *err)
{
    for (size_t i = 0; i < note->person_count; i++) {
        if (sl_str_trim(note->people[i].who).len == 0) {
            return sl_fail(err, SL_INVALID, "say who was there");
        }
        SL_TRY(check_length(note->people[i].who, SL_NOTE_LINE_BYTES, "who was there is", err));
    }
    return SL_OK;
}

enum sl_status sl_note_check(const struct sl_note *note, struct sl_error *err)
{
    struct sl_note texts = *note;

    for (enum member member = NOTE; member < MEMBER_COUNT; member++) {
        if (rows[member].limit_bytes > 0) {
            SL_TRY(check_length(
                *text_of(&texts, member), rows[member].limit_bytes, rows[member].too_long, err
            ));
        }
    }
    SL_TRY(check_people(note, err));
    if (note->withdrawn) {
        return SL_OK;
    }
    SL_TRY(sl_key_check(note->child, err));
    if (note->happened.precision == SL_PRECISION_NONE) {
        return sl_fail(err, SL_INVALID, "say when it happened");
    }
    if (sl_moment_compare(note->happened, note->at) > 0) {
        return sl_fail(err, SL_INVALID, "a date in the future cannot have happened");
    }
    if (note->child_words.len + note->observed.len + note->summary.len == 0) {
        return sl_fail(
            err, SL_INVALID, "write what the child said, what was observed or what happened"
        );
    }
    return SL_OK;
}

static void print_name(enum member member, struct sl_buf *buf)
{
    sl_buf_add(buf, member == NOTE ? SL_STR("{") : SL_STR(","));
    sl_json_quote(rows[member].name, buf);
    sl_buf_add_byte(buf, ':');
}

static void print_text(enum member member, struct sl_str text, struct sl_buf *buf)
{
    if (text.len > 0) {
        print_name(member, buf);
        sl_json_quote(text, buf);
    }
}

static void print_moment(enum member member, struct sl_moment moment, struct sl_buf *buf)
{
    if (moment.precision != SL_PRECISION_NONE) {
        print_name(member, buf);
        sl_buf_add_byte(buf, '"');
        sl_moment_print(moment, buf);
        sl_buf_add_byte(buf, '"');
    }
}

static void print_people(const struct sl_note *note, struct sl_buf *buf)
{
    for (size_t i = 0; i < note->person_count; i++) {
        if (i == 0) {
            print_name(PEOPLE, buf);
        }
        sl_buf_add(buf, i == 0 ? SL_STR("[{\"who\":") : SL_STR(",{\"who\":"));
        sl_json_quote(note->people[i].who, buf);
        sl_buf_add(buf, SL_STR(",\"role\":"));
        sl_json_quote(sl_note_role_terms()[note->people[i].role].name, buf);
        sl_buf_add_byte(buf, '}');
    }
    sl_buf_add(buf, note->person_count > 0 ? SL_STR("]") : SL_STR(""));
}

void sl_note_print(const struct sl_note *note, struct sl_buf *buf)
{
    struct sl_note texts = *note;

    for (enum member member = NOTE; member < MEMBER_COUNT; member++) {
        if (note->withdrawn && (WITHDRAWN_MAY & BIT(member)) == 0) {
            continue;
        }
        if (text_of(&texts, member) != NULL) {
            print_text(member, *text_of(&texts, member), buf);
        } else if (member == KIND) {
            print_text(member, sl_note_kind_terms()[note->kind].name, buf);
        } else if (member == HAPPENED || member == AT) {
            print_moment(member, member == AT ? note->at : note->happened, buf);
        } else if (member == PEOPLE) {
            print_people(note, buf);
        } else if (note->withdrawn) {
            print_name(member, buf);
            sl_buf_add(buf, SL_STR("true"));
        }
    }
    sl_buf_add_byte(buf, '}');
}

static enum sl_status take_key(struct parsing *parsing, enum member member, struct sl_error *err)
{
    return sl_json_read_key(&parsing->read, text_of(parsing->note, member), err);
}

static enum sl_status take_text(struct parsing *parsing, enum member member, struct sl_error *err)
{
    SL_TRY(sl_json_read_want(&parsing->read, SL_JSON_TEXT, err));
    *text_of(parsing->note, member) = parsing->read.token.text;
    return SL_OK;
}

static enum sl_status take_kind(struct parsing *parsing, enum member member, struct sl_error *err)
{
    unsigned kind = 0;

    (void)member;
    SL_TRY(sl_json_read_term(&parsing->read, sl_note_kind_terms(), SL_NOTE_KIND_COUNT, &kind, err));
    parsing->note->kind = (enum sl_note_kind)kind;
    return SL_OK;
}

static enum sl_status take_moment(struct parsing *parsing, enum member member, struct sl_error *err)
{
    struct sl_note *note = parsing->note;

    return sl_json_read_moment(&parsing->read, member == AT ? &note->at : &note->happened, err);
}

static enum sl_status
take_withdrawn(struct parsing *parsing, enum member member, struct sl_error *err)
{
    (void)member;
    parsing->note->withdrawn = true;
    return sl_json_read_want(&parsing->read, SL_JSON_TRUE, err);
}

/* One member of somebody. */
static enum sl_status
take_of_person(struct parsing *parsing, struct sl_note_person *person, struct sl_error *err)
{
    const struct sl_str name = parsing->read.token.name;
    unsigned role = 0;

    if (sl_str_equal(name, SL_STR("who"))) {
        person->who = parsing->read.token.text;
        return sl_json_read_want(&parsing->read, SL_JSON_TEXT, err);
    }
    if (!sl_str_equal(name, SL_STR("role"))) {
        return sl_fail(err, SL_INVALID, "the member is not known");
    }
    SL_TRY(sl_json_read_term(&parsing->read, sl_note_role_terms(), SL_NOTE_ROLE_COUNT, &role, err));
    person->role = (enum sl_note_role)role;
    return SL_OK;
}

static enum sl_status take_person(struct parsing *parsing, struct sl_error *err)
{
    struct sl_note *note = parsing->note;

    SL_TRY(sl_json_read_want(&parsing->read, SL_JSON_OBJECT, err));
    if (note->person_count == SL_NOTE_PEOPLE) {
        return sl_fail(err, SL_INVALID, "there are more than %u people", SL_NOTE_PEOPLE);
    }
    struct sl_note_person *person = &note->people[note->person_count++];
    for (;;) {
        SL_TRY(sl_json_read_next(&parsing->read, err));
        if (parsing->read.token.kind == SL_JSON_OBJECT_END) {
            break;
        }
        SL_TRY(take_of_person(parsing, person, err));
    }
    return person->who.len > 0 ? SL_OK : sl_fail(err, SL_INVALID, "a person has no 'who'");
}

static enum sl_status take_people(struct parsing *parsing, enum member member, struct sl_error *err)
{
    (void)member;
    SL_TRY(sl_json_read_want(&parsing->read, SL_JSON_LIST, err));
    for (;;) {
        SL_TRY(sl_json_read_next(&parsing->read, err));
        if (parsing->read.token.kind == SL_JSON_LIST_END) {
            return SL_OK;
        }
        SL_TRY(take_person(parsing, err));
    }
}

static enum sl_status take_member(struct parsing *parsing, struct sl_error *err)
{
    for (enum member member = NOTE; member < MEMBER_COUNT; member++) {
        if (!sl_str_equal(rows[member].name, parsing->read.token.name)) {
            continue;
        }
        if ((parsing->met & BIT(member)) != 0) {
            return sl_fail(err, SL_INVALID, "the member stands twice");
        }
        parsing->met |= BIT(member);
        return rows[member].take(parsing, member, err);
    }
    return sl_fail(err, SL_INVALID, "the member is not known");
}

/* Everything that must be there is, and nothing that may not. */
static enum sl_status check_members(struct parsing *parsing, struct sl_error *err)
{
    const bool is_withdrawn = parsing->note->withdrawn;
    const unsigned needed = is_withdrawn ? WITHDRAWN_NEEDED : NEEDED;
    const unsigned may = is_withdrawn ? WITHDRAWN_MAY : BIT(MEMBER_COUNT) - 1;

    for (enum member member = NOTE; member < MEMBER_COUNT; member++) {
        parsing->read.reading->field = rows[member].name;
        parsing->read.reading->column = 0;
        if ((needed & ~parsing->met & BIT(member)) != 0) {
            return sl_fail(err, SL_INVALID, "the member is missing");
        }
        if ((parsing->met & ~may & BIT(member)) != 0) {
            return sl_fail(err, SL_INVALID, "the member stands in a withdrawn note");
        }
    }
    return SL_OK;
}

static enum sl_status parse(struct sl_reading *reading, struct sl_note *note, struct sl_error *err)
{
    struct parsing parsing = { .note = note };

    *note = (struct sl_note){ .kind = SL_NOTE_CONTACT };
    sl_json_read_init(&parsing.read, reading, DEPTH_LIMIT);
    SL_TRY(sl_json_read_next(&parsing.read, err));
    SL_TRY(sl_json_read_want(&parsing.read, SL_JSON_OBJECT, err));
    for (;;) {
        reading->field = SL_STR("");
        SL_TRY(sl_json_read_next(&parsing.read, err));
        if (parsing.read.token.kind == SL_JSON_OBJECT_END) {
            break;
        }
        reading->field = parsing.read.token.name;
        SL_TRY(take_member(&parsing, err));
    }
    SL_TRY(sl_json_read_next(&parsing.read, err));
    return check_members(&parsing, err);
}

enum sl_status sl_note_parse(
    struct sl_str text, struct sl_arena *arena, struct sl_note *ret_note, struct sl_error *err
)
{
    struct sl_facts facts;
    struct sl_reading reading = { .body = text, .facts = &facts };
    struct sl_note note;

    sl_facts_init(&facts, arena);
    SL_TRY(parse(&reading, &note, err));
    *ret_note = note;
    return SL_OK;
}

/* What happened: values that are not there were not asked for. */
static enum sl_status
add_event(struct sl_facts *facts, const struct sl_note *note, struct sl_error *err)
{
    const struct sl_fact_value values[] = {
        {.attribute = SL_ATTRIBUTE_CHILD_WORDS, .text = note->child_words},
        { .attribute = SL_ATTRIBUTE_OBSERVED,   .text = note->observed   },
        { .attribute = SL_ATTRIBUTE_SUMMARY,    .text = note->summary    },
        { .attribute = SL_ATTRIBUTE_SOURCE,     .text = note->told_by    },
        { .attribute = SL_ATTRIBUTE_WORKER,     .text = note->worker     },
    };
    const struct sl_entity event = {
        .class = SL_EVENT,
        .kind = events[note->kind],
        .key = note->id,
        .start = note->happened,
    };

    SL_TRY(sl_facts_entity(facts, event, err));
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        if (sl_str_trim(values[i].text).len > 0) {
            SL_TRY(sl_read_add_value(facts, values[i], err));
        }
    }
    return SL_OK;
}

/* The child, of whom the note says nothing but that they are the one who was chosen. */
static enum sl_status
add_child(struct sl_facts *facts, const struct sl_note *note, struct sl_error *err)
{
    const struct sl_fact_value meant = { .attribute = SL_ATTRIBUTE_MEANT, .text = note->child };
    const struct sl_link link = { .from_key = note->child,
                                  .to_key = note->id,
                                  .role = SL_ROLE_SUBJECT };

    SL_TRY(sl_facts_entity(facts, (struct sl_entity){ .class = SL_PERSON, .key = note->child }, err)
    );
    SL_TRY(sl_read_add_value(facts, meant, err));
    return sl_read_add_link(facts, link, err);
}

/* Somebody else, in the words of the note: nobody is found or joined by them. */
static enum sl_status
add_person(struct sl_facts *facts, const struct sl_note *note, size_t index, struct sl_error *err)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;
    const struct sl_note_person *person = &note->people[index];
    const struct sl_fact_value who = { .attribute = SL_ATTRIBUTE_DESCRIPTION, .text = person->who };

    sl_buf_init(&text, PERSON_KEY_BYTES);
    sl_buf_addf(&text, "%.*s/%zu", SL_STR_ARG(note->id), index + 1);
    SL_TRY(sl_buf_status(&text, err));
    const struct sl_str key = sl_arena_copy(facts->arena, sl_buf_str(&text));
    if (key.ptr == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(sl_facts_entity(facts, (struct sl_entity){ .class = SL_PERSON, .key = key }, err));
    SL_TRY(sl_read_add_value(facts, who, err));
    const struct sl_link link = { .from_key = key,
                                  .to_key = note->id,
                                  .role = roles[person->role] };
    return sl_read_add_link(facts, link, err);
}

static enum sl_status read_note(struct sl_reading *reading, struct sl_error *err)
{
    struct sl_facts *facts = reading->facts;
    struct sl_note note;

    SL_TRY(parse(reading, &note, err));
    reading->key = note.id;
    reading->changed = note.at;
    reading->withdrawn = note.withdrawn;
    if (note.withdrawn) {
        return SL_OK;
    }
    SL_TRY(add_event(facts, &note, err));
    SL_TRY(add_child(facts, &note, err));
    for (size_t i = 0; i < note.person_count; i++) {
        SL_TRY(add_person(facts, &note, i, err));
    }
    return SL_OK;
}

const struct sl_format sl_format_note = {
    .name = TEXT(SL_NOTE_FORMAT),
    .title = TEXT("notes that people write in Sightline itself"),
    .open = sl_json_line_open,
    .next = sl_json_line_next,
    .read = read_note,
};
