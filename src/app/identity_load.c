/* SPDX-License-Identifier: Apache-2.0 */
#include "app/identity_load.h"

#include "base/array.h"
#include "base/memory.h"
#include "identity/expected.h"
#include "identity/identity_bits.h"
#include "identity/row_key.h"
#include "sightline/known.h"
#include "store/bond.h"
#include "store/decision.h"
#include "store/relation.h"

/* Texts of one mention's rows, or of one decision. */
#define SCRATCH_LIMIT_BYTES ((size_t)64 << 20)

/* clang-format off */
static const enum sl_kind kinds[SL_MENTION_FIELD_COUNT] = {
    [SL_MENTION_GIVEN_NAME] = SL_KIND_GIVEN_NAME, [SL_MENTION_SURNAME] = SL_KIND_SURNAME,
    [SL_MENTION_BIRTH_DATE] = SL_KIND_DOB,        [SL_MENTION_SEX] = SL_KIND_SEX,
    [SL_MENTION_POSTCODE] = SL_KIND_POSTCODE,     [SL_MENTION_ADDRESS] = SL_KIND_ADDRESS,
    [SL_MENTION_PHONE] = SL_KIND_PHONE,           [SL_MENTION_NHS_NUMBER] = SL_KIND_NHS_NUMBER,
    [SL_MENTION_UPN] = SL_KIND_IDENTIFIER,        [SL_MENTION_CHILD_ID] = SL_KIND_IDENTIFIER,
};
/* clang-format on */

static const char *const columns[SL_MENTION_FIELD_COUNT] = {
#define COLUMN_NAME(enumerator, name) name,
    SL_MENTION_FIELD_TABLE(COLUMN_NAME)
#undef COLUMN_NAME
};

struct sl_linkage_options sl_identity_linkage_options(void)
{
    return (struct sl_linkage_options){
        .kinds = kinds,
        .columns = columns,
        .column_count = SL_MENTION_FIELD_COUNT,
        .thread_count = 1,
        .never_differ = 1u << SL_MENTION_NHS_NUMBER,
        .strict_twins = true,
        .apart_birth_years = SL_IDENTITY_APART_YEARS,
        .threshold_bits = SL_IDENTITY_JOIN_BITS,
        .stay_bits = SL_IDENTITY_SPLIT_BITS,
        .find_possible = true,
        .possible_bits = SL_IDENTITY_POSSIBLE_BITS,
        .seed = 1,
    };
}

enum sl_hold sl_identity_linkage_hold(enum sl_mention_hold_kind kind)
{
    static const enum sl_hold holds[] = {
        [SL_MENTION_PARENT] = SL_HOLD_PARENT,
        [SL_MENTION_APART] = SL_HOLD_APART,
        [SL_MENTION_TOGETHER] = SL_HOLD_TOGETHER,
        [SL_MENTION_BEFORE] = SL_HOLD_BEFORE,
    };
    return holds[kind];
}

enum sl_listing_kind sl_identity_list_kind(const struct sl_identity_known *known, int64_t source)
{
    for (size_t i = 0; i < known->list_count; i++) {
        if (known->lists[i].source == source) {
            return known->lists[i].kind;
        }
    }
    return SL_LISTING_ONCE;
}

/* What the list of a format is. */
static enum sl_listing_kind kind_of_format(struct sl_str format)
{
    /* clang-format off */
    static const struct {
        const char *format;
        enum sl_listing_kind kind;
    } lists[] = {
        { "fhir-r4", SL_LISTING_PATIENTS },
        { "pole-jsonl", SL_LISTING_REGISTER },
    };
    /* clang-format on */

    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        if (sl_str_equal(format, sl_str_from(lists[i].format))) {
            return lists[i].kind;
        }
    }
    return SL_LISTING_ONCE;
}

