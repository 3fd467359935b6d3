/* SPDX-License-Identifier: Apache-2.0 */
#include "link/compare_impl.h"

/* Local parts that name an office, not a person. */
static const char *const office_locals[] = {
    "admin",    "administrator", "contact", "donotreply", "enquiries", "enquiry", "family",
    "hello",    "help",          "home",    "info",       "inbox",     "mail",    "me",
    "no-reply", "noreply",       "none",    "nobody",     "office",    "parent",  "reception",
    "sales",    "school",        "support", "team",       "test",      "unknown",
};

struct sl_email_parts sl_email_parts_read(struct sl_str value)
{
    size_t at = value.len;
    while (at > 0 && value.ptr[at - 1] != '@') {
        at--;
    }
    if (at == 0) {
        return (struct sl_email_parts){ .local = value };
    }
    return (struct sl_email_parts){
        .local = {value.ptr,       at - 1        },
          .domain = { value.ptr + at, value.len - at}
    };
}

bool sl_email_generic(const struct sl_compare_context *context, struct sl_str local)
{
    for (size_t i = 0; i < sizeof(office_locals) / sizeof(office_locals[0]); i++) {
        if (sl_str_equal(local, sl_str_from(office_locals[i]))) {
            return true;
        }
    }
    return sl_compare_generic(context, local);
}

unsigned
sl_compare_email(const struct sl_compare_context *context, struct sl_str left, struct sl_str right)
{
    const struct sl_email_parts left_parts = sl_email_parts_read(left);
    const struct sl_email_parts right_parts = sl_email_parts_read(right);
    const struct sl_str left_local = left_parts.local;
    const struct sl_str right_local = right_parts.local;
    if (sl_str_equal(left_local, right_local)) {
        if (sl_word_evidence(&sl_word_rules_domain, left_parts.domain, right_parts.domain) !=
            SL_EVIDENCE_NONE) {
            return SL_LEVEL_CLOSE;
        }
        return left_local.len >= SL_EMAIL_LOCAL_LEN && !sl_email_generic(context, left_local)
                   ? SL_LEVEL_NEAR
                   : SL_LEVEL_ELSE;
    }
    const enum sl_evidence evidence =
        sl_word_evidence(&sl_word_rules_local, left_local, right_local);
    if (evidence == SL_EVIDENCE_NONE) {
        return SL_LEVEL_ELSE;
    }
    if (sl_str_equal(left_parts.domain, right_parts.domain)) {
        return SL_LEVEL_CLOSE;
    }
    const size_t longer = left_local.len > right_local.len ? left_local.len : right_local.len;
    return evidence == SL_EVIDENCE_ONE && longer >= SL_EMAIL_LOOSE_LEN &&
                   !sl_email_generic(context, left_local) && !sl_email_generic(context, right_local)
               ? SL_LEVEL_LOOSE
               : SL_LEVEL_ELSE;
}
