/* SPDX-License-Identifier: Apache-2.0 */
#include "sharing/reader.h"

#include <string.h>

/* Decisions for one holder and kind: with and without a relationship, and a broken glass. */
#define VARIANT_COUNT 4u

enum sl_status sl_reader_init(
    struct sl_reader *reader,
    const struct sl_asking *asking,
    const struct sl_str *holders,
    size_t holder_count,
    struct sl_arena *arena,
    struct sl_error *err
)
{
    const size_t cell_count = holder_count * SL_SHARE_KIND_COUNT * VARIANT_COUNT;
    struct sl_reader_cell *cells = NULL;
    unsigned serving = 0;

    if (holder_count > SL_READER_HOLDER_LIMIT) {
        return sl_fail(err, SL_LIMIT, "more than %u holders", SL_READER_HOLDER_LIMIT);
    }
    cells = sl_arena_alloc(arena, cell_count, sizeof(*cells));
    if (cells == NULL) {
        return sl_fail_memory(err);
    }
    memset(cells, 0, cell_count * sizeof(*cells));
    for (unsigned kind = 0; kind < SL_USER_TIE_COUNT; kind++) {
        serving |= sl_ties_serve((uint8_t)(1u << kind), asking->purpose) ? 1u << kind : 0u;
    }
    *reader = (struct sl_reader){
        .asking = *asking,
        .holders = holders,
        .holder_count = holder_count,
        .serving = (uint8_t)serving,
        .cells = cells,
    };
    return SL_OK;
}

static void
fill_cell(struct sl_reader *reader, const struct sl_reader_item *item, struct sl_reader_cell *cell)
{
    const struct sl_asked asked = {
        .holder = reader->holders[item->holder],
        .kind = item->kind,
        .ties = item->ties,
        .glass = item->glass,
    };
    const struct sl_share_decision decision = sl_decide(&reader->asking, &asked);

    *cell = (struct sl_reader_cell){
        .fields = decision.fields,
        .found = decision.found,
        .agreement = decision.agreement,
        .sight = (uint8_t)decision.sight,
        .rule = (uint8_t)decision.rule,
        .known = true,
    };
}

/* Seal and withheld fields, by the function that decides them elsewhere. */
static struct sl_shown close_cell(
    const struct sl_reader *reader,
    const struct sl_reader_item *item,
    const struct sl_reader_cell *cell
)
{
    const struct sl_asked asked = {
        .holder = reader->holders[item->holder],
        .kind = item->kind,
        .seal = (enum sl_seal_state)item->seal,
        .withheld = item->withheld,
    };
    struct sl_share_decision decision = {
        .sight = (enum sl_sight)cell->sight,
        .rule = (enum sl_rule_name)cell->rule,
        .fields = cell->fields,
        .found = cell->found,
        .agreement = cell->agreement,
    };

    sl_decide_record(&reader->asking, &asked, &decision);
    return (struct sl_shown){
        .fields = decision.fields,
        .found = decision.found,
        .withheld = decision.withheld,
        .agreement = decision.agreement,
        .sight = (uint8_t)decision.sight,
        .rule = (uint8_t)decision.rule,
        .alert = decision.alert,
    };
}

struct sl_shown sl_reader_decide(struct sl_reader *reader, const struct sl_reader_item *item)
{
    const unsigned variant =
        ((item->ties & reader->serving) != 0 ? 1u : 0u) | (item->glass ? 2u : 0u);

    if (item->holder >= reader->holder_count || item->kind >= SL_SHARE_KIND_COUNT) {
        return (struct sl_shown
        ){ .sight = SL_SIGHT_REFUSED, .rule = SL_RULE_UNKNOWN, .agreement = SL_POLICY_NONE };
    }
    struct sl_reader_cell *cell =
        &reader->cells
             [((size_t)item->holder * SL_SHARE_KIND_COUNT + item->kind) * VARIANT_COUNT + variant];
    if (!cell->known) {
        fill_cell(reader, item, cell);
    }
    if (item->seal != SL_SEAL_NONE || item->withheld != 0) {
        return close_cell(reader, item, cell);
    }
    return (struct sl_shown){
        .fields = cell->fields,
        .found = cell->found,
        .agreement = cell->agreement,
        .sight = cell->sight,
        .rule = cell->rule,
    };
}

void sl_reader_filter(
    struct sl_reader *reader,
    const struct sl_reader_item *items,
    size_t item_count,
    struct sl_shown *ret_shown
)
{
    for (size_t i = 0; i < item_count; i++) {
        ret_shown[i] = sl_reader_decide(reader, &items[i]);
    }
}
