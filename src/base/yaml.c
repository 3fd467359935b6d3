/* SPDX-License-Identifier: Apache-2.0 */
#include "base/yaml.h"

#include <stdarg.h>
#include <stdio.h>
#include <yaml.h>

#include "base/utf8.h"

/* A document while it is read. `open` are the maps and lists that have not ended yet. */
struct reader {
    yaml_parser_t parser;
    struct sl_arena *arena;
    struct sl_error *err;
    struct sl_yaml_node *open[SL_YAML_DEPTH_LIMIT];
    struct sl_yaml_node *last[SL_YAML_DEPTH_LIMIT]; /* the last child of each */
    unsigned depth;
    struct sl_yaml_node *root;
    struct sl_yaml_node *named; /* a member whose value comes next */
};

static const char *kind_words(enum sl_yaml_kind kind)
{
    static const char *const words[] = {
        [SL_YAML_TEXT] = "a text",
        [SL_YAML_LIST] = "a list",
        [SL_YAML_MAP] = "a map of members",
    };
    return words[kind];
}

static enum sl_status fail_at(struct reader *reader, yaml_mark_t mark, const char *message)
{
    sl_fail(reader->err, SL_INVALID, "%s", message);
    sl_fail_detail(reader->err, "line %zu, column %zu", mark.line + 1, mark.column + 1);
    return SL_INVALID;
}

/* What libyaml says, in our parts. */
static enum sl_status fail_parser(struct reader *reader, struct sl_str text)
{
    const yaml_parser_t *parser = &reader->parser;
    yaml_mark_t mark = parser->problem_mark;

    if (parser->error == YAML_MEMORY_ERROR) {
        return sl_fail_memory(reader->err);
    }
    if (parser->error == YAML_READER_ERROR) {
        /* The reader knows the byte only. */
        mark.line = 0;
        mark.column = 0;
        for (size_t i = 0; i < parser->problem_offset && i < text.len; i++) {
            mark.line += text.ptr[i] == '\n';
            mark.column = text.ptr[i] == '\n' ? 0 : mark.column + 1;
        }
    }
    sl_fail(
        reader->err,
        SL_INVALID,
        "this is not YAML: %s",
        parser->problem == NULL ? "it cannot be read" : parser->problem
    );
    sl_fail_detail(reader->err, "line %zu, column %zu", mark.line + 1, mark.column + 1);
    return SL_INVALID;
}

/* Give a node its place in what is open. */
static enum sl_status put_node(struct reader *reader, struct sl_yaml_node *node)
{
    if (reader->depth == 0) {
        reader->root = node;
        return SL_OK;
    }
    struct sl_yaml_node *parent = reader->open[reader->depth - 1];
    struct sl_yaml_node **last = &reader->last[reader->depth - 1];
    if (parent->count == SL_YAML_MEMBER_LIMIT) {
        return sl_fail(reader->err, SL_LIMIT, "more than %u in one list", SL_YAML_MEMBER_LIMIT);
    }
    parent->count++;
    if (*last == NULL) {
        parent->first = node;
    } else {
        (*last)->next = node;
    }
    *last = node;
    return SL_OK;
}

/* A new node at a mark, or the one whose name was read before. */
static enum sl_status begin_node(
    struct reader *reader, enum sl_yaml_kind kind, yaml_mark_t mark, struct sl_yaml_node **ret_node
)
{
    struct sl_yaml_node *node = reader->named;
    const bool fresh = node == NULL;

    if (fresh) {
        node = sl_arena_alloc(reader->arena, 1, sizeof(*node));
        if (node == NULL) {
            return sl_fail_memory(reader->err);
        }
        *node = (struct sl_yaml_node){ .kind = kind };
    }
    node->kind = kind;
    node->line = (unsigned)mark.line + 1;
    node->column = (unsigned)mark.column + 1;
    reader->named = NULL;
    *ret_node = node;
    return fresh ? put_node(reader, node) : SL_OK;
}

/* Is a name expected: are we in a map, and not behind a name? */
static bool wants_name(const struct reader *reader)
{
    return reader->depth > 0 && reader->named == NULL &&
           reader->open[reader->depth - 1]->kind == SL_YAML_MAP;
}

static enum sl_status
begin_member(struct reader *reader, struct sl_str name, const yaml_event_t *event)
{
    const struct sl_yaml_node *map = reader->open[reader->depth - 1];
    struct sl_yaml_node *node = NULL;

    for (const struct sl_yaml_node *other = map->first; other != NULL; other = other->next) {
        if (sl_str_equal(other->name, name)) {
            (void)fail_at(reader, event->start_mark, "a member stands twice");
            sl_fail_hint(
                reader->err, "'%.*s' stands in line %u already.", SL_STR_ARG(name), other->name_line
            );
            return SL_INVALID;
        }
    }
    SL_TRY(begin_node(reader, SL_YAML_TEXT, event->start_mark, &node));
    node->name = name;
    node->name_line = node->line;
    node->name_column = node->column;
    reader->named = node;
    return SL_OK;
}

