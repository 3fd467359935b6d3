/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/raised.h"

#include <stdlib.h>

/* Bytes of a mark as it is hashed, the lowest first. */
#define MARK_BYTES 8u

#define SUBJECT_TERM(enumerator, name_text, words_text)                  \
    {                                                                    \
        .name = {.ptr = (name_text),   .len = sizeof(name_text) - 1 },    \
        .words = { .ptr = (words_text), .len = sizeof(words_text) - 1}, \
},

const struct sl_term *sl_raised_subject_terms(void)
{
    static const struct sl_term terms[] = { SL_RAISED_SUBJECT_TABLE(SUBJECT_TERM) };
    return terms;
}

static int compare(const void *left_ptr, const void *right_ptr)
{
    const struct sl_raised_proof *left = left_ptr, *right = right_ptr;

    if (left->mark != right->mark) {
        return left->mark < right->mark ? -1 : 1;
    }
    return (left->record > right->record) - (left->record < right->record);
}

size_t sl_raised_order(struct sl_raised_proof *proofs, size_t count)
{
    size_t kept = 0;

    if (count == 0) {
        return 0;
    }
    qsort(proofs, count, sizeof(*proofs), compare);
    for (size_t i = 1; i < count; i++) {
        if (compare(&proofs[kept], &proofs[i]) != 0) {
            proofs[++kept] = proofs[i];
        }
    }
    return kept + 1;
}

struct sl_digest sl_raised_evidence(const struct sl_raised_proof *proofs, size_t count)
{
    struct sl_digest_state state;
    char bytes[MARK_BYTES];

    sl_digest_begin(&state);
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && proofs[i].mark == proofs[i - 1].mark) {
            continue;
        }
        for (unsigned j = 0; j < MARK_BYTES; j++) {
            bytes[j] = (char)(unsigned char)((uint64_t)proofs[i].mark >> (8 * j));
        }
        sl_digest_add(&state, (struct sl_str){ bytes, MARK_BYTES });
    }
    return sl_digest_end(&state);
}

size_t sl_raised_new(
    const struct sl_raised_proof *proofs,
    size_t count,
    const struct sl_raised_proof *known,
    size_t known_count
)
{
    size_t found = 0, at = 0;

    for (size_t i = 0; i < count; i++) {
        while (at < known_count && known[at].mark < proofs[i].mark) {
            at++;
        }
        const bool is_again = i > 0 && proofs[i].mark == proofs[i - 1].mark;
        if (!is_again && (at == known_count || known[at].mark != proofs[i].mark)) {
            found++;
        }
    }
    return found;
}
