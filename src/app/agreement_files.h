/* SPDX-License-Identifier: Apache-2.0 */
/*
 * agreement_files.h - sharing agreements out of files: of one, of several, of a folder.
 *
 * Nothing is left out: when one document cannot be read, there is no policy.
 */
#ifndef SL_APP_AGREEMENT_FILES_H
#define SL_APP_AGREEMENT_FILES_H

#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "sharing/policy.h"

/* Room for all documents of one policy, and what is compiled of them. */
#define SL_AGREEMENT_FILES_BYTES ((size_t)512 << 20)

/* Documents that were read. They live in the arena, which its owner initialises and finishes. */
struct sl_agreement_files {
    struct sl_arena *arena;
    struct sl_sharing_document documents[SL_POLICY_DOCUMENT_LIMIT];
    size_t count;
};

/* Begin with none. */
void sl_agreement_files_init(struct sl_agreement_files *files, struct sl_arena *arena);

/*
 * Read a file and add its document.
 * Errors: SL_IO; those of sl_agreement_parse, with the path before line and column; SL_LIMIT when
 * there are too many.
 */
SL_NODISCARD enum sl_status
sl_agreement_files_add(struct sl_agreement_files *files, const char *path, struct sl_error *err);

/*
 * Add the documents of a folder: its files that end in .yaml, in the order of their names, but for
 * those whose names begin with a dot.
 * Errors: SL_NOT_FOUND when there is none; SL_IO; those above.
 */
SL_NODISCARD enum sl_status sl_agreement_files_add_folder(
    struct sl_agreement_files *files, const char *path, struct sl_error *err
);

/*
 * The policy that a folder makes, to decide by: one that opens nothing when a document cannot be
 * read, when they do not go together, or when there is none. Then err says why, to be told to those
 * who look after agreements.
 *
 *   files      has none yet; lives as long as the policy
 *   confirmed  the day on which somebody said that these are all
 *   err        its status is SL_OK when the policy is ready
 */
struct sl_policy sl_agreement_files_policy(
    struct sl_agreement_files *files, const char *path, int32_t confirmed, struct sl_error *err
);

/* A whole file as text in the arena. Errors: SL_IO, SL_LIMIT, SL_NO_MEMORY; detail: the path. */
SL_NODISCARD enum sl_status sl_agreement_files_text(
    const char *path, struct sl_arena *arena, struct sl_str *ret_text, struct sl_error *err
);

/* Put the path before what the detail says. */
void sl_agreement_files_place(const char *path, struct sl_error *err);

#endif
