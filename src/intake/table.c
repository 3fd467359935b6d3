/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/table.h"

#include <string.h>
#include <strings.h>

#include "intake/row.h"

/* Entities that one row can describe. */
#define ENTITY_LIMIT 8

/* A row under way. */
struct row_state {
    const struct sl_file_kind *kind;
    struct sl_reading *reading;
    struct sl_str id;
    struct sl_moment start[ENTITY_LIMIT], end[ENTITY_LIMIT];
    bool is_there[ENTITY_LIMIT];
};

const struct sl_column *sl_file_kind_find(const struct sl_file_kind *kind, struct sl_str name)
{
    for (size_t i = 0; i < kind->column_count; i++) {
        const struct sl_str known = kind->columns[i].name;
        if (known.len == name.len && strncasecmp(known.ptr, name.ptr, name.len) == 0) {
            return &kind->columns[i];
        }
    }
    return NULL;
}

static bool says_yes(struct sl_str text)
{
    static const char *const words[] = { "1", "y", "yes", "true" };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (text.len == strlen(words[i]) && strncasecmp(text.ptr, words[i], text.len) == 0) {
            return true;
        }
    }
    return false;
}

/* The first look at a field: ids, dates, and which entities there are. */
static enum sl_status look_at(
    struct row_state *state,
    const struct sl_column *column,
    struct sl_str text,
    struct sl_error *err
)
{
    struct sl_moment moment = { .precision = SL_PRECISION_NONE };
    switch (column->use) {
    case SL_COLUMN_ID:
    case SL_COLUMN_NUMBER:
        state->id = text;
        return text.len == 0 ? SL_OK : sl_key_check(text, err);
    case SL_COLUMN_START:
    case SL_COLUMN_END:
    case SL_COLUMN_DATE:
    case SL_COLUMN_DAY:
        if (text.len > 0) {
            SL_TRY(sl_row_date(text, &moment, err));
        }
        break;
    case SL_COLUMN_IF:
        state->is_there[column->entity] = says_yes(text);
        return SL_OK;
    case SL_COLUMN_UNUSED:
    case SL_COLUMN_TEXT:
    case SL_COLUMN_CODE:
        return SL_OK;
    }
    if (column->use == SL_COLUMN_START) {
        state->start[column->entity] = moment;
    } else if (column->use == SL_COLUMN_END) {
        state->end[column->entity] = moment;
    }
    return SL_OK;
}

/* What a part of the file's header names, and what stands below it. */
static struct sl_str field_of(const struct sl_row *row, size_t index)
{
    return index < row->count ? sl_str_trim(row->fields[index]) : SL_STR("");
}

static enum sl_status look_at_all(
    struct row_state *state,
    const struct sl_row *header,
    const struct sl_row *row,
    struct sl_error *err
)
{
    for (size_t i = 0; i < header->count; i++) {
        const struct sl_column *column = sl_file_kind_find(state->kind, field_of(header, i));
        if (column == NULL) {
            continue;
        }
        state->reading->field = column->name;
        SL_TRY(look_at(state, column, field_of(row, i), err));
    }
    state->reading->field = SL_STR("");
    return SL_OK;
}

/* "reviews/566910/2017-08-30": the kind, the child, the dates that tell its rows apart. */
static enum sl_status make_key(struct row_state *state, struct sl_error *err)
{
    struct sl_buf key;
    sl_buf_init(&key, SL_SPLIT_KEY_ROOM_BYTES);
    sl_buf_add(&key, state->kind->name);
    sl_buf_add_byte(&key, '/');
    sl_buf_add(&key, state->id);
    for (size_t i = 0; i < state->kind->column_count; i++) {
        const struct sl_column *column = &state->kind->columns[i];
        if (column->in_key) {
            const struct sl_moment moment = state->start[column->entity];
            sl_buf_add_byte(&key, '/');
            sl_moment_print(moment, &key);
            sl_buf_add(&key, moment.precision == SL_PRECISION_NONE ? SL_STR("-") : SL_STR(""));
        }
    }
    enum sl_status status = sl_buf_status(&key, err);
    if (status == SL_OK) {
        state->reading->key = sl_arena_copy(state->reading->facts->arena, sl_buf_str(&key));
        status = state->reading->key.ptr == NULL ? sl_fail_memory(err)
                                                 : sl_key_check(state->reading->key, err);
    }
    sl_buf_finish(&key);
    return status;
}

