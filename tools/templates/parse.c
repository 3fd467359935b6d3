/* SPDX-License-Identifier: Apache-2.0 */
#include "parse.h"

#include <stdarg.h>
#include <stdio.h>

#include "page/space.h"

#define MESSAGE_BYTES 160

void tpl_place(const struct tpl_source *source, size_t offset, size_t *ret_line, size_t *ret_column)
{
    size_t line = 1;
    size_t first = 0;

    for (size_t i = 0; i < offset && i < source->text.len; i++) {
        if (source->text.ptr[i] == '\n') {
            line++;
            first = i + 1;
        }
    }
    *ret_line = line;
    *ret_column = offset - first + 1;
}

SL_PRINTF(4, 0)
static enum sl_status fail_at(
    const struct tpl_source *source,
    size_t offset,
    struct sl_error *err,
    const char *format,
    va_list arguments
)
{
    char message[MESSAGE_BYTES];
    size_t line = 0;
    size_t column = 0;

    (void)vsnprintf(message, sizeof(message), format, arguments);
    tpl_place(source, offset, &line, &column);
    return sl_fail(
        err, SL_INVALID, "%.*s:%zu:%zu: %s", SL_STR_ARG(source->path), line, column, message
    );
}

enum sl_status tpl_fail(
    const struct tpl_source *source, size_t offset, struct sl_error *err, const char *format, ...
)
{
    va_list arguments;

    va_start(arguments, format);
    const enum sl_status status = fail_at(source, offset, err, format, arguments);
    va_end(arguments);
    return status;
}

static void fail(struct tpl_parser *parser, enum sl_status status)
{
    parser->status = status;
    parser->word.kind = TPL_WORD_END;
    parser->word.text = SL_STR("");
}

void tpl_wrong(struct tpl_parser *parser, const char *format, ...)
{
    va_list arguments;

    if (parser->status == SL_OK) {
        va_start(arguments, format);
        fail(
            parser,
            fail_at(parser->lexer.source, parser->word.offset, parser->err, format, arguments)
        );
        va_end(arguments);
    }
}

void tpl_advance(struct tpl_parser *parser)
{
    if (parser->status != SL_OK) {
        return;
    }
    const enum sl_status status = tpl_lexer_next(&parser->lexer, &parser->word, parser->err);
    if (status != SL_OK) {
        fail(parser, status);
    }
}

bool tpl_at_symbol(const struct tpl_parser *parser, const char *name)
{
    return parser->word.kind == TPL_WORD_SYMBOL &&
           sl_str_equal(parser->word.text, sl_str_from(name));
}

bool tpl_at_operator(const struct tpl_parser *parser, const char *sign)
{
    return parser->word.kind == TPL_WORD_OPERATOR &&
           sl_str_equal(parser->word.text, sl_str_from(sign));
}

bool tpl_take_symbol(struct tpl_parser *parser, const char *name)
{
    if (!tpl_at_symbol(parser, name)) {
        return false;
    }
    tpl_advance(parser);
    return true;
}

bool tpl_take_operator(struct tpl_parser *parser, const char *sign)
{
    if (!tpl_at_operator(parser, sign)) {
        return false;
    }
    tpl_advance(parser);
    return true;
}

void tpl_expect_operator(struct tpl_parser *parser, const char *sign)
{
    if (!tpl_take_operator(parser, sign)) {
        tpl_wrong(parser, "'%s' is missing", sign);
    }
}

struct sl_str tpl_expect_name(struct tpl_parser *parser)
{
    const struct sl_str name = parser->word.text;

    if (parser->word.kind != TPL_WORD_SYMBOL) {
        tpl_wrong(parser, "a name is missing");
        return SL_STR("");
    }
    tpl_advance(parser);
    return name;
}

struct tpl_node *tpl_node_new(struct tpl_parser *parser, enum tpl_kind kind)
{
    struct tpl_node *node = NULL;

    if (parser->status == SL_OK) {
        node = sl_arena_alloc(parser->arena, 1, sizeof(*node));
        if (node == NULL) {
            fail(parser, sl_fail_memory(parser->err));
            return NULL;
        }
        *node = (struct tpl_node){
            .kind = kind,
            .source = parser->lexer.source,
            .offset = parser->word.offset,
            .text = parser->word.text,
        };
    }
    return node;
}

void tpl_chain_add(struct tpl_chain *chain, struct tpl_node *node)
{
    if (node == NULL) {
        return;
    }
    if (chain->last == NULL) {
        chain->first = node;
    } else {
        chain->last->next = node;
    }
    chain->last = node;
}

bool tpl_enter(struct tpl_parser *parser)
{
    if (parser->depth >= TPL_DEPTH_LIMIT && parser->status == SL_OK) {
        tpl_wrong(parser, "nested deeper than %u", TPL_DEPTH_LIMIT);
        parser->status = SL_LIMIT;
    }
    if (parser->status != SL_OK) {
        return false;
    }
    parser->depth++;
    return true;
}

void tpl_leave(struct tpl_parser *parser)
{
    parser->depth--;
}

