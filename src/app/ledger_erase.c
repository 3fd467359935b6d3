/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ledger_erase.h"

#include <inttypes.h>

#include "app/access_erase.h"
#include "app/ledger_about.h"
#include "base/array.h"
#include "base/utf8.h"
#include "logbook/view.h"
#include "store/proposal.h"

#define SCRATCH_BYTES ((size_t)1 << 20)
/* A value, who asked for it, and words between. */
#define DETAIL_BYTES (SL_PROPOSAL_VALUE_BYTES + 400)

/* A value, taken apart. */
struct asked {
    struct sl_erase_order what;
    struct sl_str why;
};

/* Entries that are looked at one after the other. */
struct looking {
    struct sl_access *access;
    const struct sl_erase_order *what;
    size_t at; /* those before it were there */
};

static enum sl_status check_why(struct sl_str why, struct sl_error *err)
{
    const size_t count = sl_utf8_count(why);

    if (count >= SL_LEDGER_ERASE_WHY_MIN && count <= SL_LEDGER_ERASE_WHY_MAX) {
        return SL_OK;
    }
    sl_fail(err, SL_INVALID, "the reason is too %s", count < 100 ? "short" : "long");
    sl_fail_hint(
        err,
        "Say in %u to %u characters by which rule or whose request it goes, and no name.",
        SL_LEDGER_ERASE_WHY_MIN,
        SL_LEDGER_ERASE_WHY_MAX
    );
    return SL_INVALID;
}

/* Append all spans of an order, however many entries they would take. */
static enum sl_status
add_spans(const struct sl_erase_order *what, struct sl_buf *text, struct sl_error *err)
{
    struct sl_erase_order rest = *what;
    struct sl_buf kind;

    sl_buf_init(&kind, SL_ERASE_ORDER_ROOM_BYTES);
    while (rest.count > 0 && kind.status == SL_OK) {
        const size_t taken = sl_erase_order_print(&rest, &kind);
        const struct sl_str part = sl_buf_str(&kind);
        const bool is_first = rest.count == what->count;
        const size_t word = is_first ? 0 : sl_str_find(part, SL_STR(" ")) + 1;
        sl_buf_add(text, is_first ? SL_STR("") : SL_STR(","));
        sl_buf_add(text, sl_str_part(part, word, part.len));
        rest.indexes += taken;
        rest.count -= taken;
    }
    const enum sl_status status = sl_buf_status(&kind, err);
    sl_buf_finish(&kind);
    return status;
}

enum sl_status sl_ledger_erase_print(
    const struct sl_erase_order *what, struct sl_str why, struct sl_buf *text, struct sl_error *err
)
{
    SL_TRY(add_spans(what, text, err));
    sl_buf_add_byte(text, ' ');
    sl_buf_add(text, why);
    return sl_buf_status(text, err);
}

/* Take a value apart: two words and the reason. */
static enum sl_status read_value(
    struct sl_str value, struct sl_arena *arena, struct asked *ret_asked, struct sl_error *err
)
{
    const size_t word = sl_str_find(value, SL_STR(" ")) + 1;
    const struct sl_str behind = sl_str_part(value, word, value.len);
    const size_t spans = word + sl_str_find(behind, SL_STR(" "));
    uint64_t *indexes = sl_arena_alloc(arena, SL_LEDGER_ERASE_LIMIT, sizeof indexes[0]);

    if (indexes == NULL) {
        return sl_fail_memory(err);
    }
    if (value.len > SL_PROPOSAL_VALUE_BYTES) {
        sl_fail(err, SL_LIMIT, "these are too many entries for one proposal");
        sl_fail_hint(err, "Ask for fewer at once: --before an earlier day.");
        return SL_LIMIT;
    }
    ret_asked->why = sl_str_trim(sl_str_part(value, spans, value.len));
    SL_TRY(check_why(ret_asked->why, err));
    return sl_erase_order_parse(
        sl_str_part(value, 0, spans), indexes, SL_LEDGER_ERASE_LIMIT, &ret_asked->what, err
    );
}

