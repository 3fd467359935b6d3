/* SPDX-License-Identifier: Apache-2.0 */
/*
 * parse_expression.c - what has a value. The order in which operators bind is that of Nunjucks:
 * a if b else c, or, and, not, in, is, comparisons, ~, +, -, *, /, %, filters.
 */
#include "parse.h"

static struct tpl_node *
binary(struct tpl_parser *parser, const char *operator, struct tpl_node * left)
{
    struct tpl_node *node = tpl_node_new(parser, TPL_BINARY);
    if (node != NULL) {
        node->text = sl_str_from(operator);
        node->left = left;
    }
    return node;
}

struct tpl_node *tpl_parse_arguments(struct tpl_parser *parser)
{
    struct tpl_chain chain = { .first = NULL };

    while (parser->status == SL_OK && !tpl_at_operator(parser, ")")) {
        struct tpl_node *value = tpl_parse_expression(parser);
        if (value != NULL && value->kind == TPL_SYMBOL && tpl_take_operator(parser, "=")) {
            value->kind = TPL_KEYWORD;
            value->left = tpl_parse_expression(parser);
        }
        tpl_chain_add(&chain, value);
        if (!tpl_take_operator(parser, ",")) {
            break;
        }
    }
    tpl_expect_operator(parser, ")");
    return chain.first;
}

/* [a, b], of which the bracket was taken. */
static struct tpl_node *list(struct tpl_parser *parser)
{
    struct tpl_node *node = tpl_node_new(parser, TPL_LIST);
    struct tpl_chain chain = { .first = NULL };

    while (parser->status == SL_OK && !tpl_at_operator(parser, "]")) {
        tpl_chain_add(&chain, tpl_parse_expression(parser));
        if (!tpl_take_operator(parser, ",")) {
            break;
        }
    }
    tpl_expect_operator(parser, "]");
    if (node != NULL) {
        node->items = chain.first;
    }
    return node;
}

/* {a: b, "c": d}, of which the bracket was taken. */
static struct tpl_node *map(struct tpl_parser *parser)
{
    struct tpl_node *node = tpl_node_new(parser, TPL_MAP);
    struct tpl_chain chain = { .first = NULL };

    while (parser->status == SL_OK && !tpl_at_operator(parser, "}")) {
        struct tpl_node *member = tpl_node_new(parser, TPL_KEYWORD);
        if (parser->word.kind != TPL_WORD_STRING && parser->word.kind != TPL_WORD_SYMBOL) {
            tpl_wrong(parser, "the name of a member must be a name or a text");
        }
        tpl_advance(parser);
        tpl_expect_operator(parser, ":");
        if (member != NULL) {
            member->left = tpl_parse_expression(parser);
        }
        tpl_chain_add(&chain, member);
        if (!tpl_take_operator(parser, ",")) {
            break;
        }
    }
    tpl_expect_operator(parser, "}");
    if (node != NULL) {
        node->items = chain.first;
    }
    return node;
}

/* A single word that is a value. */
static struct tpl_node *atom(struct tpl_parser *parser)
{
    static const struct {
        const char *name;
        enum tpl_kind kind;
    } names[] = {
        {"true",   TPL_TRUE },
        { "false", TPL_FALSE},
        { "none",  TPL_NONE },
        { "null",  TPL_NONE },
    };
    enum tpl_kind kind = TPL_SYMBOL;

    if (parser->word.kind == TPL_WORD_STRING) {
        kind = TPL_STRING;
    } else if (parser->word.kind == TPL_WORD_NUMBER) {
        kind = TPL_NUMBER;
    } else if (parser->word.kind != TPL_WORD_SYMBOL) {
        tpl_wrong(parser, "a value is missing");
        return NULL;
    }
    for (size_t i = 0; kind == TPL_SYMBOL && i < sizeof(names) / sizeof(names[0]); i++) {
        if (tpl_at_symbol(parser, names[i].name)) {
            kind = names[i].kind;
        }
    }
    struct tpl_node *node = tpl_node_new(parser, kind);
    tpl_advance(parser);
    return node;
}

/* What follows a value: .name, [key], (arguments). */
static struct tpl_node *postfix(struct tpl_parser *parser, struct tpl_node *value)
{
    while (parser->status == SL_OK) {
        const bool is_call = tpl_at_operator(parser, "(");
        if (!is_call && !tpl_at_operator(parser, "[") && !tpl_at_operator(parser, ".")) {
            break;
        }
        struct tpl_node *node = tpl_node_new(parser, is_call ? TPL_APPLY : TPL_GET);
        if (node == NULL) {
            break;
        }
        node->left = value;
        value = node;
        if (tpl_take_operator(parser, "(")) {
            node->items = tpl_parse_arguments(parser);
        } else if (tpl_take_operator(parser, "[")) {
            node->right = tpl_parse_expression(parser);
            tpl_expect_operator(parser, "]");
        } else {
            tpl_advance(parser);
            node->right = tpl_node_new(parser, TPL_STRING);
            (void)tpl_expect_name(parser);
        }
    }
    return value;
}

struct tpl_node *tpl_parse_primary(struct tpl_parser *parser)
{
    struct tpl_node *value = NULL;

    if (tpl_take_operator(parser, "(")) {
        value = tpl_parse_expression(parser);
        tpl_expect_operator(parser, ")");
    } else if (tpl_take_operator(parser, "[")) {
        value = list(parser);
    } else if (tpl_take_operator(parser, "{")) {
        value = map(parser);
    } else {
        value = atom(parser);
    }
    return postfix(parser, value);
}