/* Take the end of a tag, and remember whether it drops the blanks behind it. */
static void end_tag(struct tpl_parser *parser)
{
    const bool trims = parser->word.trims_after;

    if (parser->word.kind != TPL_WORD_TAG_END) {
        tpl_wrong(parser, "'%%}' is missing");
    }
    tpl_advance(parser);
    parser->trims = parser->trims || trims;
}

static struct tpl_node *parse_nodes(struct tpl_parser *parser, const char *const *stops);

/* What stands until the closing tag, which is taken. */
static struct tpl_node *parse_body(struct tpl_parser *parser, const char *stop)
{
    const char *const stops[] = { stop, NULL };
    struct tpl_node *body = parse_nodes(parser, stops);

    if (!tpl_take_symbol(parser, stop)) {
        tpl_wrong(parser, "'%s' is missing", stop);
    }
    return body;
}

static void parse_if(struct tpl_parser *parser, struct tpl_node *node)
{
    static const char *const stops[] = { "elif", "elseif", "else", "endif", NULL };

    node->left = tpl_parse_expression(parser);
    end_tag(parser);
    node->body = parse_nodes(parser, stops);
    if (tpl_at_symbol(parser, "elif") || tpl_at_symbol(parser, "elseif")) {
        struct tpl_node *other = tpl_node_new(parser, TPL_IF);
        tpl_advance(parser);
        node->items = other;
        if (other != NULL && tpl_enter(parser)) {
            parse_if(parser, other);
            tpl_leave(parser);
        }
    } else if (tpl_take_symbol(parser, "else")) {
        end_tag(parser);
        node->items = parse_body(parser, "endif");
        end_tag(parser);
    } else if (tpl_take_symbol(parser, "endif")) {
        end_tag(parser);
    } else {
        tpl_wrong(parser, "'endif' is missing");
    }
}

static void parse_for(struct tpl_parser *parser, struct tpl_node *node)
{
    static const char *const stops[] = { "else", "endfor", NULL };
    struct tpl_chain names = { .first = NULL };
    size_t count = 0;

    do {
        tpl_chain_add(&names, tpl_node_new(parser, TPL_SYMBOL));
        (void)tpl_expect_name(parser);
        count++;
    } while (tpl_take_operator(parser, ","));
    if (!tpl_take_symbol(parser, "in") || count > 2) {
        tpl_wrong(parser, "'for NAME in' or 'for NAME, NAME in' is expected");
    }
    node->items = names.first;
    node->left = tpl_parse_expression(parser);
    end_tag(parser);
    node->body = parse_nodes(parser, stops);
    if (tpl_at_symbol(parser, "else")) {
        node->third = tpl_node_new(parser, TPL_ELSE);
        tpl_advance(parser);
        end_tag(parser);
        if (node->third != NULL) {
            node->third->body = parse_body(parser, "endfor");
        }
    } else if (!tpl_take_symbol(parser, "endfor")) {
        tpl_wrong(parser, "'endfor' is missing");
    }
    end_tag(parser);
}

static void parse_set(struct tpl_parser *parser, struct tpl_node *node)
{
    node->text = tpl_expect_name(parser);
    if (tpl_take_operator(parser, "=")) {
        node->left = tpl_parse_expression(parser);
    } else {
        end_tag(parser);
        parser->trims = false; /* Nunjucks does not look at the minus here */
        node->body = parse_body(parser, "endset");
    }
    end_tag(parser);
}

static void parse_macro(struct tpl_parser *parser, struct tpl_node *node)
{
    node->text = tpl_expect_name(parser);
    tpl_expect_operator(parser, "(");
    node->items = tpl_parse_arguments(parser);
    end_tag(parser);
    node->body = parse_body(parser, "endmacro");
    end_tag(parser);
}

static void parse_call(struct tpl_parser *parser, struct tpl_node *node)
{
    if (tpl_at_operator(parser, "(")) {
        tpl_wrong(parser, "a call block that takes arguments is not supported");
    }
    node->left = tpl_parse_primary(parser);
    end_tag(parser);
    node->body = parse_body(parser, "endcall");
    end_tag(parser);
    if (node->left != NULL && node->left->kind != TPL_APPLY) {
        tpl_wrong(parser, "'call' is of a macro: {%% call name() %%}");
    }
}

/* The name of a template, which must be known when it is compiled. */
static void parse_template(struct tpl_parser *parser, struct tpl_node *node)
{
    node->text = parser->word.text;
    if (parser->word.kind != TPL_WORD_STRING) {
        tpl_wrong(parser, "the name of a template must be a text");
    }
    tpl_advance(parser);
}

static void parse_from(struct tpl_parser *parser, struct tpl_node *node)
{
    struct tpl_chain names = { .first = NULL };

    parse_template(parser, node);
    if (!tpl_take_symbol(parser, "import")) {
        tpl_wrong(parser, "'import' is missing");
    }
    do {
        struct tpl_node *alias = tpl_node_new(parser, TPL_ALIAS);
        const struct sl_str name = tpl_expect_name(parser);
        if (alias != NULL) {
            alias->name = tpl_take_symbol(parser, "as") ? tpl_expect_name(parser) : name;
        }
        tpl_chain_add(&names, alias);
    } while (tpl_take_operator(parser, ","));
    node->items = names.first;
    end_tag(parser);
}