static enum sl_status
see_run(struct sl_identity_known *known, const struct sl_run *run, struct sl_error *err)
{
    const struct sl_identity_list list = { run->file.source, kind_of_format(run->file.format) };

    if (list.kind == SL_LISTING_ONCE ||
        sl_identity_list_kind(known, list.source) != SL_LISTING_ONCE) {
        return SL_OK;
    }
    SL_TRY(sl_array_reserve(
        (void *)&known->lists,
        &known->list_capacity,
        known->list_count + 1,
        sizeof *known->lists,
        err
    ));
    known->lists[known->list_count++] = list;
    return SL_OK;
}

enum sl_status
sl_identity_see_runs(struct sl_store *store, struct sl_identity_known *known, struct sl_error *err)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;
    struct sl_run run = { .id = known->seen_run };
    bool are_closed = true;

    sl_arena_init(&arena, SCRATCH_LIMIT_BYTES);
    for (;;) {
        sl_arena_reset(&arena);
        const enum sl_status status = sl_store_run_next(store, run.id, &arena, &run, err);
        if (status == SL_NOT_FOUND) {
            return SL_OK;
        }
        SL_TRY(status);
        are_closed = are_closed && run.state != SL_RUN_OPEN;
        known->seen_run = are_closed ? run.id : known->seen_run;
        if (run.state == SL_RUN_FINISHED) {
            SL_TRY(see_run(known, &run, err));
        }
    }
}

/* The child's numbers, names and homes of a mention that is known to be adopted. */
static enum sl_status
seal_mention(struct sl_store *store, int64_t mention, struct sl_seals *seals, struct sl_error *err)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;
    struct sl_mention_row rows[SL_MENTION_ROW_LIMIT];
    size_t count = 0;

    const struct sl_row_key key = sl_row_key_print(mention, 0);

    sl_arena_init(&arena, SCRATCH_LIMIT_BYTES);
    SL_TRY(sl_seals_add(seals, sl_row_key_str(&key), err)); /* it may have no number */
    SL_TRY(sl_store_mention_rows(store, mention, &arena, rows, &count, err));
    for (size_t i = 0; i < count; i++) {
        SL_TRY(sl_seals_add(seals, rows[i].values[SL_MENTION_CHILD_ID], err));
        SL_TRY(sl_seals_add_former(seals, &rows[i], err));
    }
    return SL_OK;
}

enum sl_status
sl_identity_load_seals(struct sl_store *store, struct sl_seals *seals, struct sl_error *err)
{
    SL_CLEANUP(sl_mention_cursor_close_ptr) struct sl_mention_cursor *cursor = NULL;
    struct sl_stored_mention mention;
    bool has_one = true;

    SL_TRY(sl_store_mentions_open(store, 0, INT64_MAX, &cursor, err));
    for (;;) {
        SL_TRY(sl_mention_cursor_next(cursor, &mention, &has_one, err));
        if (!has_one) {
            return SL_OK;
        }
        if ((mention.flags & SL_MENTION_ADOPTED) != 0) {
            SL_TRY(seal_mention(store, mention.id, seals, err));
        }
    }
}

/* Rows of a mention that is sealed, or whose number or name is, lose what is not a number. */
static void seal_rows(const struct sl_seals *seals, struct sl_mention_row *rows, size_t count)
{
    if (seals->count == 0 || count == 0) {
        return;
    }
    const struct sl_row_key key = sl_row_key_print(rows[0].mention, 0);
    const bool is_sealed = sl_seals_has(seals, rows[0].values[SL_MENTION_CHILD_ID]) ||
                           sl_seals_has(seals, sl_row_key_str(&key)) ||
                           sl_seals_has_former(seals, &rows[0]);
    for (size_t i = 0; i < count && is_sealed; i++) {
        sl_seal_row(&rows[i]);
    }
}