/* A value and its filters. */
static struct tpl_node *filtered(struct tpl_parser *parser)
{
    struct tpl_node *value = NULL;

    if (tpl_at_operator(parser, "-") && tpl_enter(parser)) {
        struct tpl_node *node = binary(parser, "-", tpl_node_new(parser, TPL_NUMBER));
        tpl_advance(parser);
        if (node != NULL && node->left != NULL) {
            node->left->text = SL_STR("0");
            node->right = tpl_parse_primary(parser);
        }
        value = node;
        tpl_leave(parser);
    } else {
        value = tpl_parse_primary(parser);
    }
    while (tpl_take_operator(parser, "|")) {
        struct tpl_node *node = tpl_node_new(parser, TPL_FILTER);
        const struct sl_str name = tpl_expect_name(parser);
        if (node == NULL || value == NULL) {
            break;
        }
        node->text = name;
        node->items = value;
        value->next = tpl_take_operator(parser, "(") ? tpl_parse_arguments(parser) : NULL;
        value = node;
    }
    return value;
}

/* ~ + - * / %, from the loosest: each level binds tighter than the one before. */
static struct tpl_node *arithmetic(struct tpl_parser *parser, size_t level)
{
    static const char *const levels[] = { "~", "+", "-", "*", "/", "%" };

    if (level >= sizeof(levels) / sizeof(levels[0])) {
        return filtered(parser);
    }
    struct tpl_node *left = arithmetic(parser, level + 1);
    while (tpl_at_operator(parser, levels[level])) {
        struct tpl_node *node = binary(parser, levels[level], left);
        tpl_advance(parser);
        if (node == NULL) {
            break;
        }
        node->right = arithmetic(parser, level + 1);
        left = node;
    }
    return left;
}

static struct tpl_node *comparison(struct tpl_parser *parser)
{
    static const char *const operators[] = { "===", "!==", "==", "!=", "<=", ">=", "<", ">" };
    struct tpl_node *left = arithmetic(parser, 0);

    for (size_t i = 0; i < sizeof(operators) / sizeof(operators[0]); i++) {
        if (tpl_at_operator(parser, operators[i])) {
            struct tpl_node *node = binary(parser, operators[i], left);
            tpl_advance(parser);
            if (node != NULL) {
                node->right = arithmetic(parser, 0);
            }
            return node;
        }
    }
    return left;
}

static struct tpl_node *negated(struct tpl_parser *parser, struct tpl_node *value)
{
    struct tpl_node *node = tpl_node_new(parser, TPL_NOT);
    if (node != NULL) {
        node->left = value;
    }
    return node;
}

/* a is b, a is not b(c) */
static struct tpl_node *tested(struct tpl_parser *parser)
{
    struct tpl_node *value = comparison(parser);

    if (!tpl_take_symbol(parser, "is")) {
        return value;
    }
    const bool is_not = tpl_take_symbol(parser, "not");
    struct tpl_node *node = tpl_node_new(parser, TPL_IS);
    const struct sl_str name = tpl_expect_name(parser);
    if (node == NULL || value == NULL) {
        return NULL;
    }
    node->text = sl_str_equal(name, SL_STR("none")) ? SL_STR("null") : name;
    node->items = value;
    value->next = tpl_take_operator(parser, "(") ? tpl_parse_arguments(parser) : NULL;
    return is_not ? negated(parser, node) : node;
}

/* a in b, a not in b */
static struct tpl_node *contained(struct tpl_parser *parser)
{
    struct tpl_node *value = tested(parser);

    while (tpl_at_symbol(parser, "in") || tpl_at_symbol(parser, "not")) {
        const bool is_not = tpl_take_symbol(parser, "not");
        struct tpl_node *node = binary(parser, "in", value);
        if (!tpl_take_symbol(parser, "in")) {
            tpl_wrong(parser, "'in' is missing after 'not'");
        }
        if (node == NULL) {
            return NULL;
        }
        node->right = tested(parser);
        value = is_not ? negated(parser, node) : node;
    }
    return value;
}

static struct tpl_node *denied(struct tpl_parser *parser)
{
    struct tpl_node *value = NULL;

    if (!tpl_at_symbol(parser, "not")) {
        return contained(parser);
    }
    struct tpl_node *node = negated(parser, NULL);
    tpl_advance(parser);
    if (node != NULL && tpl_enter(parser)) {
        node->left = denied(parser);
        value = node;
        tpl_leave(parser);
    }
    return value;
}

/* and (is_or false), or. */
static struct tpl_node *joined(struct tpl_parser *parser, bool is_or)
{
    struct tpl_node *left = is_or ? joined(parser, false) : denied(parser);

    while (tpl_at_symbol(parser, is_or ? "or" : "and")) {
        struct tpl_node *node = tpl_node_new(parser, is_or ? TPL_OR : TPL_AND);
        tpl_advance(parser);
        if (node == NULL) {
            break;
        }
        node->left = left;
        node->right = is_or ? joined(parser, false) : denied(parser);
        left = node;
    }
    return left;
}

struct tpl_node *tpl_parse_expression(struct tpl_parser *parser)
{
    if (!tpl_enter(parser)) {
        return NULL;
    }
    struct tpl_node *value = joined(parser, true);
    if (tpl_at_symbol(parser, "if")) {
        struct tpl_node *node = tpl_node_new(parser, TPL_CHOICE);
        tpl_advance(parser);
        if (node != NULL) {
            node->left = value;
            node->right = joined(parser, true);
            node->third = tpl_take_symbol(parser, "else") ? joined(parser, true) : NULL;
        }
        value = node;
    }
    tpl_leave(parser);
    return parser->status == SL_OK ? value : NULL;
}
