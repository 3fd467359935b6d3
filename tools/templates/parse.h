/* SPDX-License-Identifier: Apache-2.0 */
/*
 * parse.h - what the two halves of the parser share: statements (parse.c) and expressions.
 *
 * Errors stick: after the first, the word is TPL_WORD_END, and nodes are NULL or half made.
 */
#ifndef SL_TEMPLATES_PARSE_H
#define SL_TEMPLATES_PARSE_H

#include "lex.h"
#include "node.h"

/* How deep tags and brackets may stand in each other. */
#define TPL_DEPTH_LIMIT 64u

/* `word` is the next one, not yet taken. `trims`: the tag before ended with a minus. */
struct tpl_parser {
    struct tpl_lexer lexer;
    struct tpl_word word;
    struct sl_arena *arena;
    struct sl_error *err;
    enum sl_status status;
    unsigned depth;
    bool trims;
};

/* Take the word, so that the next one is there. */
void tpl_advance(struct tpl_parser *parser);

/* Say what is wrong, at the word that is next, unless something was wrong before. */
void tpl_wrong(struct tpl_parser *parser, const char *format, ...) SL_PRINTF(2, 3);

/* Is the word this symbol, or this operator? */
bool tpl_at_symbol(const struct tpl_parser *parser, const char *name);
bool tpl_at_operator(const struct tpl_parser *parser, const char *sign);

/* If it is, take it. */
bool tpl_take_symbol(struct tpl_parser *parser, const char *name);
bool tpl_take_operator(struct tpl_parser *parser, const char *sign);

/* Take the operator, or a name; when something else is there it is wrong. */
void tpl_expect_operator(struct tpl_parser *parser, const char *sign);
struct sl_str tpl_expect_name(struct tpl_parser *parser);

/* A node of the word that is next; never NULL while the status is SL_OK. */
struct tpl_node *tpl_node_new(struct tpl_parser *parser, enum tpl_kind kind);

/* A list of nodes that grows at its end. */
struct tpl_chain {
    struct tpl_node *first;
    struct tpl_node *last;
};
void tpl_chain_add(struct tpl_chain *chain, struct tpl_node *node);

/* One step deeper, or wrong; and back. */
bool tpl_enter(struct tpl_parser *parser);
void tpl_leave(struct tpl_parser *parser);

/* An expression. */
struct tpl_node *tpl_parse_expression(struct tpl_parser *parser);

/* What stands between brackets that were opened: (a, b, c=d) as a list of nodes and keywords. */
struct tpl_node *tpl_parse_arguments(struct tpl_parser *parser);

/* A name or a value with what is looked up in it or called on it: a.b(c)[d]. */
struct tpl_node *tpl_parse_primary(struct tpl_parser *parser);

#endif
