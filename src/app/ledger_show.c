/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ledger_show.h"

struct sieve {
    const struct sl_ledger_filter *filter;
    sl_view_fn *told;
    void *context;
};

static bool is_text(struct sl_str wanted, struct sl_str text)
{
    return wanted.len == 0 || sl_str_equal(wanted, text);
}

static bool matches(const struct sl_ledger_filter *filter, const struct sl_view_entry *told)
{
    const int64_t when_us = told->entry.when_us;
    struct sl_str subject = { .len = 0 };
    struct sl_str detail = { .len = 0 };

    return (filter->from_us == 0 || when_us >= filter->from_us) &&
           (filter->until_us == 0 || when_us < filter->until_us) &&
           is_text(filter->agency, told->entry.texts[SL_ENTRY_AGENCY]) &&
           is_text(filter->user, told->parts[SL_PART_WHO].content) &&
           sl_entry_about(&told->parts[SL_PART_ABOUT], &subject, &detail) &&
           is_text(filter->subject, subject);
}

static enum sl_status sift(void *context, const struct sl_view_entry *told, struct sl_error *err)
{
    const struct sieve *sieve = context;

    return matches(sieve->filter, told) ? sieve->told(sieve->context, told, err) : SL_OK;
}

enum sl_status sl_ledger_show(
    const char *path,
    const struct sl_ledger_filter *filter,
    sl_view_fn *told,
    void *context,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_view_close_ptr) struct sl_view *view = NULL;
    struct sieve sieve = { .filter = filter, .told = told, .context = context };

    SL_TRY(sl_view_open(path, NULL, &view, err));
    return sl_view_each(view, 0, UINT64_MAX, sift, &sieve, err);
}