enum sl_status sl_identity_rows(
    struct sl_store *store,
    const struct sl_seals *seals,
    int64_t mention,
    struct sl_arena *arena,
    struct sl_identity_rows *ret_rows,
    struct sl_error *err
)
{
    struct sl_identity_rows rows = { .count = 0 };

    SL_TRY(sl_store_mention_rows(store, mention, arena, rows.items, &rows.count, err));
    seal_rows(seals, rows.items, rows.count);
    rows.hash = sl_rows_hash(rows.items, rows.count);
    *ret_rows = rows;
    return SL_OK;
}

enum sl_status sl_identity_add_mention(
    struct sl_identity_known *known,
    int64_t source,
    struct sl_identity_rows *rows,
    struct sl_linkage *linkage,
    struct sl_error *err
)
{
    const int64_t mention = rows->items[0].mention;
    const struct sl_row_key first = sl_row_key_print(mention, 0);

    seal_rows(&known->seals, rows->items, rows->count);
    const struct sl_listed listed =
        sl_listed_of(source, sl_identity_list_kind(known, source), &rows->items[0]);
    SL_TRY(sl_listing_holds(&known->listing, &listed, &known->holds, err));
    SL_TRY(sl_listing_add(&known->listing, &listed, err));
    for (unsigned i = 0; i < rows->count; i++) {
        const struct sl_row_key key = sl_row_key_print(mention, i);
        SL_TRY(sl_linkage_add(linkage, 0, sl_row_key_str(&key), rows->items[i].values, err));
        if (i > 0) {
            SL_TRY(sl_linkage_hold(
                linkage, SL_HOLD_MENTION, sl_row_key_str(&first), sl_row_key_str(&key), err
            ));
        }
    }
    SL_TRY(sl_array_reserve(
        (void *)&known->described,
        &known->described_capacity,
        known->described_count + 1,
        sizeof *known->described,
        err
    ));
    known->described[known->described_count++] = (struct sl_membership
    ){ .mention = mention, .rows_hash = sl_rows_hash(rows->items, rows->count) };
    known->row_count += rows->count;
    return SL_OK;
}

/* Keep a row that is good until the next one only. */
static enum sl_status keep_row(
    struct sl_arena *arena,
    struct sl_identity_rows *rows,
    const struct sl_mention_row *row,
    struct sl_error *err
)
{
    SL_ASSERT(rows->count < SL_MENTION_ROW_LIMIT);
    struct sl_mention_row *kept = &rows->items[rows->count++];

    *kept = *row;
    for (size_t field = 0; field < SL_MENTION_FIELD_COUNT; field++) {
        kept->values[field] = sl_arena_copy(arena, row->values[field]);
        if (kept->values[field].ptr == NULL) {
            return sl_fail_memory(err);
        }
    }
    return SL_OK;
}

/* Mentions and their rows, both by mention. */
struct both {
    struct sl_mention_cursor *mentions, *rows;
};

static void close_both(struct both *both)
{
    sl_mention_cursor_close(both->mentions);
    sl_mention_cursor_close(both->rows);
}

/* Whose list a mention is in: mentions are asked for in ascending order. */
static enum sl_status
find_source(struct both *both, int64_t mention, int64_t *ret_source, struct sl_error *err)
{
    struct sl_stored_mention found = { .id = 0 };
    bool has_one = true;

    while (found.id != mention) {
        SL_TRY(sl_mention_cursor_next(both->mentions, &found, &has_one, err));
        if (!has_one) {
            return sl_fail(err, SL_INVALID, "mention %lld has only rows", (long long)mention);
        }
    }
    *ret_source = found.source;
    return SL_OK;
}

static enum sl_status load_rows(
    struct both *both,
    struct sl_arena *arena,
    struct sl_identity_known *known,
    struct sl_linkage *linkage,
    struct sl_error *err
)
{
    struct sl_identity_rows rows = { .count = 0 };
    struct sl_mention_row row;
    bool has_one = true;

    while (has_one) {
        SL_TRY(sl_mention_cursor_next_row(both->rows, &row, &has_one, err));
        if (rows.count > 0 && (!has_one || row.mention != rows.items[0].mention)) {
            int64_t source = 0;
            SL_TRY(find_source(both, rows.items[0].mention, &source, err));
            SL_TRY(sl_identity_add_mention(known, source, &rows, linkage, err));
            sl_arena_reset(arena);
            rows.count = 0;
        }
        if (has_one) {
            SL_TRY(keep_row(arena, &rows, &row, err));
        }
    }
    return SL_OK;
}

