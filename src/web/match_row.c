/* SPDX-License-Identifier: Apache-2.0 */
#include "web/match_row.h"

#include "identity/identity_id.h"
#include "web/told.h"

struct sl_str sl_match_mention(struct sl_visit *visit, const struct sl_identity_mention *mention)
{
    return sl_told_print(
        visit,
        "%.*s/%.*s/%.*s",
        SL_STR_ARG(mention->agency),
        SL_STR_ARG(mention->system),
        SL_STR_ARG(mention->mention.key)
    );
}

struct sl_str sl_match_field(struct sl_visit *visit, struct sl_str name)
{
    char text[40];
    const size_t len = name.len < sizeof text ? name.len : sizeof text;

    for (size_t i = 0; i < len; i++) {
        text[i] = name.ptr[i];
        if (text[i] == '_') {
            text[i] = ' ';
        }
    }
    return sl_told_sentence(visit, sl_told_print(visit, "%.*s", (int)len, text));
}

/* What one side says, by the fields that both have: "Ann, Smith, 3 May 2014". */
static struct sl_str
side_of(struct sl_visit *visit, const struct sl_waterfall *waterfall, unsigned side)
{
    struct sl_str text = SL_STR("");

    for (size_t i = 0; i < waterfall->count; i++) {
        const struct sl_step *step = &waterfall->steps[i];
        if (step->kind == SL_STEP_FIELD && step->left.len > 0 && step->right.len > 0) {
            text = sl_told_join(visit, text, step->shown[side], false);
        }
    }
    return text;
}

struct sl_row sl_match_row(struct sl_visit *visit, const struct sl_review_pair *pair)
{
    const struct sl_identity_id low = sl_identity_print(pair->pair.low);
    const struct sl_identity_id high = sl_identity_print(pair->pair.high);

    return (struct sl_row){
        .title = sl_told_print(visit, "%s and %s", low.text, high.text),
        .href = sl_told_print(visit, "/match/%s/%s", low.text, high.text),
        .tag = sl_outcome_words(pair->outcome),
        .colour = pair->outcome == SL_OUTCOME_LOW ? SL_TAG_CLOSED : SL_TAG_OPEN,
        .facts[0] = side_of(visit, &pair->waterfall, 0),
        .facts[1] = side_of(visit, &pair->waterfall, 1),
    };
}
