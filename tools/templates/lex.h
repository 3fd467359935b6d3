/* SPDX-License-Identifier: Apache-2.0 */
/*
 * lex.h - a template, word by word.
 */
#ifndef SL_TEMPLATES_LEX_H
#define SL_TEMPLATES_LEX_H

#include "node.h"

enum tpl_word_kind {
    TPL_WORD_END,
    TPL_WORD_DATA,      /* text outside tags */
    TPL_WORD_COMMENT,   /* {# ... #} */
    TPL_WORD_TAG,       /* {% */
    TPL_WORD_TAG_END,   /* %} */
    TPL_WORD_PRINT,     /* {{ */
    TPL_WORD_PRINT_END, /* }} */
    TPL_WORD_STRING,    /* text: without quotes and escapes */
    TPL_WORD_NUMBER,
    TPL_WORD_SYMBOL,
    TPL_WORD_OPERATOR, /* brackets, commas and all other signs */
};

/* One word. `trims_before` and `trims_after`: a minus stands at its beginning, or end. */
struct tpl_word {
    enum tpl_word_kind kind;
    struct sl_str text;
    size_t offset;
    bool trims_before;
    bool trims_after;
};

/* Where reading stands. Plain memory. */
struct tpl_lexer {
    const struct tpl_source *source;
    struct sl_arena *arena;
    size_t at;
    bool in_code;
};

/* Start at the beginning of a template; the arena takes strings that have escapes. */
void tpl_lexer_init(
    struct tpl_lexer *lexer, const struct tpl_source *source, struct sl_arena *arena
);

/* The next word. Errors: SL_INVALID with the place, SL_NO_MEMORY. */
SL_NODISCARD enum sl_status
tpl_lexer_next(struct tpl_lexer *lexer, struct tpl_word *ret_word, struct sl_error *err);

#endif
