/* SPDX-License-Identifier: Apache-2.0 */
#include "page/method.h"

#include <string.h>

#include "page/filter.h"
#include "page/operator.h"

struct sl_value sl_method_concat(struct sl_page *page, const struct sl_value *args, size_t count)
{
    SL_ASSERT(count == 2);
    const struct sl_value list = args[0];
    const bool is_list = args[1].kind == SL_VALUE_LIST;
    const size_t more = is_list ? args[1].count : 1;

    if (list.kind != SL_VALUE_LIST) {
        return sl_value_undefined();
    }
    struct sl_value *items = sl_page_room(page, list.count + more);
    if (items == NULL) {
        return sl_value_undefined();
    }
    for (size_t i = 0; i < list.count; i++) {
        items[i] = list.items[i];
    }
    for (size_t i = 0; i < more; i++) {
        items[list.count + i] = is_list ? args[1].items[i] : args[1];
    }
    return sl_value_list(items, list.count + more);
}

struct sl_value sl_method_includes(struct sl_page *page, const struct sl_value *args, size_t count)
{
    SL_ASSERT(count == 2);
    if (args[0].kind == SL_VALUE_LIST) {
        return sl_value_bool(sl_value_in(page, args[1], args[0]));
    }
    if (sl_value_is_text(args[0])) {
        const struct sl_value text = sl_value_text(sl_value_str(args[0]));
        return sl_value_bool(sl_value_in(page, args[1], text));
    }
    return sl_value_undefined();
}

struct sl_value sl_method_join(struct sl_page *page, const struct sl_value *args, size_t count)
{
    const struct sl_value between = count > 1 ? args[1] : SL_VALUE_STR(",");
    const struct sl_value both[2] = { args[0], between };

    return args[0].kind == SL_VALUE_LIST ? sl_filter_join(page, both, 2) : sl_value_undefined();
}
