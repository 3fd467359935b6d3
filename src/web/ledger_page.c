/* SPDX-License-Identifier: Apache-2.0 */
/* The ledger: how far it has come, and which witnesses have looked at it when. */
#include "app/ledger_state.h"

#include "web/pages.h"
#include "web/sheet.h"
#include "web/told.h"

/* How a witness stands, as a tag. */
static const enum sl_tag colours[] = {
    [SL_WITNESS_NEVER] = SL_TAG_SOON,  [SL_WITNESS_HELD] = SL_TAG_DONE,
    [SL_WITNESS_LATE] = SL_TAG_SOON,   [SL_WITNESS_UNREAD] = SL_TAG_SOON,
    [SL_WITNESS_BROKEN] = SL_TAG_LATE,
};
static const char *const tags[] = {
    [SL_WITNESS_NEVER] = "Not yet",    [SL_WITNESS_HELD] = "Agrees",
    [SL_WITNESS_LATE] = "Long ago",    [SL_WITNESS_UNREAD] = "Not right",
    [SL_WITNESS_BROKEN] = "Disagrees",
};

static struct sl_str root_of(struct sl_visit *visit, const struct sl_digest *root)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;

    sl_buf_init(&text, (size_t)2 * SL_DIGEST_BYTES + 1);
    sl_digest_print(root, &text);
    return sl_value_str(sl_visit_take(visit, &text));
}

static void add_facts(struct sl_sheet *sheet, const struct sl_ledger_state *state)
{
    struct sl_visit *visit = sheet->visit;
    const uint64_t count = state->published + state->in_journal;

    sl_sheet_fact(sheet, "Name", state->name, SL_STR(""));
    sl_sheet_fact(sheet, "Entries", sl_told_count(visit, count), SL_STR(""));
    sl_sheet_fact(
        sheet,
        "Last entry",
        sl_told_print(visit, "%.*s (UTC)", SL_STR_ARG(sl_told_time(visit, state->last_us))),
        SL_STR("")
    );
    sl_sheet_fact(
        sheet,
        "Latest checkpoint",
        sl_told_print(
            visit,
            "of %.*s entries; %.*s have come since",
            SL_STR_ARG(sl_told_count(visit, state->published)),
            SL_STR_ARG(sl_told_count(visit, state->in_journal))
        ),
        SL_STR("")
    );
    sl_sheet_fact(
        sheet,
        "Seen by no witness",
        sl_told_print(visit, "%.*s entries", SL_STR_ARG(sl_told_count(visit, count - state->seen))),
        SL_STR("")
    );
    sl_sheet_fact(sheet, "Root of the tree", root_of(visit, &state->root), SL_STR(""));
}

static void
add_row(struct sl_rows *list, const struct sl_ledger_witness_line *line, struct sl_visit *visit)
{
    struct sl_row row = {
        .title = line->name,
        .tag = sl_str_from(tags[line->standing]),
        .colour = colours[line->standing],
    };

    if (line->looked_us > 0) {
        row.facts[0] = sl_told_print(
            visit,
            "Looked %.*s (UTC), at %.*s entries",
            SL_STR_ARG(sl_told_time(visit, line->looked_us)),
            SL_STR_ARG(sl_told_count(visit, line->count))
        );
        row.facts[1] = SL_STR("The ledger of today begins with what it saw");
    } else {
        row.facts[0] =
            sl_told_sentence(visit, sl_str_from(sl_witness_standing_words(line->standing)));
        row.facts[1] = sl_told_sentence(visit, line->why);
    }
    sl_rows_add(list, &row);
}

/* What somebody should do, the worst first. */
static const char *warning_of(const struct sl_ledger_state *state)
{
    bool agrees = false;
    bool differs = false;

    for (size_t i = 0; i < state->witness_count; i++) {
        agrees = agrees || state->witnesses[i].standing == SL_WITNESS_HELD;
        differs = differs || state->witnesses[i].standing == SL_WITNESS_BROKEN;
    }
    if (differs) {
        return "A witness has seen another ledger than this one. Somebody may have rewritten it: "
               "keep all copies as they are, and verify each of them now.";
    }
    if (!agrees) {
        return "No witness has looked within a week. Until one does, whoever has the ledger’s key "
               "could rewrite it and nobody would see. Ask another agency to look.";
    }
    return NULL;
}

enum sl_status sl_visit_ledger(struct sl_visit *visit, struct sl_error *err)
{
    struct sl_ledger_state state;
    struct sl_sheet sheet;
    struct sl_rows list;

    SL_TRY(sl_ledger_state_read(visit->access, visit->arena, &state, err));
    sl_sheet_init(&sheet, visit, SL_STR("The ledger"));
    sl_sheet_text(
        &sheet,
        SL_STR("Every look, every change and every refusal is an entry of it. Other agencies look "
               "at it from their own machines and sign that it only grew: they see numbers, and "
               "no names.")
    );
    const char *warning = warning_of(&state);
    if (warning != NULL) {
        sl_sheet_warning(&sheet, sl_str_from(warning));
    }
    add_facts(&sheet, &state);
    sl_rows_init_short(&list, visit, SL_LEDGER_WITNESS_LIMIT);
    for (size_t i = 0; i < state.witness_count; i++) {
        add_row(&list, &state.witnesses[i], visit);
    }
    sl_sheet_list(
        &sheet,
        &list,
        &(struct sl_rows_words){
            .heading = SL_STR("Witnesses"),
            .empty = SL_STR("No witness is known here. Whoever runs this service can add one: its "
                            "public key, and what it signs."),
        }
    );
    sl_sheet_show(&sheet);
    return SL_OK;
}
