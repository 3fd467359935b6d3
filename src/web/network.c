/* SPDX-License-Identifier: Apache-2.0 */
#include "web/network.h"

/* In units of the drawing: between two of one side; from its edge; where the sides stand. */
#define STEP    44.0
#define MARGIN  24.0
#define WIDTH   900.0
#define LEFT_X  300.0
#define RIGHT_X 520.0

/* How far down something of a side stands: both sides are centred. */
static double place(size_t index, size_t count, size_t most)
{
    return MARGIN + STEP / 2 + STEP * ((double)index + ((double)most - (double)count) / 2);
}

static struct sl_value
nodes_of(struct sl_visit *visit, const struct sl_str *texts, size_t count, size_t most, double x)
{
    struct sl_value nodes[SL_NETWORK_LIMIT];

    for (size_t i = 0; i < count; i++) {
        /* clang-format off */
        const struct sl_member members[] = {
            { SL_STR("x"), sl_value_number(x) },
            { SL_STR("y"), sl_value_number(place(i, count, most)) },
            { SL_STR("text"), sl_visit_text(visit, texts[i]) },
        };
        /* clang-format on */
        nodes[i] = sl_page_map(&visit->page, members, sizeof members / sizeof members[0]);
    }
    return sl_page_list(&visit->page, nodes, count);
}

static struct sl_value
lines_of(struct sl_visit *visit, const struct sl_network *network, size_t most)
{
    struct sl_value lines[SL_NETWORK_LIMIT * SL_NETWORK_LIMIT];
    size_t count = 0;

    for (size_t i = 0; i < network->left_count; i++) {
        for (size_t j = 0; j < network->right_count; j++) {
            if (!network->joined(network->context, i, j)) {
                continue;
            }
            /* clang-format off */
            const struct sl_member members[] = {
                { SL_STR("x1"), sl_value_number(LEFT_X) },
                { SL_STR("y1"), sl_value_number(place(i, network->left_count, most)) },
                { SL_STR("x2"), sl_value_number(RIGHT_X) },
                { SL_STR("y2"), sl_value_number(place(j, network->right_count, most)) },
            };
            /* clang-format on */
            lines[count++] = sl_page_map(&visit->page, members, sizeof members / sizeof members[0]);
        }
    }
    return sl_page_list(&visit->page, lines, count);
}

struct sl_value sl_network_value(struct sl_visit *visit, const struct sl_network *network)
{
    const size_t left = network->left_count;
    const size_t right = network->right_count;
    const size_t most = left > right ? left : right;

    if (left == 0 || right == 0 || most > SL_NETWORK_LIMIT) {
        return sl_value_undefined();
    }
    /* clang-format off */
    const struct sl_member members[] = {
        { SL_STR("width"), sl_value_number(WIDTH) },
        { SL_STR("height"), sl_value_number(2 * MARGIN + STEP * (double)most) },
        { SL_STR("people"), nodes_of(visit, network->left, left, most, LEFT_X) },
        { SL_STR("records"), nodes_of(visit, network->right, right, most, RIGHT_X) },
        { SL_STR("lines"), lines_of(visit, network, most) },
    };
    /* clang-format on */
    return sl_page_map(&visit->page, members, sizeof members / sizeof members[0]);
}