enum sl_status sl_identity_load_rows(
    struct sl_store *store,
    struct sl_identity_known *known,
    struct sl_linkage *linkage,
    struct sl_error *err
)
{
    SL_CLEANUP(close_both) struct both both = { .rows = NULL };
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;

    sl_arena_init(&arena, SCRATCH_LIMIT_BYTES);
    SL_TRY(sl_identity_load_seals(store, &known->seals, err));
    SL_TRY(sl_identity_see_runs(store, known, err));
    SL_TRY(sl_store_mentions_open(store, 0, INT64_MAX, &both.mentions, err));
    SL_TRY(sl_store_mention_rows_open(store, 0, INT64_MAX, &both.rows, err));
    return load_rows(&both, &arena, known, linkage, err);
}

const struct sl_membership *
sl_identity_described(const struct sl_identity_known *known, int64_t mention)
{
    size_t low = 0;
    size_t high = known->described_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (known->described[middle].mention < mention) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < known->described_count && known->described[low].mention == mention
               ? &known->described[low]
               : NULL;
}

enum sl_status sl_identity_add_hold(
    struct sl_identity_known *known, const struct sl_mention_hold *hold, struct sl_error *err
)
{
    if (sl_identity_described(known, hold->left) == NULL ||
        sl_identity_described(known, hold->right) == NULL) {
        return SL_OK;
    }
    return sl_mention_holds_add(&known->holds, hold, err);
}

static enum sl_status
load_relations(struct sl_store *store, struct sl_identity_known *known, struct sl_error *err)
{
    SL_CLEANUP(sl_relation_cursor_close_ptr) struct sl_relation_cursor *cursor = NULL;
    struct sl_stored_relation relation;
    struct sl_mention_hold hold = { .reason = SL_HELD_RELATED };
    bool has_one = true;

    SL_TRY(sl_store_relations_open(store, 0, INT64_MAX, &cursor, err));
    for (;;) {
        SL_TRY(sl_relation_cursor_next(cursor, &relation, &has_one, err));
        if (!has_one) {
            return SL_OK;
        }
        if (!relation.is_to && sl_hold_of_role(relation.role, &hold.kind)) {
            hold.left = relation.mention;
            hold.right = relation.other;
            SL_TRY(sl_identity_add_hold(known, &hold, err));
        }
    }
}

enum sl_status sl_identity_decided(
    struct sl_store *store,
    const struct sl_decision *decision,
    struct sl_arena *arena,
    struct sl_decided_mention **ret_mentions,
    size_t *ret_count,
    struct sl_error *err
)
{
    struct sl_decided_mention *mentions =
        sl_arena_alloc(arena, decision->mention_count, sizeof *mentions);
    size_t count = 0;

    if (mentions == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < decision->mention_count; i++) {
        const struct sl_mention *mention = &decision->mentions[i];
        struct sl_stored_mention found = { .id = 0 };
        const enum sl_status status =
            sl_store_mention_find(store, mention->source, mention->key, &found, err);
        if (status == SL_OK) {
            mentions[count++] =
                (struct sl_decided_mention){ .mention = found.id, .side = mention->side };
        } else if (status != SL_NOT_FOUND) {
            return status;
        }
    }
    *ret_mentions = mentions;
    *ret_count = count;
    return SL_OK;
}

