/* SPDX-License-Identifier: Apache-2.0 */
#include "sharing/scope.h"

#define HINT_BYTES ((size_t)200)

/* clang-format off */
#define TEXT(literal) { .ptr = "" literal, .len = sizeof(literal) - 1 }
#define TERM(enumerator, name_text, words_text, permissions_) \
    [enumerator] = { .name = TEXT(name_text), .words = TEXT(words_text) },
#define PERMISSIONS(enumerator, name_text, words_text, permissions_) \
    [enumerator] = (permissions_),
/* clang-format on */

static const struct sl_term terms[] = { SL_SCOPE_TABLE(TERM) };
static const uint32_t permissions[] = { SL_SCOPE_TABLE(PERMISSIONS) };

const struct sl_term *sl_scope_terms(void)
{
    return terms;
}

uint32_t sl_scope_permissions(unsigned scopes)
{
    uint32_t all = 0;

    for (unsigned i = 0; i < SL_SCOPE_COUNT; i++) {
        all |= (scopes & SL_SCOPE_BIT(i)) != 0 ? permissions[i] : 0;
    }
    return all;
}

void sl_scope_print(unsigned scopes, struct sl_buf *text)
{
    const char *before = "";

    for (unsigned i = 0; i < SL_SCOPE_COUNT; i++) {
        if ((scopes & SL_SCOPE_BIT(i)) != 0) {
            sl_buf_addf(text, "%s%.*s", before, SL_STR_ARG(terms[i].name));
            before = " ";
        }
    }
}

static enum sl_status fail_scope(struct sl_str name, struct sl_error *err)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf names;

    sl_buf_init(&names, HINT_BYTES);
    sl_scope_print(SL_SCOPE_BIT(SL_SCOPE_COUNT) - 1, &names);
    sl_fail(err, SL_INVALID, "'%.*s' is not a scope, or is there twice", SL_STR_ARG(name));
    sl_fail_hint(err, "Scopes are: %.*s.", SL_STR_ARG(sl_buf_str(&names)));
    return SL_INVALID;
}

enum sl_status sl_scope_parse(struct sl_str text, unsigned *ret_scopes, struct sl_error *err)
{
    struct sl_str name = SL_STR("");
    unsigned scopes = 0;

    while (sl_str_split(&text, ' ', &name)) {
        const unsigned found = sl_term_find(terms, SL_SCOPE_COUNT, name);
        if (found == SL_SCOPE_COUNT || (scopes & SL_SCOPE_BIT(found)) != 0) {
            return fail_scope(name, err);
        }
        scopes |= SL_SCOPE_BIT(found);
    }
    if (scopes == 0) {
        return fail_scope(name, err);
    }
    *ret_scopes = scopes;
    return SL_OK;
}