static enum sl_status take_text(struct reader *reader, const yaml_event_t *event)
{
    struct sl_yaml_node *node = NULL;
    const struct sl_str text = sl_arena_copy(
        reader->arena,
        (struct sl_str){ .ptr = (const char *)event->data.scalar.value,
                         .len = event->data.scalar.length }
    );

    if (text.ptr == NULL) {
        return sl_fail_memory(reader->err);
    }
    if (event->data.scalar.anchor != NULL || event->data.scalar.tag != NULL) {
        return fail_at(reader, event->start_mark, "anchors and tags are not taken");
    }
    if (wants_name(reader)) {
        return begin_member(reader, text, event);
    }
    SL_TRY(begin_node(reader, SL_YAML_TEXT, event->start_mark, &node));
    node->text = text;
    return SL_OK;
}

static enum sl_status
take_begin(struct reader *reader, enum sl_yaml_kind kind, const yaml_event_t *event)
{
    struct sl_yaml_node *node = NULL;
    const bool marked =
        kind == SL_YAML_MAP
            ? event->data.mapping_start.anchor != NULL || event->data.mapping_start.tag != NULL
            : event->data.sequence_start.anchor != NULL || event->data.sequence_start.tag != NULL;

    if (marked) {
        return fail_at(reader, event->start_mark, "anchors and tags are not taken");
    }
    if (wants_name(reader)) {
        return fail_at(reader, event->start_mark, "the name of a member must be a text");
    }
    if (reader->depth == SL_YAML_DEPTH_LIMIT) {
        return sl_fail(reader->err, SL_LIMIT, "more than %u levels", SL_YAML_DEPTH_LIMIT);
    }
    SL_TRY(begin_node(reader, kind, event->start_mark, &node));
    reader->last[reader->depth] = NULL;
    reader->open[reader->depth++] = node;
    return SL_OK;
}

static enum sl_status take_document(struct reader *reader, const yaml_event_t *event)
{
    if (reader->root != NULL) {
        return fail_at(reader, event->start_mark, "a second document begins");
    }
    if (event->data.document_start.version_directive != NULL ||
        event->data.document_start.tag_directives.start !=
            event->data.document_start.tag_directives.end) {
        return fail_at(reader, event->start_mark, "directives are not taken");
    }
    return SL_OK;
}

static enum sl_status take_event(struct reader *reader, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        return take_document(reader, event);
    case YAML_SCALAR_EVENT:
        return take_text(reader, event);
    case YAML_SEQUENCE_START_EVENT:
        return take_begin(reader, SL_YAML_LIST, event);
    case YAML_MAPPING_START_EVENT:
        return take_begin(reader, SL_YAML_MAP, event);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        reader->depth--;
        return SL_OK;
    case YAML_ALIAS_EVENT:
        return fail_at(reader, event->start_mark, "aliases are not taken");
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        return SL_OK;
    }
    return SL_OK;
}

static enum sl_status read_events(struct reader *reader, struct sl_str text)
{
    yaml_event_type_t type = YAML_NO_EVENT;

    while (type != YAML_STREAM_END_EVENT) {
        yaml_event_t event;

        if (yaml_parser_parse(&reader->parser, &event) == 0) {
            return fail_parser(reader, text);
        }
        type = event.type;
        const enum sl_status status = take_event(reader, &event);
        yaml_event_delete(&event);
        SL_TRY(status);
    }
    if (reader->root == NULL) {
        return sl_fail(reader->err, SL_INVALID, "there is nothing in it");
    }
    return SL_OK;
}

enum sl_status sl_yaml_parse(
    struct sl_str text,
    struct sl_arena *arena,
    const struct sl_yaml_node **ret_root,
    struct sl_error *err
)
{
    struct reader reader = { .arena = arena, .err = err };

    if (text.len > SL_YAML_LIMIT_BYTES) {
        return sl_fail(err, SL_LIMIT, "longer than %zu bytes", SL_YAML_LIMIT_BYTES);
    }
    if (sl_utf8_check(text) != text.len) {
        sl_fail(err, SL_INVALID, "this is not UTF-8");
        sl_fail_detail(err, "byte %zu", sl_utf8_check(text) + 1);
        return SL_INVALID;
    }
    if (yaml_parser_initialize(&reader.parser) == 0) {
        return sl_fail_memory(err);
    }
    yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(
        &reader.parser, (const unsigned char *)(text.len == 0 ? "" : text.ptr), text.len
    );
    const enum sl_status status = read_events(&reader, text);
    yaml_parser_delete(&reader.parser);
    SL_TRY(status);
    *ret_root = reader.root;
    return SL_OK;
}

