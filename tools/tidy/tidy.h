/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tidy.h - the rules of the house that no compiler knows, checked over the whole tree.
 *
 * A tree is read once; every rule then looks at it and adds findings to a report. There is no list
 * of exceptions: a rule that cannot hold everywhere is stated so that it does.
 *
 * This is no parser of C. It knows comments, literals, directives and braces, which is enough for
 * code that clang-format has laid out.
 */
#ifndef SL_TOOLS_TIDY_H
#define SL_TOOLS_TIDY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

enum tidy_kind {
    TIDY_C,        /* .c and .h */
    TIDY_HASH,     /* files whose comments begin with #: scripts, Makefile, CMake, settings */
    TIDY_MARKDOWN, /* .md */
    TIDY_DATA,     /* inputs and expected outputs: any bytes, not too many */
    TIDY_TEXT,     /* any other text */
};

/* What stands at the top level of a C file. */
enum tidy_item_kind {
    TIDY_FUNCTION,  /* with a body */
    TIDY_PROTOTYPE, /* a function declared */
    TIDY_VARIABLE,
    TIDY_OTHER, /* types, typedefs, static assertions */
};

/*
 * One top-level item. Offsets count bytes into the file.
 *
 *   kind        name  parameter_count  body (from { to } itself)
 *   FUNCTION    yes   yes              yes
 *   PROTOTYPE   yes   yes              0, 0
 *   otherwise   -     0                0, 0
 */
struct tidy_item {
    enum tidy_item_kind kind;
    struct sl_str name;
    size_t first;
    size_t last;
    size_t body_first;
    size_t body_last;
    unsigned parameter_count;
    bool is_static;
    bool is_const;
};

/*
 * A file. `path` is relative to the root of the tree. `code` and `plain` (C only, else empty) are
 * as long as `text` and have the same lines: `code` with comments and the insides of literals
 * blanked, `plain` with preprocessor directives blanked as well.
 */
struct tidy_file {
    enum tidy_kind kind;
    struct sl_str path;
    struct sl_str text;
    struct sl_str code;
    struct sl_str plain;
    struct tidy_item *items;
    size_t item_count;
    size_t size_bytes;
};

/* Files ascend by path; all memory is the arena's. */
struct tidy_tree {
    struct sl_arena arena;
    struct tidy_file *files;
    size_t file_count;
    size_t capacity;
};

/* Findings, one a line, as they are printed: "path:line: rule: what and what instead". */
struct tidy_report {
    struct sl_buf text;
    const char *rule;
    size_t finding_count;
};

/* One of the two is given: a rule looks at each file, or at the tree once. */
struct tidy_rule {
    const char *name;
    void (*check_file)(const struct tidy_file *file, struct tidy_report *report);
    void (*check_tree)(const struct tidy_tree *tree, struct tidy_report *report);
};

extern const struct tidy_rule tidy_rules[];
extern const size_t tidy_rule_count;

/*
 * Read every file below `root` except what git ignores (build, node_modules, .venv) and .git.
 * Memory: finish with tidy_tree_close, also after a failure.
 */
SL_NODISCARD enum sl_status
tidy_tree_open(const char *root, struct tidy_tree *tree, struct sl_error *err);
/* Give it back. */
void tidy_tree_close(struct tidy_tree *tree);
/* The file at this path, or NULL. */
const struct tidy_file *tidy_tree_find(const struct tidy_tree *tree, struct sl_str path);

/* Apply all rules. The caller has set up report->text and looks at finding_count afterwards. */
void tidy_check(const struct tidy_tree *tree, struct tidy_report *report);

/* Add a finding about a line (from 1; 0: the file as a whole) of the file at `path`. */
void tidy_find(struct tidy_report *report, struct sl_str path, size_t line, const char *format, ...)
    SL_PRINTF(4, 5);

/* Fill in code, plain and items of a C file from its text. False when the arena is full. */
bool tidy_code_read(struct tidy_file *file, struct sl_arena *arena);
bool tidy_items_read(struct tidy_file *file, struct sl_arena *arena);

/* The line, from 1, on which the byte at `offset` stands. */
size_t tidy_line_of(struct sl_str text, size_t offset);
/* May this byte stand in a C name? */
bool tidy_is_word(char byte);
/* From the bracket at `open` to the one that closes it; text.len when nothing does. */
size_t tidy_closing(struct sl_str text, size_t open);
/* The last byte before `offset` that is no blank, or SIZE_MAX. */
size_t tidy_before(struct sl_str text, size_t offset);
/* The word that ends with the byte at `last`; empty when that byte is not part of one. */
struct sl_str tidy_word_ending(struct sl_str text, size_t last);
/* Where `word` stands as a whole word at or after `from`, or text.len. */
size_t tidy_find_word(struct sl_str text, struct sl_str word, size_t from);

/* The part of a path behind its last slash, and the part before it (without the slash). */
struct sl_str tidy_path_name(struct sl_str path);
struct sl_str tidy_path_folder(struct sl_str path);
/* "link" for src/link/jaro.c and tests/link/test_jaro.c; empty when there is no such part. */
struct sl_str tidy_path_module(struct sl_str path);
/* The floor of a module (ARCHITECTURE.md), or -1 for a name that is none. */
int tidy_floor(struct sl_str module);

/* The rules, by the file that holds them. rules_text.c: */
void tidy_check_licence(const struct tidy_file *file, struct tidy_report *report);
void tidy_check_layout(const struct tidy_file *file, struct tidy_report *report);
void tidy_check_markers(const struct tidy_file *file, struct tidy_report *report);
void tidy_check_paths(const struct tidy_file *file, struct tidy_report *report);
void tidy_check_blobs(const struct tidy_file *file, struct tidy_report *report);
void tidy_check_markdown(const struct tidy_file *file, struct tidy_report *report);
/* rules_code.c: */
void tidy_check_sizes(const struct tidy_file *file, struct tidy_report *report);
void tidy_check_nesting(const struct tidy_file *file, struct tidy_report *report);
void tidy_check_banned(const struct tidy_file *file, struct tidy_report *report);
void tidy_check_quotes(const struct tidy_file *file, struct tidy_report *report);
void tidy_check_comments(const struct tidy_file *file, struct tidy_report *report);
void tidy_check_contracts(const struct tidy_file *file, struct tidy_report *report);
/* rules_floors.c: */
void tidy_check_floors(const struct tidy_file *file, struct tidy_report *report);
void tidy_check_purity(const struct tidy_file *file, struct tidy_report *report);
/* rules_tree.c: */
void tidy_check_mirror(const struct tidy_tree *tree, struct tidy_report *report);
void tidy_check_listed(const struct tidy_tree *tree, struct tidy_report *report);
void tidy_check_readmes(const struct tidy_tree *tree, struct tidy_report *report);
void tidy_check_links(const struct tidy_tree *tree, struct tidy_report *report);
void tidy_check_root(const struct tidy_tree *tree, struct tidy_report *report);
/* rules_claims.c: */
void tidy_check_claims(const struct tidy_tree *tree, struct tidy_report *report);

#endif