/* Two texts as one, in the arena. */
static enum sl_status join(
    struct sl_arena *arena,
    struct sl_str left,
    struct sl_str right,
    struct sl_str *ret_text,
    struct sl_error *err
)
{
    char *text = sl_arena_alloc(arena, left.len + right.len + 1, 1);
    if (text == NULL) {
        return sl_fail_memory(err);
    }
    memcpy(text, left.ptr, left.len);
    memcpy(text + left.len, right.ptr, right.len);
    *ret_text = (struct sl_str){ .ptr = text, .len = left.len + right.len };
    return SL_OK;
}

static enum sl_status add_value(
    struct row_state *state,
    const struct sl_column *column,
    struct sl_str text,
    struct sl_error *err
)
{
    struct sl_fact_value value = { .attribute = column->attribute, .text = text };
    if (column->use == SL_COLUMN_CODE) {
        value.known = sl_code_known(column->list, text);
    }
    if (text.len == 0) {
        value.known = SL_NOT_RECORDED;
    }
    return sl_facts_value(state->reading->facts, value, err);
}

static enum sl_status add_values(
    struct row_state *state,
    size_t entity,
    const struct sl_row *header,
    const struct sl_row *row,
    struct sl_error *err
)
{
    for (size_t i = 0; i < header->count; i++) {
        const struct sl_column *column = sl_file_kind_find(state->kind, field_of(header, i));
        if (column != NULL && column->entity == entity &&
            (column->use == SL_COLUMN_TEXT || column->use == SL_COLUMN_CODE ||
             column->use == SL_COLUMN_DATE || column->use == SL_COLUMN_NUMBER)) {
            SL_TRY(add_value(state, column, field_of(row, i), err));
        }
    }
    return SL_OK;
}

/* How the entity belongs to the person whose row it is. */
static enum sl_status add_tie(
    struct row_state *state,
    const struct sl_row_entity *entity,
    struct sl_str key,
    struct sl_error *err
)
{
    struct sl_link link = { .to_key = key, .role = SL_ROLE_SUBJECT };
    if (entity->class == SL_PERSON) {
        if (!entity->is_mother) {
            return SL_OK;
        }
        link.role = SL_ROLE_MOTHER;
    }
    if (state->kind->entities[0].class == SL_PERSON) {
        link.from_key = state->reading->key;
    } else {
        SL_TRY(join(state->reading->facts->arena, SL_STR("child/"), state->id, &link.from_key, err)
        );
    }
    return sl_facts_link(state->reading->facts, link, err);
}

static enum sl_status add_entity(
    struct row_state *state,
    size_t index,
    const struct sl_row *header,
    const struct sl_row *row,
    struct sl_error *err
)
{
    const struct sl_row_entity *entity = &state->kind->entities[index];
    struct sl_facts *facts = state->reading->facts;
    struct sl_entity fact = {
        .class = entity->class,
        .kind = entity->kind,
        .key = state->reading->key,
        .start = state->start[index],
        .end = state->end[index],
    };
    if (entity->suffix.len > 0) {
        SL_TRY(join(facts->arena, fact.key, entity->suffix, &fact.key, err));
    }
    SL_TRY(sl_facts_entity(facts, fact, err));
    SL_TRY(add_values(state, index, header, row, err));
    return add_tie(state, entity, fact.key, err);
}

