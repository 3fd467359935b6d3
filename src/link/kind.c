/* SPDX-License-Identifier: Apache-2.0 */
#include "sightline/kind.h"

#include "base/error.h"
#include "base/str.h"
#include "link/spec.h"
#include "sightline/linkage.h"

struct kind_row {
    const char *name;
    enum sl_field_role role;
    const char *text;
};

static const struct kind_row kinds[SL_KIND_COUNT] = {
#define KIND_ROW(kind, name, role, text) [kind] = { name, role, text },
    SL_KIND_TABLE(KIND_ROW)
#undef KIND_ROW
};

const char *sl_kind_name(enum sl_kind kind)
{
    SL_ASSERT(kind < SL_KIND_COUNT);
    return kinds[kind].name;
}

const char *sl_kind_text(enum sl_kind kind)
{
    SL_ASSERT(kind < SL_KIND_COUNT);
    return kinds[kind].text;
}

enum sl_field_role sl_kind_role(enum sl_kind kind)
{
    SL_ASSERT(kind < SL_KIND_COUNT);
    return kinds[kind].role;
}

/* The nearest kind, or all of them. */
static void hint_kinds(struct sl_str name, struct sl_error *err)
{
    struct sl_str names[SL_KIND_COUNT];

    for (unsigned kind = 0; kind < SL_KIND_COUNT; kind++) {
        names[kind] = sl_str_from(kinds[kind].name);
    }
    const struct sl_str near = sl_spec_near(name, names, SL_KIND_COUNT);
#define KIND_LIST(kind, name, role, text) " " name
    if (near.len > 0) {
        sl_fail_hint(
            err, "Did you mean '%.*s'? All are:" SL_KIND_TABLE(KIND_LIST) ".", SL_STR_ARG(near)
        );
    } else {
        sl_fail_hint(err, "Use one of:" SL_KIND_TABLE(KIND_LIST) ".");
    }
#undef KIND_LIST
}

enum sl_status sl_kind_find(struct sl_str name, enum sl_kind *ret_kind, struct sl_error *err)
{
    for (unsigned kind = 0; kind < SL_KIND_COUNT; kind++) {
        if (sl_str_equal(name, sl_str_from(kinds[kind].name))) {
            *ret_kind = (enum sl_kind)kind;
            return SL_OK;
        }
    }
    sl_fail(err, SL_NOT_FOUND, "'%.*s' is not a kind of column", SL_STR_ARG(name));
    hint_kinds(name, err);
    return SL_NOT_FOUND;
}

const char *sl_stage_text(enum sl_stage stage)
{
    static const char *const texts[SL_STAGE_COUNT] = {
#define STAGE_TEXT(stage, text) [stage] = (text),
        SL_STAGE_TABLE(STAGE_TEXT)
#undef STAGE_TEXT
    };
    SL_ASSERT(stage < SL_STAGE_COUNT);
    return texts[stage];
}

const char *sl_tie_name(enum sl_tie_kind kind)
{
    static const char *const names[SL_TIE_COUNT] = {
#define TIE_NAME(tie, name) [tie] = (name),
        SL_TIE_TABLE(TIE_NAME)
#undef TIE_NAME
    };
    SL_ASSERT(kind < SL_TIE_COUNT);
    return names[kind];
}
