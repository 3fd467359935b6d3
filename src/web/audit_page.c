/* SPDX-License-Identifier: Apache-2.0 */
/* Of whom indicators ask, and what was decided: tables without names, small numbers withheld. */
#include "app/notice_audit.h"
#include "web/pages.h"
#include "web/sheet.h"
#include "web/told.h"
#include "web/web_templates.h"

#define AUDIT SL_STR("/audit")

/* Tables, in the arena. */
struct tables {
    struct sl_audit_table *items;
    size_t count;
};

/* The first table of each indicator stands for all of it. */
static bool begins(const struct tables *tables, size_t index)
{
    return index == 0 ||
           !sl_str_equal(tables->items[index - 1].indicator, tables->items[index].indicator);
}

static struct sl_str count_of(struct sl_visit *visit, uint64_t count, bool is_hidden)
{
    return is_hidden ? SL_STR("withheld") : sl_told_print(visit, "%llu", (unsigned long long)count);
}

/* Of all children: how many, and of how many it has asked. */
static struct sl_row indicator_row(struct sl_visit *visit, const struct sl_audit_table *table)
{
    const struct sl_audit_group *all = &table->groups[table->group_count - 1];

    return (struct sl_row){
        .title = table->wording,
        .href = sl_told_path(visit, "/audit?indicator=", table->indicator),
        .facts[0] = sl_told_print(
            visit,
            "Asked about %.*s of %.*s children",
            SL_STR_ARG(count_of(visit, all->raised, all->hides_raised)),
            SL_STR_ARG(count_of(visit, all->children, all->hides_children))
        ),
    };
}

/* "2.1 % to 5.0 %"; empty where no share may be shown. */
static struct sl_str share_of(struct sl_visit *visit, const struct sl_audit_group *group)
{
    if (!sl_audit_has_share(group)) {
        return SL_STR("");
    }
    const struct sl_fairness_interval share = sl_fairness_interval(group->raised, group->children);
    return sl_told_print(visit, "%.1f%% to %.1f%%", 100 * share.low, 100 * share.high);
}

/* Has any group of a table this outcome? Else its column says nothing. */
static bool has_outcome(const struct sl_audit_table *table, size_t outcome)
{
    bool has = false;

    for (size_t i = 0; i < table->group_count; i++) {
        const struct sl_audit_group *group = &table->groups[i];
        has = has || group->outcomes[outcome] > 0 || group->hides_outcome[outcome];
    }
    return has;
}

/* The outcomes of a group; without one, what they are. */
static struct sl_value outcomes_value(
    struct sl_visit *visit, const struct sl_audit_table *table, const struct sl_audit_group *group
)
{
    struct sl_value outcomes[SL_AUDIT_OUTCOMES];
    size_t count = 0;

    for (size_t i = 0; i < SL_AUDIT_OUTCOMES; i++) {
        if (has_outcome(table, i)) {
            outcomes[count++] = sl_value_text(
                group == NULL ? sl_told_sentence(visit, sl_audit_outcome(i).words)
                              : count_of(visit, group->outcomes[i], group->hides_outcome[i])
            );
        }
    }
    return sl_page_list(&visit->page, outcomes, count);
}

static struct sl_value group_value(
    struct sl_visit *visit, const struct sl_audit_table *table, const struct sl_audit_group *group
)
{
    const bool has_children = group->children > 0 || group->hides_children;
    /* clang-format off */
    const struct sl_member members[] = {
        { SL_STR("name"), sl_visit_text(visit, group->name) },
        { SL_STR("children"),
          sl_value_text(has_children ? count_of(visit, group->children, group->hides_children)
                                     : SL_STR("")) },
        { SL_STR("raised"),
          sl_value_text(count_of(visit, group->raised, group->hides_raised)) },
        { SL_STR("share"), sl_value_text(share_of(visit, group)) },
        { SL_STR("outcomes"), outcomes_value(visit, table, group) },
    };
    /* clang-format on */
    return sl_page_map(&visit->page, members, sizeof members / sizeof members[0]);
}

static struct sl_value table_value(struct sl_visit *visit, const struct sl_audit_table *table)
{
    struct sl_value *groups = sl_page_room(&visit->page, table->group_count);

    for (size_t i = 0; groups != NULL && i < table->group_count; i++) {
        groups[i] = group_value(visit, table, &table->groups[i]);
    }
    /* clang-format off */
    const struct sl_member members[] = {
        { SL_STR("by"), sl_value_text(sl_audit_by_terms()[table->by].words) },
        { SL_STR("outcomes"), outcomes_value(visit, table, NULL) },
        { SL_STR("groups"), groups == NULL ? sl_value_undefined()
                                           : sl_value_list(groups, table->group_count) },
    };
    /* clang-format on */
    return sl_page_map(&visit->page, members, sizeof members / sizeof members[0]);
}

/* The tables of the indicator that the address names. */
static struct sl_value
tables_value(struct sl_visit *visit, const struct tables *tables, struct sl_str indicator)
{
    struct sl_value shown[SL_AUDIT_BY_COUNT];
    size_t count = 0;

    for (size_t i = 0; i < tables->count && count < SL_AUDIT_BY_COUNT; i++) {
        if (sl_str_equal(tables->items[i].indicator, indicator)) {
            shown[count++] = table_value(visit, &tables->items[i]);
        }
    }
    return sl_page_list(&visit->page, shown, count);
}

static void add_list(struct sl_sheet *sheet, const struct tables *tables)
{
    struct sl_rows rows;

    sl_rows_init_short(&rows, sheet->visit, tables->count);
    for (size_t i = 0; i < tables->count; i++) {
        if (begins(tables, i)) {
            const struct sl_row row = indicator_row(sheet->visit, &tables->items[i]);
            sl_rows_add(&rows, &row);
        }
    }
    sl_sheet_list(
        sheet, &rows, &(struct sl_rows_words){ .empty = SL_STR("No indicator has asked anything.") }
    );
}

enum sl_status sl_visit_audit(struct sl_visit *visit, struct sl_error *err)
{
    const struct sl_str indicator = sl_form_get(&visit->query, SL_STR("indicator"));
    struct tables tables = { .count = 0 };
    struct sl_sheet sheet;

    SL_TRY(sl_notice_audit(visit->access, visit->arena, &tables.items, &tables.count, err));
    sl_sheet_init(&sheet, visit, SL_STR("Of whom indicators ask"));
    const struct sl_value shown = tables_value(visit, &tables, indicator);
    for (size_t i = 0; i < tables.count; i++) {
        if (begins(&tables, i) && sl_str_equal(tables.items[i].indicator, indicator)) {
            sheet.title = tables.items[i].wording;
            sheet.caption = SL_STR("Of whom indicators ask");
            sheet.back = sheet.caption;
            sheet.back_href = AUDIT;
        }
    }
    sl_sheet_text(
        &sheet,
        SL_STR("How many children there are, of how many an indicator has asked something, and "
               "what people answered. The true share lies between the two that are given, with a "
               "confidence of 95%. Numbers from 1 to 4 are withheld, and those from which they "
               "could be worked out. What is sealed to you is not counted.")
    );
    if (shown.count == 0) {
        add_list(&sheet, &tables);
    }
    sl_pages_audit_print(
        &visit->page,
        &(struct sl_pages_audit_page){
            .site = sl_visit_frame(visit),
            .sheet = sl_sheet_value(&sheet),
            .tables = shown,
        }
    );
    return SL_OK;
}
