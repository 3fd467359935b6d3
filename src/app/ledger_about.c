/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ledger_about.h"

#include "app/child_find.h"
#include "app/ledger_show.h"
#include "app/seen_list.h"
#include "store/identity_event.h"

#define ARENA_LIMIT_BYTES ((size_t)1 << 20)

static void add_id(struct sl_ledger_about *about, int64_t identity)
{
    const struct sl_identity_id id = sl_identity_print(identity);
    const size_t place = about->name_count;

    for (size_t i = 0; i < place; i++) {
        if (sl_str_equal(about->names[i], sl_str_from(id.text))) {
            return;
        }
    }
    if (place < SL_LEDGER_ABOUT_LIMIT) {
        about->ids[place] = id;
        about->names[place] = sl_str_from(about->ids[place].text);
        about->name_count++;
    }
}

/* What was joined into an identity. */
static enum sl_status
add_joined(struct sl_ledger_about *about, int64_t identity, struct sl_error *err)
{
    struct sl_identity_event event = { .id = 0 };

    for (;;) {
        const enum sl_status status = sl_store_identity_event_next(
            sl_access_store(about->access), event.id, identity, &event, err
        );
        if (status == SL_NOT_FOUND) {
            return SL_OK;
        }
        SL_TRY(status);
        if (event.kind == SL_IDENTITY_JOINED && event.other_identity == identity) {
            add_id(about, event.identity);
        }
    }
}

enum sl_status sl_ledger_about_find(
    struct sl_ledger_about *about,
    struct sl_access *access,
    struct sl_str text,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;
    struct sl_child_found child = { .identity = 0 };

    sl_arena_init(&arena, ARENA_LIMIT_BYTES);
    *about = (struct sl_ledger_about){ .access = access };
    SL_TRY(sl_child_find(access, text, sl_access_user(access)->agency, &arena, &child, err));
    if (child.identity == 0) {
        return sl_fail(err, SL_NOT_FOUND, "'%.*s' is nobody's yet", SL_STR_ARG(text));
    }
    about->identity = child.identity;
    add_id(about, child.identity);
    for (size_t i = 0; i < about->name_count; i++) {
        int64_t identity = 0;
        SL_TRY(sl_identity_parse(about->names[i], &identity, err));
        SL_TRY(add_joined(about, identity, err));
    }
    return SL_OK;
}

/* The entry of a picture that says what seals kept back: a line for each holder. */
static bool is_of_seals(const struct sl_ledger_act *act)
{
    return act->is_listed && act->subject.len > 0 && sl_str_equal(act->kind, SL_STR("picture"));
}

bool sl_ledger_act_open(struct sl_ledger_act *act, struct sl_str agency)
{
    struct sl_str rest = act->detail;
    struct sl_str holder;

    if (!is_of_seals(act)) {
        return true;
    }
    while (sl_str_split(&rest, '\n', &holder)) {
        if (holder.len > 0 && sl_str_equal(holder, agency)) {
            act->kind = SL_STR("sealed record");
            act->outcome = sl_outcome_word(SL_OUTCOME_REFUSED);
            act->detail = SL_STR("");
            return true;
        }
    }
    return false;
}

struct sl_ledger_act sl_ledger_act_of(const struct sl_view_entry *entry)
{
    const struct sl_entry *leaf = &entry->entry;
    struct sl_ledger_act act = {
        .index = entry->index,
        .when_us = leaf->when_us,
        .verb = sl_verb_word(leaf->verb),
        .outcome = sl_outcome_word(leaf->outcome),
        .agency = leaf->texts[SL_ENTRY_AGENCY],
        .role = leaf->texts[SL_ENTRY_ROLE],
        .purpose = leaf->texts[SL_ENTRY_PURPOSE],
        .kind = leaf->texts[SL_ENTRY_KIND],
        .user = entry->parts[SL_PART_WHO].content,
        .is_listed = leaf->verb == SL_VERB_LIST,
    };
    (void)sl_entry_about(&entry->parts[SL_PART_ABOUT], &act.subject, &act.detail);
    return act;
}

/* Telling under way. */
struct telling {
    const struct sl_ledger_about *about;
    sl_ledger_act_fn *told;
    void *context;
};

static bool is_about(const struct sl_ledger_about *about, const struct sl_ledger_act *act)
{
    for (size_t i = 0; i < about->name_count; i++) {
        if (sl_str_equal(act->subject, about->names[i]) ||
            (act->is_listed && act->subject.len == 0 &&
             sl_seen_list_names(act->detail, about->names[i]))) {
            return true;
        }
    }
    return false;
}

static enum sl_status
tell_entry(void *context, const struct sl_view_entry *entry, struct sl_error *err)
{
    const struct telling *telling = context;
    const struct sl_str own = sl_access_user(telling->about->access)->agency;
    struct sl_ledger_act act = sl_ledger_act_of(entry);
    const bool is_own = sl_str_equal(act.agency, own);

    if (!is_about(telling->about, &act)) {
        return SL_OK;
    }
    if (!sl_ledger_act_open(&act, own)) {
        return SL_OK;
    }
    act.user = is_own ? act.user : SL_STR("");
    act.detail = is_own && !act.is_listed ? act.detail : SL_STR("");
    act.subject = telling->about->names[0];
    return telling->told(telling->context, &act, err);
}

enum sl_status sl_ledger_about_tell(
    const struct sl_ledger_about *about,
    int64_t until_us,
    sl_ledger_act_fn *told,
    void *context,
    struct sl_error *err
)
{
    const struct sl_ledger_filter filter = { .until_us = until_us };
    struct telling telling = { .about = about, .told = told, .context = context };

    return sl_ledger_show(sl_access_ledger(about->access), &filter, tell_entry, &telling, err);
}