enum sl_status sl_table_read(
    const struct sl_file_kind *kind,
    const struct sl_row *header,
    const struct sl_row *row,
    struct sl_reading *reading,
    struct sl_error *err
)
{
    struct row_state state = { .kind = kind, .reading = reading };
    SL_ASSERT(kind->entity_count <= ENTITY_LIMIT);
    for (size_t i = 0; i < ENTITY_LIMIT; i++) {
        state.is_there[i] = true;
    }
    /* What a column decides is not there when the file lacks the column. */
    for (size_t i = 0; i < kind->column_count; i++) {
        if (kind->columns[i].use == SL_COLUMN_IF) {
            state.is_there[kind->columns[i].entity] = false;
        }
    }
    SL_TRY(look_at_all(&state, header, row, err));
    if (reading->key.len == 0) {
        if (state.id.len == 0) {
            reading->field = kind->columns[0].name;
            return sl_fail(err, SL_INVALID, "the field is empty, and names the record");
        }
        SL_TRY(make_key(&state, err));
    }
    for (size_t i = 0; i < kind->entity_count; i++) {
        if (state.is_there[i]) {
            SL_TRY(add_entity(&state, i, header, row, err));
        }
    }
    return SL_OK;
}

enum sl_status sl_table_open(struct sl_splitter *splitter, struct sl_error *err)
{
    struct sl_table_state *state = splitter->state;
    struct sl_line line;
    bool more = false;
    sl_buf_init(&state->header, SL_SPLIT_SHOWN_BYTES);
    SL_TRY(sl_stream_line(&splitter->stream, &splitter->line, &line, &more, err));
    if (!more || line.too_long) {
        return sl_fail(err, SL_INVALID, "'%s' has no line of column names", splitter->stream.path);
    }
    sl_buf_add(&state->header, line.text);
    return sl_buf_status(&state->header, err);
}

/* "KEY#2", in the splitter's arena. */
static enum sl_status number_key(
    struct sl_splitter *splitter, struct sl_reading *reading, uint32_t number, struct sl_error *err
)
{
    struct sl_buf text;
    struct sl_str suffix;
    sl_buf_init(&text, 16);
    sl_buf_add_byte(&text, '#');
    sl_buf_add_u64(&text, number);
    suffix = sl_buf_str(&text);
    const enum sl_status status =
        sl_buf_status(&text, err) == SL_OK
            ? join(&splitter->arena, reading->key, suffix, &reading->key, err)
            : sl_fail_memory(err);
    sl_buf_finish(&text);
    return status;
}

enum sl_status
sl_table_next(struct sl_splitter *splitter, struct sl_split *ret_split, struct sl_error *err)
{
    struct sl_table_state *state = splitter->state;
    struct sl_line line;
    bool more = false;
    uint32_t number = 0;
    SL_TRY(sl_stream_line(&splitter->stream, &splitter->line, &line, &more, err));
    if (!more) {
        *ret_split = (struct sl_split){ .step = SL_SPLIT_END };
        return SL_OK;
    }
    if (line.too_long) {
        sl_splitter_reject_long(splitter, &line, ret_split);
        return SL_OK;
    }
    sl_splitter_reset(splitter);
    struct sl_reading reading = { .body = line.text, .layout = sl_buf_str(&state->header) };
    SL_TRY(sl_splitter_take(splitter, &reading, line.number, ret_split, err));
    if (ret_split->step != SL_SPLIT_RECORD) {
        return SL_OK;
    }
    SL_TRY(sl_key_set_number(&state->keys, reading.key, line.text, &number, err));
    if (number == 1) {
        return SL_OK;
    }
    /* Once more, with the key that tells it from the rows before: rare. */
    sl_facts_init(&splitter->facts, &splitter->arena);
    SL_TRY(number_key(splitter, &reading, number, err));
    return sl_splitter_take(splitter, &reading, line.number, ret_split, err);
}

void sl_table_close(struct sl_splitter *splitter)
{
    struct sl_table_state *state = splitter->state;
    sl_buf_finish(&state->header);
    sl_key_set_finish(&state->keys);
}
