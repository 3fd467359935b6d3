/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json.h - one JSON text, value by value, without building a tree.
 *
 * Source: RFC 8259. Strict: UTF-8 without a byte order mark; no commas too many, no comments, no
 *         NaN; escapes of single surrogates and of U+0000 are refused, as no text of ours can hold
 *         them. What the RFC leaves open is left to the caller: a member that stands twice is given
 *         twice, and a number is given as it is written.
 *
 * A tree costs a node and a copy for each member, and a line of an exchange file has a dozen of
 * them and is read once. Here a text without escapes is a slice of the input.
 */
#ifndef SL_BASE_JSON_H
#define SL_BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"

/* How deep lists and objects may stand in each other. */
#define SL_JSON_DEPTH_LIMIT 64u

enum sl_json_kind {
    SL_JSON_END, /* of the whole text */
    SL_JSON_OBJECT,
    SL_JSON_OBJECT_END,
    SL_JSON_LIST,
    SL_JSON_LIST_END,
    SL_JSON_TEXT,
    SL_JSON_NUMBER,
    SL_JSON_TRUE,
    SL_JSON_FALSE,
    SL_JSON_NULL,
};

/* Texts lie in the input or in the arena. */
struct sl_json_token {
    enum sl_json_kind kind;
    struct sl_str name; /* of the member that a value in an object is; else empty */
    struct sl_str text; /* of a text without its escapes, of a number as it is written */
    size_t first;       /* byte of the input where the value, or the end of one, begins */
};

/* Fields are the reader's own. Plain memory. */
struct sl_json {
    const char *begin, *at, *end;
    struct sl_arena *arena;
    uint64_t objects; /* bit d: what is open at depth d is an object, not a list */
    unsigned depth;
    unsigned depth_limit;
    bool started; /* the outermost value has begun */
    bool fresh;   /* what is open has no value yet */
};

/*
 * Begin.
 *
 *   text         one JSON text; borrowed as long as the reader or a slice of it is used
 *   depth_limit  1 to SL_JSON_DEPTH_LIMIT
 *   arena        takes texts that have escapes; at most as many bytes as the input has, and 16 a
 *                text
 */
void sl_json_init(
    struct sl_json *json, struct sl_str text, unsigned depth_limit, struct sl_arena *arena
);

/*
 * The next value, or the end of a list or object, or of the text.
 *
 * Errors: SL_INVALID (sl_json_column says where), SL_LIMIT (too deep), SL_NO_MEMORY. After an error
 * the reader must not be used.
 */
SL_NODISCARD enum sl_status
sl_json_next(struct sl_json *json, struct sl_json_token *ret_token, struct sl_error *err);

/*
 * Pass over what the token began: after a list or an object the next token is the one behind its
 * end. Nothing for other tokens. Errors: as above.
 */
SL_NODISCARD enum sl_status
sl_json_skip(struct sl_json *json, const struct sl_json_token *token, struct sl_error *err);

/* How many bytes of the input were read; after a token that began at `first`, where it ends. */
size_t sl_json_offset(const struct sl_json *json);

/* Where reading stands, or failed: the column in bytes, from 1. */
size_t sl_json_column(const struct sl_json *json);

/* What a kind is called in messages: "a text", "an object". Static. */
const char *sl_json_kind_words(enum sl_json_kind kind);

/*
 * Append a text as a JSON string, with its quotes. Control characters are escaped; what is not
 * UTF-8 becomes U+FFFD.
 */
void sl_json_quote(struct sl_str text, struct sl_buf *buf);

#endif