/* Why an entry can never be erased by this user; NULL: it can. */
static const char *hindrance(const struct looking *looking, const struct sl_view_entry *entry)
{
    const struct sl_user *user = sl_access_user(looking->access);

    if (!sl_str_equal(entry->entry.texts[SL_ENTRY_AGENCY], user->agency)) {
        return "another agency's";
    }
    if (entry->entry.verb == SL_VERB_ERASE) {
        return "an order to erase, which stays";
    }
    if (looking->what->parts[SL_PART_WHO] &&
        sl_str_equal(entry->parts[SL_PART_WHO].content, user->id)) {
        return "your own: nobody erases their own name";
    }
    return NULL;
}

static enum sl_status
look_at(void *context, const struct sl_view_entry *entry, struct sl_error *err)
{
    struct looking *looking = context;

    if (looking->at == looking->what->count ||
        looking->what->indexes[looking->at] != entry->index) {
        return SL_OK;
    }
    looking->at++;
    const char *why = hindrance(looking, entry);
    return why == NULL ? SL_OK
                       : sl_fail(err, SL_DENIED, "entry %" PRIu64 " is %s", entry->index, why);
}

static enum sl_status
check_entries(struct sl_access *access, const struct sl_erase_order *what, struct sl_error *err)
{
    SL_CLEANUP(sl_view_close_ptr) struct sl_view *view = NULL;
    struct looking looking = { .access = access, .what = what };
    const uint64_t last = what->indexes[what->count - 1];

    SL_TRY(sl_view_open(sl_access_ledger(access), NULL, &view, err));
    SL_TRY(sl_view_each(
        view, what->indexes[0], last == UINT64_MAX ? last : last + 1, look_at, &looking, err
    ));
    if (looking.at < what->count) {
        return sl_fail(err, SL_NOT_FOUND, "there is no entry %" PRIu64, what->indexes[looking.at]);
    }
    return SL_OK;
}

enum sl_status
sl_ledger_erase_check(struct sl_access *access, struct sl_str value, struct sl_error *err)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena scratch;
    struct asked asked;

    sl_arena_init(&scratch, SCRATCH_BYTES);
    SL_TRY(read_value(value, &scratch, &asked, err));
    return check_entries(access, &asked.what, err);
}

enum sl_status sl_ledger_erase_run(
    struct sl_access *access, struct sl_str value, struct sl_str asked_by, struct sl_error *err
)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena scratch;
    SL_CLEANUP(sl_buf_finish) struct sl_buf detail;
    struct asked asked;

    sl_arena_init(&scratch, SCRATCH_BYTES);
    sl_buf_init(&detail, DETAIL_BYTES);
    SL_TRY(read_value(value, &scratch, &asked, err));
    SL_TRY(check_entries(access, &asked.what, err));
    sl_buf_addf(&detail, "asked for by %.*s: %.*s", SL_STR_ARG(asked_by), SL_STR_ARG(asked.why));
    SL_TRY(sl_buf_status(&detail, err));
    return sl_access_erase(access, &asked.what, sl_buf_str(&detail), err);
}

/* Finding under way. */
struct finding {
    struct sl_str agency;
    struct sl_arena *arena;
    struct sl_ledger_erase_found *found;
};

static enum sl_status note_act(void *context, const struct sl_ledger_act *act, struct sl_error *err)
{
    const struct finding *finding = context;
    struct sl_ledger_erase_found *found = finding->found;

    if (!sl_str_equal(act->agency, finding->agency)) {
        return SL_OK;
    }
    if (act->is_listed) {
        found->listed++;
        return SL_OK;
    }
    if (found->count == SL_LEDGER_ERASE_LIMIT) {
        sl_fail(err, SL_LIMIT, "more than %zu entries are about the child", found->count);
        sl_fail_hint(err, "Ask for fewer at once: --before an earlier day.");
        return SL_LIMIT;
    }
    SL_TRY(
        sl_array_room(finding->arena, &found->indexes, found->count, sizeof found->indexes[0], err)
    );
    found->indexes[found->count++] = act->index;
    return SL_OK;
}

enum sl_status sl_ledger_erase_find(
    struct sl_access *access,
    struct sl_str child,
    int64_t before_us,
    struct sl_arena *arena,
    struct sl_ledger_erase_found *ret_found,
    struct sl_error *err
)
{
    struct sl_ledger_erase_found found = { .count = 0 };
    struct finding finding = { .agency = sl_access_user(access)->agency,
                               .arena = arena,
                               .found = &found };

    SL_TRY(sl_ledger_who_saw(access, child, before_us, note_act, &finding, err));
    *ret_found = found;
    return SL_OK;
}