static void parse_reference(struct tpl_parser *parser, struct tpl_node *node)
{
    parse_template(parser, node);
    end_tag(parser);
}

static void parse_block(struct tpl_parser *parser, struct tpl_node *node)
{
    node->text = tpl_expect_name(parser);
    end_tag(parser);
    node->body = parse_body(parser, "endblock");
    if (parser->word.kind == TPL_WORD_SYMBOL) {
        tpl_advance(parser);
    }
    end_tag(parser);
}

/* A tag, of which the opening was taken. */
static struct tpl_node *parse_tag(struct tpl_parser *parser)
{
    static const struct {
        const char *name;
        enum tpl_kind kind;
        void (*parse)(struct tpl_parser *parser, struct tpl_node *node);
    } tags[] = {
        {"block",    TPL_BLOCK,   parse_block    },
        { "call",    TPL_CALL,    parse_call     },
        { "extends", TPL_EXTENDS, parse_reference},
        { "for",     TPL_FOR,     parse_for      },
        { "from",    TPL_FROM,    parse_from     },
        { "if",      TPL_IF,      parse_if       },
        { "include", TPL_INCLUDE, parse_reference},
        { "macro",   TPL_MACRO,   parse_macro    },
        { "set",     TPL_SET,     parse_set      },
    };

    for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++) {
        if (tpl_at_symbol(parser, tags[i].name)) {
            struct tpl_node *node = tpl_node_new(parser, tags[i].kind);
            tpl_advance(parser);
            if (node != NULL) {
                tags[i].parse(parser, node);
            }
            return node;
        }
    }
    if (parser->status == SL_OK) {
        tpl_wrong(parser, "no such tag: '%.*s'", SL_STR_ARG(parser->word.text));
        sl_fail_hint(
            parser->err, "Tags are block, call, extends, for, from, if, include, macro and set."
        );
    }
    return NULL;
}

/* Text between tags, without the blanks that the tags around it drop. */
static struct tpl_node *parse_data(struct tpl_parser *parser)
{
    struct tpl_node *node = tpl_node_new(parser, TPL_DATA);
    const bool trims_first = parser->trims;

    parser->trims = false;
    tpl_advance(parser);
    if (node == NULL) {
        return NULL;
    }
    if (trims_first) {
        const size_t blank = sl_space_first(node->text);
        node->text = sl_str_part(node->text, blank, node->text.len - blank);
    }
    if (parser->word.trims_before) {
        node->text = sl_str_part(node->text, 0, node->text.len - sl_space_last(node->text));
    }
    return node->text.len > 0 ? node : NULL;
}

static struct tpl_node *parse_print(struct tpl_parser *parser)
{
    struct tpl_node *node = tpl_node_new(parser, TPL_OUTPUT);

    tpl_advance(parser);
    if (node != NULL) {
        node->left = tpl_parse_expression(parser);
    }
    parser->trims = parser->word.trims_after;
    if (parser->word.kind != TPL_WORD_PRINT_END) {
        tpl_wrong(parser, "'}}' is missing");
    }
    tpl_advance(parser);
    return node;
}

static bool at_stop(const struct tpl_parser *parser, const char *const *stops)
{
    for (size_t i = 0; stops[i] != NULL; i++) {
        if (tpl_at_symbol(parser, stops[i])) {
            return true;
        }
    }
    return false;
}

/* All until a tag with one of these names, whose name is the next word then; or until the end. */
static struct tpl_node *parse_nodes(struct tpl_parser *parser, const char *const *stops)
{
    struct tpl_chain chain = { .first = NULL };

    if (!tpl_enter(parser)) {
        return NULL;
    }
    while (parser->status == SL_OK && parser->word.kind != TPL_WORD_END) {
        if (parser->word.kind == TPL_WORD_DATA) {
            tpl_chain_add(&chain, parse_data(parser));
        } else if (parser->word.kind == TPL_WORD_COMMENT) {
            parser->trims = parser->word.trims_after;
            tpl_advance(parser);
        } else if (parser->word.kind == TPL_WORD_PRINT) {
            tpl_chain_add(&chain, parse_print(parser));
        } else {
            parser->trims = false;
            tpl_advance(parser);
            if (at_stop(parser, stops)) {
                break;
            }
            tpl_chain_add(&chain, parse_tag(parser));
        }
    }
    tpl_leave(parser);
    return chain.first;
}

enum sl_status tpl_parse(struct tpl_source *source, struct sl_arena *arena, struct sl_error *err)
{
    static const char *const none[] = { NULL };
    struct tpl_parser parser = { .arena = arena, .err = err, .status = SL_OK };

    tpl_lexer_init(&parser.lexer, source, arena);
    tpl_advance(&parser);
    source->nodes = parse_nodes(&parser, none);
    return parser.status;
}