enum sl_status(sl_yaml_fail
)(const struct sl_yaml_node *node, struct sl_error *err, const char *format, ...)
{
    char message[SL_ERROR_TEXT_BYTES];
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(message, sizeof(message), format, arguments);
    va_end(arguments);
    sl_fail(err, SL_INVALID, "%s", message);
    sl_fail_detail(err, "line %u, column %u", node->line, node->column);
    return SL_INVALID;
}

enum sl_status
sl_yaml_expect(const struct sl_yaml_node *node, enum sl_yaml_kind kind, struct sl_error *err)
{
    if (node->kind == kind) {
        return SL_OK;
    }
    if (node->name.len == 0) {
        return sl_yaml_fail(
            node, err, "this must be %s, and is %s", kind_words(kind), kind_words(node->kind)
        );
    }
    return sl_yaml_fail(
        node,
        err,
        "'%.*s' must be %s, and is %s",
        SL_STR_ARG(node->name),
        kind_words(kind),
        kind_words(node->kind)
    );
}

/* The members of a schema in one line, for a hint. */
static void hint_members(const struct sl_yaml_rule *rules, size_t rule_count, struct sl_error *err)
{
    char names[SL_ERROR_TEXT_BYTES] = "";
    size_t len = 0;

    for (size_t i = 0; i < rule_count && len < sizeof(names); i++) {
        const int added =
            snprintf(names + len, sizeof(names) - len, "%s%s", i == 0 ? "" : ", ", rules[i].name);
        len += (size_t)added;
    }
    sl_fail_hint(err, "Here may stand: %s.", names);
}

static enum sl_status fail_unknown(
    const struct sl_yaml_node *member,
    const struct sl_yaml_rule *rules,
    size_t rule_count,
    struct sl_error *err
)
{
    sl_fail(err, SL_INVALID, "there is no member '%.*s' here", SL_STR_ARG(member->name));
    sl_fail_detail(err, "line %u, column %u", member->name_line, member->name_column);
    hint_members(rules, rule_count, err);
    return SL_INVALID;
}

enum sl_status sl_yaml_members(
    const struct sl_yaml_node *node,
    const struct sl_yaml_rule *rules,
    size_t rule_count,
    const struct sl_yaml_node **ret_nodes,
    struct sl_error *err
)
{
    const struct sl_yaml_node *found[SL_YAML_SCHEMA_LIMIT] = { NULL };

    SL_ASSERT(rule_count <= SL_YAML_SCHEMA_LIMIT);
    SL_TRY(sl_yaml_expect(node, SL_YAML_MAP, err));
    for (const struct sl_yaml_node *member = node->first; member != NULL; member = member->next) {
        size_t rule = 0;
        while (rule < rule_count && !sl_str_equal(member->name, sl_str_from(rules[rule].name))) {
            rule++;
        }
        if (rule == rule_count) {
            return fail_unknown(member, rules, rule_count, err);
        }
        SL_TRY(sl_yaml_expect(member, rules[rule].kind, err));
        found[rule] = member;
    }
    for (size_t rule = 0; rule < rule_count; rule++) {
        if (rules[rule].required && found[rule] == NULL) {
            return sl_yaml_fail(node, err, "'%s' is missing here", rules[rule].name);
        }
    }
    for (size_t rule = 0; rule < rule_count; rule++) {
        ret_nodes[rule] = found[rule];
    }
    return SL_OK;
}

/* Would a code point break a line, hide, or turn text around? */
static bool is_hidden(uint32_t point)
{
    return point < ' ' || (point >= 0x7F && point < 0xA0) || (point >= 0x200B && point <= 0x200F) ||
           (point >= 0x2028 && point <= 0x202E) || (point >= 0x2060 && point <= 0x206F) ||
           point == 0xFEFF || point == 0xFFFE || point == 0xFFFF;
}

static bool is_line(struct sl_str text, size_t limit_bytes)
{
    if (text.len == 0 || text.len > limit_bytes || sl_str_trim(text).len != text.len) {
        return false;
    }
    while (text.len > 0) {
        if (is_hidden(sl_utf8_take(&text))) {
            return false;
        }
    }
    return true;
}

enum sl_status sl_yaml_check_line(
    const struct sl_yaml_node *node, struct sl_str text, unsigned limit_bytes, struct sl_error *err
)
{
    if (!is_line(text, limit_bytes)) {
        return sl_yaml_fail(
            node, err, "this must be a line of 1 to %u bytes, without blanks around it", limit_bytes
        );
    }
    return SL_OK;
}

void sl_yaml_print_line(struct sl_str line, struct sl_buf *buf)
{
    sl_buf_add_byte(buf, '"');
    for (size_t i = 0; i < line.len; i++) {
        if (line.ptr[i] == '"' || line.ptr[i] == '\\') {
            sl_buf_add_byte(buf, '\\');
        }
        sl_buf_add_byte(buf, line.ptr[i]);
    }
    sl_buf_add_byte(buf, '"');
}