enum sl_status sl_identity_decision_holds(
    struct sl_store *store,
    const struct sl_decision *decision,
    struct sl_arena *arena,
    struct sl_mention_holds *holds,
    struct sl_error *err
)
{
    const bool is_join = decision->kind == SL_DECISION_JOIN;
    struct sl_decided_mention *mentions = NULL;
    size_t count = 0;

    if (decision->kind == SL_DECISION_RELEASE || decision->reversed_by != 0) {
        return SL_OK;
    }
    SL_TRY(sl_identity_decided(store, decision, arena, &mentions, &count, err));
    return sl_mention_holds_decide(holds, decision->id, is_join, mentions, count, err);
}

enum sl_status sl_identity_add_decision(
    struct sl_store *store,
    struct sl_identity_known *known,
    const struct sl_decision *decision,
    struct sl_arena *arena,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_mention_holds_finish) struct sl_mention_holds holds = { 0 };

    SL_TRY(sl_identity_decision_holds(store, decision, arena, &holds, err));
    for (size_t i = 0; i < holds.count; i++) {
        SL_TRY(sl_identity_add_hold(known, &holds.items[i], err));
    }
    return SL_OK;
}

static enum sl_status
load_decisions(struct sl_store *store, struct sl_identity_known *known, struct sl_error *err)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;
    struct sl_decision decision = { .id = 0 };

    sl_arena_init(&arena, SCRATCH_LIMIT_BYTES);
    for (;;) {
        sl_arena_reset(&arena);
        const enum sl_status status =
            sl_store_decision_next(store, decision.id, &arena, &decision, err);
        if (status == SL_NOT_FOUND) {
            return SL_OK;
        }
        SL_TRY(status);
        SL_TRY(sl_identity_add_decision(store, known, &decision, &arena, err));
    }
}

static enum sl_status
load_bonds(struct sl_store *store, struct sl_identity_known *known, struct sl_error *err)
{
    struct sl_stored_bond bond = { .mention = 0 };

    for (;;) {
        const enum sl_status status = sl_store_bond_next(store, bond.mention, &bond, err);
        if (status == SL_NOT_FOUND) {
            return SL_OK;
        }
        SL_TRY(status);
        const struct sl_mention_hold hold = { .kind = SL_MENTION_BEFORE,
                                              .left = bond.mention,
                                              .right = bond.other };
        SL_TRY(sl_identity_add_hold(known, &hold, err));
    }
}

enum sl_status sl_identity_settle_holds(struct sl_identity_known *known, struct sl_error *err)
{
    SL_TRY(sl_listing_all_numbers(&known->listing, &known->holds, err));
    SL_TRY(sl_expected_all_holds(&known->listing, &known->holds, err));
    sl_mention_holds_settle(&known->holds);
    return SL_OK;
}

enum sl_status sl_identity_load_holds(
    struct sl_store *store, struct sl_identity_known *known, struct sl_error *err
)
{
    SL_TRY(load_relations(store, known, err));
    SL_TRY(load_decisions(store, known, err));
    SL_TRY(load_bonds(store, known, err));
    return sl_identity_settle_holds(known, err);
}

enum sl_status sl_identity_tell_holds(
    const struct sl_identity_known *known, struct sl_linkage *linkage, struct sl_error *err
)
{
    for (size_t i = 0; i < known->holds.count; i++) {
        const struct sl_mention_hold *hold = &known->holds.items[i];
        const struct sl_row_key left = sl_row_key_print(hold->left, 0);
        const struct sl_row_key right = sl_row_key_print(hold->right, 0);
        SL_TRY(sl_linkage_hold(
            linkage,
            sl_identity_linkage_hold(hold->kind),
            sl_row_key_str(&left),
            sl_row_key_str(&right),
            err
        ));
    }
    return SL_OK;
}

void sl_identity_known_finish(struct sl_identity_known *known)
{
    sl_seals_finish(&known->seals);
    sl_listing_finish(&known->listing);
    sl_mention_holds_finish(&known->holds);
    sl_free(known->described);
    sl_free(known->lists);
    *known = (struct sl_identity_known){ 0 };
}
