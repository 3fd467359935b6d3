/* SPDX-License-Identifier: Apache-2.0 */
/*
 * node.h - a template as the compiler sees it: a file, its words, and the tree of what it says.
 *
 * Source: the language of Nunjucks 3.2.4 with the settings trimBlocks, lstripBlocks and autoescape,
 *         which are those that the design systems publish with.
 */
#ifndef SL_TEMPLATES_NODE_H
#define SL_TEMPLATES_NODE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

/* What a node holds in `text`, `left`, `right`, `third`, and in the lists `items` and `body`. */
enum tpl_kind {
    /* what is done */
    TPL_DATA,    /* text: as it stands between tags */
    TPL_OUTPUT,  /* left: what is put out */
    TPL_IF,      /* left: condition; body; items: what else */
    TPL_FOR,     /* items: one or two symbols; left: of what; body; third: TPL_ELSE or NULL */
    TPL_ELSE,    /* body */
    TPL_SET,     /* text: name; left: value, or NULL and body: what is captured */
    TPL_MACRO,   /* text: name; items: symbols and keywords; body */
    TPL_CALL,    /* left: TPL_APPLY; body: what caller() gives */
    TPL_INCLUDE, /* text: name of a template */
    TPL_FROM,    /* text: name of a template; items: TPL_ALIAS */
    TPL_ALIAS,   /* text: name there; name: name here */
    TPL_EXTENDS, /* text: name of a template */
    TPL_BLOCK,   /* text: name; body */
    /* what has a value */
    TPL_STRING, /* text */
    TPL_NUMBER, /* text: digits */
    TPL_TRUE,
    TPL_FALSE,
    TPL_NONE,
    TPL_SYMBOL,  /* text: name */
    TPL_LIST,    /* items */
    TPL_MAP,     /* items: TPL_KEYWORD */
    TPL_KEYWORD, /* text: name; left: value */
    TPL_GET,     /* left: of what; right: key */
    TPL_APPLY,   /* left: what is called; items: arguments and keywords */
    TPL_FILTER,  /* text: name; items: the value and arguments */
    TPL_IS,      /* text: name of the test; items: the value and arguments */
    TPL_BINARY,  /* text: operator; left; right */
    TPL_NOT,     /* left */
    TPL_AND,     /* left; right */
    TPL_OR,      /* left; right */
    TPL_CHOICE,  /* left: if true; right: condition; third: else, or NULL */
};

struct tpl_source;

/* Plain memory of the compiler's arena. */
struct tpl_node {
    enum tpl_kind kind;
    const struct tpl_source *source;
    size_t offset; /* of its first byte in the source */
    struct sl_str text;
    struct sl_str name;
    struct tpl_node *left, *right, *third;
    struct tpl_node *items, *body;
    struct tpl_node *next; /* in the list that it is in */
};

/* One template: its name (govuk/components/tag/macro.njk), its file, its text and its tree. */
struct tpl_source {
    struct sl_str name;
    struct sl_str path;
    struct sl_str text;
    struct tpl_node *nodes;
    struct tpl_source *next;
};

/*
 * Say what is wrong at a byte of a template: "FILE:LINE:COLUMN: what". Returns SL_INVALID. A hint
 * may follow with sl_fail_hint.
 */
enum sl_status tpl_fail(
    const struct tpl_source *source, size_t offset, struct sl_error *err, const char *format, ...
) SL_PRINTF(4, 5);

/* The line and column of a byte, from 1. */
void tpl_place(
    const struct tpl_source *source, size_t offset, size_t *ret_line, size_t *ret_column
);

/*
 * Parse source->text into source->nodes.
 *
 * Errors: SL_INVALID with the place; SL_LIMIT when it is nested too deep; SL_NO_MEMORY, also when
 *         the arena is full.
 */
SL_NODISCARD enum sl_status
tpl_parse(struct tpl_source *source, struct sl_arena *arena, struct sl_error *err);

#endif
