/* SPDX-License-Identifier: Apache-2.0 */
#include "web/navigation.h"

#include "app/access_change.h"

/* A part of the site, and the permissions of which one is enough to see it; none: everybody. */
struct item {
    const char *text, *href, *section;
    uint32_t permissions;
};

/* clang-format off */
static const struct item items[] = {
    { "Home", "/", "home", 0 },
    { "Search", "/search", "search", SL_MAY(SEARCH) },
    { "Questions", "/questions", "questions", SL_MAY(QUESTION) },
    { "Patterns", "/patterns", "patterns", SL_MAY(QUESTION) },
    { "Matches", "/matches", "matches", SL_MAY(IDENTITY) },
    { "Intake", "/intake", "intake", SL_MAY(INTAKE) | SL_MAY(REJECTS) },
    { "Requests", "/requests", "requests", SL_MAY(ASK) | SL_MAY(ANSWER) },
    { "Emergency access", "/emergency", "emergency", SL_MAY(BREAK_GLASS) | SL_MAY(GLASS_REVIEW) },
    { "Users", "/users", "users", SL_MAY(USERS) },
    { "To confirm", "/proposals", "proposals", SL_MAY(USERS) },
    { "Who looked", "/looked", "looked", SL_MAY(LEDGER_READ) },
    { "Subject access", "/subject-access", "subject-access", SL_MAY(SUBJECT_ACCESS) },
    { "Ledger", "/ledger", "ledger", SL_MAY(LEDGER_VERIFY) },
    { "Fairness", "/audit", "audit", SL_MAY(FAIRNESS) },
    { "Catalogue", "/catalogue", "catalogue", 0 },
    { "Account", "/account", "account", 0 },
};
/* clang-format on */
#define ITEM_COUNT (sizeof items / sizeof items[0])

bool sl_navigation_holds(const struct sl_visit *visit, uint32_t permissions)
{
    bool is_any = permissions == 0;

    for (unsigned i = 0; !is_any && i < SL_PERMISSION_COUNT; i++) {
        is_any =
            (permissions >> i & 1) != 0 && sl_access_holds(visit->access, (enum sl_permission)i);
    }
    return is_any;
}

struct sl_value sl_navigation_value(struct sl_visit *visit, struct sl_str section)
{
    struct sl_value shown[ITEM_COUNT];
    size_t count = 0;

    if (visit->access == NULL) {
        return sl_value_undefined();
    }
    for (size_t i = 0; i < ITEM_COUNT; i++) {
        const struct item *item = &items[i];
        const bool is_current = sl_str_equal(section, sl_str_from(item->section));
        const struct sl_member members[] = {
            {SL_STR("text"),     sl_value_text(sl_str_from(item->text))},
            { SL_STR("href"),    sl_value_text(sl_str_from(item->href))},
            { SL_STR("current"), sl_value_bool(is_current)             },
        };
        if (sl_navigation_holds(visit, item->permissions)) {
            shown[count++] = sl_page_map(&visit->page, members, sizeof members / sizeof members[0]);
        }
    }
    return sl_page_list(&visit->page, shown, count);
}
